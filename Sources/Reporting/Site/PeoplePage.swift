package import Records

/// The pages of people.
package enum PeoplePage {
    package struct Person: Sendable {
        package var number: Int64
        package var name: String
        package var displayName: String
        /// Names of roles.
        package var roles: Set<String>
        package var clearance: TrafficLight
        package var hasPassword: Bool
        package var isShutOut: Bool
        /// The identity provider that vouches for them; nil where none does.
        package var issuer: String?
        /// Whether the provider's groups say what they may.
        package var areRolesVouched: Bool

        package init(
            number: Int64, name: String, displayName: String, roles: Set<String>, clearance: TrafficLight,
            hasPassword: Bool, isShutOut: Bool, issuer: String? = nil, areRolesVouched: Bool = false
        ) {
            self.number = number
            self.name = name
            self.displayName = displayName
            self.roles = roles
            self.clearance = clearance
            self.hasPassword = hasPassword
            self.isShutOut = isShutOut
            self.issuer = issuer
            self.areRolesVouched = areRolesVouched
        }
    }

    package static func list(
        _ table: Markup, roles: [String], isLocal: Bool, frame: SitePage.Frame
    ) -> SitePage {
        let hint: Markup =
            isLocal
            ? """
            <p class="told note">You work alone on this machine. From the next start on, people sign in: enter yourself first, \
            with the role admin.</p>

            """ : ""
        return SitePage(
            "People", section: .people, frame: frame,
            main: """
                \(hint)\(table)<h2>Enter somebody</h2>
                \(SiteForm(action: "/people", token: frame.formToken).markup(
                    SiteField.line("name", "Name to sign in with", isRequired: true,
                        hint: "Letters a to z, digits, and . _ - @ inside. It is never given to somebody else.")
                        + SiteField.line("display_name", "Called")
                        + fields(roles, chosen: ["viewer"], clearance: .amber)
                        + SiteField.line("password", "Password", kind: "password", autocomplete: "new-password",
                            hint: "At least 15 characters. Leave it empty for somebody who signs in elsewhere.")
                        + SiteField.button("Enter")))
                """)
    }

    package static func person(_ person: Person, roles: [String], frame: SitePage.Frame) -> SitePage {
        let address = "/people/\(person.number)"
        let access = SiteForm(action: address + "/access", token: frame.formToken).markup(
            person.isShutOut
                ? SiteField.hidden("access", "yes") + SiteField.button("Let in again")
                : SiteField.hidden("access", "no")
                    + "<p class=\"field\"><button class=\"grave\" type=\"submit\">Shut out</button></p>")
        return SitePage(
            person.name, section: .people, frame: frame, trail: [("People", "/people")],
            main: """
                <h2>What they may</h2>
                \(SiteForm(action: address, token: frame.formToken).markup(
                    SiteField.line("display_name", "Called", value: person.displayName)
                        + (person.areRolesVouched
                            ? vouched(person) : ticks(roles, chosen: person.roles))
                        + circle(person.clearance) + SiteField.button("Save")))
                \(door(person, address, frame))
                <h2>Access</h2>
                <p class="prose">\(person.isShutOut ? "They are shut out." : "They may come in.") Whoever is shut out loses \
                sessions and tokens at once; the log keeps their name.</p>
                \(access)
                """)
    }

    /// What they come in with.
    private static func door(_ person: Person, _ address: String, _ frame: SitePage.Frame) -> Markup {
        if let issuer = person.issuer {
            return """
                <h2>Identity provider</h2>
                <p class="prose">They sign in with <span class="address">\(foreign(issuer, upTo: 200))</span> alone, and so have \
                no password here. Whoever leaves must be shut out here too: their tokens last until then.</p>

                """
        }
        return """
            <h2>Password</h2>
            <p class="prose">\(person.hasPassword ? "They have one." : "They have none.") With another one, all their \
            sessions end.</p>
            \(SiteForm(action: address + "/password", token: frame.formToken).markup(
                SiteField.line("password", "Another password", kind: "password", autocomplete: "new-password",
                    isRequired: true, hint: "At least 15 characters.")
                    + SiteField.button("Set")))

            """
    }

    private static func vouched(_ person: Person) -> Markup {
        """
        <p class="prose">Roles: \(person.roles.isEmpty ? "none" : person.roles.sorted().joined(separator: ", ")). The groups that \
        the identity provider names say so, anew at each sign-in; change them there.</p>

        """
    }

    private static func fields(_ roles: [String], chosen: Set<String>, clearance: TrafficLight) -> Markup {
        ticks(roles, chosen: chosen) + circle(clearance)
    }

    private static func ticks(_ roles: [String], chosen: Set<String>) -> Markup {
        SiteField.ticks("role", "Roles", roles.map { ($0, $0) }, chosen: chosen)
    }

    private static func circle(_ clearance: TrafficLight) -> Markup {
        SiteField.choice(
            "clearance", "Clearance", TrafficLight.allCases.map { ($0.rawValue, $0.label) },
            chosen: clearance.rawValue, hint: "What is marked above it is left out of all that they see.")
    }
}
