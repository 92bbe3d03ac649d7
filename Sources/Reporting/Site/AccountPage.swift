package import Records

/// What people keep of their own.
package enum AccountPage {
    package struct Token: Sendable {
        package var number: Int64
        package var label: String
        package var scopes: [String]
        package var created: Instant
        package var expires: Instant?
        package var used: Instant?
        package var isRevoked: Bool

        package init(
            number: Int64, label: String, scopes: [String], created: Instant, expires: Instant?, used: Instant?,
            isRevoked: Bool
        ) {
            self.number = number
            self.label = label
            self.scopes = scopes
            self.created = created
            self.expires = expires
            self.used = used
            self.isRevoked = isRevoked
        }
    }

    /// - Parameters:
    ///   - scopes: what a token of theirs may do at most.
    ///   - made: a token that was just made, which is shown this once.
    package static func page(
        roles: [String], clearance: TrafficLight, tokens: [Token], scopes: [(value: String, title: String)],
        made: String?, frame: SitePage.Frame
    ) -> SitePage {
        let isLocal = frame.person?.isLocal == true
        let own: Markup =
            isLocal
            ? """
            <p class="prose">You work alone on this machine: whoever has the address that the server printed is let in as you, \
            with every role. You cannot decide on what you asked for yourself.</p>

            """ : passwordAndTokens(tokens, scopes, made, frame)
        return SitePage(
            "Your account", section: nil, frame: frame,
            main: """
                <dl class="terms">
                <div><dt>Roles</dt><dd>\(roles.joined(separator: ", "))</dd></div>
                <div><dt>Clearance</dt><dd>\(clearance.label), \(SitePage.circle(clearance))</dd></div>
                </dl>
                \(own)
                """)
    }

    private static func passwordAndTokens(
        _ tokens: [Token], _ scopes: [(value: String, title: String)], _ made: String?, _ frame: SitePage.Frame
    ) -> Markup {
        let shown: Markup =
            made.map { made in
                """
                <div class="told done" role="status"><p>The token is made. It is shown this once; keep it where your program \
                finds it.</p>
                <pre>\(made)</pre></div>

                """
            } ?? ""
        let password = SiteForm(action: "/account/password", token: frame.formToken).markup(
            SiteField.line(
                "old", "Present password", kind: "password", autocomplete: "current-password", isRequired: true)
                + SiteField.line(
                    "password", "Another password", kind: "password", autocomplete: "new-password", isRequired: true,
                    hint: "At least 15 characters. All your sessions end but this one.")
                + SiteField.button("Change"))
        let form = SiteForm(action: "/account/tokens", token: frame.formToken).markup(
            SiteField.line("label", "What it is for", isRequired: true)
                + SiteField.ticks("scope", "It may", scopes)
                + SiteField.line("days", "For so many days", value: "90", kind: "number")
                + SiteField.button("Make a token"))
        return """
            \(shown)<h2>Tokens for programs</h2>
            \(list(tokens, frame))\(form)<h2>Password</h2>
            \(password)
            """
    }

    private static func list(_ tokens: [Token], _ frame: SitePage.Frame) -> Markup {
        if tokens.isEmpty { return "<p class=\"none\">You have none.</p>\n" }
        return Table(
            caption: "Only their hashes are kept.", label: "Tokens",
            columns: [.text("For"), .text("It may"), .text("Made"), .text("Ends"), .text("Used"), .text("")],
            rows: tokens.map { token in
                let way: Markup =
                    token.isRevoked
                    ? "revoked"
                    : SiteForm(action: "/account/tokens/\(token.number)/revoke", token: frame.formToken).markup(
                        "<button class=\"plain\" type=\"submit\">Revoke</button>")
                return [
                    foreign(token.label, upTo: 80), "\(token.scopes.joined(separator: ", "))",
                    TimeText.element(token.created), token.expires.map { TimeText.element($0) } ?? "never",
                    token.used.map { TimeText.element($0) } ?? "never", way,
                ]
            }
        ).markup()
    }
}
