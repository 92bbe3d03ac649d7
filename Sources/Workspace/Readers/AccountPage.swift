import Bytes
import GRDB
package import Records
import Traces

/// An account with everything that a case knows of it but its posts.
package struct AccountDetail: Sendable {
    /// What an account said of itself, as it was seen once.
    package struct Profile: Sendable, Equatable {
        package var observed: Instant
        /// Whether the source says when; else it is the time of the import.
        package var isStated: Bool
        package var importNumber: Int64
        package var row: Int64
        package var name: String?
        package var description: String?
        package var location: String?
        package var addresses: [String]
        package var counters: AccountCounters
        package var isVerified: Bool?
    }

    /// Another account that may be the same hand's.
    package struct Link: Sendable, Equatable {
        package var account: Int64
        package var key: AccountKey
        package var handle: String?
        package var reason: String
        package var detail: String
    }

    package var number: Int64
    package var key: AccountKey
    /// The handle of the record imported last, as written.
    package var handle: String?
    package var created: Instant?
    /// By the first time each was seen.
    package var handles: [KeptAccount.Handle]
    /// The one imported last first.
    package var profiles: [Profile]
    package var links: [Link]
}

extension CaseReaders {
    /// The number of an account; nil where the case has none of that key.
    package func accountNumber(_ key: AccountKey) throws(CaseError) -> Int64? {
        try read { try Self.number(of: key, try known($0).names, $0) }
    }

    static func number(of key: AccountKey, _ names: NameNumbers, _ database: Database) throws -> Int64? {
        let row = try BoundStatement(
            cached: database, "SELECT id FROM accounts WHERE value = ? AND platform = ? AND kind = ?")
        row.bind(1, key.value)
        row.bind(2, names[key.platform])
        row.bind(3, key.kind == .handle ? "handle" : "id")
        return try row.step() ? row.integer(0) : nil
    }

    /// Accounts that a name may mean: an id or a handle of any time, with or without `@`, in the order of their numbers.
    package func accountNumbers(called name: String, limit: Int = 100) throws(CaseError) -> [Int64] {
        try read { database in
            let bare = name.hasPrefix("@") ? String(name.dropFirst()) : name
            var found: Set<Int64> = []
            for spelling in Set([bare, bare.lowercased()]).sorted() {
                for sql in ["SELECT id FROM accounts WHERE value = ?", "SELECT account FROM handles WHERE handle = ?"] {
                    let rows = try BoundStatement(cached: database, sql)
                    rows.bind(1, spelling)
                    while found.count < limit, try rows.step() { found.insert(rows.integer(0)) }
                }
            }
            return found.sorted()
        }
    }

    /// An account; nil where the case has none of that number.
    package func account(_ number: Int64) throws(CaseError) -> AccountDetail? {
        try read { database in
            let names = try known(database).names
            let row = try BoundStatement(
                cached: database, "SELECT platform, kind = 'handle', value, handle, created FROM accounts WHERE id = ?")
            row.bind(1, number)
            guard try row.step() else { return nil }
            let key = AccountKey(
                platform: names.platformOfNumber[row.integer(0)] ?? .unstated,
                kind: row.integer(1) != 0 ? .handle : .id, value: row.string(2))
            return AccountDetail(
                number: number, key: key, handle: row.optionalString(3),
                created: row.optionalInteger(4).map { Instant(milliseconds: $0) },
                handles: try Self.handles(number, database), profiles: try Self.profiles(number, database),
                links: try Self.links(number, names, database))
        }
    }

    /// What accounts are called and keyed by, in the order asked; those that are not there are left out.
    package func accountLines(_ numbers: [Int64]) throws(CaseError) -> [AccountLine] {
        try read { database in
            let names = try known(database).names
            let row = try BoundStatement(
                cached: database, "SELECT platform, kind = 'handle', value, handle, created FROM accounts WHERE id = ?")
            return try numbers.compactMap { number in
                row.bind(1, number)
                guard try row.step() else { return nil }
                defer { row.reset() }
                return AccountLine(
                    number: number,
                    key: AccountKey(
                        platform: names.platformOfNumber[row.integer(0)] ?? .unstated,
                        kind: row.integer(1) != 0 ? .handle : .id, value: row.string(2)),
                    handle: row.optionalString(3), created: row.optionalInteger(4).map { Instant(milliseconds: $0) })
            }
        }
    }

    private static func handles(_ number: Int64, _ database: Database) throws -> [KeptAccount.Handle] {
        let rows = try BoundStatement(
            cached: database, "SELECT handle, first, last FROM handles WHERE account = ? ORDER BY first, handle")
        rows.bind(1, number)
        var handles: [KeptAccount.Handle] = []
        while try rows.step() {
            handles.append(
                KeptAccount.Handle(
                    handle: rows.string(0), first: Instant(milliseconds: rows.integer(1)),
                    last: Instant(milliseconds: rows.integer(2))))
        }
        return handles
    }

    private static func profiles(_ number: Int64, _ database: Database) throws -> [AccountDetail.Profile] {
        let rows = try BoundStatement(
            cached: database,
            """
            SELECT observed, is_stated, import, row, name, description, location, urls, followers, following, posts,
                likes, is_verified
            FROM profiles WHERE account = ? ORDER BY import DESC, row DESC
            """)
        rows.bind(1, number)
        var profiles: [AccountDetail.Profile] = []
        while try rows.step() {
            var counters = AccountCounters()
            counters.followers = rows.optionalInteger(8)
            counters.following = rows.optionalInteger(9)
            counters.posts = rows.optionalInteger(10)
            counters.likes = rows.optionalInteger(11)
            profiles.append(
                AccountDetail.Profile(
                    observed: Instant(milliseconds: rows.integer(0)), isStated: rows.integer(1) != 0,
                    importNumber: rows.integer(2), row: rows.integer(3), name: rows.optionalString(4),
                    description: rows.optionalString(5), location: rows.optionalString(6),
                    addresses: rows.string(7).split(separator: "\n").map(String.init), counters: counters,
                    isVerified: rows.optionalInteger(12).map { $0 != 0 }))
        }
        return profiles
    }

    /// The links in which the account has the lower number; the others stand in the index (`SearchIndex.kin`).
    private static func links(
        _ number: Int64, _ names: NameNumbers, _ database: Database
    ) throws -> [AccountDetail.Link] {
        try links(
            """
            SELECT accounts.id, accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, reason, detail
            FROM identities CROSS JOIN accounts ON accounts.id = identities.b WHERE identities.a = ?
            ORDER BY identities.b, reason
            """, [number], names, database)
    }

    /// Links with accounts of lower numbers, which the index names.
    package func links(of number: Int64, withEarlier others: [Int64]) throws(CaseError) -> [AccountDetail.Link] {
        try read { database in
            let names = try known(database).names
            return try others.flatMap { other in
                try Self.links(
                    """
                    SELECT accounts.id, accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle,
                        reason, detail
                    FROM identities CROSS JOIN accounts ON accounts.id = identities.a
                    WHERE identities.a = ? AND identities.b = ? ORDER BY reason
                    """, [other, number], names, database)
            }
        }
    }

    private static func links(
        _ sql: String, _ numbers: [Int64], _ names: NameNumbers, _ database: Database
    ) throws -> [AccountDetail.Link] {
        let rows = try BoundStatement(cached: database, sql)
        for (place, number) in numbers.enumerated() { rows.bind(Int32(place) + 1, number) }
        var links: [AccountDetail.Link] = []
        while try rows.step() {
            links.append(
                AccountDetail.Link(
                    account: rows.integer(0),
                    key: AccountKey(
                        platform: names.platformOfNumber[rows.integer(1)] ?? .unstated,
                        kind: rows.integer(2) != 0 ? .handle : .id, value: rows.string(3)),
                    handle: rows.optionalString(4), reason: rows.string(5), detail: rows.string(6)))
        }
        return links
    }
}

/// An account in a list.
package struct AccountLine: Sendable, Equatable {
    package var number: Int64
    package var key: AccountKey
    package var handle: String?
    package var created: Instant?
}
