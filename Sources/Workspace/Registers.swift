import Foundation
import GRDB
package import Oversight
package import Records
import Seals

/// An entry of a register as the case keeps it.
package struct Registered<Entry: RegisterEntry>: Sendable {
    /// SHA-256 of the entry's canonical JSON, hexadecimal.
    package var digest: String
    /// When it was entered.
    package var entered: Instant
    package var entry: Entry
}

extension CaseFolder {
    /// Enters something in its register. What stands there already, word for word, is not entered twice.
    /// - Returns: its digest, and whether it is new.
    @discardableResult
    package func enter<Entry: RegisterEntry>(
        _ entries: [Entry], at now: Instant
    ) throws(CaseError) -> [(digest: String, isNew: Bool)] {
        let lock = try CaseLock(self, waits: true)
        defer { withExtendedLifetime(lock) {} }
        do {
            return try queue.write { database in
                try entries.map { entry in
                    let body = try CanonicalJSON.encode(entry)
                    let digest = CanonicalJSON.digest(body)
                    try database.execute(
                        sql: """
                            INSERT INTO entries (kind, name, entered, digest, body) VALUES (?, ?, ?, ?, ?)
                            ON CONFLICT (digest) DO NOTHING
                            """,
                        arguments: [Entry.kind.rawValue, entry.name, now.milliseconds, digest, body])
                    return (digest, database.changesCount > 0)
                }
            }
        } catch {
            throw CaseError(error, folder: path)
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
