import GRDB
package import Records

/// Why two accounts may be one hand's.
package enum IdentityReason: String, Sendable, CaseIterable {
    /// A handle, and the account whose id was learnt under that handle.
    case learntHandle = "learnt-handle"
    /// One post was seen under both names: most likely the account changed its handle.
    case samePost = "same-post"
    /// The profile of one gives the other's address.
    case profileAddress = "profile-address"
    /// The same handle, of eight characters or more, on two platforms.
    case sameHandle = "same-handle"
    /// One row of a published list names both.
    case sameReport = "same-report"
}

/// Links accounts that may be one hand's. Nothing is merged: the reason stays beside each link, for people to judge.
struct IdentityStore {
    private let insert: BoundStatement

    init(_ database: Database) throws {
        insert = try BoundStatement(
            database, "INSERT OR IGNORE INTO identities (a, b, reason, detail) VALUES (?, ?, ?, ?)")
    }

    func link(_ one: Int64, _ other: Int64, _ reason: IdentityReason, _ detail: String) throws {
        if one == other { return }
        insert.bind(1, min(one, other))
        insert.bind(2, max(one, other))
        insert.bind(3, reason.rawValue)
        insert.bind(4, detail)
        try insert.run()
    }
}

/// Two accounts that may be one hand's.
package struct IdentityLink: Sendable {
    /// An account, and the handle it was last seen with.
    package struct Account: Sendable {
        package var key: AccountKey
        package var handle: String?
    }

    package var a: Account
    package var b: Account
    /// As in `IdentityReason`; a later version may know more of them.
    package var reason: String
    package var detail: String
}

extension CaseFolder {
    /// The links between accounts, in the order of the accounts' numbers and the reasons' names.
    package func identityLinks() throws(CaseError) -> [IdentityLink] {
        try read { database in
            let numbers = try NameNumbers(database)
            let rows = try BoundStatement(
                database,
                """
                SELECT one.platform, one.kind, one.value, one.handle, other.platform, other.kind, other.value,
                    other.handle, reason, detail
                FROM identities JOIN accounts AS one ON one.id = a JOIN accounts AS other ON other.id = b
                ORDER BY a, b, reason
                """)
            func account(_ start: Int32) -> IdentityLink.Account {
                IdentityLink.Account(
                    key: AccountKey(
                        platform: numbers.platformOfNumber[rows.integer(start)] ?? .unstated,
                        kind: rows.string(start + 1) == "handle" ? .handle : .id, value: rows.string(start + 2)),
                    handle: rows.optionalString(start + 3))
            }
            var links: [IdentityLink] = []
            while try rows.step() {
                links.append(
                    IdentityLink(a: account(0), b: account(4), reason: rows.string(8), detail: rows.string(9)))
            }
            return links
        }
    }
}
