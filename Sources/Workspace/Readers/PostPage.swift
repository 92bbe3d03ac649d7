import GRDB
import Intake
package import Records

/// A post or a share event of a case.
package struct CaseItem: Sendable, Hashable, Comparable {
    package var number: Int64
    package var isEvent: Bool

    package init(number: Int64, isEvent: Bool) {
        self.number = number
        self.isEvent = isEvent
    }

    /// As one number, in which posts and events differ.
    var code: Int64 { number << 1 | (isEvent ? 1 : 0) }

    init(code: Int64) {
        self.init(number: code >> 1, isEvent: code & 1 != 0)
    }

    package static func < (left: CaseItem, right: CaseItem) -> Bool { left.code < right.code }
}

/// A post in a list.
package struct PostLine: Sendable {
    package var item: CaseItem
    /// The account's number.
    package var account: Int64
    package var post: CitedPost
    package var isRepost: Bool
}

/// A post with everything that a case knows of it.
package struct PostDetail: Sendable {
    package struct Revision: Sendable, Equatable {
        package var observed: Instant
        package var importNumber: Int64
        package var row: Int64
        package var text: String?
        package var caption: String?
    }

    package struct Counted: Sendable, Equatable {
        package var observed: Instant
        package var isStated: Bool
        package var importNumber: Int64
        package var row: Int64
        package var counters: PostCounters
    }

    package var line: PostLine
    package var importNumber: Int64
    /// The name and the SHA-256 of the file that it was first read from; its citation names the record.
    package var file: String
    package var fileSHA256: String
    package var caption: String?
    package var language: String?
    package var region: String?
    package var client: String?
    /// With the numbers of their pages, in the order in which the post has them.
    package var objects: [(number: Int64, object: TracedObject)]
    /// By import and record.
    package var revisions: [Revision]
    /// The latest first.
    package var counters: [Counted]
    package var flags: [(name: String, detail: String)]
}

/// An object that posts act on.
package struct ObjectLine: Sendable, Equatable {
    package var number: Int64
    package var object: TracedObject
    /// Where its name means something on one platform only.
    package var platform: Platform?
}

/// An object with the platform on which its name means something; nil where it means the same everywhere.
package struct PlacedObject: Sendable, Hashable {
    package var object: TracedObject
    package var platform: Platform?

    package init(_ object: TracedObject, on platform: Platform) {
        self.object = object
        self.platform = object.trace.isScopedToPlatform ? platform : nil
    }
}

extension CaseReaders {
    static let postColumns = """
        SELECT accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, posts.identifier,
            posts.time, contents.text, contents.address, posts.id, posts.account, posts.import, posts.row, posts.is_repost,
            contents.caption, contents.language, contents.region, contents.client, posts.objects
        FROM posts CROSS JOIN accounts ON accounts.id = posts.account LEFT JOIN contents ON contents.post = posts.id
        WHERE posts.id = ? AND posts.time IS NOT NULL
        """
    static let eventColumns = """
        SELECT accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, events.content,
            events.time, NULL, NULL, events.object, events.account, events.import, events.row, 0,
            NULL, NULL, NULL, NULL, iif(events.object IS NULL, NULL, json_array(events.object))
        FROM events CROSS JOIN accounts ON accounts.id = events.account WHERE events.id = ?
        """

    private func line(
        _ item: CaseItem, _ row: BoundStatement, _ reader: CitedPostReader, _ known: Known
    ) throws -> PostLine {
        let citation = Citation(
            source: known.places[row.integer(10)] ?? 0, row: UInt32(truncatingIfNeeded: row.integer(11)))
        return PostLine(
            item: item, account: row.integer(9), post: try reader.post(row, citation, isEvent: item.isEvent),
            isRepost: row.integer(12) != 0)
    }

    /// Posts and share events, in the order asked; those that are not there, or have no account, are left out.
    /// - Parameter traces: which of their objects are given.
    package func lines(_ items: [CaseItem], traces: TraceSet = .all) throws(CaseError) -> [PostLine] {
        try read { database in
            let known = try known(database)
            let reader = try CitedPostReader(
                database, traces, names: known.names, imports: known.imports.map(\.number))
            let post = try BoundStatement(cached: database, Self.postColumns)
            let event = try BoundStatement(cached: database, Self.eventColumns)
            return try items.compactMap { item in
                let row = item.isEvent ? event : post
                row.bind(1, item.number)
                guard try row.step() else { return nil }
                defer { row.reset() }
                return try line(item, row, reader, known)
            }
        }
    }

    /// A post or share event whole; nil where there is none, or it has no account.
    package func post(_ item: CaseItem) throws(CaseError) -> PostDetail? {
        try read { database in
            let known = try known(database)
            let reader = try CitedPostReader(
                database, .all, names: known.names, imports: known.imports.map(\.number))
            let row = try BoundStatement(cached: database, item.isEvent ? Self.eventColumns : Self.postColumns)
            row.bind(1, item.number)
            guard try row.step() else { return nil }
            let number = row.integer(10)
            let source = known.imports.first { $0.number == number }
            var objects: [Int64] = []
            row.bytes(17).eachNumber { objects.append(Int64(clamping: $0)) }
            var detail = PostDetail(
                line: try line(item, row, reader, known), importNumber: number, file: source?.name ?? "",
                fileSHA256: source?.sha256 ?? "", caption: row.optionalString(13), language: row.optionalString(14),
                region: row.optionalString(15), client: row.optionalString(16),
                objects: try Self.objects(objects, known.names, database).map { ($0.number, $0.object) },
                revisions: [], counters: [], flags: [])
            if !item.isEvent {
                detail.revisions = try Self.revisions(item.number, database)
                detail.counters = try Self.counters(item.number, database)
                detail.flags = try Self.flags(item.number, database)
            }
            return detail
        }
    }

    /// The posts that stand at records of imports, or the first share event there.
    /// - Parameter citations: their sources are places among the imports.
    /// - Returns: an item for each, in their order; nil where nothing stands there.
    package func items(at citations: [Citation]) throws(CaseError) -> [CaseItem?] {
        try read { database in
            let imports = try known(database).imports
            func find(_ table: String, _ citation: Citation) throws -> Int64? {
                let row = try BoundStatement(
                    cached: database, "SELECT id FROM \(table) WHERE import = ? AND row = ? ORDER BY id LIMIT 1")
                row.bind(1, imports[Int(citation.source)].number)
                row.bind(2, Int64(citation.row))
                return try row.step() ? row.integer(0) : nil
            }
            return try citations.map { citation in
                guard Int(citation.source) < imports.count else { return nil }
                if let post = try find("posts", citation) { return CaseItem(number: post, isEvent: false) }
                return try find("events", citation).map { CaseItem(number: $0, isEvent: true) }
            }
        }
    }

    /// A post by its platform's id; nil where the case has none.
    package func item(platform: Platform, identifier: String) throws(CaseError) -> CaseItem? {
        try read { database in
            let row = try BoundStatement(
                cached: database, "SELECT id FROM posts WHERE identifier = ? AND platform = ?")
            row.bind(1, identifier)
            row.bind(2, try known(database).names[platform])
            return try row.step() ? CaseItem(number: row.integer(0), isEvent: false) : nil
        }
    }

    /// Objects, in the order asked; those that are not there are left out.
    package func objects(_ numbers: [Int64]) throws(CaseError) -> [ObjectLine] {
        try read { try Self.objects(numbers, try known($0).names, $0) }
    }

    /// An object by its value; nil where the case has none.
    /// - Parameter platform: where its name means something on one platform only.
    package func objectNumber(_ object: TracedObject, platform: Platform? = nil) throws(CaseError) -> Int64? {
        try read { database in
            let names = try known(database).names
            return try Self.number(of: object, platform.map { names[$0] }, names, database)
        }
    }

    /// The numbers of the objects that posts act on, asked once each.
    package func objectNumbers(of posts: [CitedPost]) throws(CaseError) -> [PlacedObject: Int64] {
        try read { database in
            let names = try known(database).names
            var (numbers, asked) = ([PlacedObject: Int64](), Set<PlacedObject>())
            for post in posts {
                for object in post.objects {
                    let placed = PlacedObject(object, on: post.account.platform)
                    guard asked.insert(placed).inserted else { continue }
                    numbers[placed] = try Self.number(of: object, placed.platform.map { names[$0] }, names, database)
                }
            }
            return numbers
        }
    }

    private static func number(
        of object: TracedObject, _ platform: Int64?, _ names: NameNumbers, _ database: Database
    ) throws -> Int64? {
        let rows = try BoundStatement(
            cached: database, "SELECT id, value FROM objects WHERE digest = ? AND trace = ? AND platform IS ?")
        rows.bind(1, ObjectStore.digest(of: object.value))
        rows.bind(2, names[object.trace])
        rows.bind(3, object.trace.isScopedToPlatform ? platform : nil)
        while try rows.step() {
            if rows.string(1).utf8.elementsEqual(object.value.utf8) { return rows.integer(0) }
        }
        return nil
    }

    private static func objects(
        _ numbers: [Int64], _ names: NameNumbers, _ database: Database
    ) throws -> [ObjectLine] {
        let row = try BoundStatement(cached: database, "SELECT trace, value, platform FROM objects WHERE id = ?")
        return try numbers.compactMap { number in
            row.bind(1, number)
            guard try row.step() else { return nil }
            defer { row.reset() }
            guard let trace = names.traceOfNumber[row.integer(0)] else { return nil }
            return ObjectLine(
                number: number, object: TracedObject(trace: trace, value: row.string(1)),
                platform: row.optionalInteger(2).flatMap { names.platformOfNumber[$0] })
        }
    }

    private static func revisions(_ post: Int64, _ database: Database) throws -> [PostDetail.Revision] {
        let rows = try BoundStatement(
            cached: database,
            "SELECT observed, import, row, text, caption FROM revisions WHERE post = ? ORDER BY import, row")
        rows.bind(1, post)
        var revisions: [PostDetail.Revision] = []
        while try rows.step() {
            revisions.append(
                PostDetail.Revision(
                    observed: Instant(milliseconds: rows.integer(0)), importNumber: rows.integer(1),
                    row: rows.integer(2), text: rows.optionalString(3), caption: rows.optionalString(4)))
        }
        return revisions
    }

    private static func counters(_ post: Int64, _ database: Database) throws -> [PostDetail.Counted] {
        let rows = try BoundStatement(
            cached: database,
            """
            SELECT observed, is_stated, import, row, views, likes, comments, shares, quotes, saves FROM counters
            WHERE post = ? ORDER BY observed DESC, import DESC, row DESC
            """)
        rows.bind(1, post)
        var counted: [PostDetail.Counted] = []
        while try rows.step() {
            var counters = PostCounters()
            counters.views = rows.optionalInteger(4)
            counters.likes = rows.optionalInteger(5)
            counters.comments = rows.optionalInteger(6)
            counters.shares = rows.optionalInteger(7)
            counters.quotes = rows.optionalInteger(8)
            counters.saves = rows.optionalInteger(9)
            counted.append(
                PostDetail.Counted(
                    observed: Instant(milliseconds: rows.integer(0)), isStated: rows.integer(1) != 0,
                    importNumber: rows.integer(2), row: rows.integer(3), counters: counters))
        }
        return counted
    }

    private static func flags(_ post: Int64, _ database: Database) throws -> [(name: String, detail: String)] {
        let rows = try BoundStatement(cached: database, "SELECT flag, detail FROM flags WHERE post = ? ORDER BY flag")
        rows.bind(1, post)
        var flags: [(name: String, detail: String)] = []
        while try rows.step() { flags.append((rows.string(0), rows.string(1))) }
        return flags
    }
}
