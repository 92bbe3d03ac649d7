import Collection
import Evidence
import HTTPTypes
import Records
import Reporting
import Workspace

/// Who works on the case, and as what.
struct PeoplePages {
    let desk: Desk

    private static let person = Endpoint.Parameter.path("person", .number, "The person's number.")

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/people", name: "listPeople", "Who may come in, and as what.", .administer, { try table($0) },
            show: { visit, table in
                PeoplePage.list(
                    table.markup(address: visit.path), roles: Role.allCases.map(\.rawValue),
                    isLocal: desk.gate.isLocal, frame: desk.frame(visit))
            }) + [
                Endpoint.page(
                    "/people/{person}", name: "showPerson", "One person, and what they may.", .administer,
                    parameters: [Self.person]
                ) { try page($0) },
                Endpoint.form("/people", name: "addPerson", "Enters somebody.", .administer) { try add($0) },
                Endpoint.form(
                    "/people/{person}", name: "changePerson", "Changes somebody's roles and clearance.", .administer,
                    parameters: [Self.person]
                ) { try change($0) },
                Endpoint.form(
                    "/people/{person}/password", name: "resetPassword", "Gives somebody another password.", .administer,
                    parameters: [Self.person]
                ) { try reset($0) },
                Endpoint.form(
                    "/people/{person}/access", name: "setAccess", "Shuts somebody out, or lets them in again.",
                    .administer, parameters: [Self.person]
                ) { try setAccess($0) },
            ]
    }

    private func table(_ visit: Visit) throws -> TwinTable {
        let people = try desk.store.people()
        return TwinTable(
            "people", caption: "In the order of names.",
            columns: [
                .init("name", "Name"), .init("display_name", "Called"), .init("roles", "Roles"),
                .init("clearance", "Clearance"), .init("signs_in", "Signs in with"), .init("since", "Since"),
                .init("shut_out", "Shut out"),
            ],
            rows: people.map { person in
                [
                    .text(person.name, link: "/people/\(person.id)"), .text(person.displayName),
                    .words(person.roles.sorted().map(\.rawValue).joined(separator: ", ")), .marking(person.clearance),
                    .words(person.subject != nil ? "identity provider" : person.hasPassword ? "password" : "nothing"),
                    .time(person.created), .time(person.disabled),
                ]
            },
            empty: desk.gate.isLocal
                ? "Nobody was entered: whoever has the printed address is let in, and nobody else can reach the server."
                : "Nobody was entered.")
    }

    private func page(_ visit: Visit) throws -> SitePage {
        let person = try person(visit)
        return PeoplePage.person(
            .init(
                number: person.id, name: person.name, displayName: person.displayName,
                roles: Set(person.roles.map(\.rawValue)), clearance: person.clearance, hasPassword: person.hasPassword,
                isShutOut: person.disabled != nil, issuer: person.subject?.issuer,
                areRolesVouched: areRolesVouched(person)),
            roles: Role.allCases.map(\.rawValue), frame: desk.frame(visit))
    }

    private func person(_ visit: Visit) throws -> Person {
        let number = try visit.number("person")
        guard let person = try desk.store.people().first(where: { $0.id == number }) else {
            throw Refusal.notFound("There is no person \(number).", help: "The page of people lists them.")
        }
        return person
    }

    /// Whether the provider that people sign in with says what somebody is.
    private func areRolesVouched(_ person: Person) -> Bool {
        person.subject.map { $0.issuer == desk.provider?.settings.issuer.text } ?? false
    }

    // MARK: Changing

    private func add(_ visit: Visit) throws -> Answer {
        let form = try visit.form()
        let name = try form.required("name").lowercased()
        let hash = try form.exact("password").flatMap { $0.isEmpty ? nil : $0 }.map { try kept($0, name) }
        _ = try desk.store.addPerson(
            name: name, displayName: form["display_name"] ?? name, roles: try roles(form),
            clearance: try clearance(form), passwordHash: hash, at: visit.now)
        note(visit, "entered the person \(name)")
        return .seeOther("/people?done=added")
    }

    private func change(_ visit: Visit) throws -> Answer {
        let person = try person(visit)
        let form = try visit.form()
        // The form of somebody whose groups say what they are has no roles in it.
        let stated = areRolesVouched(person) && form.all("role").isEmpty ? nil : try roles(form)
        if let stated, stated != person.roles, areRolesVouched(person) {
            throw Refusal.conflict(
                "What \(person.name) may, the groups of the identity provider say.",
                help: "Change their groups there; it holds from their next sign-in on.")
        }
        let changed = try desk.store.change(
            person: person.id, displayName: form["display_name"], roles: stated, clearance: try clearance(form))
        note(
            visit,
            "made \(person.name) \(changed.roles.sorted().map(\.rawValue).joined(separator: " ")) with \(changed.clearance.label)"
        )
        return .seeOther("/people/\(person.id)?done=saved")
    }

    private func reset(_ visit: Visit) throws -> Answer {
        let person = try person(visit)
        let password = try visit.form().exact("password") ?? ""
        try desk.store.setPassword(hash: try kept(password, person.name), of: person.id, at: visit.now)
        note(visit, "gave \(person.name) another password")
        return .seeOther("/people/\(person.id)?done=password")
    }

    private func setAccess(_ visit: Visit) throws -> Answer {
        let person = try person(visit)
        if try visit.form()["access"] == "yes" {
            try desk.store.enable(person: person.id)
            note(visit, "let \(person.name) in again")
        } else {
            try desk.store.disable(person: person.id, at: visit.now)
            note(visit, "shut \(person.name) out")
        }
        return .seeOther("/people/\(person.id)?done=saved")
    }

    private func kept(_ password: String, _ name: String) throws -> String {
        if let reason = Password.refusal(of: password, name: name) { throw Refusal.bad(reason) }
        return try Password.hash(password)
    }

    private func roles(_ form: Query) throws(Refusal) -> Set<Role> {
        var roles: Set<Role> = []
        for word in form.all("role") {
            guard let role = Role(rawValue: word) else { throw .bad("'\(word.prefix(40))' is no role.") }
            roles.insert(role)
        }
        return roles
    }

    private func clearance(_ form: Query) throws(Refusal) -> TrafficLight {
        let text = try form.required("clearance")
        guard let light = TrafficLight(text) else { throw .bad("'\(text.prefix(40))' is no marking of TLP 2.0.") }
        return light
    }

    private func note(_ visit: Visit, _ words: String) {
        desk.audit.note(AuditTrail.Act(visit.visitor, .entered, note: words))
    }
}
