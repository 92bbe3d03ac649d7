import Evidence
import HTTPTypes
import Records
import Reporting
import Workspace

/// Coming in and going out.
struct EntryPages {
    let desk: Desk

    var endpoints: [Endpoint] {
        let always = [
            Endpoint.form("/logout", name: "signOut", "Ends the session.", .present) { try signOut($0) }
        ]
        if desk.gate.isLocal { return [enter] + always }
        return [
            Endpoint.page("/login", name: "showLogin", "Where people sign in.", .open, parameters: [next]) { visit in
                let next = OwnAddress.checked(visit.query["next"] ?? "/")
                return LoginPage.page(frame: desk.frame(visit), next: next, provider: provider(visit, next: next))
            },
            door,
        ] + (desk.provider.map { ProviderPages(desk: desk, provider: $0).endpoints } ?? []) + always
    }

    /// The other way in, and, for whoever has just signed out here, the way out there.
    private func provider(_ visit: Visit, next: String) -> LoginPage.Provider? {
        desk.provider.map { provider in
            LoginPage.Provider(
                name: provider.settings.name, address: ProviderPages.start + "?next=" + PathText.encoded(next),
                leaving: visit.query["done"] == Done.signedOut.rawValue ? provider.leaving : nil)
        }
    }

    /// It enters itself who came in, and who was refused.
    private var door: Endpoint {
        var door = Endpoint.form("/login", name: "signIn", "Begins a session with a name and a password.", .open) {
            try signIn($0)
        }
        door.isUnrecorded = true
        return door
    }

    private var next: Endpoint.Parameter { .query("next", .text, "Where to go afterwards.") }

    /// The printed address. It begins a session though it is read with GET: whoever has it came from the program's own
    /// output, and a session that is begun changes nothing for anybody else.
    private var enter: Endpoint {
        Endpoint(
            .get, "/enter", kind: .page, name: "enter", "Begins the session of the one person of this machine.", .open,
            parameters: [.query("key", .text, "The secret that the server printed.")],
            outputs: [.seeOther], isUnrecorded: true,
            work: .plain { visit in
                try desk.takeGuess("enter " + visit.address, at: visit.now)
                guard let cookie = desk.gate.beginLocal(key: visit.query.exact("key") ?? "", at: visit.now) else {
                    throw Refusal(
                        .unauthorized, "other-key", "This is not the address that the running server printed.",
                        help: "Copy it again from the server's output: each start has a new one.")
                }
                var answer = Answer.seeOther("/")
                answer.fields[.setCookie] = cookie
                answer.fields[.referrerPolicy] = "no-referrer"
                desk.audit.note(
                    AuditTrail.Act(
                        person: Person.local, role: "local", action: .viewed, note: "signed in on this machine"))
                return answer
            })
    }

    private func signIn(_ visit: Visit) throws -> Answer {
        let form = try visit.form()
        let name = (form["name"] ?? "").lowercased()
        let password = form.exact("password") ?? ""
        try desk.takeGuess("password of " + name.prefix(100), at: visit.now)
        try desk.takeGuess("password from " + visit.address, at: visit.now)
        guard let person = try right(name, password) else {
            desk.audit.note(
                AuditTrail.Act(
                    person: "", role: "", action: .viewed,
                    note: "was refused as '\(name.prefix(100))' from \(visit.address)"))
            let next = OwnAddress.checked(form["next"] ?? "/")
            let frame = desk.frame(
                visit, messages: [.init(.refused, "The name and the password do not belong together.")])
            return .page(
                LoginPage.page(
                    frame: frame, next: next, name: String(name.prefix(100)), provider: provider(visit, next: next)),
                status: .unauthorized)
        }
        _ = try desk.gate.end(visit.visitor, at: visit.now)
        var answer = Answer.seeOther(form["next"] ?? "/")
        answer.fields[.setCookie] = try desk.letIn(person, "signed in", visit)
        return answer
    }

    /// The person, where the password is theirs. It takes as long where there is no such person.
    private func right(_ name: String, _ password: String) throws -> Person? {
        guard let person = try desk.store.person(named: name), person.disabled == nil, person.subject == nil,
            let kept = try desk.store.passwordHash(of: person.id)
        else {
            Password.waste(password)
            return nil
        }
        return Password.isRight(password, kept: kept) ? person : nil
    }

    private func signOut(_ visit: Visit) throws -> Answer {
        var answer = Answer.seeOther(desk.gate.isLocal ? "/" : "/login?done=signedOut")
        answer.fields[.setCookie] = try desk.gate.end(visit.visitor, at: visit.now)
        return answer
    }
}
