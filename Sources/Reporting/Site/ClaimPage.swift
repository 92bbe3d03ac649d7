package import Oversight
package import Records

/// The pages of claims: numbers with their speakers, and how each stands to the others.
package enum ClaimPage {
    /// A relation between two claims by its sign and words.
    package static func words(_ pair: ClaimPair) -> String {
        let sign =
            switch pair.relation {
            case .contradictory: "✗"
            case .sideBySide: "‖"
            case .revised: "↕"
            case .differs: "≠"
            case .consistent: "✓"
            }
        return "\(sign) \(pair.description)"
    }

    package static func list(
        _ table: TwinTable, asked: (platform: String, event: String), platforms: [Platform], events: [String],
        address: String, draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup = draft.map { entering($0, platforms, frame) } ?? ""
        return SitePage(
            "Claims", section: .claims, frame: frame,
            lede: """
                Numbers and statements with their speakers. Those that disagree stay side by side: nothing is resolved, \
                averaged or dropped.
                """,
            main: SiteParts.filters(
                "/claims",
                SiteField.choice(
                    "platform", "Platform", [("", "all")] + platforms.map { ($0.name, $0.title) },
                    chosen: asked.platform)
                    + SiteField.choice("event", "Event", [("", "all")] + events.map { ($0, $0) }, chosen: asked.event))
                + table.markup(address: address) + form)
    }

    private static func entering(_ draft: FormDraft, _ platforms: [Platform], _ frame: SitePage.Frame) -> Markup {
        SiteParts.entry(
            "Enter something that was said", action: "/claims", token: frame.formToken, draft: draft,
            draft.line("name", "A short name", isRequired: true)
                + draft.line("speaker", "Who said it", isRequired: true)
                + draft.line("audience", "To whom", hint: "where not to everybody")
                + draft.choice("platform", "About", [("", "no platform")] + platforms.map { ($0.name, $0.title) })
                + draft.line("event", "Event", isRequired: true, hint: "claims of one event are compared")
                + draft.line(
                    "quantity", "What is counted", isRequired: true, hint: "accounts removed, accounts in the network")
                + draft.choice(
                    "wording", "How the number is put",
                    ClaimWording.allCases.map { ($0.rawValue, $0.rawValue.replacing("_", with: " ")) })
                + draft.line("number", "The number") + draft.line("number_high", "A range's upper end")
                + draft.line("period", "The time that it covers") + draft.line("territory", "The places that it covers")
                + draft.line("coverage", "What is counted in and out")
                + draft.line("date", "When it was said", isRequired: true, hint: NoticePage.timeHint)
                + draft.line("source", "Where it can be read", isRequired: true)
                + draft.line(
                    "verification", "How well it is vouched for", hint: "P, R, S, C or U, and a remark after a colon")
                + draft.line("text_sha256", "SHA-256 of the captured text") + draft.line("note", "Note")
                + SiteField.button("Enter"))
    }

    /// One claim, and every other about the same quantity of the same event.
    package static func page(
        name: String, statement: String, facts: [(name: Markup, value: Markup)], pairs: TwinTable, address: String,
        frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            name, section: .claims, frame: frame, trail: [("Claims", "/claims")], lede: foreign(statement),
            main: SiteParts.facts(facts)
                + SiteParts.section(
                    "pairs", "Held against other claims",
                    """
                    <p class="prose">Contradictory are two claims only where their scopes are the same and no number satisfies \
                    both wordings. A contradiction is an observation about two statements, and says of neither that it is \
                    the wrong one.</p>

                    """ + pairs.markup(address: address)))
    }
}
