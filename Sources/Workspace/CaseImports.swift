import Foundation
import GRDB
package import Intake
package import Records

/// The imports of a case as a run sees them: sources in the order of their numbers.
struct CaseImports {
    private(set) var numbers: [Int64] = []
    private(set) var summaries: [FileSummary] = []
    private(set) var unfinished: [String] = []
    /// Imports whose file changed while it was read.
    private(set) var changed: Set<Int64> = []
    /// Records of each import that are in the case.
    private(set) var rowsDone: [Int64: Int64] = [:]

    /// - Parameter first: how many imports are wanted, from the first on; all where it is not said.
    init(_ database: Database, first: Int = .max) throws {
        let decoder = JSONDecoder()
        let rows = try BoundStatement(
            database,
            "SELECT id, name, sha256, bytes, rows_done, summary, has_changed FROM imports ORDER BY id")
        while numbers.count < first, try rows.step() {
            let (number, name) = (rows.integer(0), rows.string(1))
            numbers.append(number)
            rowsDone[number] = rows.integer(4)
            if rows.integer(6) != 0 { changed.insert(number) }
            if let text = rows.optionalString(5) {
                summaries.append(try decoder.decode(FileSummary.self, from: Data(text.utf8)))
            } else {
                var summary = FileSummary(path: name)
                summary.sha256 = rows.string(2)
                summary.bytes = UInt64(clamping: rows.integer(3))
                summary.rows = UInt64(clamping: rows.integer(4))
                summaries.append(summary)
                unfinished.append(name)
            }
        }
        rows.reset()
    }
}

/// What a case holds, in numbers.
package struct CaseContents: Sendable {
    package var imports: IntakeSummary
    /// Names of imports that stopped halfway.
    package var unfinished: [String]
    /// Rows of each kind of record, by its name for people, in a lasting order.
    package var counts: [(name: String, count: Int)]
    /// Posts by flag, in the order of the flags' names.
    package var flags: [(name: String, count: Int)]
    /// Links between accounts by reason, in the order of the reasons' names.
    package var links: [(name: String, count: Int)]
}

extension CaseFolder {
    /// What was imported, in the order of the imports.
    package func imports() throws(CaseError) -> IntakeSummary {
        try read { IntakeSummary(files: try CaseImports($0).summaries) }
    }

    /// Counts what the case holds.
    package func contents() throws(CaseError) -> CaseContents {
        try read { database in
            let imports = try CaseImports(database)
            let tables = [
                ("accounts", "accounts"), ("handles", "handles"), ("profiles", "profiles"), ("posts", "posts"),
                ("revisions", "revisions"), ("counters", "observations of counters"),
                ("events", "share events"), ("objects", "objects"), ("indicators", "indicators"), ("claims", "claims"),
                ("published_objects", "published objects"),
                ("rejects", "rejected records"), ("identities", "links between accounts"), ("runs", "runs"),
                ("entries", "entries of registers"), ("assets", "assets"), ("observations", "observations of assets"),
            ]
            var counts = try tables.map { table, name in
                (name: name, count: try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0)
            }
            // Through the view it would take seconds a million.
            let actions = try Int.fetchOne(
                database, sql: "SELECT total(length(objects) - length(replace(objects, ',', '')) + 1) FROM posts")
            counts.insert((name: "actions", count: actions ?? 0), at: 6)
            func groups(_ sql: String) throws -> [(name: String, count: Int)] {
                var found: [(name: String, count: Int)] = []
                let rows = try BoundStatement(database, sql)
                while try rows.step() { found.append((rows.string(0), Int(rows.integer(1)))) }
                return found
            }
            return CaseContents(
                imports: IntakeSummary(files: imports.summaries), unfinished: imports.unfinished, counts: counts,
                flags: try groups("SELECT flag, count(*) FROM flags GROUP BY flag ORDER BY flag"),
                links: try groups("SELECT reason, count(*) FROM identities GROUP BY reason ORDER BY reason"))
        }
    }
}

/// A record that an import rejected.
package struct CaseReject: Sendable {
    /// The import's number.
    package var number: Int64
    package var rejection: Rejection
}

extension CaseFolder {
    /// What was rejected, in the order of imports and records.
    package func rejects() throws(CaseError) -> [CaseReject] {
        try read { database in
            let rows = try BoundStatement(
                database,
                """
                SELECT imports.id, imports.name, row, field, reason, detail FROM rejects
                JOIN imports ON imports.id = rejects.import ORDER BY imports.id, number
                """)
            var rejects: [CaseReject] = []
            while try rows.step() {
                rejects.append(
                    CaseReject(
                        number: rows.integer(0),
                        rejection: Rejection(
                            file: rows.string(1), row: UInt64(clamping: rows.integer(2)),
                            field: rows.optionalString(3), reason: rows.string(4), detail: rows.string(5))))
            }
            return rejects
        }
    }
}
