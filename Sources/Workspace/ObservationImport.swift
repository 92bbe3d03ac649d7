import GRDB
package import Intake
package import Oversight
package import Records

extension CaseFolder {
    /// What an import of observations came to.
    package struct ObservationImport: Sendable {
        package var rows: UInt64 = 0
        package var accepted: UInt64 = 0
        /// Readings that stood there already.
        package var repeated: UInt64 = 0
        package var rejected: [Rejection] = []
        /// Rejections beyond those that are kept here.
        package var moreRejected: UInt64 = 0
        /// How many of those that were rejected say otherwise than a reading that stood there first.
        package var contradicting: UInt64 = 0
        package var sha256 = ""

        package init() {}
    }

    /// Rejections listed at most.
    private static let mostRejections = 100_000

    /// Takes a file's readings into the case, whole or not at all. A file of which no row could be taken is not entered.
    ///
    /// Where a row states another state than what stands there already of the same asset, vantage and time, in whatever file,
    /// the first stays, the row is rejected, and both are kept as a contradiction. A reading that says nothing contradicts
    /// none: both are kept, and the one that says something counts, whichever came first.
    /// - Parameters:
    ///   - platform: of rows that name none.
    ///   - now: readings dated later are rejected.
    ///   - created: when assets were created, as cohorts say; earlier readings are rejected.
    package func importObservations(
        _ file: SourceFile, platform: Platform?, now: Instant, created: [AssetKey: Instant],
        progress: Records.Progress = .silent
    ) throws(CaseError) -> ObservationImport {
        var entry: ReadingFile?
        var result = ObservationImport()
        let lock = try CaseLock(self, waits: true)
        let registers = try CaseLock(self, .registers, waits: true)
        try withExtendedLifetime((lock, registers)) { () throws(CaseError) in
            do {
                let appending = try RegisterAppending(self)
                let head = try queue.write { database in
                    (result, entry) = try Self.take(
                        file, platform: platform, now: now, created: created, progress: progress, into: database)
                    return try appending.append(entry.map { [$0] } ?? [], at: now, skipsKnown: false, to: database).head
                }
                try appending.finish(head)
            } catch {
                throw CaseError(error, folder: path)
            }
        }
        return result
    }

    private static func take(
        _ file: SourceFile, platform: Platform?, now: Instant, created: [AssetKey: Instant],
        progress: Records.Progress, into database: Database
    ) throws -> (ObservationImport, ReadingFile?) {
        var result = ObservationImport()
        try database.execute(
            sql: """
                INSERT INTO observation_files (name, sha256, bytes, entered, rows, accepted, readings, checksum)
                VALUES (?, ?, 0, ?, 0, 0, 0, '')
                """,
            // Until its digest is known, a name of its own.
            arguments: [file.name, "being read at \(now.milliseconds)", now.milliseconds])
        let number = database.lastInsertedRowID
        var store = try ObservationStore(database, file: number, now: now, created: created)
        let outcome = try ObservationReader.read(
            file, platform: platform, progress: progress,
            take: { try store.take($0) },
            reject: {
                if result.rejected.count < Self.mostRejections {
                    result.rejected.append($0)
                } else {
                    result.moreRejected += 1
                }
            })
        result.rows = outcome.rows
        result.accepted = outcome.accepted
        result.repeated = store.repeated
        result.contradicting = store.contradicting
        result.sha256 = outcome.sha256
        let isKnown =
            try Bool.fetchOne(
                database, sql: "SELECT count(*) FROM observation_files WHERE sha256 = ?",
                arguments: [outcome.sha256]) ?? false
        // A file of which nothing was taken is no source of anything.
        if !store.hasNews, isKnown || outcome.accepted == 0 {
            try database.execute(sql: "DELETE FROM observation_files WHERE id = ?", arguments: [number])
            return (result, nil)
        }
        let entry = ReadingFile(
            // The same file gives more where cohorts have changed since: then it counts again.
            name: isKnown ? outcome.sha256 + " again at \(now.milliseconds)" : outcome.sha256,
            file: file.name, bytes: Int64(clamping: outcome.bytes), rows: Int64(clamping: outcome.rows),
            accepted: Int64(clamping: outcome.accepted), readings: store.sum.count, checksum: store.sum.text,
            sources: store.sources.text)
        try database.execute(
            sql: """
                UPDATE observation_files SET sha256 = ?, bytes = ?, rows = ?, accepted = ?, readings = ?,
                    checksum = ?, sources = ? WHERE id = ?
                """,
            arguments: [
                entry.name, entry.bytes, entry.rows, entry.accepted, entry.readings, entry.checksum, entry.sources,
                number,
            ])
        return (result, entry)
    }
}
