import GRDB
package import Records

/// A post of a case with what is known of where it came from.
package struct KeptPost: Sendable {
    /// Its citation names the import by its place among the imports.
    package var post: CitedPost
    package var language: String?
    /// SHA-256 of the file that it was first read from, hexadecimal.
    package var fileSHA256: String
    /// Whether it is a row of a table of shares, whose identifier may stand for what several accounts shared.
    package var isEvent: Bool
}

extension CaseFolder {
    /// How many posts there are whose account is known, share events among them.
    package func postCount() throws(CaseError) -> Int {
        try read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT (SELECT count(*) FROM posts WHERE account IS NOT NULL AND time IS NOT NULL)
                        + (SELECT count(*) FROM events)
                    """) ?? 0
        }
    }

    /// Gives each post of some accounts, one in memory at a time: by the platform's id, then those without one and share
    /// events by their files' hashes and records.
    /// - Parameters:
    ///   - accounts: whose posts; nil for everybody's.
    ///   - traces: which of their objects are given.
    ///   - body: false ends it.
    package func eachPost(
        of accounts: Set<AccountKey>?, traces: TraceSet, _ body: (KeptPost) throws -> Bool
    ) throws(CaseError) {
        try read { database in
            let wanted = try accounts.map { try Self.numbers(of: $0, database) }
            let reader = try CitedPostReader(database, traces)
            let imports = try CaseImports(database)
            var places: [Int64: UInt32] = [:]
            for (place, number) in imports.numbers.enumerated() { places[number] = UInt32(place) }
            for (sql, isEvent) in Self.passes {
                let rows = try BoundStatement(database, sql)
                while try rows.step() {
                    if let wanted, !wanted.contains(rows.integer(9)) { continue }
                    let place = places[rows.integer(10)] ?? 0
                    let citation = Citation(source: place, row: UInt32(truncatingIfNeeded: rows.integer(11)))
                    let kept = KeptPost(
                        post: try reader.post(rows, citation, isEvent: isEvent), language: rows.optionalString(12),
                        fileSHA256: rows.string(13), isEvent: isEvent)
                    if try !body(kept) {
                        rows.reset()
                        return
                    }
                }
            }
        }
    }

    /// The first needs no sorting: there is an index in that order.
    private static let passes: [(sql: String, isEvent: Bool)] = {
        let columns = """
            SELECT accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, posts.identifier,
                posts.time, contents.text, contents.address, posts.id, posts.account, posts.import, posts.row,
                contents.language, imports.sha256
            FROM posts CROSS JOIN accounts ON accounts.id = posts.account CROSS JOIN imports ON imports.id = posts.import
                LEFT JOIN contents ON contents.post = posts.id
            WHERE posts.time IS NOT NULL
            """
        return [
            (columns + " AND posts.identifier IS NOT NULL ORDER BY posts.identifier, posts.platform", false),
            (columns + " AND posts.identifier IS NULL ORDER BY imports.sha256, posts.row, posts.id", false),
            (
                """
                SELECT accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, events.content,
                    events.time, NULL, NULL, events.object, events.account, events.import, events.row, NULL,
                    imports.sha256
                FROM events CROSS JOIN accounts ON accounts.id = events.account
                    CROSS JOIN imports ON imports.id = events.import
                ORDER BY imports.sha256, events.row, events.id
                """, true
            ),
        ]
    }()

    /// The numbers that the case gives to accounts; those that it does not know have none.
    private static func numbers(of keys: Set<AccountKey>, _ database: Database) throws -> Set<Int64> {
        let names = try NameNumbers(database)
        let find = try BoundStatement(
            database, "SELECT id FROM accounts WHERE value = ? AND platform = ? AND kind = ?")
        var numbers: Set<Int64> = []
        for key in keys {
            find.bind(1, key.value)
            find.bind(2, names[key.platform])
            find.bind(3, key.kind == .handle ? "handle" : "id")
            if try find.step() {
                numbers.insert(find.integer(0))
                find.reset()
            }
        }
        return numbers
    }

    /// How often posts of some accounts pointed to each object, and when first and last, in no order.
    /// - Parameter traces: the objects that are wanted.
    package func objectUses(
        of accounts: Set<AccountKey>?, traces: TraceSet
    ) throws(CaseError) -> [ObjectUse] {
        try read { database in
            let wanted = try accounts.map { try Self.numbers(of: $0, database) }
            let most = Int(try database.largestNumber(in: "objects") ?? 0)
            var counts = [UInt32](repeating: 0, count: most + 1)
            var firsts = [Int64](repeating: .max, count: most + 1)
            var lasts = [Int64](repeating: .min, count: most + 1)
            let rows = try BoundStatement(
                database,
                """
                SELECT account, time, objects FROM posts NOT INDEXED
                WHERE account IS NOT NULL AND time IS NOT NULL AND objects IS NOT NULL
                """)
            while try rows.step() {
                if let wanted, !wanted.contains(rows.integer(0)) { continue }
                let time = rows.integer(1)
                rows.bytes(2).eachNumber { number in
                    guard number < UInt64(counts.count) else { return }
                    counts[Int(number)] += 1
                    firsts[Int(number)] = min(firsts[Int(number)], time)
                    lasts[Int(number)] = max(lasts[Int(number)], time)
                }
            }
            let names = try NameNumbers(database)
            let objects = try BoundStatement(database, "SELECT id, trace, value FROM objects")
            var uses: [ObjectUse] = []
            while try objects.step() {
                let number = Int(objects.integer(0))
                guard counts[number] > 0, let trace = names.traceOfNumber[objects.integer(1)], traces.contains(trace)
                else { continue }
                uses.append(
                    ObjectUse(
                        object: TracedObject(trace: trace, value: objects.string(2)), posts: Int(counts[number]),
                        first: Instant(milliseconds: firsts[number]), last: Instant(milliseconds: lasts[number])))
            }
            return uses
        }
    }
}

/// How often an object was pointed to.
package struct ObjectUse: Sendable {
    package var object: TracedObject
    package var posts: Int
    package var first: Instant
    package var last: Instant
}
