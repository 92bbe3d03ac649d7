import GRDB
package import Records

/// Somebody who works on a case.
package struct Person: Sendable, Equatable {
    package let id: Int64
    /// What they sign in with, and what the log calls them; never changed and never given twice.
    package let name: String
    package var displayName: String
    package var roles: Set<Role>
    /// The narrowest circle whose documents they may see.
    package var clearance: TrafficLight
    /// Who an identity provider says that they are; nil where none was asked.
    package var subject: Subject?
    /// Whether they can sign in with a password. The hash itself is asked for by `passwordHash`.
    package var hasPassword: Bool
    package var created: Instant
    /// When they were shut out; nil while they may come in.
    package var disabled: Instant?

    /// A person as an identity provider knows them (OpenID Connect Core 1.0, section 5.7: `iss` and `sub` together).
    package struct Subject: Sendable, Hashable {
        package var issuer: String
        package var subject: String

        package init(issuer: String, subject: String) {
            self.issuer = issuer
            self.subject = subject
        }
    }

    /// The name of whoever works alone on their own machine; nobody can be entered under it.
    package static let local = "local"

    static let columns = """
        people.id, people.name, people.display_name, people.roles, people.clearance, people.issuer, people.subject,
        people.password IS NOT NULL, people.created, people.disabled
        """

    /// - Parameter row: begins with `columns`.
    init(_ row: Row) throws {
        id = row[0]
        name = row[1]
        displayName = row[2]
        let words = (row[3] as String).split(separator: " ").map(String.init)
        roles = Set(words.compactMap(Role.init))
        guard roles.count == words.count, let light = TrafficLight(rawValue: row[4]) else {
            throw DatabaseError(message: "'\(name)' has roles or a clearance that this version does not know")
        }
        clearance = light
        if let issuer = row[5] as String?, let stated = row[6] as String? {
            subject = Subject(issuer: issuer, subject: stated)
        }
        hasPassword = row[7]
        created = Instant(milliseconds: row[8])
        disabled = (row[9] as Int64?).map { Instant(milliseconds: $0) }
    }
}

/// What people are called.
enum PersonName {
    static let longest = 64

    /// Names are plain, so that no two look alike in a log: letters a to z, digits, and `.`, `_`, `-`, `@` inside.
    static func check(_ name: String) throws(CaseError) {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: ".-_@".utf8.contains(byte)
            }
        }
        guard isPlain, (1...longest).contains(name.utf8.count), let first = name.utf8.first,
            !".-_@".utf8.contains(first)
        else {
            throw .refused(
                "'\(name.prefix(80))' is no name to sign in with: 1 to \(longest) of the letters a to z, digits, and '.', "
                    + "'_', '-' and '@' after the first. How they are called elsewhere goes into the display name.")
        }
        if name == Person.local {
            throw .refused("'local' is whoever works alone on this machine; choose another name.")
        }
    }
}

extension ServerStore {
    /// Enters somebody.
    /// - Parameter passwordHash: as the server wants it back; nil where they sign in elsewhere.
    package func addPerson(
        name: String, displayName: String, roles: Set<Role>, clearance: TrafficLight, passwordHash: String? = nil,
        subject: Person.Subject? = nil, at now: Instant
    ) throws(CaseError) -> Person {
        try PersonName.check(name)
        if passwordHash != nil, subject != nil { throw Self.oneDoor(name) }
        return try write { database in
            try EntryName.check(displayName)
            if try Bool.fetchOne(database, sql: "SELECT 1 FROM people WHERE name = ?", arguments: [name]) != nil {
                throw CaseError.refused("there is somebody called '\(name)' already; choose another name.")
            }
            if let subject { try Self.refuseKnown(subject, database) }
            try database.execute(
                sql: """
                    INSERT INTO people (name, display_name, roles, clearance, password, issuer, subject, created)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    name, displayName, Self.words(roles), clearance.rawValue, passwordHash, subject?.issuer,
                    subject?.subject, now.milliseconds,
                ])
            return try Self.person(database.lastInsertedRowID, database)
        }
    }

    /// Everybody, those who were shut out too, in the order of names.
    package func people() throws(CaseError) -> [Person] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT \(Person.columns) FROM people ORDER BY name").map(Person.init)
        }
    }

    /// Whether anybody was ever entered.
    package func hasPeople() throws(CaseError) -> Bool {
        try read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM people)") ?? false }
    }

    /// Somebody by the name that they sign in with, whatever its case; nil where there is nobody.
    package func person(named name: String) throws(CaseError) -> Person? {
        try read { try Self.person("name = ?", [name.lowercased()], $0) }
    }

    /// Somebody whom an identity provider vouches for; nil where they were not entered.
    package func person(of subject: Person.Subject) throws(CaseError) -> Person? {
        try read { try Self.person("issuer = ? AND subject = ?", [subject.issuer, subject.subject], $0) }
    }

    /// Somebody by number.
    package func person(_ id: Int64) throws(CaseError) -> Person {
        try read { try Self.person(id, $0) }
    }

    /// The hash of somebody's password; nil where they have none.
    package func passwordHash(of id: Int64) throws(CaseError) -> String? {
        try read {
            try String.fetchOne($0, sql: "SELECT password FROM people WHERE id = ?", arguments: [id])
        }
    }

    /// Changes what somebody is; what is nil stays. It holds from their next request on.
    /// - Throws: `CaseError.refused` where nobody would be left to keep the people.
    package func change(
        person id: Int64, displayName: String? = nil, roles: Set<Role>? = nil, clearance: TrafficLight? = nil
    ) throws(CaseError) -> Person {
        try write { database in
            var person = try Self.person(id, database)
            if let displayName { try EntryName.check(displayName) }
            if let roles, !roles.contains(.admin) { try Self.keepAnAdmin(without: person, database) }
            person.displayName = displayName ?? person.displayName
            person.roles = roles ?? person.roles
            person.clearance = clearance ?? person.clearance
            try database.execute(
                sql: "UPDATE people SET display_name = ?, roles = ?, clearance = ? WHERE id = ?",
                arguments: [person.displayName, Self.words(person.roles), person.clearance.rawValue, id])
            return person
        }
    }

    /// Gives somebody another password, or takes it away, and ends their sessions: whoever knew the old one is out.
    /// - Throws: `CaseError.refused` for somebody whom an identity provider vouches for.
    package func setPassword(hash: String?, of id: Int64, at now: Instant) throws(CaseError) {
        try write { database in
            let person = try Self.person(id, database)
            if hash != nil, person.subject != nil { throw Self.oneDoor(person.name) }
            try database.execute(sql: "UPDATE people SET password = ? WHERE id = ?", arguments: [hash, id])
            try Self.endSessions(of: id, at: now, database)
        }
    }

    /// Shuts somebody out: their sessions end and their tokens are revoked.
    /// - Throws: `CaseError.refused` where nobody would be left to keep the people.
    package func disable(person id: Int64, at now: Instant) throws(CaseError) {
        try write { database in
            try Self.keepAnAdmin(without: try Self.person(id, database), database)
            try database.execute(
                sql: "UPDATE people SET disabled = coalesce(disabled, ?) WHERE id = ?",
                arguments: [now.milliseconds, id])
            try Self.endSessions(of: id, at: now, database)
            try database.execute(
                sql: "UPDATE tokens SET revoked = ? WHERE person = ? AND revoked IS NULL",
                arguments: [now.milliseconds, id])
        }
    }

    /// Lets somebody in again. Their tokens stay revoked.
    package func enable(person id: Int64) throws(CaseError) {
        try write { database in
            _ = try Self.person(id, database)
            try database.execute(sql: "UPDATE people SET disabled = NULL WHERE id = ?", arguments: [id])
        }
    }

    static func person(_ id: Int64, _ database: Database) throws -> Person {
        guard let found = try person("id = ?", [id], database) else {
            throw CaseError.refused("there is no person \(id) in this case; the page of people lists them.")
        }
        return found
    }

    static func person(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> Person? {
        let statement = try database.cachedStatement(sql: "SELECT \(Person.columns) FROM people WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: arguments).map(Person.init)
    }

    static func words(_ roles: Set<Role>) -> String {
        roles.sorted().map(\.rawValue).joined(separator: " ")
    }

    static func refuseKnown(_ subject: Person.Subject, _ database: Database) throws {
        if let other = try person("issuer = ? AND subject = ?", [subject.issuer, subject.subject], database) {
            throw CaseError.refused("the identity provider's person is '\(other.name)' here already.")
        }
    }

    /// A password beside it would outlast what the provider takes away.
    private static func oneDoor(_ name: String) -> CaseError {
        .refused(
            "'\(name)' signs in with an identity provider, and so has no password; 'daylight people untie \(name)' ends that."
        )
    }

    private static func keepAnAdmin(without person: Person, _ database: Database) throws {
        guard person.roles.contains(.admin), person.disabled == nil else { return }
        let others = try Row.fetchAll(
            database, sql: "SELECT \(Person.columns) FROM people WHERE disabled IS NULL AND id <> ?",
            arguments: [person.id])
        if try !others.map(Person.init).contains(where: { $0.roles.contains(.admin) }) {
            throw CaseError.refused(
                "'\(person.name)' is the last who may keep the people; give somebody else the role admin first.")
        }
    }
}
