import Foundation
import GRDB
package import Intake
package import Records

/// How to import.
package struct ImportSettings: Sendable {
    /// How to read the files; all traces are always extracted.
    package var reading: IntakeOptions
    /// When the files' records were collected, where they do not say themselves.
    package var collected: Instant?
    /// The present.
    package var now: Instant
    /// Whether everything is done and then undone, to see what would come of it.
    package var isRehearsal = false
    /// Whether to wait while another program writes to the case.
    package var waits = false
    /// Records in a transaction.
    package var batchRows: Int64 = 20_000
    /// Asked before each record: whether to stop. What was committed stays, and the import can go on later.
    package var isCancelled: @Sendable () -> Bool = { false }

    package init(reading: IntakeOptions, collected: Instant? = nil, now: Instant) {
        self.reading = reading
        self.reading.traces = .all
        self.collected = collected
        self.now = now
    }
}

/// What became of one file.
package struct ImportOutcome: Sendable {
    package enum State: Sendable {
        case imported
        /// It was imported before, under this number: nothing was done.
        case known
        /// An earlier import of it had stopped halfway and is now whole.
        case resumed
    }

    package var number: Int64
    package var state: State
    package var summary: FileSummary
    /// When the file's records were collected, as it was said when its import began: that stands.
    package var collected: Instant?
}

extension CaseFolder {
    /// Imports one file. The same bytes read in the same way are imported once; an import that was interrupted goes on
    /// where its last whole batch ended, and comes to the same as one that was not.
    /// - Parameter reject: is given each rejection as it is met; the case keeps them too.
    package func importFile(
        _ file: SourceFile, _ settings: ImportSettings, reject: (Rejection) -> Void, progress: Records.Progress
    ) throws(CaseError) -> ImportOutcome {
        let lock = try CaseLock(self, waits: settings.waits, isCancelled: settings.isCancelled)
        defer { withExtendedLifetime(lock) {} }
        let digest: (sha256: String, bytes: UInt64)
        do throws(IntakeError) {
            digest = try Intake.digest(of: file, progress: progress)
        } catch {
            throw .intake(error)
        }
        do {
            return try withoutActuallyEscaping(reject) { reject in
                try queue.inDatabase { database in
                    let run = ImportRun(
                        database: database, file: file, digest: digest, settings: settings, reject: reject,
                        progress: progress,
                        giveWay: { withExtendedLifetime(try CaseLock(self, .registers, waits: true)) {} })
                    do {
                        return try run.run()
                    } catch {
                        if database.isInsideTransaction { try? database.rollback() }
                        throw error
                    }
                }
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }
}

/// One file on its way into a case.
private struct ImportRun {
    let database: Database
    let file: SourceFile
    let digest: (sha256: String, bytes: UInt64)
    let settings: ImportSettings
    let reject: (Rejection) -> Void
    let progress: Records.Progress
    /// Lets those go first who wait to enter something.
    let giveWay: () throws -> Void

    func run() throws -> ImportOutcome {
        try database.beginTransaction(.immediate)
        var numbers = try NameNumbers(database)
        try numbers.complete(database)
        let reading = try readingText()
        let earlier = try earlier(reading)
        if let earlier, let summary = earlier.summary {
            try database.rollback()
            let stored = try JSONDecoder().decode(FileSummary.self, from: Data(summary.utf8))
            return ImportOutcome(
                number: earlier.begun.number, state: .known, summary: stored, collected: earlier.begun.collectedAt)
        }
        let begun = try earlier?.begun ?? begin(reading)
        // A rehearsal is one transaction, which is undone in the end.
        if !settings.isRehearsal {
            try database.commit()
            try database.beginTransaction(.immediate)
        }
        var sink = try CaseSink(
            database, begun, numbers: numbers, batchRows: settings.batchRows, isRehearsal: settings.isRehearsal,
            isCancelled: settings.isCancelled, giveWay: giveWay)
        var summary = try read(into: &sink, begun)
        guard summary.sha256 == digest.sha256 else {
            try noteChange(begun.number)
            throw CaseError.changed(file: file.shown)
        }
        try sink.finish(rows: Int64(clamping: summary.rows))
        try Settlement(database, numbers: numbers).settle(
            import: begun.number, countsAgain: sink.countsAgain || earlier != nil)
        let repeated = try Int64.fetchOne(
            database, sql: "SELECT repeated FROM imports WHERE id = ?", arguments: [begun.number])
        summary.repeated = UInt64(clamping: repeated ?? 0)
        summary.path = file.name
        try database.execute(
            sql: "UPDATE imports SET summary = ?, format = ? WHERE id = ?",
            arguments: [try Self.json(summary), summary.format, begun.number])
        if settings.isRehearsal { try database.rollback() } else { try database.commit() }
        return ImportOutcome(
            number: begun.number, state: earlier == nil ? .imported : .resumed, summary: summary,
            collected: begun.collectedAt)
    }

    private func read(into sink: inout CaseSink, _ begun: CaseSink.Begun) throws -> FileSummary {
        let keeper = sink
        do {
            let summary = try Intake.readAll(
                [file], options: settings.reading, into: &sink,
                reject: { rejection in
                    keeper.reject(rejection)
                    reject(rejection)
                }, progress: progress)
            if let failure = keeper.failure { throw failure }
            return summary.files[0]
        } catch {
            // A file that cannot be read at all leaves nothing behind.
            if case IntakeError.nothingReadable = error {
                if database.isInsideTransaction { try database.rollback() }
                try database.execute(
                    sql: """
                        DELETE FROM imports WHERE id = ? AND sha256 = ? AND rows_done = 0 AND rejects_done = 0
                            AND summary IS NULL
                        """, arguments: [begun.number, digest.sha256])
            }
            throw error
        }
    }

    /// What was committed is not of the bytes that were hashed: that must show, whatever comes after.
    private func noteChange(_ number: Int64) throws {
        if database.isInsideTransaction { try database.rollback() }
        try database.execute(
            sql: "UPDATE imports SET has_changed = 1 WHERE id = ? AND rows_done > 0", arguments: [number])
        try database.execute(
            sql: "DELETE FROM imports WHERE id = ? AND rows_done = 0 AND rejects_done = 0 AND summary IS NULL",
            arguments: [number])
    }

    /// The same bytes, read in the same way before; with the summary where that import is whole.
    private func earlier(_ reading: String) throws -> (begun: CaseSink.Begun, summary: String?)? {
        let row = try BoundStatement(
            database,
            """
            SELECT id, rows_done, rejects_done, collected, started, summary FROM imports
            WHERE sha256 = ? AND reading = ?
            """)
        row.bind(1, digest.sha256)
        row.bind(2, reading)
        guard try row.step() else { return nil }
        defer { row.reset() }
        let begun = CaseSink.Begun(
            number: row.integer(0), rowsDone: row.integer(1), rejectsDone: row.integer(2),
            collected: row.optionalInteger(3), started: row.integer(4))
        return (begun, row.optionalString(5))
    }

    private func begin(_ reading: String) throws -> CaseSink.Begun {
        try database.execute(
            sql: """
                INSERT INTO imports (name, sha256, bytes, format, reading, collected, started)
                VALUES (?, ?, ?, '', ?, ?, ?)
                """,
            arguments: [
                file.name, digest.sha256,
                Int64(clamping: digest.bytes), reading, settings.collected?.milliseconds, settings.now.milliseconds,
            ])
        return CaseSink.Begun(
            number: database.lastInsertedRowID, rowsDone: 0, rejectsDone: 0,
            collected: settings.collected?.milliseconds, started: settings.now.milliseconds)
    }

    /// How the file is read: its format, and what the user said of it. The same bytes read otherwise are another
    /// import.
    private func readingText() throws -> String {
        var reading = ["format": try Intake.format(of: file, options: settings.reading)]
        reading["platform"] = settings.reading.platform?.name
        reading["mapping"] = settings.reading.mapping?.pairs.joined(separator: ",")
        return try Self.json(reading)
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
