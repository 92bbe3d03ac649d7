import GRDB
package import Records
package import Seals

/// An entry of a register as it is listed: not read, only named.
package struct RegisterEvent: Sendable, Hashable {
    package var kind: RegisterKind
    package var name: String
    package var entered: Instant
    package var digest: String
}

extension CaseReaders {
    /// The last entries of all registers, the newest first.
    package func registerEvents(last count: Int) throws(CaseError) -> [RegisterEvent] {
        try read { database in
            let rows = try BoundStatement(
                cached: database, "SELECT kind, name, entered, digest FROM entries ORDER BY id DESC LIMIT ?")
            rows.bind(1, Int64(count))
            var events: [RegisterEvent] = []
            while try rows.step() {
                guard let kind = RegisterKind(rawValue: rows.string(0)) else { continue }
                events.append(
                    RegisterEvent(
                        kind: kind, name: rows.string(1), entered: Instant(milliseconds: rows.integer(2)),
                        digest: rows.string(3)))
            }
            return events
        }
    }

    /// How many names each register has.
    package func registerCounts() throws(CaseError) -> [RegisterKind: Int] {
        try read { database in
            let rows = try BoundStatement(
                cached: database, "SELECT kind, count(DISTINCT name) FROM entries GROUP BY kind")
            var counts: [RegisterKind: Int] = [:]
            while try rows.step() {
                if let kind = RegisterKind(rawValue: rows.string(0)) { counts[kind] = Int(rows.integer(1)) }
            }
            return counts
        }
    }
}
