package import Records

/// The page where a case is taken away from, in a format that others read.
package enum ExportPage {
    package static func page(
        formats: [(value: String, title: String)], cohorts: [String], runs: [Int64], clearance: TrafficLight,
        networks: String, frame: SitePage.Frame
    ) -> SitePage {
        let subjects =
            [("case", "the whole case")] + cohorts.map { ("cohort:\($0)", "the cohort \($0)") }
            + runs.map { ("run:\($0)", "networks of run \($0)") }
        let lights = TrafficLight.allCases.filter { $0.isAllowed(in: clearance) }
        return SitePage(
            "Export", section: .export, frame: frame,
            lede: """
                What the case holds, in the formats of the field. A document may hold what its own marking allows and nothing \
                else: what nobody has marked counts as TLP:AMBER.
                """,
            main: SiteForm(action: "/export/file", method: .get).markup(
                SiteField.choice("format", "Format", formats)
                    + SiteField.choice("subject", "About", subjects.map { (value: $0.0, title: $0.1) })
                    + SiteField.line(
                        "networks", "Only these networks of the run", value: networks,
                        hint: "N1,N2; all where it is empty")
                    + SiteField.choice(
                        "tlp", "To whom the document may be shown", lights.map { ($0.rawValue, $0.label) },
                        chosen: "amber")
                    + SiteField.choice(
                        "marked", "Where something is marked above that",
                        [
                            ("refuse", "refuse the export and say what it is"),
                            ("leave_out", "leave it out, and count it"),
                        ])
                    + SiteField.choice("posts", "Posts", [("yes", "with posts"), ("no", "without posts")])
                    + SiteField.line("producer", "Who hands it out", value: "Daylight")
                    + SiteField.button("Download"))
                    + """
                    <p class="prose">Each download is entered in the custody log with the SHA-256 of what was handed out. The \
                    notes for Obsidian and tables for Gephi are folders: 'daylight export' writes them.</p>

                    """)
    }
}
