package import Records
import Seals

/// What was done with an object. The words are for good: logs hold them.
package enum CustodyAction: String, Codable, Sendable, CaseIterable {
    /// Somebody fetched it, or was given it.
    case collected
    /// A record about it was written down; the object is the record.
    case recorded
    case copied
    case viewed
    case exported
    /// A working copy was made of it from which something was taken out; the object is that copy.
    case redacted
    /// A checkpoint was signed, or a cohort sealed; the object is the signed note or the seal's line.
    case sealed
    /// A time-stamp authority answered; the object is its answer.
    case stamped
    /// It went from one holder to another.
    case transferred
    /// Something was written into the case by its server; the object is the words that say what.
    case entered
    /// It was taken away on purpose, for example because its time was over.
    case destroyed

    /// Whether the object must be among what is kept from then on.
    package var bringsObject: Bool {
        switch self {
        case .collected, .recorded, .copied, .redacted, .sealed, .stamped, .entered: true
        case .viewed, .exported, .transferred, .destroyed: false
        }
    }
}

/// Who acts.
package struct Custodian: Hashable, Sendable {
    /// The person, as colleagues know them.
    package let name: String
    /// What they are to the case: analyst, custodian, reviewer …
    package let role: String

    package init(name: String, role: String) throws(EvidenceError) {
        try StatedText.checkName(name, "actor")
        try StatedText.checkName(role, "role")
        self.name = name
        self.role = role
    }
}

/// What is to be entered in the custody log: everything but the event's place there.
package struct CustodyDraft: Hashable, Sendable {
    package let custodian: Custodian
    package let action: CustodyAction
    /// SHA-256 of the object, 64 hexadecimal digits.
    package let object: String
    package let reason: String?
    package let from: String?
    package let to: String?
    package let note: String?

    /// - Throws: `EvidenceError.refused` for an object that is no SHA-256, a transfer that does not say from whom to whom,
    ///   a destruction without a reason, and texts that are empty or too long.
    package init(
        _ action: CustodyAction, object: String, by custodian: Custodian, reason: String? = nil, from: String? = nil,
        to: String? = nil, note: String? = nil
    ) throws(EvidenceError) {
        try StatedText.checkDigest(object, "object")
        for (text, field) in [(reason, "reason"), (from, "from"), (to, "to"), (note, "note")] {
            if let text { try StatedText.check(text, field) }
        }
        if action == .transferred, from == nil || to == nil {
            throw .refused(
                field: from == nil ? "from" : "to", reason: "a transfer says from whom and to whom something went")
        }
        if action == .destroyed, reason == nil {
            throw .refused(field: "reason", reason: "what is destroyed needs a reason")
        }
        self.custodian = custodian
        self.action = action
        self.object = object
        self.reason = reason
        self.from = from
        self.to = to
        self.note = note
    }
}

extension CustodyDraft {
    /// What the log says of a checkpoint.
    package static func checkpointNote(_ size: Int) -> String { "checkpoint of \(size) entries" }

    /// How many entries the checkpoint covers that was signed; nil where it is about something else.
    package var checkpointSize: Int? {
        guard action == .sealed, let note,
            let size = note.split(separator: " ").dropFirst(2).first.flatMap({ Int($0) }),
            note == Self.checkpointNote(size)
        else { return nil }
        return size
    }
}

/// An event of the custody log: who did what with which object, when and why.
package struct CustodyEvent: Hashable, Sendable {
    /// Its place in the log, from 1: the number of its line.
    package let number: Int
    package let time: Instant
    package let draft: CustodyDraft
    /// The leaf hash (RFC 9162) of the event before it, 64 hexadecimal digits; `nothing` for the first.
    package let previous: String

    /// What stands as `previous` in the first event.
    package static let nothing = String(repeating: "0", count: 64)

    /// The longest line, in bytes: what `CustodyDraft` allows at most, with every character escaped.
    package static let longestLine = 1 << 19

    package init(number: Int, time: Instant, draft: CustodyDraft, previous: String) {
        self.number = number
        self.time = time
        self.draft = draft
        self.previous = previous
    }

    /// The event's line without its newline: canonical JSON, which is what the leaf's hash is made of.
    package var line: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        member("action", draft.action.rawValue, to: &bytes)
        member("actor", draft.custodian.name, to: &bytes)
        if let from = draft.from { member("from", from, to: &bytes) }
        if let note = draft.note { member("note", note, to: &bytes) }
        member("object", draft.object, to: &bytes)
        member("previous", previous, to: &bytes)
        if let reason = draft.reason { member("reason", reason, to: &bytes) }
        member("role", draft.custodian.role, to: &bytes)
        bytes += ",\"seq\":\(number)".utf8
        member("time", time.description, to: &bytes)
        if let to = draft.to { member("to", to, to: &bytes) }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private func member(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(bytes.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
        bytes.append(UInt8(ascii: "\""))
        bytes += name.utf8
        bytes += "\":".utf8
        CanonicalJSON.append(value, to: &bytes)
    }
}
