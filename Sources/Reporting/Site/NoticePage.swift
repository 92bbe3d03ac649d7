package import Oversight
package import Records

/// The pages of notices: what was sent, answered and made known, and one notice with its clock.
package enum NoticePage {
    /// What entry forms offer to choose from.
    package struct Choices: Sendable {
        package var cohorts: [String]
        package var platforms: [Platform]

        package init(cohorts: [String], platforms: [Platform]) {
            self.cohorts = cohorts
            self.platforms = platforms
        }

        var cohortOptions: [(value: String, title: String)] { cohorts.map { ($0, $0) } }
        var platformOptions: [(value: String, title: String)] { platforms.map { ($0.name, $0.title) } }
    }

    /// - Parameters:
    ///   - asked: what the list is narrowed by: platform, kind, cohort.
    ///   - draft: nil where the visitor may not enter anything.
    package static func list(
        _ table: TwinTable, _ asked: (platform: String, kind: String, cohort: String), _ choices: Choices,
        address: String, draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let filters = SiteParts.filters(
            "/notices",
            SiteField.choice("platform", "Platform", [("", "all")] + choices.platformOptions, chosen: asked.platform)
                + SiteField.choice(
                    "kind", "What",
                    [("", "all"), ("notice", "notices"), ("answer", "answers"), ("exposure", "exposures")],
                    chosen: asked.kind)
                + SiteField.choice("cohort", "Cohort", [("", "all")] + choices.cohortOptions, chosen: asked.cohort))
        let forms: Markup =
            draft.map { noticeForm($0.of("notice"), choices, frame) + exposureForm($0.of("exposure"), choices, frame) }
            ?? ""
        return SitePage(
            "Notices", section: .notices, frame: frame,
            lede: """
                What was sent to platforms about cohorts, what they answered, and who else made a network known. Requests to \
                act start the clock of notice; questions and orders to keep data start none.
                """, main: filters + table.markup(address: address) + forms)
    }

    private static func noticeForm(_ draft: FormDraft, _ choices: Choices, _ frame: SitePage.Frame) -> Markup {
        guard !choices.cohorts.isEmpty else {
            return "<p class=\"none\">A notice is about a cohort: <a href=\"/cohorts\">freeze one</a> first.</p>\n"
        }
        return SiteParts.entry(
            "Enter a notice that was sent", action: "/notices", token: frame.formToken, draft: draft,
            draft.line("name", "A name for it", isRequired: true)
                + draft.choice("cohort", "About the cohort", choices.cohortOptions)
                + draft.choice("platform", "Sent to", choices.platformOptions, chosen: "tiktok")
                + draft.choice(
                    "channel", "How",
                    Notice.Channel.allCases.map {
                        ($0.rawValue, $0.title + ($0.asksToAct ? "" : " (starts no clock)"))
                    })
                + draft.line("sent", "When", isRequired: true, hint: timeHint)
                + draft.line("sender", "Who sent it", isRequired: true)
                + draft.line("reference", "The platform's reference")
                + draft.text(
                    "assets", "Assets that it names, one a line",
                    hint: "all of the cohort's on that platform where this is left empty")
                + draft.line("text_sha256", "SHA-256 of its full text") + draft.line("note", "Note")
                + SiteField.button("Enter"))
    }

    private static func exposureForm(_ draft: FormDraft, _ choices: Choices, _ frame: SitePage.Frame) -> Markup {
        if choices.cohorts.isEmpty { return "" }
        return SiteParts.entry(
            "Enter that somebody else made assets known", action: "/exposures", token: frame.formToken, draft: draft,
            draft.line("name", "A name for it", isRequired: true)
                + draft.choice("cohort", "About the cohort", choices.cohortOptions)
                + draft.choice(
                    "source", "How",
                    [
                        ("exposed", "named in public"), ("peer_named", "named by another platform"),
                        ("press", "a press question"), ("order", "an authority's order"),
                    ])
                + draft.line("at", "When", isRequired: true, hint: timeHint)
                + draft.line("by", "Who did it", isRequired: true) + draft.line("address", "Where it can be read")
                + draft.text(
                    "assets", "Assets concerned, one a line", hint: "all of the cohort's where this is left empty")
                + SiteField.button("Enter"))
    }

    static let timeHint: Markup = "a day or a month, 2024-12-05, or a moment with its zone, 2024-12-05T14:00Z"

    /// One notice: what it is, how its clock stands, and the answers.
    /// - Parameters:
    ///   - facts: what it is, in lines.
    ///   - draft: nil where the visitor may not enter an answer.
    package static func page(
        name: String, facts: [(name: Markup, value: Markup)],
        figures: [(name: Markup, count: Int, link: String?)], remarks: [String], answers: TwinTable, address: String,
        draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup =
            draft.map { draft in
                SiteParts.entry(
                    "Enter an answer", action: address + "/answers", token: frame.formToken, draft: draft,
                    draft.choice(
                        "content", "What it is", Response.Content.allCases.map { ($0.rawValue, $0.rawValue) })
                        + draft.line("received", "When it came", isRequired: true, hint: timeHint)
                        + draft.line("note", "What it says, in short")
                        + draft.line(
                            "name", "A name for it", hint: "the notice's with a number where this is left empty")
                        + draft.line("text_sha256", "SHA-256 of its full text") + SiteField.button("Enter"))
            } ?? ""
        return SitePage(
            name, section: .notices, frame: frame, trail: [("Notices", "/notices")],
            main: SiteParts.figures(figures) + SiteParts.notes(remarks) + SiteParts.facts(facts)
                + SiteParts.section("answers", "Answers", answers.markup(address: address) + form))
    }
}
