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
    /// - Parameter rows: how many records of each import count, from the first import on: what an earlier run saw; nil
    ///   for all that there is. Handles are those of today.
    /// - Parameter keepsDetails: whether the columns are to hold when accounts were made and how often posts were viewed.
    package func corpus(
        traces: TraceSet, rows: [UInt64]? = nil, keepsDetails: Bool = false, progress: Progress
    ) throws(CaseError) -> CaseReading {
        try read { database in
            var reader = try CorpusReader(database, traces, rows, keepsDetails, progress)
            return try reader.read()
        }
    }
}

/// Numbers of the case as indexes of the corpus; they are dense, since accounts and objects are never deleted.
private struct NumberMap {
    private var indexes: [UInt32]

    init(_ database: Database, table: String) throws {
        let most = Int(try database.largestNumber(in: table) ?? 0)
        indexes = Array(repeating: .max, count: most + 1)
    }

    var count: Int { indexes.count }

    /// The index of a number; a case that was tampered with may hold numbers of nothing.
    func index(_ number: Int64) throws -> UInt32 {
        guard number > 0, number < Int64(indexes.count), indexes[Int(number)] != .max else {
            throw DatabaseError(
                message: "a row refers to number \(number), which is not there; see 'daylight case check'")
        }
        return indexes[Int(number)]
    }

    mutating func set(_ number: Int64, _ index: UInt32) throws {
        guard number > 0, number < Int64(indexes.count) else {
            throw DatabaseError(message: "a row has the number \(number), which no import gives")
        }
        indexes[Int(number)] = index
    }
}

private struct CorpusReader {
    private let database: Database
    private let traces: TraceSet
    private let rows: [UInt64]?
    private let keepsDetails: Bool
    private let progress: Progress
    private let numbers: NameNumbers
    private var builder = CorpusBuilder()
    private var accounts: NumberMap
    private var objects: NumberMap
    /// Nil where the object is of a trace that nobody asks for.
    private var traceOfObject: [Trace?]
    private var sources: [Int64: UInt32] = [:]

    init(
        _ database: Database, _ traces: TraceSet, _ rows: [UInt64]?, _ keepsDetails: Bool, _ progress: Progress
    ) throws {
        self.database = database
        self.rows = rows
        self.keepsDetails = keepsDetails
        self.traces = traces
        self.progress = progress
        numbers = try NameNumbers(database)
        accounts = try NumberMap(database, table: "accounts")
        objects = try NumberMap(database, table: "objects")
        traceOfObject = Array(repeating: nil, count: objects.count)
    }

    mutating func read() throws -> CaseReading {
        let imports = try CaseImports(database, first: rows?.count ?? .max)
        for (place, number) in imports.numbers.enumerated() { sources[number] = UInt32(place) }
        try readAccounts()
        try readObjects()
        try readPosts()
        try readEvents()
        try checkCancelled()
        return CaseReading(
            corpus: builder.finish(), summary: IntakeSummary(files: imports.summaries), unfinished: imports.unfinished)
    }

    /// Whether a record came after those that are asked for: an import that was unfinished then went on since.
    private func isLater(_ row: Int64, in source: UInt32) -> Bool {
        guard let rows, Int(source) < rows.count else { return false }
        return row > Int64(clamping: rows[Int(source)])
    }

    private var lastImport: Int64 { sources.keys.max() ?? 0 }

    private func checkCancelled() throws {
        if progress.isCancelled() { throw CancellationError() }
    }

    private mutating func readAccounts() throws {
        let rows = try BoundStatement(
            database, "SELECT id, platform, kind = 'handle', value, handle, created FROM accounts")
        var arena = ScratchArena()
        while try rows.step() {
            arena.reset()
            // A later version may know a platform that this one does not.
            let platform = numbers.platformOfNumber[rows.integer(1)] ?? .unstated
            let isHandle = rows.integer(2) != 0
            let handle = isHandle ? ByteView.empty : rows.bytes(4)
            let folded =
                handle.isEmpty
                ? nil : MentionTrace.normalise(handle, folds: platform.foldsHandles, &arena) ?? handle
            let account = builder.account(
                platform: platform, kind: isHandle ? .handle : .id, value: rows.bytes(3), handle: folded)
            try accounts.set(rows.integer(0), account)
            if keepsDetails, let created = rows.optionalInteger(5) {
                builder.note(account: account, created: Instant(milliseconds: created))
            }
        }
    }

    private mutating func readObjects() throws {
        let rows = try BoundStatement(database, "SELECT id, trace, platform, value FROM objects")
        while try rows.step() {
            guard let trace = numbers.traceOfNumber[rows.integer(1)], traces.contains(trace) else { continue }
            let platform = rows.optionalInteger(2).flatMap { numbers.platformOfNumber[$0] } ?? .unstated
            try objects.set(
                rows.integer(0), builder.object(trace: trace, platform: platform, value: rows.bytes(3)))
            traceOfObject[Int(rows.integer(0))] = trace
        }
    }

    private mutating func readPosts() throws {
        // Advertisements without an account, and posts of which only counters were seen, are in no search.
        let rows = try BoundStatement(
            database,
            """
            SELECT account, time, import, row, objects, id FROM posts NOT INDEXED
            WHERE account IS NOT NULL AND time IS NOT NULL AND import <= \(lastImport) ORDER BY id
            """)
        var views = keepsDetails ? try ViewCounts(database, upTo: lastImport) : nil
        var source: (number: Int64, place: UInt32) = (-1, 0)
        while try rows.step() {
            if rows.integer(5) & 0xFFFF == 0 { try checkCancelled() }
            let account = try accounts.index(rows.integer(0))
            let time = Instant(milliseconds: rows.integer(1))
            if source.number != rows.integer(2) { source = (rows.integer(2), sources[rows.integer(2)] ?? 0) }
            if isLater(rows.integer(3), in: source.place) { continue }
            let post = builder.post(
                account: account, time: time,
                citation: Citation(source: source.place, row: UInt32(truncatingIfNeeded: rows.integer(3))))
            if let count = try views?.count(ofPost: rows.integer(5)) { builder.note(post: post, views: count) }
            rows.bytes(4).eachNumber { number in
                guard number < UInt64(traceOfObject.count), let trace = traceOfObject[Int(number)],
                    let object = try? objects.index(Int64(number))
                else { return }
                builder.action(trace: trace, object: object, account: account, time: time, post: post)
            }
        }
    }

    private mutating func readEvents() throws {
        let rows = try BoundStatement(
            database,
            """
            SELECT account, time, import, row, object, content FROM events NOT INDEXED
            WHERE import <= \(lastImport) ORDER BY id
            """)
        let isWanted = traces.contains(.shared)
        var source: (number: Int64, place: UInt32) = (-1, 0)
        while try rows.step() {
            if source.number != rows.integer(2) { source = (rows.integer(2), sources[rows.integer(2)] ?? 0) }
            if isLater(rows.integer(3), in: source.place) { continue }
            let object = isWanted ? rows.integer(4) : 0
            builder.share(
                object: object == 0 ? nil : try objects.index(object), content: rows.bytes(5),
                account: try accounts.index(rows.integer(0)), time: Instant(milliseconds: rows.integer(1)),
                citation: Citation(source: source.place, row: UInt32(truncatingIfNeeded: rows.integer(3))))
        }
    }
}

/// How often posts were viewed by what was imported of each first, asked in the order of the posts' numbers.
private struct ViewCounts {
    private let rows: BoundStatement
    private var next: (post: Int64, views: Int64)?

    init(_ database: Database, upTo lastImport: Int64) throws {
        rows = try BoundStatement(
            database,
            """
            SELECT post, views, min(import * 4294967296 + row) FROM counters
            WHERE views IS NOT NULL AND import <= \(lastImport) GROUP BY post ORDER BY post
            """)
        try advance()
    }

    private mutating func advance() throws {
        next = try rows.step() ? (rows.integer(0), rows.integer(1)) : nil
    }

    mutating func count(ofPost post: Int64) throws -> Int64? {
        while let next, next.post < post { try advance() }
        guard let next, next.post == post else { return nil }
        return next.views
    }
}

extension ByteView {
    /// Gives each run of digits as a number.
    func eachNumber(_ body: (UInt64) -> Void) {
        var value: UInt64 = 0
        var isInside = false
        for position in 0..<count {
            let digit = self[position] &- 0x30
            if digit <= 9 {
                value = value &* 10 &+ UInt64(digit)
                isInside = true
            } else {
                if isInside { body(value) }
                value = 0
                isInside = false
            }
        }
        if isInside { body(value) }
    }
}
