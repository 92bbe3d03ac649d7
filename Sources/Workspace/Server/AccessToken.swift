import GRDB
package import Records

/// A secret with which a program acts for a person.
package struct AccessToken: Sendable, Equatable {
    package let id: Int64
    /// As they are now.
    package var person: Person
    /// What it is for, as its holder wrote it.
    package var label: String
    /// Names of what it may do, sorted; never more than its person may.
    package var scopes: [String]
    package var created: Instant
    package var expires: Instant?
    package var revoked: Instant?
    /// When it was last used, to the minute.
    package var used: Instant?

    static let columns = """
        \(Person.columns), tokens.id, tokens.label, tokens.scopes, tokens.created, tokens.expires, tokens.revoked,
        tokens.used
        """

    /// - Parameter row: begins with `columns`.
    init(_ row: Row) throws {
        person = try Person(row)
        id = row[10]
        label = row[11]
        scopes = (row[12] as String).split(separator: " ").map(String.init)
        created = Instant(milliseconds: row[13])
        expires = (row[14] as Int64?).map { Instant(milliseconds: $0) }
        revoked = (row[15] as Int64?).map { Instant(milliseconds: $0) }
        used = (row[16] as Int64?).map { Instant(milliseconds: $0) }
    }
}

extension ServerStore {
    /// Enters a token.
    /// - Parameters:
    ///   - secret: at least 16 random bytes; only its SHA-256 is kept.
    ///   - scopes: words without blanks.
    package func addToken(
        secret: [UInt8], person id: Int64, label: String, scopes: [String], expires: Instant?, at now: Instant
    ) throws(CaseError) -> AccessToken {
        precondition(secret.count >= 16, "a token's secret can be guessed")
        if let bad = scopes.first(where: { $0.isEmpty || $0.contains(where: \.isWhitespace) }) {
            throw .refused("'\(bad)' is no scope of a token.")
        }
        return try write { database in
            try EntryName.check(label)
            let person = try Self.person(id, database)
            if person.disabled != nil { throw CaseError.refused("'\(person.name)' may not have tokens any more.") }
            try database.execute(
                sql: "INSERT INTO tokens (digest, person, label, scopes, created, expires) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    Secret.digest(secret), id, label, Set(scopes).sorted().joined(separator: " "), now.milliseconds,
                    expires?.milliseconds,
                ])
            return try Self.token(database.lastInsertedRowID, database)
        }
    }

    /// The token of a secret, which is noted as used, at most once a minute.
    /// - Returns: nil where there is none, or it has expired or was revoked, or its person was shut out.
    package func token(secret: [UInt8], at now: Instant) throws(CaseError) -> AccessToken? {
        let found: AccessToken? = try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT \(AccessToken.columns) FROM tokens JOIN people ON people.id = tokens.person
                    WHERE digest = ? AND revoked IS NULL AND coalesce(expires > ?, TRUE) AND disabled IS NULL
                    """)
            return try Row.fetchOne(statement, arguments: [Secret.digest(secret), now.milliseconds])
                .map(AccessToken.init)
        }
        guard var token = found else { return nil }
        if token.used.map({ now.milliseconds - $0.milliseconds >= Secret.noting }) ?? true {
            try write { database in
                try database.execute(
                    sql: "UPDATE tokens SET used = ? WHERE id = ?", arguments: [now.milliseconds, token.id])
            }
            token.used = now
        }
        return token
    }

    /// Tokens, those that were revoked too, the newest first.
    /// - Parameter person: whose; nil for everybody's.
    package func tokens(of person: Int64? = nil) throws(CaseError) -> [AccessToken] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(AccessToken.columns) FROM tokens JOIN people ON people.id = tokens.person
                    WHERE person = coalesce(?, person) ORDER BY tokens.id DESC
                    """, arguments: [person]
            ).map(AccessToken.init)
        }
    }

    /// A token by number.
    package func token(_ id: Int64) throws(CaseError) -> AccessToken {
        try read { try Self.token(id, $0) }
    }

    /// Takes a token away; it stays listed.
    package func revokeToken(_ id: Int64, at now: Instant) throws(CaseError) {
        try write { database in
            _ = try Self.token(id, database)
            try database.execute(
                sql: "UPDATE tokens SET revoked = coalesce(revoked, ?) WHERE id = ?", arguments: [now.milliseconds, id])
        }
    }

    private static func token(_ id: Int64, _ database: Database) throws -> AccessToken {
        let row = try Row.fetchOne(
            database,
            sql:
                "SELECT \(AccessToken.columns) FROM tokens JOIN people ON people.id = tokens.person WHERE tokens.id = ?",
            arguments: [id])
        guard let row else { throw CaseError.refused("there is no token \(id).") }
        return try AccessToken(row)
    }
}
