import Foundation
package import Records
import Seals

/// What is written down about a capture, once and for all: what it is, how it was got, by whose word, under which law,
/// and what it does not show.
///
/// A record holds facts that were observed; what somebody concludes from them is an `Assessed` statement, elsewhere, which
/// cites records. The record's id is the SHA-256 of its canonical JSON: it cannot be changed, only followed by another.
/// A working copy (a crop, a transcript, a redaction) is a record of its own that names its original.
package struct EvidenceRecord: Codable, Hashable, Sendable {
    /// The form of records that this version writes.
    package static let form = "daylight-record-1"

    package let form: String
    /// The case's name, as its checkpoints bear it.
    package let origin: String
    package let recorded: StatedTime
    package let asset: RecordedAsset?
    package let capture: Capture
    package let files: [CapturedFile]
    /// Where in an imported file it stands; nil where the capture is files of its own.
    package let row: ImportedRow?
    package let observed: [Observation]
    package let provenance: Provenance
    package let legal: LegalBasis
    /// The record that this is a working copy of.
    package let original: String?
    /// What was not seen, what failed, which way it leans, how it was chosen. Never empty.
    package let limits: [String]

    /// - Throws: `EvidenceError.refused` where a block is not what it should be, for a record of nothing, and without
    ///   limits.
    package init(
        origin: String, recorded: StatedTime, asset: RecordedAsset? = nil, capture: Capture, files: [CapturedFile],
        row: ImportedRow? = nil, observed: [Observation] = [], provenance: Provenance = Provenance(),
        legal: LegalBasis = LegalBasis(), original: String? = nil, limits: [String]
    ) throws(EvidenceError) {
        form = Self.form
        self.origin = origin
        self.recorded = recorded
        self.asset = asset
        self.capture = capture
        self.files = files
        self.row = row
        self.observed = observed
        self.provenance = provenance
        self.legal = legal
        self.original = original
        self.limits = limits
        try check()
    }

    private func check() throws(EvidenceError) {
        guard form == Self.form else {
            throw .refused(field: "form", reason: "it is '\(form)', and this version knows \(Self.form)")
        }
        try StatedText.checkName(origin, "origin")
        if limits.isEmpty {
            throw .refused(
                field: "limits",
                reason: "say what was not seen, what failed or how it was chosen; something always was not")
        }
        for limit in limits { try StatedText.check(limit, "limits") }
        if files.isEmpty, row == nil {
            throw .refused(field: "files", reason: "a record is about a file, or a row of one")
        }
        try asset?.check()
        try capture.check()
        for file in files { try file.check() }
        try row?.check()
        for fact in observed { try fact.check() }
        try provenance.check()
        try legal.check()
        if let original { try StatedText.checkDigest(original, "original") }
    }

    /// Its canonical JSON: what the store keeps.
    package var body: String {
        get throws(SealError) { try CanonicalJSON.encode(self) }
    }

    /// The record's id, 64 hexadecimal digits.
    package var identifier: String {
        get throws(SealError) { CanonicalJSON.digest(try body) }
    }

    /// Reads what the store keeps.
    /// - Throws: `EvidenceError.badRecord` unless the bytes are exactly what `body` writes of the record in them.
    package init(body bytes: [UInt8]) throws(EvidenceError) {
        do {
            self = try JSONDecoder().decode(EvidenceRecord.self, from: Data(bytes))
            try check()
            guard try body.utf8.elementsEqual(bytes) else {
                throw EvidenceError.badRecord("it is not in the canonical form of this version")
            }
        } catch let error as EvidenceError {
            throw error
        } catch {
            throw .badRecord("\(error)")
        }
    }
}

/// Whose account, page or post a record is about.
package struct RecordedAsset: Codable, Hashable, Sendable {
    package var platform: Platform
    /// The platform's own id; nil while only a handle is known.
    package var identifier: String?
    package var handle: String?
    /// When it bore that handle: handles change hands.
    package var handleSeen: StatedTime?
    /// The post, by the platform's id.
    package var post: String?

    package init(
        platform: Platform, identifier: String? = nil, handle: String? = nil, handleSeen: StatedTime? = nil,
        post: String? = nil
    ) {
        self.platform = platform
        self.identifier = identifier
        self.handle = handle
        self.handleSeen = handleSeen
        self.post = post
    }

    func check() throws(EvidenceError) {
        if identifier == nil, handle == nil, post == nil {
            throw .refused(field: "asset", reason: "it names neither an id nor a handle nor a post")
        }
        for text in [identifier, handle, post] {
            if let text { try StatedText.check(text, "asset") }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case platform
        case identifier = "id"
        case handle
        case handleSeen = "handle_seen"
        case post
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .platform)
        guard let platform = Platform(name: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .platform, in: container, debugDescription: "no platform '\(name)' is known")
        }
        self.platform = platform
        identifier = try container.decodeIfPresent(String.self, forKey: .identifier)
        handle = try container.decodeIfPresent(String.self, forKey: .handle)
        handleSeen = try container.decodeIfPresent(StatedTime.self, forKey: .handleSeen)
        post = try container.decodeIfPresent(String.self, forKey: .post)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(platform.name, forKey: .platform)
        try container.encodeIfPresent(identifier, forKey: .identifier)
        try container.encodeIfPresent(handle, forKey: .handle)
        try container.encodeIfPresent(handleSeen, forKey: .handleSeen)
        try container.encodeIfPresent(post, forKey: .post)
    }
}

/// A record of a file that was imported: as first imported, whatever came later.
package struct ImportedRow: Codable, Hashable, Sendable {
    /// The file's name without its folder.
    package var file: String
    /// SHA-256 of the file as it lay on disk.
    package var sha256: String
    /// The record's number in it, from 1, headers not counted.
    package var number: Int64

    package init(file: String, sha256: String, number: Int64) {
        self.file = file
        self.sha256 = sha256
        self.number = number
    }

    func check() throws(EvidenceError) {
        try StatedText.check(file, "row.file")
        try StatedText.checkDigest(sha256, "row.sha256")
        if number < 1 { throw .refused(field: "row.number", reason: "records are counted from 1") }
    }
}

/// A fact that was there to be seen: never what it means.
package struct Observation: Codable, Hashable, Sendable {
    /// What kind of fact: `text`, `posted`, `address`, `url`, `hashtag` …
    package var kind: String
    package var value: String

    package init(_ kind: String, _ value: String) {
        self.kind = kind
        self.value = value
    }

    func check() throws(EvidenceError) {
        try StatedText.checkName(kind, "observed.kind")
        // A post's text may be long, and may be empty.
        if value.utf8.count > 1 << 20 {
            throw .refused(field: "observed.\(kind)", reason: "it is longer than a mebibyte; keep it as a file")
        }
    }
}
