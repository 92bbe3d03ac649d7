import Records

/// Where people sign in.
package enum LoginPage {
    /// An identity provider that people may sign in with.
    package struct Provider: Sendable {
        /// What people call it.
        package var name: String
        /// Where the sign-in begins: an address of this server.
        package var address: String
        /// Where one's session with the provider ends; nil where that is not offered.
        package var leaving: String?

        package init(name: String, address: String, leaving: String? = nil) {
            self.name = name
            self.address = address
            self.leaving = leaving
        }
    }

    /// - Parameters:
    ///   - next: where to go afterwards: an address of this server.
    ///   - name: what was typed before.
    ///   - provider: that people may sign in with; nil for none.
    package static func page(
        frame: SitePage.Frame, next: String, name: String = "", provider: Provider? = nil
    ) -> SitePage {
        let other: Markup =
            provider.map { provider in
                let leaving: Markup =
                    provider.leaving.map { address in
                        """
                        <p class="prose">You may still be signed in with \(foreign(provider.name)), so that whoever uses this \
                        browser next could come in as you: <a href="\(address)" rel="noreferrer">sign out there, too</a>.</p>

                        """
                    } ?? ""
                return """
                    <h2>Or with \(foreign(provider.name))</h2>
                    <p><a href="\(provider.address)">Sign in with \(foreign(provider.name))</a></p>
                    \(leaving)
                    """
            } ?? ""
        let form = SiteForm(action: "/login", token: frame.formToken).markup(
            SiteField.hidden("next", next)
                + SiteField.line(
                    "name", "Name", value: name, autocomplete: "username", isRequired: true)
                + SiteField.line(
                    "password", "Password", kind: "password", autocomplete: "current-password", isRequired: true)
                + SiteField.button("Sign in"))
        return SitePage("Sign in", section: nil, frame: frame, main: "\(form)\(other)")
    }
}

/// Why something is not shown.
package enum RefusalPage {
    /// - Parameter status: of HTTP, which programs and their users know it by.
    package static func page(status: Int, message: String, help: String, frame: SitePage.Frame) -> SitePage {
        let title =
            switch status {
            case 401: "Not signed in"
            case 403: "Not for you"
            case 404: "Not here"
            case 502: "Not signed in"
            case 429: "Too often"
            case 500...: "The server failed"
            default: "Not understood"
            }
        return SitePage(
            title, section: nil, frame: frame,
            main: """
                <p class="lede">\(message)</p>
                \(help.isEmpty ? "" : "<p>\(help)</p>\n" as Markup)\
                <p><a href="/">To the first page</a> <span class="soft">(\(raw: status))</span></p>

                """)
    }
}

extension RefusalPage {
    /// A page that leads on by itself, to an address of this server.
    package static func onward(to address: String, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "One moment", section: nil, frame: frame,
            main: "<p><a href=\"\(address)\">Go on to the page.</a></p>\n")
    }
}

/// What the program is, who may do what, and its keys.
package enum HelpPage {
    package static func page(frame: SitePage.Frame, permissions: [(what: String, roles: [String])]) -> SitePage {
        let table = Table(
            caption: "Somebody may have several roles. Nobody can decide on what they asked for themselves.",
            label: "Roles", columns: [.text("To"), .text("a person needs one of the roles")],
            rows: permissions.map { ["\($0.what)", "\($0.roles.joined(separator: ", "))"] })
        return SitePage(
            "Help", section: nil, frame: frame,
            lede: """
                Daylight finds accounts that act together, keeps what shows it, and measures what a platform then does. It \
                accuses nobody by itself: it shows what was observed, what was inferred, how sure that is, and what else \
                would explain it.
                """,
            main: """
                <h2>Reading a page</h2>
                <p class="prose">Every number is a link to what it counts. Every page has an address that can be shared \
                with whoever may see it, prints well, and has twins in CSV and JSON under the same address with \
                <span class="mono">.csv</span> and <span class="mono">.json</span>. All times are UTC. What is read, searched \
                and taken out is written down in the custody log, in the name of whoever did it.</p>
                <h2>Markings</h2>
                <p class="prose">Everything in a case stands under the Traffic Light Protocol, version 2.0; what nobody has \
                marked counts as TLP:AMBER. What is marked above a person’s clearance is left out of pages, files and \
                programs’ answers, and the page says how many things are.</p>
                \(markings)
                <h2>Who may do what</h2>
                \(table.markup())
                <h2>Keys</h2>
                <dl class="keys-list">
                <dt><kbd>/</kbd></dt><dd>to the search</dd>
                <dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>along the rows of a table, down and up</dd>
                <dt><kbd>g</kbd> <kbd>o</kbd></dt><dd>to the overview</dd>
                <dt><kbd>g</kbd> <kbd>n</kbd></dt><dd>to the networks</dd>
                <dt><kbd>g</kbd> <kbd>r</kbd></dt><dd>to the runs</dd>
                <dt><kbd>g</kbd> <kbd>c</kbd></dt><dd>to the platform cards</dd>
                <dt><kbd>g</kbd> <kbd>l</kbd></dt><dd>to the ledger</dd>
                <dt><kbd>g</kbd> <kbd>e</kbd></dt><dd>to the evidence</dd>
                <dt><kbd>g</kbd> <kbd>t</kbd></dt><dd>to the timeline</dd>
                <dt><kbd>g</kbd> <kbd>i</kbd></dt><dd>to the imports</dd>
                <dt><kbd>g</kbd> <kbd>a</kbd></dt><dd>to the audit</dd>
                <dt><kbd>?</kbd></dt><dd>to this page</dd>
                </dl>
                <p class="prose">For programs, <a href="/api/openapi.json">/api/openapi.json</a> describes every address.</p>

                """)
    }

    private static var markings: Markup {
        var rows = Markup()
        for light in TrafficLight.allCases {
            rows += "<div><dt>\(light.label)</dt><dd>\(SitePage.circle(light))</dd></div>\n"
        }
        return "<dl class=\"terms\">\n\(rows)</dl>\n"
    }
}
