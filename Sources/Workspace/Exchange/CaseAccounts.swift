import GRDB
package import Records

/// An account with what a case knows of it.
package struct KeptAccount: Sendable {
    /// A handle, as written, and when it was seen.
    package struct Handle: Sendable {
        package var handle: String
        package var first: Instant
        package var last: Instant
    }

    package var key: AccountKey
    /// The handle of the record imported last, as written.
    package var handle: String?
    /// By the first time each was seen.
    package var handles: [Handle] = []
    /// Of the profile imported last that has one.
    package var name: String?
    package var followers: Int64?
    package var created: Instant?
    package var posts = 0
}

extension CaseFolder {
    /// Accounts with their handles and last profiles, in the order of their numbers.
    /// - Parameter keys: which; nil for all.
    package func accounts(_ keys: Set<AccountKey>? = nil) throws(CaseError) -> [KeptAccount] {
        try read { database in
            let names = try NameNumbers(database)
            var accounts: [KeptAccount] = []
            var places: [Int64: Int] = [:]
            let rows = try BoundStatement(
                database, "SELECT id, platform, kind = 'handle', value, handle, created FROM accounts ORDER BY id")
            while try rows.step() {
                let key = AccountKey(
                    platform: names.platformOfNumber[rows.integer(1)] ?? .unstated,
                    kind: rows.integer(2) != 0 ? .handle : .id, value: rows.string(3))
                if let keys, !keys.contains(key) { continue }
                places[rows.integer(0)] = accounts.count
                var account = KeptAccount(key: key, handle: rows.optionalString(4))
                account.created = rows.optionalInteger(5).map { Instant(milliseconds: $0) }
                accounts.append(account)
            }
            let handles = try BoundStatement(
                database, "SELECT account, handle, first, last FROM handles ORDER BY account, first, handle")
            while try handles.step() {
                guard let place = places[handles.integer(0)] else { continue }
                accounts[place].handles.append(
                    KeptAccount.Handle(
                        handle: handles.string(1), first: Instant(milliseconds: handles.integer(2)),
                        last: Instant(milliseconds: handles.integer(3))))
            }
            let profiles = try BoundStatement(
                database, "SELECT account, name, followers FROM profiles ORDER BY account, import, row")
            while try profiles.step() {
                guard let place = places[profiles.integer(0)] else { continue }
                accounts[place].name = profiles.optionalString(1) ?? accounts[place].name
                accounts[place].followers = profiles.optionalInteger(2) ?? accounts[place].followers
            }
            for table in ["posts", "events"] {
                let counts = try BoundStatement(
                    database,
                    "SELECT account, count(*) FROM \(table) WHERE account IS NOT NULL AND time IS NOT NULL GROUP BY account"
                )
                while try counts.step() {
                    guard let place = places[counts.integer(0)] else { continue }
                    accounts[place].posts += Int(counts.integer(1))
                }
            }
            return accounts
        }
    }

    /// When the case began and when it last changed, by its imports and entries; nil where it holds nothing.
    package func lifetime() throws(CaseError) -> (begun: Instant, changed: Instant)? {
        try read { database in
            let row = try BoundStatement(
                database,
                """
                SELECT min(first), max(last) FROM (
                    SELECT min(started) AS first, max(started) AS last FROM imports
                    UNION ALL SELECT min(entered), max(entered) FROM entries
                    UNION ALL SELECT min(entered), max(entered) FROM observation_files)
                """)
            guard try row.step() else { return nil }
            defer { row.reset() }
            guard let first = row.optionalInteger(0), let last = row.optionalInteger(1) else { return nil }
            return (Instant(milliseconds: first), Instant(milliseconds: last))
        }
    }
}
