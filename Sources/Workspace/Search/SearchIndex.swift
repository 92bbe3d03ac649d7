import Foundation
import GRDB
import Glibc
import Synchronization

/// What can be found in a case by its words, and by the index: `index/search.sqlite`, which holds nothing that the case
/// does not, and is made again where it is missing, damaged, another version's or another case's.
///
/// Documents are only added. What a later import adds to a post or an account becomes a further document of the same, so
/// that names of any time are found.
package final class SearchIndex: Sendable {
    /// The folder `index` of the case.
    package let path: String
    let pool: DatabasePool

    /// Of the tables below; another number makes the index anew.
    static let version = 1

    /// Documents that one post or account can have, as a power of two.
    static let shift: Int64 = 4

    private static let tables = """
        CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL, text TEXT) WITHOUT ROWID, STRICT;
        -- What each account did, and what was done with each object, in order of time. `item` is a post's number doubled,
        -- or a share event's and one.
        CREATE TABLE acts (
            account INTEGER NOT NULL, time INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (account, time, item)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE uses (
            object INTEGER NOT NULL, time INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (object, time, item)
        ) WITHOUT ROWID, STRICT;
        -- How much of a post or an account is indexed, and in how many documents.
        CREATE TABLE posts (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, documents INTEGER NOT NULL) STRICT;
        CREATE TABLE accounts (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, documents INTEGER NOT NULL) STRICT;
        -- Links between accounts by the higher number.
        CREATE TABLE kin (b INTEGER NOT NULL, a INTEGER NOT NULL, PRIMARY KEY (b, a)) WITHOUT ROWID, STRICT;
        CREATE VIRTUAL TABLE post_words USING fts5(
            text, caption, content='', columnsize=0, tokenize="\(SearchText.tokenizer)");
        CREATE VIRTUAL TABLE account_words USING fts5(
            handles, names, descriptions, content='', columnsize=0, tokenize="\(SearchText.tokenizer)");
        CREATE VIRTUAL TABLE object_words USING fts5(
            value, content='', columnsize=0, tokenize="\(SearchText.tokenizer)");
        """

    private init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
    }

    private static func file(_ path: String) -> String { path + "/search.sqlite" }

    /// Opens the index of a case, empty where there was none that can be used.
    package static func open(of folder: CaseFolder) throws(CaseError) -> SearchIndex {
        if folder.isReadOnly { throw .readOnly(folder: folder.path) }
        let path = folder.path + "/index"
        do {
            let owner = try folder.queue.read { try identity($0) }
            try PrivateFiles.makeFolder(path)
            // One at a time, and one for all: whoever made it anew would take the file from under the others.
            return try shared.withLock { shared in
                if let known = shared[path]?.index, (try? isUsable(known.pool, owner)) == true { return known }
                let index = SearchIndex(path: path, pool: try made(path, owner))
                shared[path] = Held(index: index)
                return index
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// Opens the file, or makes it anew where it is none that can be used.
    private static func made(_ path: String, _ owner: String) throws -> DatabasePool {
        if let pool = try? connect(path), (try? isUsable(pool, owner)) == true { return pool }
        for ending in ["", "-wal", "-shm"] { unlink(file(path) + ending) }
        try PrivateFiles.makeFile(file(path))
        let pool = try connect(path)
        try pool.write { database in
            try database.execute(sql: tables)
            try database.execute(
                sql: "INSERT INTO marks (name, value, text) VALUES ('case', ?, ?)", arguments: [version, owner])
        }
        return pool
    }

    private struct Held {
        weak var index: SearchIndex?
    }

    /// The indexes that are open in this process, by their folders.
    private static let shared = Mutex<[String: Held]>([:])

    private static func connect(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "PRAGMA page_size = 8192; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")
        }
        return try DatabasePool(path: file(path), configuration: configuration)
    }

    private static func isUsable(_ pool: DatabasePool, _ identity: String) throws -> Bool {
        try pool.read { database in
            let row = try Row.fetchOne(database, sql: "SELECT value, text FROM marks WHERE name = 'case'")
            guard let row, let stored = row[0] as Int?, let text = row[1] as String? else { return false }
            // A case that had no import yet may since have got its first.
            return stored == version && (text == identity || text.isEmpty)
        }
    }

    /// Which case it is of: its first import. Empty before that.
    static func identity(_ database: Database) throws -> String {
        try String.fetchOne(
            database, sql: "SELECT sha256 || ' ' || started FROM imports ORDER BY id LIMIT 1")
            ?? ""
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(CaseError) -> Result {
        do {
            return try pool.read(body)
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// Closes the files. Nothing may be asked afterwards.
    package func close() throws(CaseError) {
        do { try pool.close() } catch { throw CaseError(error, folder: path) }
    }
}

/// What is looked for.
package enum SearchField: String, Sendable, CaseIterable {
    /// What posts say, and what is said in their videos.
    case posts
    /// Handles, names and descriptions that accounts had at any time.
    case accounts
    /// Addresses, domains, hashtags, sounds …; texts are found as posts.
    case objects

    var table: String {
        switch self {
        case .posts: "post_words"
        case .accounts: "account_words"
        case .objects: "object_words"
        }
    }
}

/// A page of what was found.
package struct SearchPage: Sendable, Equatable {
    /// Numbers of posts, accounts or objects, those imported last first.
    package var numbers: [Int64]
    /// Where the next page begins; nil where this was the last.
    package var next: Int64?
}

/// Where a list in order of time goes on.
package struct ItemMark: Sendable, Hashable {
    /// Milliseconds since 1970 UTC.
    package var time: Int64
    package var item: CaseItem

    package init(time: Int64, item: CaseItem) {
        self.time = time
        self.item = item
    }

    /// Reads `text`; nil where it is something else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let time = Int64(parts[0]), let code = Int64(parts[1]), code >= 0 else { return nil }
        self.init(time: time, item: CaseItem(code: code))
    }

    /// As it stands in an address.
    package var text: String { "\(time).\(item.code)" }
}

/// A page of posts in order of time.
package struct ItemPage: Sendable, Equatable {
    package var items: [ItemMark]
    /// The mark that the next page begins before; nil where this was the last.
    package var next: ItemMark?
}

extension SearchIndex {
    /// What holds all terms of a query, those imported last first.
    /// - Parameters:
    ///   - before: `next` of the page before; nil for the first page.
    ///   - limit: numbers on a page.
    package func find(
        _ query: SearchQuery, in field: SearchField, before: Int64? = nil, limit: Int
    ) throws(CaseError) -> SearchPage {
        if query.isEmpty || limit < 1 { return SearchPage(numbers: []) }
        return try read { database in
            let rows = try BoundStatement(
                cached: database,
                "SELECT rowid FROM \(field.table) WHERE \(field.table) MATCH ? AND rowid < ? ORDER BY rowid DESC")
            let expression = query.expression
            rows.bind(1, expression)
            rows.bind(2, before.map { $0.clampedShift(Self.shift) } ?? .max)
            var page = SearchPage(numbers: [])
            while try rows.step() {
                let number = rows.integer(0) >> Self.shift
                if number == page.numbers.last { continue }
                if page.numbers.count == limit {
                    page.next = page.numbers.last
                    break
                }
                page.numbers.append(number)
            }
            return page
        }
    }

    /// How many there are, counted up to a limit.
    package func count(_ query: SearchQuery, in field: SearchField, upTo limit: Int) throws(CaseError) -> Int {
        if query.isEmpty { return 0 }
        return try read { database in
            let rows = try BoundStatement(
                cached: database,
                """
                SELECT count(DISTINCT id) FROM (
                    SELECT rowid >> \(Self.shift) AS id FROM \(field.table) WHERE \(field.table) MATCH ? LIMIT ?)
                """)
            rows.bind(1, query.expression)
            rows.bind(2, Int64(limit))
            return try rows.step() ? Int(rows.integer(0)) : 0
        }
    }

    /// Posts and share events of an account, the newest first.
    package func items(ofAccount account: Int64, before mark: ItemMark? = nil, limit: Int) throws(CaseError) -> ItemPage
    {
        try page("acts", "account", account, before: mark, limit: limit)
    }

    /// Posts and share events that act on an object, the newest first.
    package func items(onObject object: Int64, before mark: ItemMark? = nil, limit: Int) throws(CaseError) -> ItemPage {
        try page("uses", "object", object, before: mark, limit: limit)
    }

    /// How many posts and share events an account has, counted up to a limit.
    package func itemCount(ofAccount account: Int64, upTo limit: Int) throws(CaseError) -> Int {
        try count("acts", "account", account, upTo: limit)
    }

    /// How many posts and share events act on an object, counted up to a limit.
    package func itemCount(onObject object: Int64, upTo limit: Int) throws(CaseError) -> Int {
        try count("uses", "object", object, upTo: limit)
    }

    /// Accounts of lower numbers that an account is linked with.
    package func kin(of account: Int64) throws(CaseError) -> [Int64] {
        try read { database in
            let rows = try BoundStatement(cached: database, "SELECT a FROM kin WHERE b = ? ORDER BY a")
            rows.bind(1, account)
            var found: [Int64] = []
            while try rows.step() { found.append(rows.integer(0)) }
            return found
        }
    }

    private func page(
        _ table: String, _ column: String, _ number: Int64, before mark: ItemMark?, limit: Int
    ) throws(CaseError) -> ItemPage {
        try read { database in
            let rows = try BoundStatement(
                cached: database,
                """
                SELECT time, item FROM \(table) WHERE \(column) = ? AND (time, item) < (?, ?)
                ORDER BY time DESC, item DESC LIMIT ?
                """)
            rows.bind(1, number)
            rows.bind(2, mark?.time ?? .max)
            rows.bind(3, mark?.item.code ?? .max)
            rows.bind(4, Int64(limit) + 1)
            var page = ItemPage(items: [])
            while try rows.step() {
                if page.items.count == limit {
                    page.next = page.items.last
                    break
                }
                page.items.append(ItemMark(time: rows.integer(0), item: CaseItem(code: rows.integer(1))))
            }
            return page
        }
    }

    private func count(_ table: String, _ column: String, _ number: Int64, upTo limit: Int) throws(CaseError) -> Int {
        try read { database in
            let rows = try BoundStatement(
                cached: database, "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE \(column) = ? LIMIT ?)")
            rows.bind(1, number)
            rows.bind(2, Int64(limit))
            return try rows.step() ? Int(rows.integer(0)) : 0
        }
    }
}

extension Int64 {
    /// Shifted left, or the largest number where that would overflow.
    fileprivate func clampedShift(_ bits: Int64) -> Int64 {
        self < 0 ? 0 : self > .max >> bits ? .max : self << bits
    }
}
