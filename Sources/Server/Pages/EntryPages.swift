import Evidence
import HTTPTypes
import Records
import Reporting
import Workspace

/// Coming in and going out.
struct EntryPages {
    let desk: Desk

    /// Guesses of one name or from one address: ten at once, then one in twelve seconds.
    private static let guesses = RateLimits.Allowance(burst: 10, perSecond: 1.0 / 12)

    var endpoints: [Endpoint] {
        let always = [
            Endpoint.form("/logout", name: "signOut", "Ends the session.", .present) { try signOut($0) }
        ]
        if desk.gate.isLocal { return [enter] + always }
        return [
            Endpoint.page("/login", name: "showLogin", "Where people sign in.", .open, parameters: [next]) { visit in
                LoginPage.page(frame: desk.frame(visit), next: OwnAddress.checked(visit.query["next"] ?? "/"))
            },
            door,
        ] + always
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
                try slow("enter " + visit.address, visit)
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
        try slow("password of " + name.prefix(100), visit)
        try slow("password from " + visit.address, visit)
        guard let person = try right(name, password) else {
            desk.audit.note(
                AuditTrail.Act(
                    person: "", role: "", action: .viewed,
                    note: "was refused as '\(name.prefix(100))' from \(visit.address)"))
            let next = OwnAddress.checked(form["next"] ?? "/")
            let frame = desk.frame(
                visit, messages: [.init(.refused, "The name and the password do not belong together.")])
            return .page(
                LoginPage.page(frame: frame, next: next, name: String(name.prefix(100))), status: .unauthorized)
        }
        // What the browser showed before is worth nothing from now on: a session that somebody put there dies here.
        _ = try desk.gate.end(visit.visitor, at: visit.now)
        var answer = Answer.seeOther(form["next"] ?? "/")
        answer.fields[.setCookie] = try desk.gate.begin(person: person.id, at: visit.now)
        desk.audit.note(
            AuditTrail.Act(
                person: person.name, role: person.roles.sorted().map(\.rawValue).joined(separator: " "),
                action: .viewed, note: "signed in from \(visit.address)"))
        return answer
    }

    /// The person, where the password is theirs. It takes as long where there is no such person.
    private func right(_ name: String, _ password: String) throws -> Person? {
        guard let person = try desk.store.person(named: name), person.disabled == nil,
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

    private func slow(_ key: String, _ visit: Visit) throws(Refusal) {
        if let seconds = desk.rates.take(key, Self.guesses, at: visit.now) {
            throw Refusal(
                .tooManyRequests, "too-many", "Too many attempts.", help: "Try again in \(seconds) s.",
                fields: [.retryAfter: "\(seconds)"])
        }
    }
}
