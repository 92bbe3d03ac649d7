import Evidence
import HTTPTypes
import NIOPosix
import Records
import Reporting
import Workspace

/// Coming in with the word of an identity provider.
///
/// Both addresses are read with GET, for browsers are sent from one server to the other by it. The first changes nothing
/// here. The second begins a session, for nobody but the browser that shows the cookie of the first, and once.
///
/// The session's cookie is SameSite=Strict. A browser takes it from the answer to the provider's redirect, but would not
/// send it with anything that this answer redirects to, since the provider's page began the journey. So the answer is a page
/// of ours that goes on by itself: what a page of ours asks for comes from ours.
struct ProviderPages {
    let desk: Desk
    let provider: IdentityProvider

    static let start = "/login/provider"

    private static let failures = [
        ("application/json", 403), ("text/html", 403), ("application/json", 502), ("text/html", 502),
    ].map { type, status in
        Endpoint.Output(
            type,
            status == 403
                ? "The provider refused, or its word gives nobody a role here."
                : "The provider cannot be reached, or what it said cannot be relied on.", status: status)
    }

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/login/provider", kind: .page, name: "beginProviderSignIn",
                "Leads to the identity provider, to sign in there.", .open,
                parameters: [.query("next", .text, "Where to go afterwards.")],
                outputs: [Endpoint.Output("", "To the provider.", status: 303)] + Self.failures, isUnrecorded: true,
                work: .waiting { try await begin($0) }),
            Endpoint(
                .get, "/login/provider/return", kind: .page, name: "finishProviderSignIn",
                "Where the identity provider sends browsers back to: begins a session.", .open,
                parameters: [
                    .query("code", .text, "What the provider gives tokens for, once."),
                    .query("state", .text, "What this server sent along."),
                    .query("iss", .text, "Who the provider is."),
                    .query("error", .text, "Why the provider refuses."),
                ],
                outputs: [.page] + Self.failures, isUnrecorded: true, work: .waiting { try await finish($0) }),
        ]
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        try desk.takeGuess("to the provider from " + visit.address, at: visit.now)
        var earlier: String?
        if case .session(let digest, _) = visit.visitor.credential { earlier = digest }
        let (address, sealed) = try await provider.begin(
            next: visit.query["next"] ?? "/", earlier: earlier, at: visit.now)
        var answer = Answer.seeProvider(address)
        answer.fields[.setCookie] = desk.gate.keeping(sealed)
        answer.fields[.referrerPolicy] = "no-referrer"
        return answer
    }

    private func finish(_ visit: Visit) async throws -> Answer {
        try desk.takeGuess("provider from " + visit.address, at: visit.now)
        do {
            let (pending, identity) = try await provider.finish(
                desk.gate.kept(visit.headers), visit.query, at: visit.now)
            return try await NIOThreadPool.singleton.runIfActive { try letIn(identity, pending, visit) }
        } catch {
            var refusal = Refusal(error)
            if refusal == .inner { throw error }
            desk.audit.note(
                AuditTrail.Act(
                    person: "", role: "", action: .viewed,
                    note: "was refused with \(provider.settings.name) from \(visit.address): \(refusal.message)"))
            // The address holds the provider's code: no link of the page tells it.
            refusal.fields[.referrerPolicy] = "no-referrer"
            throw refusal
        }
    }

    /// Lets somebody in whom the provider vouches for, as what their groups say.
    private func letIn(_ identity: VouchedIdentity, _ pending: PendingSignIn, _ visit: Visit) throws -> Answer {
        let settings = provider.settings
        let roles = settings.roles(of: identity.groups)
        guard
            let vouched = try desk.store.vouched(
                identity.subject, name: identity.userName, displayName: identity.displayName, roles: roles,
                at: visit.now)
        else {
            throw refusal("none of your groups has a role in this case, and nobody entered you here.", identity)
        }
        let person = vouched.person
        note(vouched)
        if person.disabled != nil { throw refusal("you were shut out of this case.", identity) }
        if roles.isEmpty { throw refusal("none of your groups has a role in this case any more.", identity) }
        if let earlier = pending.earlier { try desk.gate.end(session: earlier, at: visit.now) }
        let cookie = try desk.letIn(person, "signed in with \(settings.name)", visit)
        try desk.audit.flush()
        var frame = desk.frame(visit)
        frame.address = visit.path
        var answer = Answer.page(RefusalPage.onward(to: OwnAddress.checked(pending.next), frame: frame))
        answer.fields[.refresh] = "0; url=" + OwnAddress.checked(pending.next)
        answer.fields[.referrerPolicy] = "no-referrer"
        answer.fields[.setCookie] = desk.gate.keeping(nil)
        answer.fields.append(HTTPField(name: .setCookie, value: cookie))
        return answer
    }

    private func refusal(_ reason: String, _ identity: VouchedIdentity) -> Refusal {
        Refusal(
            .forbidden, "no-role",
            "\(provider.settings.name) knows you as '\(identity.subject.subject)', but \(reason)",
            help: "Ask \(provider.settings.contact), and name what stands in quotes here.")
    }

    /// Who came to be what by the provider's word.
    private func note(_ vouched: ServerStore.Vouched) {
        let (person, name) = (vouched.person, provider.settings.name)
        let roles = person.roles.sorted().map(\.rawValue).joined(separator: " ")
        let words =
            if vouched.isNew {
                "was entered by the groups of \(name) as \(roles), with \(person.clearance.label)"
            } else if vouched.before != person.roles {
                "was made \(roles.isEmpty ? "nothing" : roles) by the groups of \(name)"
            } else {
                ""
            }
        if words.isEmpty { return }
        desk.audit.note(AuditTrail.Act(person: person.name, role: roles, action: .entered, note: words))
    }
}
