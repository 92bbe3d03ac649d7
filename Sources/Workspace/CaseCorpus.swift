import Bytes
package import Corpus
import GRDB
package import Intake
package import Records
import Traces

/// What a case holds, as columns.
package struct CaseReading: Sendable {
    package var corpus: Corpus
    /// What was imported, in the order of the imports: a citation's source is a place in it.
    package var summary: IntakeSummary
    /// Names of the files that were imported only in part, so that the case holds only a part of them.
    package var unfinished: [String]
}

extension CaseFolder {
    /// Reads the actions of some traces back as columns, with every account and post: the same columns as the files
    /// would give if they were read in the order of their imports.
    /// - Parameter imports: how many imports count, from the first on: what an earlier run saw.
    package func corpus(traces: TraceSet, imports: Int, progress: Progress) throws(CaseError) -> CaseReading {
        try read { database in
            var reader = try CorpusReader(database, traces, imports, progress)
            return try reader.read()
        }
    }
}

/// Numbers of the case as indexes of the corpus; numbers are dense, since nothing is deleted.
private struct NumberMap {
    private var indexes: [UInt32]

    init(_ database: Database, table: String) throws {
        let most = try Int.fetchOne(database, sql: "SELECT max(id) FROM \(table)") ?? 0
        indexes = Array(repeating: .max, count: most + 1)
    }

    subscript(number: Int64) -> UInt32 {
        get { indexes[Int(number)] }
        set { indexes[Int(number)] = newValue }
    }
}

private struct CorpusReader {
    private let database: Database
    private let traces: TraceSet
    private let imports: Int
    private let progress: Progress
    private let numbers: NameNumbers
    private var builder = CorpusBuilder()
    private var accounts: NumberMap
    private var objects: NumberMap
    private var postIndexes: NumberMap
    private var postAccounts: [UInt32] = []
    private var postTimes: [Int64] = []
    private var sources: [Int64: UInt32] = [:]

    init(_ database: Database, _ traces: TraceSet, _ imports: Int, _ progress: Progress) throws {
        self.database = database
        self.imports = imports
        self.traces = traces
        self.progress = progress
        numbers = try NameNumbers(database)
        accounts = try NumberMap(database, table: "accounts")
        objects = try NumberMap(database, table: "objects")
        postIndexes = try NumberMap(database, table: "posts")
    }

    mutating func read() throws -> CaseReading {
        let imports = try CaseImports(database, first: imports)
        for (place, number) in imports.numbers.enumerated() { sources[number] = UInt32(place) }
        try readAccounts()
        try readObjects()
        try readPosts()
        try readActions()
        try readEvents()
        return CaseReading(
            corpus: builder.finish(), summary: IntakeSummary(files: imports.summaries), unfinished: imports.unfinished)
    }

    private var lastImport: Int64 { sources.keys.max() ?? 0 }

    private mutating func readAccounts() throws {
        let rows = try BoundStatement(database, "SELECT id, platform, kind = 'handle', value, handle FROM accounts")
        var arena = ScratchArena()
        while try rows.step() {
            arena.reset()
            guard let platform = numbers.platformOfNumber[rows.integer(1)] else { continue }
            let isHandle = rows.integer(2) != 0
            let handle = isHandle ? ByteView.empty : rows.bytes(4)
            let folded =
                handle.isEmpty
                ? nil : MentionTrace.normalise(handle, folds: platform.foldsHandles, &arena) ?? handle
            accounts[rows.integer(0)] = builder.account(
                platform: platform, kind: isHandle ? .handle : .id, value: rows.bytes(3), handle: folded)
        }
    }

    private mutating func readObjects() throws {
        let rows = try BoundStatement(database, "SELECT id, trace, platform, value FROM objects")
        while try rows.step() {
            guard let trace = numbers.traceOfNumber[rows.integer(1)], traces.contains(trace) else { continue }
            let platform = rows.optionalInteger(2).flatMap { numbers.platformOfNumber[$0] } ?? .unstated
            objects[rows.integer(0)] = builder.object(trace: trace, platform: platform, value: rows.bytes(3))
        }
    }

    private mutating func readPosts() throws {
        // Advertisements without an account, and posts of which only counters were seen, are in no search.
        let rows = try BoundStatement(
            database,
            """
            SELECT id, account, time, import, row FROM posts
            WHERE account IS NOT NULL AND time IS NOT NULL AND import <= \(lastImport)
            """)
        var source: (number: Int64, place: UInt32) = (-1, 0)
        while try rows.step() {
            let account = accounts[rows.integer(1)]
            let time = rows.integer(2)
            if source.number != rows.integer(3) { source = (rows.integer(3), sources[rows.integer(3)] ?? 0) }
            postIndexes[rows.integer(0)] = builder.post(
                account: account, time: Instant(milliseconds: time),
                citation: Citation(source: source.place, row: UInt32(truncatingIfNeeded: rows.integer(4))))
            postAccounts.append(account)
            postTimes.append(time)
        }
    }

    private mutating func readActions() throws {
        let all = traces.intersection(.all)
        let wanted = all.traces.filter { $0 != .shared }.map { String(numbers[$0]) }
        if wanted.isEmpty || postAccounts.isEmpty { return }
        let rows = try BoundStatement(
            database, "SELECT post, trace, object FROM actions WHERE trace IN (\(wanted.joined(separator: ",")))")
        let most = (numbers.traceOfNumber.keys.max() ?? 0) + 1
        var traceOf = [Trace?](repeating: nil, count: Int(most))
        for (number, trace) in numbers.traceOfNumber { traceOf[Int(number)] = trace }
        while try rows.step() {
            let post = postIndexes[rows.integer(0)]
            guard post != .max, let trace = traceOf[Int(rows.integer(1))] else { continue }
            builder.action(
                trace: trace, object: objects[rows.integer(2)], account: postAccounts[Int(post)],
                time: Instant(milliseconds: postTimes[Int(post)]), post: post)
        }
    }

    private mutating func readEvents() throws {
        let rows = try BoundStatement(
            database,
            "SELECT account, time, import, row, object, content FROM events WHERE import <= \(lastImport)")
        let isWanted = traces.contains(.shared)
        var source: (number: Int64, place: UInt32) = (-1, 0)
        while try rows.step() {
            if source.number != rows.integer(2) { source = (rows.integer(2), sources[rows.integer(2)] ?? 0) }
            let object = isWanted ? rows.integer(4) : 0
            builder.share(
                object: object == 0 ? nil : objects[object], content: rows.bytes(5),
                account: accounts[rows.integer(0)], time: Instant(milliseconds: rows.integer(1)),
                citation: Citation(source: source.place, row: UInt32(truncatingIfNeeded: rows.integer(3))))
        }
    }
}
