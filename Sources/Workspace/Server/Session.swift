import GRDB
package import Records
import Seals

/// Somebody who has signed in, on one machine.
package struct Session: Sendable, Equatable {
    /// SHA-256 of the secret, hexadecimal: it names the session and opens nothing.
    package let digest: String
    /// As they are now: what was changed since they signed in holds.
    package var person: Person
    package var created: Instant
    /// When it was last used, to the minute.
    package var seen: Instant
    package var expires: Instant
}

/// What a secret is known by.
enum Secret {
    /// Secrets are random and long: one pass of SHA-256 is as good as a slow hash.
    static func digest(_ secret: [UInt8]) -> String { ContentHash(of: secret).hexadecimal }

    /// How often a use is written down, milliseconds.
    static let noting: Int64 = 60_000
}

extension ServerStore {
    /// Begins a session.
    /// - Parameters:
    ///   - secret: at least 16 random bytes; only its SHA-256 is kept.
    ///   - expires: when it ends whatever happens.
    package func beginSession(
        secret: [UInt8], person id: Int64, at now: Instant, expires: Instant
    ) throws(CaseError) -> Session {
        precondition(secret.count >= 16, "a session's secret can be guessed")
        return try write { database in
            let person = try Self.person(id, database)
            if person.disabled != nil { throw CaseError.refused("'\(person.name)' may not sign in any more.") }
            try database.execute(
                sql: "INSERT INTO sessions (digest, person, created, seen, expires) VALUES (?, ?, ?, ?, ?)",
                arguments: [Secret.digest(secret), id, now.milliseconds, now.milliseconds, expires.milliseconds])
            return Session(
                digest: Secret.digest(secret), person: person, created: now, seen: now, expires: expires)
        }
    }

    /// The session of a secret, which is noted as used, at most once a minute.
    /// - Parameter idle: how long it may lie unused, milliseconds.
    /// - Returns: nil where there is none, or it has ended, or its person was shut out.
    package func session(secret: [UInt8], at now: Instant, idle: Int64 = .max) throws(CaseError) -> Session? {
        let digest = Secret.digest(secret)
        let found: Session? = try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT \(Person.columns), sessions.created, sessions.seen, sessions.expires
                    FROM sessions JOIN people ON people.id = sessions.person
                    WHERE digest = ? AND ended IS NULL AND expires > ? AND disabled IS NULL
                    """)
            return try Row.fetchOne(statement, arguments: [digest, now.milliseconds]).map { row in
                Session(
                    digest: digest, person: try Person(row), created: Instant(milliseconds: row[10]),
                    seen: Instant(milliseconds: row[11]), expires: Instant(milliseconds: row[12]))
            }
        }
        guard var session = found else { return nil }
        let unused = now.milliseconds - session.seen.milliseconds
        if unused > idle { return nil }
        if unused >= Secret.noting {
            try write { database in
                // Only forwards, and not one that was ended since.
                try database.execute(
                    sql: "UPDATE sessions SET seen = ? WHERE digest = ? AND ended IS NULL AND seen < ?",
                    arguments: [now.milliseconds, digest, now.milliseconds])
            }
            session.seen = now
        }
        return session
    }

    /// Ends one session.
    package func endSession(digest: String, at now: Instant) throws(CaseError) {
        try write { database in
            try database.execute(
                sql: "UPDATE sessions SET ended = ? WHERE digest = ? AND ended IS NULL",
                arguments: [now.milliseconds, digest])
        }
    }

    /// Ends all sessions of a person.
    package func endSessions(of person: Int64, at now: Instant) throws(CaseError) {
        try write { try Self.endSessions(of: person, at: now, $0) }
    }

    static func endSessions(of person: Int64, at now: Instant, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE sessions SET ended = ? WHERE person = ? AND ended IS NULL",
            arguments: [now.milliseconds, person])
    }

    /// Forgets sessions that ended or expired before a moment.
    /// - Returns: how many.
    @discardableResult
    package func sweepSessions(before moment: Instant) throws(CaseError) -> Int {
        try write { database in
            try database.execute(
                sql: "DELETE FROM sessions WHERE expires < ?1 OR ended < ?1", arguments: [moment.milliseconds])
            return database.changesCount
        }
    }
}
