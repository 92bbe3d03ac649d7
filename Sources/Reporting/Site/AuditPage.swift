/// The log of who did what.
package enum AuditPage {
    /// - Parameter further: where earlier entries stand; nil for none.
    package static func page(
        _ table: Markup, person: String, action: String, actions: [String], further: String?, frame: SitePage.Frame
    ) -> SitePage {
        let filters = SiteForm(action: "/audit", method: .get).markup(
            SiteField.line("person", "Who", value: person)
                + SiteField.choice(
                    "action", "Did", [("", "anything")] + actions.map { ($0, $0) }, chosen: action)
                + SiteField.button("Show"))
        let more: Markup =
            further.map {
                "<nav class=\"parts\" aria-label=\"Parts of the log\"><ol><li><a rel=\"next\" href=\"\($0)\">Earlier</a></li></ol></nav>\n"
            }
            ?? ""
        return SitePage(
            "Audit", section: .audit, frame: frame,
            lede: """
                Everything that was seen, searched, taken out and written, in the same Merkle log as the evidence: an entry \
                that were taken out or changed would show.
                """,
            main: """
                <div class="filters">
                \(filters)</div>
                \(table)\(more)<p class="prose soft"><span class="mono">daylight evidence verify</span> checks the whole log.</p>

                """)
    }
}
