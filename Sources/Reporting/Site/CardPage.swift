package import Oversight
package import Records

/// The pages of platform cards: all of them, and one with everything that it rests on.
package enum CardPage {
    /// A verdict by its sign and word, for tables.
    package static func word(_ verdict: Verdict) -> String { OversightReport.word(verdict).string }

    package static func title(_ heading: AdequacyCard.Heading) -> Markup { OversightReport.title(heading) }

    package static func list(_ table: TwinTable, address: String, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Platform cards", section: .cards, frame: frame,
            lede: """
                What each platform did about a cohort, against thresholds: four findings that stand apart, and no total.
                """,
            main: """
                \(table.markup(address: address))<p class="prose">A finding fails only where the whole interval lies on the \
                bad side of its threshold, and passes only where the whole lies on the good one. The thresholds here are an \
                example that nobody set: open a card to put yours in their place.</p>

                """)
    }

    /// What a card is asked with, as the form shows it.
    package struct Asked: Sendable {
        package var platform: Platform
        package var cohort: String
        package var cohorts: [String]
        package var zero: ClockZero
        package var jurisdiction: String
        package var origin: String
        package var origins: [String]
        package var thresholds: CardThresholds
        /// Who set the thresholds; empty for the example.
        package var setBy: String

        package init(
            platform: Platform, cohort: String, cohorts: [String], zero: ClockZero, jurisdiction: String,
            origin: String, origins: [String], thresholds: CardThresholds, setBy: String
        ) {
            self.platform = platform
            self.cohort = cohort
            self.cohorts = cohorts
            self.zero = zero
            self.jurisdiction = jurisdiction
            self.origin = origin
            self.origins = origins
            self.thresholds = thresholds
            self.setBy = setBy
        }
    }

    /// One card.
    /// - Parameter figures: what it rests on, in numbers that lead there.
    package static func page(
        _ view: OversightView, _ asked: Asked, figures: [(name: Markup, count: Int, link: String?)], table: TwinTable,
        address: String, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "\(asked.platform.title), measured on \(asked.cohort)", section: .cards, frame: frame,
            trail: [("Platform cards", "/cards")], lede: "\(foreign(view.question))",
            main: """
                \(form(asked))\(SiteParts.figures(figures))\(OversightReport.sections(view))\
                <section aria-labelledby="rows">
                <h2 id="rows">The findings as a table</h2>
                \(table.markup(address: address))</section>

                """)
    }

    private static func form(_ asked: Asked) -> Markup {
        let fields =
            SiteField.choice("cohort", "Cohort", asked.cohorts.map { ($0, $0) }, chosen: asked.cohort)
            + SiteField.choice(
                "zero", "Clock starts at", ClockZero.allCases.map { ($0.rawValue, $0.title) },
                chosen: asked.zero.rawValue)
            + SiteField.line(
                "jurisdiction", "Seen from", value: asked.jurisdiction, hint: "anywhere, EU, or countries: AU,NZ")
            + SiteField.choice(
                "origin", "Screen for networks from", [("", "no country")] + asked.origins.map { ($0, $0) },
                chosen: asked.origin)
        return SiteParts.filters("/cards/\(asked.platform.name)", fields + thresholds(asked), button: "Measure")
    }

    /// The thresholds, each to be changed: the address keeps them, so that it says by whose measure.
    private static func thresholds(_ asked: Asked) -> Markup {
        var fields = SiteField.line(
            "set_by", "Set by", value: asked.setBy, hint: "who answers for these thresholds; the example is nobody's")
        for (number, test) in asked.thresholds.tests.enumerated() {
            let side: Markup = test.good == .below ? "at most" : "at least"
            fields += SiteField.line(
                "t\(number + 1)", "\(test.metric.rawValue) \(test.figure), \(side)",
                value: FigureWords.number(test.threshold))
        }
        return disclosure(
            "Thresholds: \(asked.setBy.isEmpty ? "an example that nobody set" : "set by \(asked.setBy)")", fields)
    }
}
