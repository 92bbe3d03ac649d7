package import Oversight

/// The pages of the ledger: rows of disclosures, one row, one report with its captures, what changed between two, and the
/// screen for an origin.
package enum LedgerPage {
    package static func list(
        _ table: TwinTable, asked: (platform: String, period: String, origin: String), platforms: [String],
        origins: [String], reports: TwinTable, address: String, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Ledger", section: .ledger, frame: frame,
            lede: """
                What platforms reported of networks that they took down, row by row, each with its source and how well it is \
                vouched for. Conflicting numbers stay side by side.
                """,
            main: SiteParts.filters(
                "/ledger",
                SiteField.choice(
                    "platform", "Platform", [("", "all")] + platforms.map { ($0, $0) }, chosen: asked.platform)
                    + SiteField.line("period", "Period", value: asked.period, hint: "2023-Q2, 2023-H1, 2023-07 or 2023")
                    + SiteField.choice(
                        "origin", "Origin", [("", "all")] + origins.map { ($0, $0) }, chosen: asked.origin))
                + "<p><a href=\"/ledger/screen\">Screen a platform for networks from a country</a></p>\n"
                + table.markup(address: address)
                + SiteParts.section("reports", "Reports that the case captured", reports.markup(address: address)))
    }

    /// One row: everything that it states.
    package static func row(
        title: String, cells: [(name: String, value: Markup)], others: TwinTable,
        link: (title: String, address: String)?,
        frame: SitePage.Frame
    ) -> SitePage {
        let report: Markup = link.map { "<p><a href=\"\($0.address)\">\(foreign($0.title))</a></p>\n" } ?? ""
        return SitePage(
            title, section: .ledger, frame: frame, trail: [("Ledger", "/ledger")],
            main: report + SiteParts.facts(cells.map { ("\($0.name)", $0.value) })
                + SiteParts.section("others", "Who else states it", others.markup(address: "/ledger")))
    }

    /// A report with its captures.
    package static func report(
        name: String, captures: TwinTable, rows: TwinTable, changes: [(title: String, words: String, address: String)],
        note: String?, address: String, frame: SitePage.Frame
    ) -> SitePage {
        var items = Markup()
        for change in changes {
            items += "<li><a href=\"\(change.address)\">\(foreign(change.title))</a>: \(foreign(change.words))</li>\n"
        }
        let list: Markup =
            changes.isEmpty ? "<p class=\"none\">The case holds one version of it.</p>\n" : "<ul>\n\(items)</ul>\n"
        return SitePage(
            name, section: .ledger, frame: frame, trail: [("Ledger", "/ledger")],
            main: SiteParts.notes([note].compactMap { $0 })
                + SiteParts.section("captures", "Captures", captures.markup(address: address))
                + SiteParts.section("changes", "What changed from version to version", list)
                + SiteParts.section("rows", "Rows of the last version", rows.markup(address: address)))
    }

    package static func changes(
        name: String, report: String, table: TwinTable, words: String, between: (before: String, after: String),
        address: String, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Changes of \(name)", section: .ledger, frame: frame, trail: [("Ledger", "/ledger"), (name, report)],
            lede: "Between the captures of \(foreign(between.before)) and \(foreign(between.after)).",
            main: "<p class=\"prose\">\(foreign(words))</p>\n" + table.markup(address: address))
    }

    /// The origin screen (M11).
    package static func screen(
        _ measurement: Measurement?, table: TwinTable, asked: (platform: String, period: String, origin: String),
        platforms: [String], origins: [String], address: String, frame: SitePage.Frame
    ) -> SitePage {
        let result: Markup =
            measurement.map { measurement in
                (measurement.refusal.map { "<p class=\"none\">No figure: \(foreign($0)).</p>\n" as Markup } ?? "")
                    + table.markup(address: address) + SiteParts.notes(measurement.notes)
            } ?? "<p class=\"none\">Say which platform, which days and which country.</p>\n"
        return SitePage(
            "Origin screen", section: .ledger, frame: frame, trail: [("Ledger", "/ledger")],
            lede: """
                How surprising it is that so few of a platform's networks come from a country (M11). A screen, and never a \
                finding by itself: the answer changes with the set that the platform is held against, and every set stands \
                here.
                """,
            main: SiteParts.filters(
                "/ledger/screen",
                SiteField.choice("platform", "Platform", platforms.map { ($0, $0) }, chosen: asked.platform)
                    + SiteField.line("period", "Period", value: asked.period, hint: "2023-Q2, 2022-Q3/2023-Q1 or 2023")
                    + SiteField.choice("origin", "Country", origins.map { ($0, $0) }, chosen: asked.origin)) + result)
    }
}
