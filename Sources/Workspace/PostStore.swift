import Bytes
import GRDB
import Records

/// Writes posts, what they say, their counters and flags.
struct PostStore {
    /// What `place` found or did.
    enum Place {
        case new(Int64)
        /// A post of which only counters were known until now.
        case filled(Int64)
        /// A known post, and the account under which it is known.
        case known(Int64, account: Int64?)

        var id: Int64 {
            switch self {
            case .new(let id), .filled(let id), .known(let id, _): id
            }
        }
    }

    private let database: Database
    private var next: Int64
    private let insert: BoundStatement
    private let find: BoundStatement
    private let fill: BoundStatement
    private let supplement: BoundStatement
    private let insertContent: BoundStatement
    private let lastContent: BoundStatement
    private let insertRevision: BoundStatement
    private let insertCounters: BoundStatement
    private let insertFlag: BoundStatement

    init(_ database: Database) throws {
        self.database = database
        next = (try database.largestNumber(in: "posts") ?? 0) + 1
        insert = try BoundStatement(
            database,
            """
            INSERT INTO posts (id, platform, account, time, import, row, is_repost, identifier, objects)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        find = try BoundStatement(
            database,
            "SELECT id, account, time IS NULL, objects IS NULL FROM posts WHERE identifier = ? AND platform = ?")
        supplement = try BoundStatement(database, "UPDATE posts SET objects = ? WHERE id = ?")
        fill = try BoundStatement(
            database,
            "UPDATE posts SET account = ?, time = ?, import = ?, row = ?, is_repost = ?, objects = ? WHERE id = ?")
        insertContent = try BoundStatement(
            database,
            """
            INSERT INTO contents (post, text, caption, address, language, region, client) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                text = coalesce(text, excluded.text), caption = coalesce(caption, excluded.caption),
                address = coalesce(address, excluded.address), language = coalesce(language, excluded.language),
                region = coalesce(region, excluded.region), client = coalesce(client, excluded.client)
            """)
        lastContent = try BoundStatement(
            database,
            """
            SELECT text, caption FROM (
                SELECT text, caption, 0 AS later, 0 AS source, 0 AS place FROM contents WHERE post = ?1
                UNION ALL SELECT text, caption, 1, import, row FROM revisions WHERE post = ?1)
            ORDER BY later DESC, source DESC, place DESC LIMIT 1
            """)
        insertRevision = try BoundStatement(
            database,
            "INSERT OR IGNORE INTO revisions (post, import, row, observed, text, caption) VALUES (?, ?, ?, ?, ?, ?)")
        insertCounters = try BoundStatement(
            database,
            """
            INSERT OR IGNORE INTO counters (post, observed, import, row, is_stated, views, likes, comments, shares,
                quotes, saves) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertFlag = try BoundStatement(
            database, "INSERT OR IGNORE INTO flags (post, flag, detail) VALUES (?, ?, ?)")
    }

    /// Writes a post unless it is known by its id. A known one gets the account, the time and the objects that it
    /// lacked.
    /// - Parameters:
    ///   - account: nil where the source keeps it to itself.
    ///   - time: nil for a post of which only counters are seen.
    ///   - objects: gives ids as a JSON array; asked only where they are written.
    mutating func place(
        platform: Int64, identifier: ByteView, account: Int64?, time: Int64?, isRepost: Bool,
        _ observation: Observation, objects: () throws -> ByteView
    ) throws -> Place {
        if !identifier.isEmpty {
            find.bind(1, identifier)
            find.bind(2, platform)
            if try find.step() {
                let (id, owner) = (find.integer(0), find.optionalInteger(1))
                let (isBare, hasNoObjects) = (find.integer(2) != 0, find.integer(3) != 0)
                find.reset()
                guard let time else { return .known(id, account: owner) }
                if isBare || (owner == nil && account != nil) {
                    fill.bind(1, account)
                    fill.bind(2, time)
                    fill.bind(3, observation.source)
                    fill.bind(4, observation.row)
                    fill.bind(5, isRepost ? 1 : 0)
                    fill.bind(6, try objects())
                    fill.bind(7, id)
                    try fill.run()
                    return .filled(id)
                }
                if hasNoObjects, account != nil {
                    let list = try objects()
                    if !list.isEmpty {
                        supplement.bind(1, list)
                        supplement.bind(2, id)
                        try supplement.run()
                    }
                }
                return .known(id, account: owner)
            }
        }
        insert.bind(1, next)
        insert.bind(2, platform)
        insert.bind(3, account)
        insert.bind(4, time)
        insert.bind(5, observation.source)
        insert.bind(6, observation.row)
        insert.bind(7, isRepost ? 1 : 0)
        insert.bind(8, identifier)
        insert.bind(9, try objects())
        try insert.run()
        next += 1
        return .new(next - 1)
    }

    func write(
        post: Int64, text: ByteView, caption: ByteView, address: ByteView, language: ByteView, region: ByteView,
        client: ByteView
    ) throws {
        insertContent.bind(1, post)
        insertContent.bind(2, text)
        insertContent.bind(3, caption)
        insertContent.bind(4, address)
        insertContent.bind(5, language)
        insertContent.bind(6, region)
        insertContent.bind(7, client)
        try insertContent.run()
    }

    /// Keeps what a known post says now, where it differs from what it said last.
    func revise(post: Int64, text: ByteView, caption: ByteView, _ observation: Observation) throws {
        lastContent.bind(1, post)
        if try lastContent.step() {
            // A source that gives no transcript does not say that there is none.
            let isSame =
                (text.isEmpty || lastContent.bytes(0).equals(text))
                && (caption.isEmpty || lastContent.bytes(1).equals(caption))
            lastContent.reset()
            if isSame { return }
        }
        insertRevision.bind(1, post)
        insertRevision.bind(2, observation.source)
        insertRevision.bind(3, observation.row)
        insertRevision.bind(4, observation.time)
        insertRevision.bind(5, text)
        insertRevision.bind(6, caption)
        try insertRevision.run()
    }

    /// Whether the counters were written: an observation that is there already is not written again.
    func write(post: Int64, _ counters: PostCounters, _ observation: Observation) throws -> Bool {
        if counters.isEmpty { return false }
        insertCounters.bind(1, post)
        insertCounters.bind(2, observation.time)
        insertCounters.bind(3, observation.source)
        insertCounters.bind(4, observation.row)
        insertCounters.bind(5, observation.isStated ? 1 : 0)
        insertCounters.bind(6, counters.views)
        insertCounters.bind(7, counters.likes)
        insertCounters.bind(8, counters.comments)
        insertCounters.bind(9, counters.shares)
        insertCounters.bind(10, counters.quotes)
        insertCounters.bind(11, counters.saves)
        try insertCounters.run()
        return database.changesCount > 0
    }

    func flag(post: Int64, _ flag: String, _ detail: String) throws {
        insertFlag.bind(1, post)
        insertFlag.bind(2, flag)
        insertFlag.bind(3, detail)
        try insertFlag.run()
    }
}
