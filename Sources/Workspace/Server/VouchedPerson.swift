import GRDB
package import Records

/// People whom an identity provider vouches for.
extension ServerStore {
    /// Somebody after a provider's word was taken.
    package struct Vouched: Sendable {
        package let person: Person
        /// Whether they were entered by it.
        package let isNew: Bool
        /// The roles that they had before.
        package let before: Set<Role>
    }

    /// Takes a provider's word for somebody who signs in: their roles are what it says from now on, in every session and
    /// for every token. Who is known is known by issuer and subject alone, and keeps name and clearance; who is not is
    /// entered with the lowest clearance, under a name that nobody else has.
    /// - Parameters:
    ///   - name: what the provider calls them: a suggestion.
    ///   - roles: none ends the sessions of whoever is known.
    /// - Returns: nil for somebody unknown without a role, who is not entered.
    package func vouched(
        _ subject: Person.Subject, name: String?, displayName: String?, roles: Set<Role>, at now: Instant
    ) throws(CaseError) -> Vouched? {
        try write { database in
            if let known = try Self.person("issuer = ? AND subject = ?", [subject.issuer, subject.subject], database) {
                if roles != known.roles {
                    try database.execute(
                        sql: "UPDATE people SET roles = ? WHERE id = ?", arguments: [Self.words(roles), known.id])
                }
                if roles.isEmpty { try Self.endSessions(of: known.id, at: now, database) }
                return Vouched(person: try Self.person(known.id, database), isNew: false, before: known.roles)
            }
            if roles.isEmpty { return nil }
            let free = try PersonName.free(like: name ?? "") { name in
                try Bool.fetchOne(database, sql: "SELECT 1 FROM people WHERE name = ?", arguments: [name]) == nil
            }
            let called = VisibleText.clipped(VisibleText.plain(displayName ?? ""), to: EntryName.longest).text
            let isName = (try? EntryName.check(called)) != nil
            try database.execute(
                sql: """
                    INSERT INTO people (name, display_name, roles, clearance, issuer, subject, created)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    free, isName ? called : free, Self.words(roles), TrafficLight.clear.rawValue, subject.issuer,
                    subject.subject, now.milliseconds,
                ])
            return Vouched(person: try Self.person(database.lastInsertedRowID, database), isNew: true, before: [])
        }
    }

    /// Lets an identity provider vouch for somebody from now on, or for nobody. Their sessions end, and their password is
    /// gone: whoever the provider shuts out must not come in by another door.
    package func setSubject(_ subject: Person.Subject?, of id: Int64, at now: Instant) throws(CaseError) {
        try write { database in
            let person = try Self.person(id, database)
            if subject == person.subject { return }
            if let subject { try Self.refuseKnown(subject, database) }
            try database.execute(
                sql: "UPDATE people SET issuer = ?, subject = ?, password = NULL WHERE id = ?",
                arguments: [subject?.issuer, subject?.subject, id])
            try Self.endSessions(of: id, at: now, database)
        }
    }
}

extension PersonName {
    /// A name that may be one and is free, near to what somebody is called elsewhere: `ada`, and `ada-2` where there is an
    /// ada. Two people are never one because they are called alike.
    static func free(like suggestion: String, _ isFree: (String) throws -> Bool) rethrows -> String {
        let plain = String(
            suggestion.lowercased().unicodeScalars.filter { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                    || ".-_@".unicodeScalars.contains(scalar)
            }.map(Character.init).drop { ".-_@".contains($0) }.prefix(longest - 8))
        let stem = plain.isEmpty ? "person" : plain
        var number = 1
        while true {
            let name = number == 1 ? stem : "\(stem)-\(number)"
            if name != Person.local, try isFree(name) { return name }
            number += 1
        }
    }
}
