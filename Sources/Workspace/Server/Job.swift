import GRDB
package import Records
import Seals

/// Something that takes longer than a request: an import, a search.
package struct Job: Sendable, Equatable {
    package enum State: String, Codable, Sendable, CaseIterable {
        case waiting, running, done, failed, cancelled
        /// The server ended while it ran, and it cannot go on where it was.
        case interrupted

        /// Whether nothing will change any more.
        package var isFinal: Bool { self != .waiting && self != .running }
    }

    /// How far it is.
    package struct Advance: Sendable, Equatable {
        package var label: String
        package var done: Int64
        /// Nil where nobody knows.
        package var total: Int64?
        package var unit: String

        package init(_ step: Progress.Step) {
            label = step.label
            done = Int64(clamping: step.done)
            total = step.total.map { Int64(clamping: $0) }
            unit = step.unit
        }

        init(label: String, done: Int64, total: Int64?, unit: String) {
            self.label = label
            self.done = done
            self.total = total
            self.unit = unit
        }
    }

    /// How it ended.
    package enum Outcome: Sendable, Equatable {
        /// - Parameter result: canonical JSON.
        case done(result: String)
        case failed(message: String)
        case cancelled
    }

    /// Increasing, never given twice.
    package let id: Int64
    package var kind: String
    /// Canonical JSON.
    package var parameters: String
    /// The name of whoever asked.
    package var askedBy: String
    package var created: Instant
    package var state: State
    /// 1 for the first time that it runs.
    package var attempt: Int
    package var started: Instant?
    package var ended: Instant?
    /// Whether somebody asked it to stop.
    package var isCancelled: Bool
    package var advance: Advance?
    /// Why it failed or was interrupted.
    package var message: String?
    /// Canonical JSON; nil until it is done.
    package var result: String?

    /// After so many attempts a job that ends the server each time is left alone.
    package static let mostAttempts = 3

    static let columns = """
        id, kind, parameters, asked_by, created, state, attempt, started, ended, is_cancelled, label, done, total, unit,
        message, result
        """

    /// - Parameter row: has `columns`.
    init(_ row: Row) throws {
        id = row[0]
        kind = row[1]
        parameters = row[2]
        askedBy = row[3]
        created = Instant(milliseconds: row[4])
        guard let state = State(rawValue: row[5]) else { throw DatabaseError(message: "job \(id) has no state") }
        self.state = state
        attempt = Int(row[6] as Int64)
        started = (row[7] as Int64?).map { Instant(milliseconds: $0) }
        ended = (row[8] as Int64?).map { Instant(milliseconds: $0) }
        isCancelled = row[9]
        if let label = row[10] as String? {
            advance = Advance(label: label, done: row[11] ?? 0, total: row[12], unit: row[13] ?? "")
        }
        message = row[14]
        result = row[15]
    }
}

extension ServerStore {
    /// Enters a job, to be done when its turn comes.
    /// - Parameter parameters: JSON, which is kept in its canonical form.
    package func enqueue(
        kind: String, parameters: [UInt8], askedBy name: String, at now: Instant
    ) throws(CaseError) -> Job {
        try write { database in
            let text = try CanonicalJSON.canonical(parameters)
            try database.execute(
                sql: "INSERT INTO jobs (kind, parameters, asked_by, created) VALUES (?, ?, ?, ?)",
                arguments: [kind, text, name, now.milliseconds])
            return try Self.job(database.lastInsertedRowID, database)
        }
    }

    /// Takes the job that has waited longest, which runs from now on; nobody else gets it.
    /// - Parameter kinds: of these alone; nil for any.
    /// - Returns: nil where none waits.
    package func claimJob(of kinds: Set<String>? = nil, at now: Instant) throws(CaseError) -> Job? {
        try write { database in
            let waiting = try Row.fetchAll(
                database, sql: "SELECT id, kind FROM jobs WHERE state = 'waiting' ORDER BY id")
            guard
                let id = waiting.first(where: { row in kinds?.contains(row[1] as String) ?? true }).map({
                    $0[0] as Int64
                })
            else { return nil }
            try database.execute(
                sql: "UPDATE jobs SET state = 'running', started = ? WHERE id = ?", arguments: [now.milliseconds, id])
            return try Self.job(id, database)
        }
    }

    /// Notes how far a running job is; each note is a write to the disk, so that whoever calls spaces them.
    /// - Returns: whether somebody asked it to stop.
    @discardableResult
    package func note(_ advance: Job.Advance, of id: Int64) throws(CaseError) -> Bool {
        try write { database in
            try database.execute(
                sql: "UPDATE jobs SET label = ?, done = ?, total = ?, unit = ? WHERE id = ? AND state = 'running'",
                arguments: [advance.label, advance.done, advance.total, advance.unit, id])
            return try Self.job(id, database).isCancelled
        }
    }

    /// Ends a running job.
    /// - Throws: `CaseError.refused` where it does not run.
    package func finish(job id: Int64, _ outcome: Job.Outcome, at now: Instant) throws(CaseError) {
        try write { database in
            let (state, message, result): (Job.State, String?, String?) =
                switch outcome {
                case .done(let result): (.done, nil, try CanonicalJSON.canonical(Array(result.utf8)))
                case .failed(let message): (.failed, message, nil)
                case .cancelled: (.cancelled, nil, nil)
                }
            try database.execute(
                sql: """
                    UPDATE jobs SET state = ?, message = ?, result = ?, ended = ? WHERE id = ? AND state = 'running'
                    """, arguments: [state.rawValue, message, result, now.milliseconds, id])
            if database.changesCount == 0 { throw CaseError.refused("job \(id) does not run.") }
        }
    }

    /// Puts a running job back among those that wait, since the server ends: it is no attempt that failed.
    package func putBack(job id: Int64) throws(CaseError) {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE jobs SET state = 'waiting', started = NULL, label = NULL WHERE id = ? AND state = 'running'
                    """, arguments: [id])
        }
    }

    /// Asks a job to stop: one that waits is cancelled at once, one that runs when it next looks.
    package func cancel(job id: Int64, at now: Instant) throws(CaseError) -> Job {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE jobs SET is_cancelled = 1, ended = CASE state WHEN 'waiting' THEN ?1 END,
                        state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END
                    WHERE id = ?2 AND state IN ('waiting', 'running')
                    """, arguments: [now.milliseconds, id])
            return try Self.job(id, database)
        }
    }

    /// What becomes of jobs that ran when the server ended: to be called once, before the first is claimed.
    /// - Parameter resumable: kinds that come to the same when they are begun again.
    /// - Returns: the jobs that ran, as they are now.
    package func resumeAfterRestart(resumable: Set<String>, at now: Instant) throws(CaseError) -> [Job] {
        try write { database in
            let ran = try Row.fetchAll(
                database, sql: "SELECT \(Job.columns) FROM jobs WHERE state = 'running' ORDER BY id"
            ).map(Job.init)
            return try ran.map { job in
                if job.isCancelled {
                    try Self.end(job.id, .cancelled, nil, at: now, database)
                } else if !resumable.contains(job.kind) {
                    try Self.end(
                        job.id, .interrupted, "the server ended while this ran; ask for it again", at: now, database)
                } else if job.attempt >= Job.mostAttempts {
                    try Self.end(
                        job.id, .interrupted,
                        "the server ended \(job.attempt) times while this ran; it may be the reason", at: now, database)
                } else {
                    try database.execute(
                        sql: """
                            UPDATE jobs SET state = 'waiting', attempt = attempt + 1, started = NULL, label = NULL
                            WHERE id = ?
                            """, arguments: [job.id])
                }
                return try Self.job(job.id, database)
            }
        }
    }

    /// A job by number.
    package func job(_ id: Int64) throws(CaseError) -> Job {
        try read { try Self.job(id, $0) }
    }

    /// A page of jobs, the newest first.
    /// - Parameters:
    ///   - before: the last number of the page before; nil for the first page.
    ///   - states: which; nil for all.
    package func jobs(
        before: Int64? = nil, states: Set<Job.State>? = nil, limit: Int
    ) throws(CaseError) -> [Job] {
        try read { database in
            // A state's own index gives few rows in order; without one the table's order is that of the numbers.
            let wanted = states ?? []
            let condition =
                states == nil
                ? "" : "AND state IN (\(wanted.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))"
            return try Row.fetchAll(
                database,
                sql: "SELECT \(Job.columns) FROM jobs WHERE id < ? \(condition) ORDER BY id DESC LIMIT ?",
                arguments: [before ?? .max, limit]
            ).map(Job.init)
        }
    }

    private static func end(
        _ id: Int64, _ state: Job.State, _ message: String?, at now: Instant, _ database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE jobs SET state = ?, message = ?, ended = ? WHERE id = ?",
            arguments: [state.rawValue, message, now.milliseconds, id])
    }

    private static func job(_ id: Int64, _ database: Database) throws -> Job {
        let statement = try database.cachedStatement(sql: "SELECT \(Job.columns) FROM jobs WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else {
            throw CaseError.refused("there is no job \(id).")
        }
        return try Job(row)
    }
}
