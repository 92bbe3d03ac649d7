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

        package init(
            number: Int64, name: String, displayName: String, roles: Set<String>, clearance: TrafficLight,
            hasPassword: Bool, isShutOut: Bool
        ) {
            self.number = number
            self.name = name
            self.displayName = displayName
            self.roles = roles
            self.clearance = clearance
            self.hasPassword = hasPassword
            self.isShutOut = isShutOut
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
                        + fields(roles, chosen: person.roles, clearance: person.clearance)
                        + SiteField.button("Save")))
                <h2>Password</h2>
                <p class="prose">\(person.hasPassword ? "They have one." : "They have none.") With another one, all their \
                sessions end.</p>
                \(SiteForm(action: address + "/password", token: frame.formToken).markup(
                    SiteField.line("password", "Another password", kind: "password", autocomplete: "new-password",
                        isRequired: true, hint: "At least 15 characters.")
                        + SiteField.button("Set")))
                <h2>Access</h2>
                <p class="prose">\(person.isShutOut ? "They are shut out." : "They may come in.") Whoever is shut out loses \
                sessions and tokens at once; the log keeps their name.</p>
                \(access)
                """)
    }

    private static func fields(_ roles: [String], chosen: Set<String>, clearance: TrafficLight) -> Markup {
        SiteField.ticks("role", "Roles", roles.map { ($0, $0) }, chosen: chosen)
            + SiteField.choice(
                "clearance", "Clearance", TrafficLight.allCases.map { ($0.rawValue, $0.label) },
                chosen: clearance.rawValue, hint: "What is marked above it is left out of all that they see.")
    }
}
