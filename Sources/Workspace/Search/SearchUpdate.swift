import Bytes
import GRDB
package import Records

/// How much of a case can be found by its words.
package struct SearchStatus: Sendable, Equatable {
    /// The last numbers of which all before are indexed too, and what the case holds.
    package var posts: Int64 = 0
    package var events: Int64 = 0
    package var accounts: Int64 = 0
    package var objects: Int64 = 0
    package var totals: CaseTotals
    /// Whether something was imported since that may have added to what is indexed.
    package var isStale: Bool
    /// Posts and accounts that changed so often that what they say now is not indexed: an index that is made anew has it.
    package var omitted: Int64 = 0

    /// Whether everything that the case holds is indexed.
    package var isComplete: Bool {
        !isStale && posts == totals.posts && events == totals.events && accounts == totals.accounts
            && objects == totals.objects
    }

    /// Records that are not indexed yet.
    package var missing: Int64 {
        totals.posts - posts + totals.events - events + totals.accounts - accounts + totals.objects - objects
    }
}

extension SearchIndex {
    /// How much is indexed.
    package func status(of readers: CaseReaders) throws(CaseError) -> SearchStatus {
        let totals = try readers.totals()
        let signature = try readers.read { try Marks.signature($0) }
        return try read { database in
            let marks = try Marks(database)
            return SearchStatus(
                posts: marks["posts"], events: marks["events"], accounts: marks["accounts"], objects: marks["objects"],
                totals: totals, isStale: marks.signature != signature, omitted: marks["omitted"])
        }
    }

    /// Indexes what was imported since the last time, a batch a transaction: it can be stopped, or killed, and goes on
    /// from the last batch.
    /// - Parameters:
    ///   - batch: records in a transaction.
    ///   - isCancelled: asked between batches.
    package func update(
        from readers: CaseReaders, batch: Int = 20_000, isCancelled: @escaping @Sendable () -> Bool = { false },
        progress: Progress = .silent
    ) throws(CaseError) {
        do {
            try readers.pool.read { source in
                let signature = try Marks.signature(source)
                let names = try readers.known(source).names
                let run = IndexRun(
                    index: pool, source: source, names: names, batch: Int64(max(1, batch)), isCancelled: isCancelled,
                    progress: progress)
                if try run.run(signature) {
                    try pool.write { try Marks.set("signature", 1, text: signature, $0) }
                }
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }
}

/// How far the index is.
private struct Marks {
    private var values: [String: Int64] = [:]
    private(set) var signature = ""
    private(set) var identity = ""
    /// The state of the case that the pass is after that was begun last.
    private(set) var target = ""

    init(_ database: Database) throws {
        let rows = try BoundStatement(cached: database, "SELECT name, value, text FROM marks")
        while try rows.step() {
            values[rows.string(0)] = rows.integer(1)
            if rows.string(0) == "signature" { signature = rows.string(2) }
            if rows.string(0) == "target" { target = rows.string(2) }
            if rows.string(0) == "case" { identity = rows.string(2) }
        }
    }

    subscript(name: String) -> Int64 { values[name] ?? 0 }

    static func set(_ name: String, _ value: Int64, text: String? = nil, _ database: Database) throws {
        let row = try BoundStatement(
            cached: database,
            """
            INSERT INTO marks (name, value, text) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value, text = coalesce(excluded.text, text)
            """)
        row.bind(1, name)
        row.bind(2, value)
        row.bind(3, text)
        try row.run()
    }

    /// What changes whenever records came that may have added to known posts and accounts.
    static func signature(_ database: Database) throws -> String {
        let row = try BoundStatement(
            cached: database,
            """
            SELECT count(*) || ' ' || count(summary) || ' ' || CAST(total(rows_done) AS INTEGER) || ' '
                || CAST(total(repeated) AS INTEGER) FROM imports
            """)
        return try row.step() ? row.string(0) : ""
    }
}

/// One pass over what is new, as of one moment of the case.
private struct IndexRun {
    let index: DatabasePool
    let source: Database
    let names: NameNumbers
    let batch: Int64
    let isCancelled: @Sendable () -> Bool
    let progress: Progress

    /// Indexes the records of a range.
    private typealias Pass = (ClosedRange<Int64>, Database) throws -> Void

    /// Whether all of it was done.
    func run(_ signature: String) throws -> Bool {
        var before = try index.read { try Marks($0) }
        if before.signature == signature { return true }
        if before.target != signature {
            let identity = try SearchIndex.identity(source)
            // What was indexed so far may have been added to, by records that came since or in the middle of it.
            before = try index.write { database in
                for table in ["posts", "accounts"] {
                    try Marks.set("again-" + table, 0, database)
                    try Marks.set("known-" + table, before[table], database)
                }
                try Marks.set("case", Int64(SearchIndex.version), text: identity, database)
                try Marks.set("target", 0, text: signature, database)
                return try Marks(database)
            }
        }
        let passes: [(table: String, body: Pass)] = [
            ("posts", posts), ("accounts", accounts), ("events", events), ("objects", objects),
        ]
        for pass in passes[..<2] {
            let mark = "again-" + pass.table
            if try !walk(pass.table, from: before[mark], to: before["known-" + pass.table], mark: mark, pass.body) {
                return false
            }
        }
        for pass in passes {
            let last = try source.largestNumber(in: pass.table) ?? 0
            if try !walk(pass.table, from: before[pass.table], to: last, mark: pass.table, pass.body) { return false }
        }
        try index.write { try kin($0) }
        return true
    }

    /// Goes through a table by number, a batch a transaction.
    private func walk(
        _ table: String, from start: Int64, to last: Int64, mark: String,
        _ body: Pass
    ) throws -> Bool {
        var done = start
        while done < last {
            if isCancelled() { return false }
            done = try index.write { database in
                // Another may have gone on since.
                let marked = max(done, try Marks(database)[mark])
                if marked >= last { return marked }
                let end = min(last, marked + batch)
                try body(marked + 1...end, database)
                try Marks.set(mark, end, database)
                return end
            }
            progress.report(
                Progress.Step(
                    label: "indexing \(table)", done: UInt64(clamping: done), total: UInt64(clamping: last),
                    unit: table))
        }
        return true
    }

    private func posts(_ range: ClosedRange<Int64>, _ database: Database) throws {
        let rows = try BoundStatement(
            cached: source,
            """
            SELECT posts.id, account, time, objects, text, caption,
                (SELECT count(*) FROM revisions WHERE post = posts.id)
            FROM posts LEFT JOIN contents ON contents.post = posts.id WHERE posts.id BETWEEN ? AND ?
            """)
        let revisions = try BoundStatement(
            cached: source, "SELECT text, caption FROM revisions WHERE post = ? ORDER BY import, row")
        let words = try BoundStatement(
            cached: database, "INSERT INTO post_words (rowid, text, caption) VALUES (?, ?, ?)")
        var states = try States(database, "posts", range)
        var lists = Lists()
        rows.bind(1, range.lowerBound)
        rows.bind(2, range.upperBound)
        while try rows.step() {
            let id = rows.integer(0)
            let isDated = !rows.isNull(1) && !rows.isNull(2)
            let state =
                (rows.isNull(4) ? 0 : 1) + (rows.isNull(5) ? 0 : 2) + (rows.isNull(3) ? 0 : 4) + (isDated ? 8 : 0)
                + rows.integer(6) << 4
            guard let change = try states.change(id, to: state) else { continue }
            if isDated {
                let item = CaseItem(number: id, isEvent: false)
                lists.acts.append((rows.integer(1), rows.integer(2), item.code))
                rows.bytes(3).eachNumber { lists.uses.append((Int64(clamping: $0), rows.integer(2), item.code)) }
            }
            // What it says has changed only where one of these has.
            if state & ~12 == change.before & ~12 || state & ~12 == 0 { continue }
            guard let document = try change.document(database) else { continue }
            words.bind(1, document)
            if rows.integer(6) == 0 {
                Self.bind(words, 2, rows.bytes(4))
                Self.bind(words, 3, rows.bytes(5))
            } else {
                var texts = [rows.string(4)]
                var captions = [rows.string(5)]
                revisions.bind(1, id)
                while try revisions.step() {
                    texts.append(revisions.string(0))
                    captions.append(revisions.string(1))
                }
                words.bind(2, SearchText.spread(texts.joined(separator: "\n")))
                words.bind(3, SearchText.spread(captions.joined(separator: "\n")))
            }
            try words.run()
        }
        try lists.write(database)
    }

    private func events(_ range: ClosedRange<Int64>, _ database: Database) throws {
        let rows = try BoundStatement(
            cached: source, "SELECT id, account, time, object FROM events WHERE id BETWEEN ? AND ?")
        var lists = Lists()
        rows.bind(1, range.lowerBound)
        rows.bind(2, range.upperBound)
        while try rows.step() {
            let item = CaseItem(number: rows.integer(0), isEvent: true)
            lists.acts.append((rows.integer(1), rows.integer(2), item.code))
            if let object = rows.optionalInteger(3) { lists.uses.append((object, rows.integer(2), item.code)) }
        }
        try lists.write(database)
    }

    /// Texts are found as posts: to index them as objects too would double the index.
    private func objects(_ range: ClosedRange<Int64>, _ database: Database) throws {
        let rows = try BoundStatement(
            cached: source, "SELECT id, trace, value FROM objects WHERE id BETWEEN ? AND ?")
        let words = try BoundStatement(cached: database, "INSERT INTO object_words (rowid, value) VALUES (?, ?)")
        rows.bind(1, range.lowerBound)
        rows.bind(2, range.upperBound)
        while try rows.step() {
            switch names.traceOfNumber[rows.integer(1)] {
            case .text, .caption, .hashtagSequence, nil: continue
            default: break
            }
            words.bind(1, rows.integer(0) << SearchIndex.shift)
            Self.bind(words, 2, rows.bytes(2))
            try words.run()
        }
    }

    private func accounts(_ range: ClosedRange<Int64>, _ database: Database) throws {
        let rows = try BoundStatement(
            cached: source,
            """
            SELECT id, value, handle, (SELECT count(*) FROM handles WHERE account = accounts.id),
                (SELECT count(*) FROM profiles WHERE account = accounts.id)
            FROM accounts WHERE id BETWEEN ? AND ?
            """)
        let handles = try BoundStatement(
            cached: source, "SELECT handle FROM handles WHERE account = ? ORDER BY first, handle")
        let profiles = try BoundStatement(
            cached: source,
            """
            SELECT name, description, location, urls FROM profiles WHERE account = ? ORDER BY import, row
            """)
        let words = try BoundStatement(
            cached: database, "INSERT INTO account_words (rowid, handles, names, descriptions) VALUES (?, ?, ?, ?)")
        var states = try States(database, "accounts", range)
        rows.bind(1, range.lowerBound)
        rows.bind(2, range.upperBound)
        while try rows.step() {
            let id = rows.integer(0)
            let state = 1 + rows.integer(3) << 1 + rows.integer(4) << 24
            guard let change = try states.change(id, to: state), let document = try change.document(database) else {
                continue
            }
            var called = [rows.string(1), rows.string(2)]
            handles.bind(1, id)
            while try handles.step() { called.append(handles.string(0)) }
            var own: [String] = []
            var said: [String] = []
            profiles.bind(1, id)
            while try profiles.step() {
                own.append(profiles.string(0))
                said += (1...3).map { profiles.string($0) }
            }
            words.bind(1, document)
            for (column, texts) in [called, own, said].enumerated() {
                words.bind(Int32(column) + 2, SearchText.spread(Self.distinct(texts).joined(separator: "\n")))
            }
            try words.run()
        }
    }

    /// Links by the higher number, which the case has no index for.
    private func kin(_ database: Database) throws {
        let count = try Int64.fetchOne(source, sql: "SELECT count(*) FROM identities") ?? 0
        if try Marks(database)["kin"] == count { return }
        let rows = try BoundStatement(cached: source, "SELECT DISTINCT b, a FROM identities ORDER BY b, a")
        let insert = try BoundStatement(cached: database, "INSERT OR IGNORE INTO kin (b, a) VALUES (?, ?)")
        while try rows.step() {
            insert.bind(1, rows.integer(0))
            insert.bind(2, rows.integer(1))
            try insert.run()
        }
        try Marks.set("kin", count, database)
    }

    private static func bind(_ words: BoundStatement, _ column: Int32, _ text: ByteView) {
        if SearchText.isPlain(text) {
            words.bind(column, text)
        } else {
            words.bind(column, SearchText.spread(text.string))
        }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return texts.filter { !$0.isEmpty && seen.insert(Array($0.utf8)).inserted }
    }
}

/// What the index knows of a range of posts or accounts.
private struct States {
    struct Change {
        var table: String
        var id: Int64
        var before: Int64
        var documents: Int64

        /// The number of the document that is to be added; nil where there were too many.
        func document(_ database: Database) throws -> Int64? {
            if documents == 1 << SearchIndex.shift {
                try Marks.set("omitted", try Marks(database)["omitted"] + 1, database)
                return nil
            }
            let row = try BoundStatement(
                cached: database, "UPDATE \(table) SET documents = documents + 1 WHERE id = ?")
            row.bind(1, id)
            try row.run()
            return id << SearchIndex.shift | documents
        }
    }

    private let table: String
    private var known: [Int64: (state: Int64, documents: Int64)] = [:]
    private let set: BoundStatement

    init(_ database: Database, _ table: String, _ range: ClosedRange<Int64>) throws {
        self.table = table
        let rows = try BoundStatement(
            cached: database, "SELECT id, state, documents FROM \(table) WHERE id BETWEEN ? AND ?")
        rows.bind(1, range.lowerBound)
        rows.bind(2, range.upperBound)
        while try rows.step() { known[rows.integer(0)] = (rows.integer(1), rows.integer(2)) }
        set = try BoundStatement(
            cached: database,
            """
            INSERT INTO \(table) (id, state, documents) VALUES (?, ?, 0)
            ON CONFLICT DO UPDATE SET state = excluded.state
            """)
    }

    /// Notes the state of a post or an account; nil where it is as it was.
    mutating func change(_ id: Int64, to state: Int64) throws -> Change? {
        let before = known[id]
        if before?.state == state { return nil }
        set.bind(1, id)
        set.bind(2, state)
        try set.run()
        return Change(table: table, id: id, before: before?.state ?? 0, documents: before?.documents ?? 0)
    }
}

/// What a batch adds to the lists by account and by object, written in their order: rows that lie together then come
/// together.
private struct Lists {
    var acts: [(key: Int64, time: Int64, item: Int64)] = []
    var uses: [(key: Int64, time: Int64, item: Int64)] = []

    func write(_ database: Database) throws {
        for (table, column, rows) in [("acts", "account", acts), ("uses", "object", uses)] {
            let insert = try BoundStatement(
                cached: database, "INSERT OR IGNORE INTO \(table) (\(column), time, item) VALUES (?, ?, ?)")
            for row in rows.sorted(by: { ($0.key, $0.time, $0.item) < ($1.key, $1.time, $1.item) }) {
                insert.bind(1, row.key)
                insert.bind(2, row.time)
                insert.bind(3, row.item)
                try insert.run()
            }
        }
    }
}
