package import Records

/// The pages of imports: the list with the form that sends files, and one import with what it could not take.
package enum ImportPage {
    /// What the form offers.
    package struct Choices: Sendable {
        package var formats: [(value: String, title: String)]
        package var platforms: [String]
        /// Bytes of one file at most.
        package var limit: Int
        /// The server's own address, as Zeeschuimer is told it: `http://127.0.0.1:8787`.
        package var site: String

        package init(
            formats: [(value: String, title: String)], platforms: [String], limit: Int, site: String
        ) {
            self.formats = formats
            self.platforms = platforms
            self.limit = limit
            self.site = site
        }
    }

    /// - Parameters:
    ///   - choices: nil for whoever may not bring anything in.
    ///   - jobs: imports that wait or run, with their pages.
    package static func list(
        _ table: TwinTable, _ choices: Choices?, jobs: [(title: String, address: String)], frame: SitePage.Frame,
        address: String
    ) -> SitePage {
        var waiting = Markup()
        for job in jobs { waiting += "<li><a href=\"\(job.address)\">\(job.title)</a></li>\n" }
        let open: Markup = jobs.isEmpty ? "" : "<p>On the way:</p>\n<ul>\n\(waiting)</ul>\n"
        return SitePage(
            "Import", section: .imports, frame: frame,
            lede: "Exports of platforms and tools, as they come: Daylight tells most formats from their content.",
            scripts: ["jobs.js"],
            main: """
                \(choices.map { form($0, frame) } ?? "")\(open)<section aria-labelledby="imported">
                <h2 id="imported">What was imported</h2>
                \(table.markup(address: address))</section>
                \(choices.map(zeeschuimer) ?? "")
                """)
    }

    private static func form(_ choices: Choices, _ frame: SitePage.Frame) -> Markup {
        let fields =
            SiteField.file(
                "file", "Files", takesSeveral: true,
                hint: """
                    Up to \(NumberText.bytes(choices.limit)) each; gzip and zstd are unpacked as they are read. Drop them here, or \
                    choose them.
                    """)
            + more(choices) + SiteField.button("Import")
            + "<div class=\"sending\" data-sending aria-live=\"polite\"></div>\n"
        return """
            <section class="panel drop" data-drop aria-labelledby="bring">
            <h2 id="bring">Bring something in</h2>
            \(SiteForm(action: "/imports", token: frame.formToken, hasFiles: true).markup(fields))</section>

            """
    }

    private static func more(_ choices: Choices) -> Markup {
        let fields =
            SiteField.choice("format", "Format", [("", "told from the content")] + choices.formats)
            + SiteField.choice(
                "platform", "Platform", [("", "as the files say")] + choices.platforms.map { ($0, "\($0)") },
                hint: "For files that do not name theirs.")
            + SiteField.line(
                "map", "Columns",
                hint: """
                    For a table that no format knows: <code>account=user_id,post=id,time=created,text=body</code>.
                    """)
            + SiteField.line(
                "collected", "Collected",
                hint: "When, for records that do not say it: <code>2026-02-28T12:00:00Z</code>.")
            + SiteField.ticks(
                "allow_expansion", "Packed files",
                [("yes", "unpack files that unfold to more than a thousand times their size")])
        return """
            <details><summary>What the files do not say themselves</summary>
            <div class="pair">
            \(fields)</div></details>

            """
    }

    private static func zeeschuimer(_ choices: Choices) -> Markup {
        """
        <section aria-labelledby="zeeschuimer">
        <h2 id="zeeschuimer">From Zeeschuimer</h2>
        <p class="prose">The browser extension Zeeschuimer can send what it collected straight into this case: in the browser in \
        which you are signed in here, enter <code>\(choices.site)</code> as its 4CAT server, and press “to 4CAT” beside TikTok, \
        X or Instagram.</p>
        </section>

        """
    }

    /// One import.
    /// - Parameters:
    ///   - facts: what is known of it, each with a link where it counts something.
    ///   - reasons: why records were rejected, how often, and what it means.
    ///   - notes: what was taken and is worth knowing.
    package static func one(
        number: Int, name: String, facts: [(name: String, value: TwinTable.Cell)],
        reasons: [(name: String, count: Int, meaning: String)], notes: [(count: Int, meaning: String)],
        isWhole: Bool, rejects: TwinTable, frame: SitePage.Frame, address: String
    ) -> SitePage {
        var items = Markup()
        for note in notes { items += "<li>\(note.count) \(note.meaning)</li>\n" }
        let told: Markup = notes.isEmpty ? "" : "<div class=\"notes\"><h2>To be known</h2>\n<ul>\n\(items)</ul></div>\n"
        let half: Markup =
            isWhole
            ? ""
            : "<p class=\"told note\">Only part of this file is in the case. Import it again, and it goes on from there.</p>\n"
        return SitePage(
            name, section: .imports, frame: frame, trail: [("Import", "/imports")],
            lede: "Import \(raw: number)",
            main: """
                \(half)\(figures(facts))\(told)\(why(reasons))<section aria-labelledby="rejects">
                <h2 id="rejects">What was rejected</h2>
                \(rejects.markup(address: address))</section>

                """)
    }

    private static func figures(_ facts: [(name: String, value: TwinTable.Cell)]) -> Markup {
        var rows = Markup()
        for fact in facts { rows += "<div><dt>\(fact.name)</dt><dd>\(TwinTable.markup(fact.value))</dd></div>\n" }
        return "<dl class=\"terms\">\n\(rows)</dl>\n"
    }

    private static func why(_ reasons: [(name: String, count: Int, meaning: String)]) -> Markup {
        if reasons.isEmpty { return "" }
        return Table(
            caption: "Why records were rejected.", label: "Reasons",
            columns: [.text("Reason"), .number("Records"), .text("For example")],
            rows: reasons.map {
                [
                    "<code>\($0.name)</code>", "<a href=\"#rejects\">\($0.count)</a>", foreign($0.meaning, upTo: 200),
                ]
            }
        ).markup()
    }
}
