import Evidence
import Foundation
import Records
import Seals
import TestSupport

@testable import Exchange

/// Invented evidence, kept in a folder without a case around it, of which packages are made.
final class PackageScene {
    let scratch: Scratch
    let key: SigningKey
    private(set) var drafts: [CustodyDraft] = []
    private(set) var lines: [[UInt8]] = []
    private(set) var notes: [[UInt8]] = []
    private(set) var exhibits: [Exhibit] = []
    /// Of the case.
    var markings = Markings()
    private let custodian: Custodian
    private var leaf = CustodyEvent.nothing

    static let origin = "newsroom.example/case-7"

    init(key: SigningKey? = nil) throws {
        scratch = try Scratch()
        self.key = try key ?? SigningKey(name: "newsroom.example", seed: (0..<32).map { UInt8($0) })
        custodian = try Custodian(name: "Ana Ionescu", role: "analyst")
    }

    func keep(_ bytes: [UInt8]) throws -> String {
        let sha256 = ContentHash(of: bytes).hexadecimal
        try scratch.write(bytes, to: "objects/" + sha256)
        return sha256
    }

    func enter(_ action: CustodyAction, _ object: String, note: String? = nil) throws {
        let draft = try CustodyDraft(action, object: object, by: custodian, note: note)
        let event = CustodyEvent(
            number: lines.count + 1, time: Instant(milliseconds: 1_732_471_200_000), draft: draft, previous: leaf)
        leaf = MerkleTree.leafHash(event.line).hexadecimal
        lines.append(event.line)
    }

    /// Keeps a page with its record.
    /// - Returns: the record's id.
    @discardableResult
    func add(
        _ text: String, named name: String = "page.html", tlp: TrafficLight = .amber, status: Int? = nil,
        sharing shared: [CapturedFile] = [], limits: [String] = ["comments were not captured"]
    ) throws -> String {
        let sha256 = try keep(Array(text.utf8))
        try enter(.collected, sha256, note: name)
        let file = CapturedFile(part: .original, name: name, sha256: sha256, bytes: Int64(text.utf8.count))
        return try record([file] + shared, tlp: tlp, status: status, limits: limits)
    }

    /// Records a row of an imported file.
    @discardableResult
    func addRow(
        _ number: Int64, of file: CapturedFile, asset: RecordedAsset? = nil, tlp: TrafficLight = .amber
    ) throws -> String {
        try record(
            [file], asset: asset, row: ImportedRow(file: file.name, sha256: file.sha256, number: number), tlp: tlp,
            status: nil,
            limits: ["chosen because it shared an object"])
    }

    func importedFile(_ text: String) throws -> CapturedFile {
        let sha256 = try keep(Array(text.utf8))
        try enter(.collected, sha256)
        return CapturedFile(part: .original, name: "videos.csv", sha256: sha256, bytes: Int64(text.utf8.count))
    }

    private func record(
        _ files: [CapturedFile], asset: RecordedAsset? = nil, row: ImportedRow? = nil, tlp: TrafficLight, status: Int?,
        limits: [String]
    ) throws -> String {
        let record = try EvidenceRecord(
            origin: Self.origin, recorded: StatedTime(reading: "2024-11-25T08:00:00.000Z"), asset: asset,
            capture: Capture(
                method: row == nil ? .fetched : .importedRow, urlRequested: "https://example.org/\(lines.count)",
                started: StatedTime(reading: "2024-11-24T18:00:00Z"), status: status,
                headers: status == nil ? [] : [Capture.Header(name: "Content-Type", value: "text/html")]),
            files: files, row: row, legal: LegalBasis(disclosure: tlp), limits: limits)
        let identifier = try keep(Array(try record.body.utf8))
        try enter(.recorded, identifier)
        return identifier
    }

    func exhibit(_ label: String, _ records: [String], against: [String] = []) throws {
        exhibits.append(
            try Exhibit(
                label: label, title: "Posts of a network",
                assessed: Assessed(
                    statement: "The accounts shared the same links within seconds.", supporting: records,
                    contradicting: against), preparedBy: "Ana Ionescu"))
    }

    /// Signs the log as it is, and enters that.
    func checkpoint() throws {
        let size = lines.count
        let checkpoint = try Checkpoint(
            origin: Self.origin, size: size, root: MerkleTree(leaves: lines).root,
            extensions: ["signed-at 2024-11-25T08:00:00.000Z"])
        let note = Array(try SignedNote(signing: checkpoint.text, with: [key]).description.utf8)
        notes.append(note)
        try enter(.sealed, ContentHash(of: note).hexadecimal, note: CustodyDraft.checkpointNote(size))
    }

    var source: PackageSource {
        get throws {
            let tree: (Int) -> MerkleTree = { [lines] size in MerkleTree(leaves: lines.prefix(size)) }
            let objects = scratch.path("objects")
            let log = try scratch.write(Array(lines.map { $0 + [0x0A] }.joined()), to: "custody.ndjson")
            return PackageSource(
                checkpoint: notes[notes.count - 1], previous: notes.dropLast().last, key: key.verifyingKey, log: log,
                object: { objects + "/" + $0 },
                inclusion: { entry, size in try tree(size).inclusionProof(of: entry - 1) },
                consistency: { earlier, size in try tree(size).consistencyProof(from: earlier) }, timeStamps: [])
        }
    }

    /// Two pages, one of them an answer of HTTP, five rows of an import, an exhibit, two checkpoints.
    static func filled(key: SigningKey? = nil) throws -> PackageScene {
        let scene = try PackageScene(key: key)
        let first = try scene.add("<h1>Votează</h1>", status: 200)
        let second = try scene.add("\u{89}PNG…", named: "shot.PNG")
        try scene.checkpoint()
        let file = try scene.importedFile("id,text\n1,a\n2,b\n3,c\n4,d\n5,e\n")
        let rows = try (1...5).map { try scene.addRow($0, of: file) }
        try scene.exhibit("EX-1", [first] + rows, against: [second])
        try scene.checkpoint()
        return scene
    }

    /// Writes a package.
    /// - Returns: its path.
    @discardableResult
    func package(
        _ name: String, only labels: [String]? = nil, tlp: TrafficLight = .amber
    ) throws -> String {
        let path = scratch.path(name)
        _ = try write(to: path, only: labels, tlp: tlp)
        return path
    }

    func write(to path: String, only labels: [String]? = nil, tlp: TrafficLight = .amber) throws
        -> PackageWriter.Summary
    {
        let order = PackageOrder(
            exhibits: exhibits.filter { labels?.contains($0.label) ?? true }, onlyExhibits: labels != nil, marking: tlp,
            markings: markings, software: "daylight test")
        return try PackageWriter.write(
            order, of: try source, to: path, signedBy: key, report: { "<p>\($0.records.count)</p>\n" })
    }

    static let trust = PackageTrust(stampFault: { _ in nil })

    static func problems(_ path: String, _ trust: PackageTrust = trust) throws -> [EvidenceProblem] {
        try PackageCheck(path, trusting: trust).problems
    }
}
