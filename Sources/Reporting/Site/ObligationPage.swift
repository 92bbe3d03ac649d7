package import Oversight
package import Records

/// The pages of obligations: a calendar with clocks, the list, and one duty.
package enum ObligationPage {
    /// A duty as the calendar shows it.
    package struct Duty: Sendable {
        package var name: String
        package var link: String
        package var who: String
        package var owed: String
        package var state: ObligationState
        package var due: Instant
        package var dueWords: String
        /// `3 d left`, `12 d over`; empty where it was done.
        package var left: String

        package init(
            name: String, link: String, who: String, owed: String, state: ObligationState, due: Instant,
            dueWords: String, left: String
        ) {
            self.name = name
            self.link = link
            self.who = who
            self.owed = owed
            self.state = state
            self.due = due
            self.dueWords = dueWords
            self.left = left
        }
    }

    /// A state by its sign and word: colour alone would tell nobody anything.
    package static func words(_ state: ObligationState) -> String {
        let sign =
            switch state {
            case .open: "○"
            case .extended: "↷"
            case .met: "✓"
            case .late: "△"
            case .missed: "✗"
            case .unknown: "?"
            }
        return "\(sign) \(state.word)"
    }

    package static func list(
        _ table: TwinTable, duties: [Duty], endless: [String], faults: [String],
        asked: (platform: String, state: String), platforms: [Platform], address: String, draft: FormDraft?,
        frame: SitePage.Frame
    ) -> SitePage {
        let states = ["open", "extended", "met", "late", "missed", "unknown"]
        let form: Markup = draft.map { entering($0, platforms, frame) } ?? ""
        let never: Markup =
            endless.isEmpty
            ? ""
            : "<p class=\"prose\">Never due, since no number is set for them: \(foreign(endless.joined(separator: ", "))).</p>\n"
        return SitePage(
            "Obligations", section: .obligations, frame: frame,
            lede: "What is owed by when, and what became of it, in calendar and working days.",
            main: SiteParts.filters(
                "/obligations",
                SiteField.choice(
                    "platform", "Platform", [("", "all")] + platforms.map { ($0.name, $0.title) },
                    chosen: asked.platform)
                    + SiteField.choice("state", "State", [("", "all")] + states.map { ($0, $0) }, chosen: asked.state))
                + SiteParts.notes(faults)
                + SiteParts.section("calendar", "Calendar", calendar(duties) + never)
                + SiteParts.section("list", "List", table.markup(address: address)) + form)
    }

    private static func calendar(_ duties: [Duty]) -> Markup {
        if duties.isEmpty { return "<p class=\"none\">Nothing is due on a day.</p>\n" }
        var months = Markup()
        let named = Dictionary(grouping: duties) { duty in
            let civil = TimeText.civil(duty.due)
            return Int(civil.year) * 12 + civil.month - 1
        }
        for (month, duties) in named.sorted(by: { $0.key > $1.key }) {
            let title = "\(TimeText.monthName(month % 12 + 1)) \(month / 12)"
            months += """
                <div class="month">
                <h3>\(title) <span class="tag">\(duties.count) due</span></h3>
                \(Table(
                    caption: "By day.", label: title,
                    columns: [.text("Due"), .text("State"), .text("Clock"), .text("What is owed"), .text("Who"), .text("Obligation")],
                    rows: duties.sorted { ($0.due, $0.name) < ($1.due, $1.name) }.map(row)
                ).markup())</div>

                """
        }
        return months
    }

    private static func row(_ duty: Duty) -> [Markup] {
        [
            "<time datetime=\"\(duty.due.description)\">\(duty.dueWords)</time>",
            "<strong class=\"verdict\">\(words(duty.state))</strong>", "\(duty.left)", foreign(duty.owed, upTo: 160),
            foreign(duty.who), "<a href=\"\(duty.link)\">\(foreign(duty.name))</a>",
        ]
    }

    private static func entering(_ draft: FormDraft, _ platforms: [Platform], _ frame: SitePage.Frame) -> Markup {
        SiteParts.entry(
            "Start a clock", action: "/obligations", token: frame.formToken, draft: draft,
            draft.line("name", "A short name", isRequired: true)
                + draft.choice(
                    "rule", "Provision",
                    [("", "none of these: said below in words")]
                        + ShippedObligations.rules.map { ($0.id, "\($0.id): \($0.provision)") })
                + draft.line("provision", "What is owed, in words")
                + draft.choice("platform", "Who owes it", [("", "no platform")] + platforms.map { ($0.name, $0.title) })
                + draft.line("debtor", "Who owes it, where it is no platform")
                + draft.line("start", "When the period's event occurred", isRequired: true, hint: NoticePage.timeHint)
                + draft.line(
                    "allowed", "How long", hint: "24 h, 90 days, 60 working days, 2 months; the provision's by default")
                + draft.choice(
                    "calendar", "By whose days",
                    [("", "the provision's"), ("eu", "eu"), ("au", "au"), ("plain", "plain")])
                + draft.line("source", "Where it can be read", isRequired: true) + draft.line("note", "Note")
                + SiteField.button("Start"))
    }

    /// One duty.
    package static func page(
        name: String, state: ObligationState, left: String, facts: [(name: Markup, value: Markup)], notes: [String],
        events: TwinTable, address: String, draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup =
            draft.map { draft in
                SiteParts.entry(
                    "Enter what happened", action: address + "/events", token: frame.formToken, draft: draft,
                    draft.choice(
                        "kind", "What",
                        [
                            ("met", "it was done"), ("extended", "it was extended until"),
                            ("step", "a step was taken; the note says which"),
                            ("undisclosed", "looked, and could not learn whether it was done"),
                        ])
                        + draft.line("time", "When", isRequired: true, hint: NoticePage.timeHint)
                        + draft.line("note", "In a few words") + draft.line("source", "Where it can be read")
                        + draft.line("evidence", "SHA-256 of the document that shows it") + SiteField.button("Enter"))
            } ?? ""
        return SitePage(
            name, section: .obligations, frame: frame, trail: [("Obligations", "/obligations")],
            lede: "<strong>\(words(state))</strong>\(left.isEmpty ? "" : ", \(left)")",
            main: SiteParts.facts(facts) + SiteParts.notes(notes)
                + SiteParts.section("events", "What happened", events.markup(address: address) + form))
    }
}
