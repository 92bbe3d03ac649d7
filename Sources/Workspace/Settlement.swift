import GRDB
import Records

/// What can be said only once a file's records are all there: flags that compare several records, and links between
/// accounts. Done in the transaction that makes the import whole; doing it again changes nothing.
struct Settlement {
    let database: Database
    let numbers: NameNumbers

    init(_ database: Database, numbers: NameNumbers) {
        self.database = database
        self.numbers = numbers
    }

    /// - Parameter countsAgain: whether the import brought counters of posts whose counters had been seen before.
    func settle(import number: Int64, countsAgain: Bool) throws {
        if countsAgain { try flagFallingCounters(number) }
        try linkProfileAddresses(number)
        try linkLearntHandles()
        try linkEqualHandles()
        try linkReports()
    }

    /// A counter that falls is a sign: of likes that the platform took away, or of a record that is not what it seems.
    /// Only where both observations say when they were made; the first fall is told.
    private func flagFallingCounters(_ number: Int64) throws {
        try database.execute(
            sql: "CREATE TEMP TABLE touched AS SELECT DISTINCT post FROM counters WHERE import = ?",
            arguments: [number])
        for name in ["views", "likes", "comments", "shares", "quotes", "saves"] {
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO flags (post, flag, detail)
                    SELECT post, '\(name)-fell', before || ' then ' || later FROM (
                        SELECT post, before, \(name) AS later, min(observed) FROM (
                            SELECT post, observed, \(name), lag(\(name)) OVER (
                                PARTITION BY post ORDER BY observed, import, row) AS before
                            FROM counters WHERE is_stated AND \(name) IS NOT NULL
                                AND post IN (SELECT post FROM temp.touched))
                        WHERE \(name) < before GROUP BY post)
                    """)
        }
        try database.execute(sql: "DROP TABLE temp.touched")
    }

    // MARK: Identities

    /// A handle account and the account whose id was learnt under that handle; searches take them for one where only
    /// one id bore the handle.
    private func linkLearntHandles() throws {
        try link(
            .learntHandle,
            """
            SELECT one.id, other.id, one.value
            FROM handles JOIN accounts AS other ON other.id = handles.account
                JOIN accounts AS one ON one.value = handles.handle AND one.platform = other.platform
                    AND one.kind = 'handle'
            """)
    }

    /// The same handle on two platforms. Short ones are common property, and so are those that platforms give to
    /// accounts that are gone.
    private func linkEqualHandles() throws {
        let platforms = try Int.fetchOne(database, sql: "SELECT count(DISTINCT platform) FROM accounts") ?? 0
        if platforms < 2 { return }
        try link(
            .sameHandle,
            """
            WITH names AS MATERIALIZED (
                SELECT id, platform, lower(ltrim(CASE kind WHEN 'handle' THEN value ELSE handle END, '@')) AS name
                FROM accounts WHERE platform != \(numbers[.unstated]))
            SELECT one.id, other.id, one.name
            FROM names AS one JOIN names AS other ON one.name = other.name AND one.platform < other.platform
            WHERE length(one.name) >= 8 AND one.name NOT GLOB 'deleted*' AND one.name NOT GLOB 'unknown*'
                AND one.name NOT GLOB 'anonymous*' AND one.name NOT GLOB 'suspended*'
            """)
    }

    /// The accounts that bear, or bore, a handle: by the account's own key, or by the handles seen with its id.
    private static let bearers = """
        bearers AS (
            SELECT id AS account, platform, value AS handle FROM accounts WHERE kind = 'handle'
            UNION ALL SELECT account, platform, handles.handle
                FROM handles JOIN accounts ON accounts.id = account)
        """

    /// Accounts that one row of a published list names together.
    private func linkReports() throws {
        if try Int.fetchOne(database, sql: "SELECT count(*) FROM indicators WHERE handle IS NOT NULL") == 0 { return }
        try link(
            .sameReport,
            """
            WITH \(Self.bearers)
            SELECT one.account, other.account, first.speaker || ': ' || first.report
            FROM indicators AS first
                JOIN indicators AS second ON first.import = second.import AND first.row = second.row
                    AND first.id < second.id
                JOIN bearers AS one ON one.platform = first.platform AND one.handle = first.handle
                JOIN bearers AS other ON other.platform = second.platform AND other.handle = second.handle
            """)
    }

    /// Accounts whose address stands in another's profile, whichever of them was imported first.
    private func linkProfileAddresses(_ number: Int64) throws {
        let insert = try BoundStatement(
            database, "INSERT OR IGNORE INTO addresses (account, platform, handle, text) VALUES (?, ?, ?, ?)")
        let profiles = try BoundStatement(
            database,
            """
            SELECT account, urls, description FROM profiles
            WHERE import = ? AND (urls IS NOT NULL OR description LIKE '%.%/%')
            """)
        profiles.bind(1, number)
        while try profiles.step() {
            for address in ProfileAddress.all(in: profiles.string(1) + "\n" + profiles.string(2)) {
                insert.bind(1, profiles.integer(0))
                insert.bind(2, numbers[address.platform])
                insert.bind(3, address.handle)
                insert.bind(4, address.text)
                try insert.run()
            }
        }
        if try Int.fetchOne(database, sql: "SELECT count(*) FROM addresses") == 0 { return }
        try link(
            .profileAddress,
            """
            WITH \(Self.bearers)
            SELECT addresses.account, bearers.account, addresses.text
            FROM addresses JOIN bearers ON bearers.platform = addresses.platform AND bearers.handle = addresses.handle
            """)
    }

    /// Links the pairs of accounts that a query gives, with its third column as detail.
    private func link(_ reason: IdentityReason, _ query: String) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO identities (a, b, reason, detail)
                SELECT min(one, other), max(one, other), '\(reason.rawValue)', detail
                FROM (SELECT 0 AS one, 0 AS other, '' AS detail WHERE 0 UNION ALL SELECT * FROM (\(query)))
                WHERE one != other
                """)
    }
}
