package import Records

/// The pages of runs: one, and two beside each other.
package enum RunPage {
    /// A run: what was asked, what came out, and how to have it again.
    /// - Parameters:
    ///   - command: what to type for the same again.
    ///   - results: the files that the run left, each with its size and where it can be had; nil where it is not served.
    package static func page(
        number: Int64, manifest: RunManifest, command: String, others: [Int64], table: TwinTable,
        results: [(output: RunManifest.Output, link: String?)], frame: SitePage.Frame
    ) -> SitePage {
        let address = "/runs/\(number)"
        return SitePage(
            "Run \(number)", section: .runs, frame: frame, trail: [("Runs", "/runs")],
            main: """
                \(figures(manifest, address))
                \(notes(manifest))<p><a href="\(address)/report">Its report</a> · <a href="\(address)/report/page">the report on a \
                page of its own</a></p>
                \(comparing(number, others))<h2>What was asked</h2>
                \(table.markup(address: address))
                <h2>The same again</h2>
                <p class="prose">The same input, settings and version give the same bytes.</p>
                <pre>\(foreign(command))</pre>
                <p><a href="/jobs/new?run=\(raw: Int(number))">Search the case again with these settings, or with others</a></p>
                <h2>What went in</h2>
                \(inputs(manifest))
                <h2>What came out</h2>
                \(outputs(results))
                """)
    }

    private static func figures(_ manifest: RunManifest, _ address: String) -> Markup {
        let counts = manifest.counts
        return """
            <dl class="figures">
            <div><dt>networks</dt><dd><a href="/networks?run=\(address.lastNumber)">\(counts.networks)</a></dd></div>
            <div><dt>ties</dt><dd><a href="\(address)/files/edges.csv">\(counts.edges)</a></dd></div>
            <div><dt>accounts</dt><dd><a href="\(address)/files/accounts.csv">\(counts.accounts)</a></dd></div>
            <div><dt>posts</dt><dd><a href="\(address)#inputs">\(counts.posts)</a></dd></div>
            <div><dt>actions</dt><dd><a href="\(address)#inputs">\(counts.actions)</a></dd></div>
            </dl>

            """
    }

    private static func notes(_ manifest: RunManifest) -> Markup {
        if manifest.notes.isEmpty { return "" }
        var items = Markup()
        for note in manifest.notes { items += "<li>\(foreign(note))</li>\n" }
        return "<div class=\"notes\"><h2>To be known</h2>\n<ul>\n\(items)</ul></div>\n"
    }

    private static func comparing(_ number: Int64, _ others: [Int64]) -> Markup {
        if others.isEmpty { return "" }
        return "<div class=\"filters\">\n"
            + SiteForm(action: "/runs/compare", method: .get).markup(
                SiteField.hidden("a", "\(number)")
                    + SiteField.choice(
                        "b", "Compare with", others.map { ("\($0)", "run \($0)") }, chosen: "\(others.last ?? 0)")
                    + SiteField.button("Compare")) + "</div>\n"
    }

    private static func inputs(_ manifest: RunManifest) -> Markup {
        "<div id=\"inputs\">\n"
            + Table(
                caption: "Every file, by its SHA-256.", label: "Inputs",
                columns: [.text("File"), .text("Format"), .number("Rows"), .number("Taken"), .text("SHA-256")],
                rows: manifest.inputs.map { input in
                    [
                        foreign(input.name, upTo: 80), "\(input.format)", "\(Int(clamping: input.rows))",
                        "\(Int(clamping: input.accepted))", "<span class=\"mono hash\">\(input.sha256)</span>",
                    ]
                }
            ).markup() + "</div>\n"
    }

    private static func outputs(_ results: [(output: RunManifest.Output, link: String?)]) -> Markup {
        Table(
            caption: "Each is compared with this hash before it is handed out.", label: "Results",
            columns: [.text("File"), .number("Size"), .text("SHA-256")],
            rows: results.map { output, link in
                [
                    link.map { "<a href=\"\($0)\">\(output.name)</a>" } ?? "\(output.name)",
                    "\(NumberText.bytes(Int(clamping: output.bytes)))",
                    "<span class=\"mono hash\">\(output.sha256)</span>",
                ]
            }
        ).markup()
    }

    /// The report of a run, inside of a page.
    package static func report(number: Int64, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Report of run \(number)", section: .runs, frame: frame,
            trail: [("Runs", "/runs"), ("Run \(number)", "/runs/\(number)")],
            main: """
                <p><a href="/runs/\(raw: Int(number))/report/page">On a page of its own</a></p>
                <iframe class="report" src="/runs/\(raw: Int(number))/report/page" sandbox="allow-popups" \
                title="Report of run \(raw: Int(number))"></iframe>

                """)
    }

    /// Two runs beside each other.
    /// - Parameters:
    ///   - settings: each with its value in both; those that differ stand out.
    ///   - networks: what became of the networks of the one in the other.
    package static func comparison(
        a: Int64, b: Int64, settings: [(name: String, a: String, b: String)], counts: [(name: String, a: Int, b: Int)],
        networks: TwinTable, address: String, frame: SitePage.Frame
    ) -> SitePage {
        func row(_ name: Markup, _ left: Markup, _ right: Markup, _ differs: Bool) -> [Markup] {
            differs
                ? [
                    name, "<span class=\"differs\">\(left)</span>", "<span class=\"differs\">\(right)</span>",
                    "differs",
                ]
                : [name, left, right, "same"]
        }
        func table(_ caption: Markup, _ rows: [[Markup]]) -> Markup {
            Table(
                caption: caption, label: "Runs \(a) and \(b)",
                columns: [
                    .text("What"), .text("<a href=\"/runs/\(raw: Int(a))\">Run \(raw: Int(a))</a>"),
                    .text("<a href=\"/runs/\(raw: Int(b))\">Run \(raw: Int(b))</a>"), .text(""),
                ], rows: rows
            ).markup()
        }
        return SitePage(
            "Runs \(a) and \(b)", section: .runs, frame: frame, trail: [("Runs", "/runs")],
            main: """
                <h2>What was asked</h2>
                \(table("Settings.", settings.map { row("\($0.name)", foreign($0.a), foreign($0.b), $0.a != $0.b) }))
                <h2>What came out</h2>
                \(table("Counts.", counts.map { row("\($0.name)", "\($0.a)", "\($0.b)", $0.a != $0.b) }))
                <h2>Networks</h2>
                \(networks.markup(address: address))
                """)
    }
}

extension String {
    fileprivate var lastNumber: String { String(split(separator: "/").last ?? "") }
}
