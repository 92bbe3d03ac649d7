import Foundation
import GRDB
package import Oversight
package import Records
package import Seals

/// An entry of a register as the case keeps it.
package struct Registered<Entry: RegisterEntry>: Sendable {
    /// SHA-256 of the entry's canonical JSON, hexadecimal.
    package var digest: String
    /// When it was entered.
    package var entered: Instant
    package var entry: Entry
}

/// What binds an entry to all that were entered before it.
enum EntryChain {
    static func next(after chain: String, kind: String, name: String, entered: Int64, digest: String) -> String {
        // Names hold no line ends.
        CanonicalJSON.digest([chain, kind, name, String(entered), digest].joined(separator: "\n"))
    }
}

/// Adds entries at the registers' end, once the end was found to be the one that was noted.
struct RegisterAppending {
    private let folder: CaseFolder
    private let noted: RegistersHead?

    /// To be made while the lock of the registers is held.
    init(_ folder: CaseFolder) throws {
        self.folder = folder
        noted = try HeadNotes(folder.path).all().last
        // What is noted must be on the disk first: else a power failure would look like entries that were cut off.
        try folder.queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }

    /// - Returns: each entry's digest and whether it is new, and where the registers end now; nil where nothing was added.
    func append<Entry: RegisterEntry>(
        _ entries: [Entry], at now: Instant, skipsKnown: Bool, to database: Database
    ) throws -> (entered: [(digest: String, isNew: Bool)], head: RegistersHead?) {
        if entries.isEmpty { return ([], nil) }
        if let noted, try RegistersHead.chain(after: noted.entries, in: database) != noted.digest {
            throw CaseError.tampered(
                folder: folder.path, what: "end of the registers (\(noted.entries) entries were noted)",
                digest: noted.digest)
        }
        var head = try RegistersHead(database)
        let before = head.entries
        if noted == nil, before > 0, !HeadNotes(folder.path).exists {
            throw CaseError.tampered(
                folder: folder.path, what: "note of the registers' ends (registers.heads is gone)", digest: head.digest)
        }
        let entered = try entries.map { entry in
            try EntryName.check(entry.name)
            let body = try CanonicalJSON.encode(entry)
            let digest = CanonicalJSON.digest(body)
            // What stood there before a correction may be entered again: only the last counts as the same.
            let last = try String.fetchOne(
                database, sql: "SELECT digest FROM entries WHERE kind = ? AND name = ? ORDER BY id DESC",
                arguments: [Entry.kind.rawValue, entry.name])
            if last == digest { return (digest, false) }
            if skipsKnown,
                try Bool.fetchOne(
                    // The name is part of what the digest is of, and has an index.
                    database, sql: "SELECT count(*) FROM entries WHERE kind = ? AND name = ? AND digest = ?",
                    arguments: [Entry.kind.rawValue, entry.name, digest]) ?? false
            {
                return (digest, false)
            }
            head.digest = EntryChain.next(
                after: head.digest, kind: Entry.kind.rawValue, name: entry.name, entered: now.milliseconds,
                digest: digest)
            head.entries += 1
            try database.execute(
                sql: "INSERT INTO entries (kind, name, entered, digest, body, chain) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [Entry.kind.rawValue, entry.name, now.milliseconds, digest, body, head.digest])
            return (digest, true)
        }
        return (entered, head.entries > before ? head : nil)
    }

    /// Notes the new end beside the database, once it is there to stay.
    func finish(_ head: RegistersHead?) throws {
        guard let head else { return }
        try HeadNotes(folder.path).append(head)
        folder.announce(head)
    }
}

/// Names that people can type and read again.
enum EntryName {
    static let longest = 200

    /// - Throws: `FieldFault` that says what is wrong.
    static func check(_ name: String) throws(FieldFault) {
        if name.isEmpty || name.allSatisfy(\.isWhitespace) {
            throw FieldFault("empty-name", field: "name", "an entry needs a name")
        }
        if name.count > longest {
            throw FieldFault(
                "long-name", field: "name", "the name is \(name.count) characters long; \(longest) are the most")
        }
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                throw FieldFault(
                    "hidden-character", field: "name",
                    "the name holds the invisible character U+\(String(scalar.value, radix: 16, uppercase: true)); write it"
                        + " without")
            default: continue
            }
        }
    }
}

extension CaseFolder {
    /// Enters something in its register. What is its name's last entry already, word for word, is not entered twice.
    /// - Parameter skipsKnown: whether what stood there once is left alone though a later entry of its name counts: a table
    ///   that is read again does not undo what was corrected since.
    /// - Returns: its digest, and whether it is new.
    @discardableResult
    package func enter<Entry: RegisterEntry>(
        _ entries: [Entry], at now: Instant, skipsKnown: Bool = false
    ) throws(CaseError) -> [(digest: String, isNew: Bool)] {
        let lock = try CaseLock(self, .registers, waits: true)
        return try withExtendedLifetime(lock) { () throws(CaseError) in
            do {
                let appending = try RegisterAppending(self)
                let result = try queue.write { database in
                    try appending.append(entries, at: now, skipsKnown: skipsKnown, to: database)
                }
                try appending.finish(result.head)
                return result.entered
            } catch {
                throw CaseError(error, folder: path)
            }
        }
    }

    /// A register's entries, in the order in which they were entered.
    /// - Throws: `tampered` where one is not what was entered.
    package func entries<Entry: RegisterEntry>(
        _ type: Entry.Type, named name: String? = nil
    ) throws(CaseError) -> [Registered<Entry>] {
        let stored = try read { database in
            let rows = try BoundStatement(
                database,
                "SELECT name, entered, digest, body FROM entries WHERE kind = ? AND name = coalesce(?, name) ORDER BY id"
            )
            rows.bind(1, Entry.kind.rawValue)
            rows.bind(2, name)
            var stored: [(name: String, entered: Int64, digest: String, body: String)] = []
            while try rows.step() {
                stored.append((rows.string(0), rows.integer(1), rows.string(2), rows.string(3)))
            }
            return stored
        }
        let decoder = JSONDecoder()
        var entries: [Registered<Entry>] = []
        for row in stored {
            guard CanonicalJSON.digest(row.body) == row.digest,
                let entry = try? decoder.decode(Entry.self, from: Data(row.body.utf8)), entry.name == row.name
            else { throw .tampered(folder: path, what: "\(Entry.kind.rawValue) '\(row.name)'", digest: row.digest) }
            entries.append(
                Registered(digest: row.digest, entered: Instant(milliseconds: row.entered), entry: entry))
        }
        return entries
    }

    /// The last entry of each name, in the order of names.
    package func current<Entry: RegisterEntry>(_ type: Entry.Type) throws(CaseError) -> [Registered<Entry>] {
        var last: [String: Registered<Entry>] = [:]
        for entry in try entries(type) { last[entry.entry.name] = entry }
        return last.values.sorted { $0.entry.name < $1.entry.name }
    }

    /// A cohort's first seal.
    /// - Throws: `tampered` where the cohort is not what was sealed.
    package func seal(of cohort: Registered<Cohort>) throws(CaseError) -> Registered<SealedCohort>? {
        guard let seal = try entries(SealedCohort.self).first(where: { $0.entry.cohort == cohort.digest }) else {
            return nil
        }
        do throws(SealError) {
            let key = try VerifyingKey(name: seal.entry.line.key.name, pem: seal.entry.publicKey)
            try seal.entry.verify(cohort.entry, with: key)
        } catch {
            throw .tampered(folder: path, what: "cohort '\(cohort.entry.name)' (\(error))", digest: cohort.digest)
        }
        return seal
    }

    /// The last entry of a name, or the one whose digest begins so.
    /// - Throws: `noEntry` where there is none.
    package func entry<Entry: RegisterEntry>(
        _ type: Entry.Type, called name: String
    ) throws(CaseError) -> Registered<Entry> {
        if let found = try entries(type, named: name).last { return found }
        let all = try entries(type)
        if name.count >= 8, let found = all.last(where: { $0.digest.hasPrefix(name) }) { return found }
        throw .noEntry(
            folder: path, kind: Entry.kind.rawValue, name: name, known: Set(all.map(\.entry.name)).sorted())
    }
}
