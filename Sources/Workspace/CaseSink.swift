import Bytes
import Corpus
import GRDB
import Intake
import Records

/// Writes the records of one file into a case, a batch a transaction: whatever stops it, whole batches are there and
/// nothing else.
final class CaseSink: RecordSink {
    static var keepsDetails: Bool { true }

    /// The import's row, as it was when this one began: what was done before is read again and not written again.
    struct Begun {
        var number: Int64
        var rowsDone: Int64
        var rejectsDone: Int64
        /// When the file's records were collected where they do not say themselves, milliseconds since 1970 UTC.
        var collected: Int64?
        /// When the import began.
        var started: Int64

        var collectedAt: Instant? { collected.map { Instant(milliseconds: $0) } }
    }

    /// What went wrong; nothing is taken afterwards.
    private(set) var failure: (any Error)?
    /// Whether counters came for a post that was known already.
    private(set) var countsAgain = false

    private let database: Database
    private let begun: Begun
    private let batchRows: Int64
    private let isCancelled: () -> Bool
    private let giveWay: () throws -> Void
    /// Whether batches are not committed, since all of it will be undone.
    private let isRehearsal: Bool
    private let numbers: NameNumbers
    private var accounts: AccountStore
    private var objectIDs: ObjectStore
    private var posts: PostStore
    private let statements: StatementStore
    private let identities: IdentityStore
    private var objects = PostObjects()
    private let insertEvent: BoundStatement
    private let insertReject: BoundStatement
    private let advance: BoundStatement
    private var nextEvent: Int64
    private var batchStart: Int64
    private var rejects: Int64 = 0
    private var repeated: Int64 = 0
    private var statementRow: (number: Int64, isNew: Bool) = (0, false)

    /// - Parameters:
    ///   - database: in a transaction, which each batch ends and begins anew.
    ///   - giveWay: is called between two transactions.
    init(
        _ database: Database, _ begun: Begun, numbers: NameNumbers, batchRows: Int64, isRehearsal: Bool,
        isCancelled: @escaping () -> Bool, giveWay: @escaping () throws -> Void
    ) throws {
        self.isCancelled = isCancelled
        self.giveWay = giveWay
        self.isRehearsal = isRehearsal
        self.database = database
        self.begun = begun
        self.numbers = numbers
        self.batchRows = batchRows
        accounts = try AccountStore(database)
        objectIDs = try ObjectStore(database, numbers: numbers)
        posts = try PostStore(database)
        statements = try StatementStore(database)
        identities = try IdentityStore(database)
        insertEvent = try BoundStatement(
            database,
            "INSERT INTO events (id, account, time, import, row, object, content) VALUES (?, ?, ?, ?, ?, ?, ?)")
        insertReject = try BoundStatement(
            database, "INSERT INTO rejects (import, number, row, field, reason, detail) VALUES (?, ?, ?, ?, ?, ?)")
        advance = try BoundStatement(
            database,
            "UPDATE imports SET rows_done = ?, rejects_done = ?, repeated = repeated + ? WHERE id = ?")
        nextEvent = (try database.largestNumber(in: "events") ?? 0) + 1
        batchStart = begun.rowsDone
    }

    var isStopped: Bool { failure != nil }

    func wants(row: UInt32) -> Bool {
        if isCancelled() { attempt { throw CancellationError() } }
        if Int64(row) - batchStart > batchRows {
            attempt {
                try endBatch(rowsDone: Int64(row) - 1)
            }
        }
        return true
    }

    func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        if Int64(citation.row) <= begun.rowsDone || isStopped { return true }
        do {
            let isNew = try write(record, Int64(citation.row), &arena)
            if !isNew { repeated += 1 }
            return isNew
        } catch {
            failure = error
            return true
        }
    }

    func take(_ statement: Records.Statement, _ citation: Citation) -> Bool {
        if Int64(citation.row) <= begun.rowsDone || isStopped { return true }
        do {
            let isNew = try statements.write(statement, observation(nil, Int64(citation.row)), numbers)
            if statementRow.number != Int64(citation.row) {
                endStatementRow()
                statementRow = (Int64(citation.row), false)
            }
            if isNew { statementRow.isNew = true }
            return isNew
        } catch {
            failure = error
            return true
        }
    }

    /// A row of statements is repeated where all of them are.
    private func endStatementRow() {
        if statementRow.number > 0, !statementRow.isNew { repeated += 1 }
        statementRow = (0, false)
    }

    func reject(_ rejection: Rejection) {
        rejects += 1
        if rejects <= begun.rejectsDone { return }
        attempt {
            insertReject.bind(1, begun.number)
            insertReject.bind(2, rejects)
            insertReject.bind(3, Int64(clamping: rejection.row))
            insertReject.bind(4, rejection.field)
            insertReject.bind(5, rejection.reason)
            insertReject.bind(6, rejection.detail)
            try insertReject.run()
        }
    }

    /// Ends the last batch without committing it: what comes after the records belongs to the same transaction.
    func finish(rows: Int64) throws {
        if let failure { throw failure }
        try write(rowsDone: rows)
    }

    private func attempt(_ body: () throws -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { failure = error }
    }

    private func endBatch(rowsDone: Int64) throws {
        try write(rowsDone: rowsDone)
        if !isRehearsal {
            try database.commit()
            try giveWay()
            try database.beginTransaction(.immediate)
        }
        batchStart = rowsDone
        objectIDs.rest()
    }

    private func write(rowsDone: Int64) throws {
        endStatementRow()
        try accounts.flush()
        advance.bind(1, max(rowsDone, begun.rowsDone))
        advance.bind(2, max(rejects, begun.rejectsDone))
        advance.bind(3, repeated)
        advance.bind(4, begun.number)
        try advance.run()
        repeated = 0
    }

    private func observation(_ stated: SpelledTime?, _ row: Int64) -> Observation {
        Observation(
            time: stated?.milliseconds ?? begun.collected ?? begun.started,
            isStated: stated != nil || begun.collected != nil, source: begun.number, row: row)
    }

    // MARK: Records

    private func write(_ record: RecordDraft, _ row: Int64, _ arena: inout ScratchArena) throws -> Bool {
        let observation = observation(record.observed, row)
        switch record.kind {
        case .post:
            return try write(post: record, observation, &arena)
        case .shareEvent:
            let account = try accounts.id(of: record, at: record.time.milliseconds, numbers, &arena).id
            let object =
                record.sharedObject.isEmpty
                ? nil : try objectIDs.id(.shared, record.platform, record.sharedObject)
            insertEvent.bind(1, nextEvent)
            insertEvent.bind(2, account)
            insertEvent.bind(3, record.time.milliseconds)
            insertEvent.bind(4, begun.number)
            insertEvent.bind(5, row)
            insertEvent.bind(6, object)
            insertEvent.bind(7, record.identifier)
            try insertEvent.run()
            nextEvent += 1
            return true
        case .anonymousPost:
            let place = try posts.place(
                platform: numbers[record.platform], identifier: record.identifier, account: nil,
                time: record.time.milliseconds, isRepost: record.isRepost, observation
            ) { .empty }
            return try write(record, at: place, observation)
        case .profile:
            let before = accounts.learnt
            let account = try accounts.id(of: record, at: observation.time, numbers, &arena)
            let isKept = try accounts.keep(record, slot: account.slot, observation, &arena)
            return isKept || accounts.learnt > before
        case .counters:
            let place = try posts.place(
                platform: numbers[record.platform], identifier: record.identifier, account: nil, time: nil,
                isRepost: false, observation
            ) { .empty }
            return try write(record.counters, at: place, observation)
        }
    }

    private func write(
        post record: RecordDraft, _ observation: Observation, _ arena: inout ScratchArena
    ) throws -> Bool {
        let seen = observation.isStated ? observation.time : record.time.milliseconds
        let account = try accounts.id(of: record, at: seen, numbers, &arena)
        let place = try posts.place(
            platform: numbers[record.platform], identifier: record.identifier, account: account.id,
            time: record.time.milliseconds, isRepost: record.isRepost, observation
        ) { try objectList(record, &arena) }
        _ = try accounts.keep(record, slot: account.slot, observation, &arena)
        if case .known(let id, let owner?) = place, owner != account.id {
            try identities.link(owner, account.id, .samePost, "post \(id) was seen under both")
        }
        if IdentifierTime.contradicts(record) {
            try posts.flag(
                post: place.id, "id-time-contradiction",
                "the id was made more than a day before or after the stated time")
        }
        if accounts.isOlderThanAccount(record.time.milliseconds, slot: account.slot) {
            try posts.flag(
                post: place.id, "older-than-account", "the post is older than its account by more than a day")
        }
        return try write(record, at: place, observation)
    }

    /// The ids of what a post acted on, as a JSON array; empty where there is nothing.
    private func objectList(_ record: RecordDraft, _ arena: inout ScratchArena) throws -> ByteView {
        objects.find(in: record, traces: .all, &arena)
        if objects.objects.isEmpty { return .empty }
        var separator = UInt8(ascii: "[")
        for object in objects.objects {
            let id = try objectIDs.id(object.trace, record.platform, object.value)
            arena.append(separator)
            arena.append(decimal: UInt64(id))
            separator = UInt8(ascii: ",")
        }
        arena.append(UInt8(ascii: "]"))
        return arena.finish()
    }

    private func write(
        _ counters: PostCounters, at place: PostStore.Place, _ observation: Observation
    ) throws -> Bool {
        if case .new = place {} else { countsAgain = true }
        return try posts.write(post: place.id, counters, observation)
    }

    /// Writes what a post says and counted; whether it was new.
    private func write(
        _ record: RecordDraft, at place: PostStore.Place, _ observation: Observation
    ) throws -> Bool {
        _ = try write(record.counters, at: place, observation)
        // What an earlier source left open is filled in; what it said stays, and what differs is a revision.
        try posts.write(
            post: place.id, text: record.text, caption: record.caption, address: record.address,
            language: record.language, region: record.region, client: record.client)
        guard case .known(let id, _) = place else { return true }
        try posts.revise(post: id, text: record.text, caption: record.caption, observation)
        return false
    }
}
