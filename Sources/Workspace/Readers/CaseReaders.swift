import Foundation
import GRDB
package import Intake
package import Records
import Synchronization

/// Many readers of a case at once, beside whoever writes to it: what the server's pages are made of.
///
/// Each function sees one moment of the case, asks by indexes only, and gives a page: none goes through all posts, however
/// many there are.
package final class CaseReaders: Sendable {
    /// The case's folder.
    package let path: String
    let pool: DatabasePool
    private let known = Mutex<Known?>(nil)

    /// What every page needs and only an import changes.
    struct Known: Sendable {
        var version: CaseVersion
        var names: NameNumbers
        var imports: [ImportLine]
        /// Places of the imports among all, by number.
        var places: [Int64: UInt32]
    }

    /// - Parameter connections: how many read at a time; others wait.
    package init(of folder: CaseFolder, connections: Int = 8) throws(CaseError) {
        path = folder.path
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = max(1, connections)
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF")
        }
        do {
            pool = try DatabasePool(path: folder.queue.path, configuration: configuration)
        } catch {
            throw CaseError(error, folder: folder.path)
        }
    }

    /// Closes the connections. Nothing may be asked afterwards.
    package func close() throws(CaseError) {
        do { try pool.close() } catch { throw CaseError(error, folder: path) }
    }

    /// Lets everything that `body` asks on its thread see one moment of the case, over one connection: a page asks a
    /// hundred small things, and beginning anew for each costs more than the asking.
    package func together<Result>(_ body: () throws -> Result) throws -> Result {
        try pool.read { _ in try body() }
    }

    /// Reads with what `body` does as one moment of the case.
    func read<Result>(_ body: (Database) throws -> Result) throws(CaseError) -> Result {
        do {
            return try pool.unsafeReentrantRead { database in
                // Within `together`, or by itself.
                try database.isInsideTransaction ? body(database) : database.inOneMoment(body)
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// What every page needs, read anew only after an import.
    func known(_ database: Database) throws -> Known {
        let version = try CaseVersion(database)
        if let known = known.withLock({ $0 }), known.version == version { return known }
        let imports = try ImportLine.all(database)
        var places: [Int64: UInt32] = [:]
        for (place, line) in imports.enumerated() { places[line.number] = UInt32(place) }
        let fresh = Known(version: version, names: try NameNumbers(database), imports: imports, places: places)
        known.withLock { $0 = fresh }
        return fresh
    }
}

extension Database {
    fileprivate func inOneMoment<Result>(_ body: (Database) throws -> Result) throws -> Result {
        var result: Result?
        try inTransaction(.deferred) {
            result = try body(self)
            return .commit
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return result
    }
}

/// What tells one state of a case from another: a page that was made of one is good until it changes.
package struct CaseVersion: Sendable, Hashable {
    package var imports: Int64
    package var finishedImports: Int64
    package var rows: Int64
    package var rejects: Int64
    package var runs: Int64
    package var registerEntries: Int64

    init(_ database: Database) throws {
        let row = try BoundStatement(
            cached: database,
            """
            SELECT count(*), count(summary), total(rows_done), total(rejects_done), (SELECT max(id) FROM runs),
                (SELECT max(id) FROM entries) FROM imports
            """)
        _ = try row.step()
        imports = row.integer(0)
        finishedImports = row.integer(1)
        rows = row.integer(2)
        rejects = row.integer(3)
        runs = row.integer(4)
        registerEntries = row.integer(5)
    }
}

/// How much a case holds. Nothing is ever deleted and numbers are dense, so that the last number is the count.
package struct CaseTotals: Sendable, Equatable {
    package var accounts: Int64
    /// Those of which only counters were seen, too.
    package var posts: Int64
    /// Share events.
    package var events: Int64
    package var objects: Int64
    package var imports: Int64
    package var rejects: Int64
    package var runs: Int64
}

/// An import as it is listed.
package struct ImportLine: Sendable, Equatable {
    package var number: Int64
    /// Of the file, without its folder.
    package var name: String
    package var sha256: String
    package var bytes: Int64
    package var started: Instant
    /// When its records were collected, where somebody said so.
    package var collected: Instant?
    /// Records that are in the case so far.
    package var rows: Int64
    package var rejects: Int64
    /// Whether the file changed while it was read.
    package var hasChanged: Bool
    /// Nil until the file is imported whole.
    package var summary: FileSummary?

    static func all(_ database: Database) throws -> [ImportLine] {
        let rows = try BoundStatement(
            cached: database,
            """
            SELECT id, name, sha256, bytes, started, collected, rows_done, rejects_done, has_changed, summary
            FROM imports ORDER BY id
            """)
        let decoder = JSONDecoder()
        var lines: [ImportLine] = []
        while try rows.step() {
            lines.append(
                ImportLine(
                    number: rows.integer(0), name: rows.string(1), sha256: rows.string(2), bytes: rows.integer(3),
                    started: Instant(milliseconds: rows.integer(4)),
                    collected: rows.optionalInteger(5).map { Instant(milliseconds: $0) }, rows: rows.integer(6),
                    rejects: rows.integer(7), hasChanged: rows.integer(8) != 0,
                    summary: try rows.optionalString(9).map {
                        try decoder.decode(FileSummary.self, from: Data($0.utf8))
                    }))
        }
        return lines
    }
}

/// What an import could not take.
package struct RejectPage: Sendable {
    package var rejects: [(number: Int64, rejection: Rejection)]
    /// The number after which the next page begins; nil where this was the last.
    package var next: Int64?
}

extension CaseReaders {
    /// The state of the case.
    package func version() throws(CaseError) -> CaseVersion {
        try read { try CaseVersion($0) }
    }

    /// How much the case holds.
    package func totals() throws(CaseError) -> CaseTotals {
        try read { database in
            let version = try CaseVersion(database)
            let row = try BoundStatement(
                cached: database,
                """
                SELECT (SELECT max(id) FROM accounts), (SELECT max(id) FROM posts), (SELECT max(id) FROM events),
                    (SELECT max(id) FROM objects)
                """)
            _ = try row.step()
            return CaseTotals(
                accounts: row.integer(0), posts: row.integer(1), events: row.integer(2), objects: row.integer(3),
                imports: version.imports, rejects: version.rejects, runs: version.runs)
        }
    }

    /// The imports, in their order.
    package func imports() throws(CaseError) -> [ImportLine] {
        try read { try known($0).imports }
    }

    /// A page of what an import rejected, in the order of its records.
    /// - Parameters:
    ///   - after: the number that the page before ended with; 0 for the first.
    ///   - limit: rejects on a page.
    package func rejects(ofImport number: Int64, after: Int64 = 0, limit: Int) throws(CaseError) -> RejectPage {
        try read { database in
            guard let line = try known(database).imports.first(where: { $0.number == number }) else {
                throw CaseError.refused("the case \(path) has no import \(number).")
            }
            let rows = try BoundStatement(
                cached: database,
                """
                SELECT number, row, field, reason, detail FROM rejects WHERE import = ? AND number > ?
                ORDER BY number LIMIT ?
                """)
            rows.bind(1, number)
            rows.bind(2, after)
            rows.bind(3, Int64(limit) + 1)
            var page = RejectPage(rejects: [])
            while try rows.step() {
                if page.rejects.count == limit {
                    page.next = page.rejects.last?.number
                    break
                }
                let rejection = Rejection(
                    file: line.name, row: UInt64(clamping: rows.integer(1)), field: rows.optionalString(2),
                    reason: rows.string(3), detail: rows.string(4))
                page.rejects.append((rows.integer(0), rejection))
            }
            return page
        }
    }
}
