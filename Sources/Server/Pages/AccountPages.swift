import Evidence
import HTTPTypes
import Records
import Reporting
import Workspace

/// What people keep of their own: their password, and tokens for their programs.
struct AccountPages {
    let desk: Desk

    var endpoints: [Endpoint] {
        let page = Endpoint.page("/account", name: "showAccount", "One's own roles, password and tokens.", .present) {
            try self.page($0)
        }
        // Whoever is alone has nothing of this.
        if desk.gate.isLocal { return [page] }
        return [
            page,
            Endpoint.form("/account/password", name: "changeOwnPassword", "Changes one's own password.", .present) {
                try changePassword($0)
            },
            Endpoint(
                .post, "/account/tokens", kind: .form, name: "addToken", "Makes a token for a program.", .present,
                input: .form, outputs: [.page], work: .plain { try addToken($0) }),
            Endpoint.form(
                "/account/tokens/{token}/revoke", name: "revokeToken", "Takes one of one's own tokens away.", .present,
                parameters: [.path("token", .number, "The token's number.")]
            ) { try revoke($0) },
        ]
    }

    private func page(_ visit: Visit, made: String? = nil, messages: [SitePage.Message] = []) throws -> SitePage {
        let visitor = visit.visitor
        let tokens = try visitor.person.map { try desk.store.tokens(of: $0) } ?? []
        return AccountPage.page(
            roles: visitor.roles.sorted().map(\.rawValue), clearance: visitor.clearance,
            tokens: tokens.map { token in
                .init(
                    number: token.id, label: token.label, scopes: token.scopes, created: token.created,
                    expires: token.expires, used: token.used, isRevoked: token.revoked != nil)
            },
            scopes: Permission.allCases.filter { !$0.roles.isEmpty && visitor.may($0) }.map { ($0.rawValue, $0.words) },
            made: made, frame: desk.frame(visit, messages: messages))
    }

    /// The number of whoever changes their own: a token may not make further tokens.
    private func owner(_ visit: Visit) throws(Refusal) -> Int64 {
        guard let person = visit.visitor.person, visit.visitor.scopes == nil else {
            throw .forbidden("Only a person who is signed in can do this, not a token.")
        }
        return person
    }

    private func changePassword(_ visit: Visit) throws -> Answer {
        let owner = try owner(visit)
        let form = try visit.form()
        guard let kept = try desk.store.passwordHash(of: owner), Password.isRight(form.exact("old") ?? "", kept: kept)
        else {
            return .page(
                try page(visit, messages: [.init(.refused, "This is not your present password.")]), status: .forbidden)
        }
        let password = form.exact("password") ?? ""
        if let reason = Password.refusal(of: password, name: visit.visitor.name) { throw Refusal.bad(reason) }
        try desk.store.setPassword(hash: try Password.hash(password), of: owner, at: visit.now)
        var answer = Answer.seeOther("/account?done=password")
        // All sessions have ended, this one too: it goes on under a new secret.
        answer.fields[.setCookie] = try desk.gate.begin(person: owner, at: visit.now)
        return answer
    }

    private func addToken(_ visit: Visit) throws -> Answer {
        let owner = try owner(visit)
        let form = try visit.form()
        let scopes = try form.all("scope").map { word throws(Refusal) -> Permission in
            guard let scope = Permission(rawValue: word), visit.visitor.may(scope) else {
                throw .bad("'\(word.prefix(40))' is no scope that you could give.")
            }
            return scope
        }
        guard !scopes.isEmpty else { throw Refusal.bad("A token needs at least one scope.") }
        let days = min(366, max(1, try form.number("days") ?? 90))
        let secret = Secrets.random()
        let token = try desk.store.addToken(
            secret: secret, person: owner, label: try form.required("label"), scopes: scopes.map(\.rawValue),
            expires: Instant(milliseconds: visit.now.milliseconds + Int64(days) * 86_400_000), at: visit.now)
        desk.audit.note(AuditTrail.Act(visit.visitor, .entered, note: "made the token \(token.id)"))
        return .page(try page(visit, made: Gate.tokenMark + Secrets.spelling(secret)))
    }

    private func revoke(_ visit: Visit) throws -> Answer {
        let owner = try owner(visit)
        let token = try visit.number("token")
        guard try desk.store.tokens(of: owner).contains(where: { $0.id == token }) else {
            throw Refusal.notFound("You have no token \(token).")
        }
        try desk.store.revokeToken(token, at: visit.now)
        return .seeOther("/account?done=removed")
    }
}
