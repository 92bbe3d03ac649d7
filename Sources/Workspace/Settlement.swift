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

    func settle(import number: Int64) throws {
        try flagFallingCounters(number)
        try linkProfileAddresses(number)
        try linkLearntHandles()
        try linkEqualHandles()
        try linkReports(number)
    }

    /// A counter that falls is a sign: of likes that the platform took away, or of a record that is not what it seems.
    /// Only where both observations say when they were made.
    private func flagFallingCounters(_ number: Int64) throws {
        for name in ["views", "likes", "comments", "shares"] {
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO flags (post, flag, detail)
                    SELECT post, '\(name)-fell', before || ' then ' || \(name) FROM (
                        SELECT post, \(name), lag(\(name)) OVER (PARTITION BY post ORDER BY observed, import, row)
                            AS before
                        FROM counters WHERE is_stated AND \(name) IS NOT NULL
                            AND post IN (SELECT post FROM counters WHERE import = ?))
                    WHERE \(name) < before GROUP BY post
                    """, arguments: [number])
        }
    }

    // MARK: Identities

    /// A handle account and the account whose id was learnt under that handle; searches take them for one where only
    /// one id bore the handle.
    private func linkLearntHandles() throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO identities (a, b, reason, detail)
                SELECT min(one.id, other.id), max(one.id, other.id), 'learnt-handle', one.value
                FROM handles JOIN accounts AS other ON other.id = handles.account
                    JOIN accounts AS one ON one.value = handles.handle AND one.platform = other.platform
                        AND one.kind = 'handle'
                """)
    }

    /// The same handle on two platforms. Short ones are common property.
    private func linkEqualHandles() throws {
        let platforms = try Int.fetchOne(database, sql: "SELECT count(DISTINCT platform) FROM accounts") ?? 0
        if platforms < 2 { return }
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO identities (a, b, reason, detail)
                WITH names AS MATERIALIZED (
                    SELECT id, platform, lower(ltrim(CASE kind WHEN 'handle' THEN value ELSE handle END, '@')) AS name
                    FROM accounts WHERE platform != ?)
                SELECT min(one.id, other.id), max(one.id, other.id), 'same-handle', one.name
                FROM names AS one JOIN names AS other ON one.name = other.name AND one.platform < other.platform
                WHERE length(one.name) >= 8
                """, arguments: [numbers[.unstated]])
    }

    /// Accounts that one row of a published list names together.
    private func linkReports(_ number: Int64) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO identities (a, b, reason, detail)
                SELECT min(one.id, other.id), max(one.id, other.id), 'same-report', first.speaker || ': ' || first.report
                FROM indicators AS first
                    JOIN indicators AS second ON first.import = second.import AND first.row = second.row
                        AND first.id < second.id
                    JOIN accounts AS one ON one.platform = first.platform AND one.value = first.handle
                    JOIN accounts AS other ON other.platform = second.platform AND other.value = second.handle
                WHERE one.id != other.id
                """)
    }

    /// Accounts of the case whose address stands in another's profile.
    private func linkProfileAddresses(_ number: Int64) throws {
        let identities = try IdentityStore(database)
        let find = try BoundStatement(
            database,
            """
            SELECT id FROM accounts WHERE platform = ?1 AND value = ?2
            UNION SELECT account FROM handles JOIN accounts ON accounts.id = account
            WHERE handles.handle = ?2 AND platform = ?1
            """)
        let profiles = try Row.fetchCursor(
            database,
            sql: """
                SELECT account, urls, description FROM profiles
                WHERE import = ? AND (urls IS NOT NULL OR description LIKE '%.%/%')
                """, arguments: [number])
        while let profile = try profiles.next() {
            let texts = [profile["urls"] as String?, profile["description"] as String?].compactMap { $0 }
            for address in ProfileAddress.all(in: texts.joined(separator: "\n")) {
                find.bind(1, numbers[address.platform])
                find.bind(2, address.handle)
                var found: [Int64] = []
                while try find.step() { found.append(find.integer(0)) }
                for other in found { try identities.link(profile["account"], other, .profileAddress, address.text) }
            }
        }
    }
}
