import Records

/// The report of one investigation: a page that needs nothing but itself.
package enum InvestigationReport {
    /// The whole page. The same view gives the same text.
    package static func html(_ view: ReportView) -> String {
        let palette = TracePalette(view)
        let sections = networkSections(view, palette: palette)
        let networks = NetworkList(view: view, detailed: sections.count, palette: palette)
        let closing = ClosingSections(view: view)
        let opening = Opening(view: view, detailed: sections.count)
        return Page(
            version: view.version, title: view.title, header: opening.header(),
            contents: contents(view, detailed: sections.count),
            main: """
                \(opening.summary())
                \(view.isEmpty ? Markup() : networks.markup())
                \(sections.joined())
                \(closing.markup())
                """, claim: "It shows what accounts did; it accuses nobody."
        ).html
    }

    /// The detailed networks, as many as the page has room for.
    private static func networkSections(_ view: ReportView, palette: TracePalette) -> [Markup] {
        var sections: [Markup] = []
        var size = 0
        for (place, network) in view.networks.prefix(ReportLimits.networks).enumerated() {
            let section = NetworkSection(
                network: network, place: place, inputs: view.inputs, palette: palette
            ).markup()
            size += section.bytes.count
            if size > ReportLimits.bytes { break }
            sections.append(section)
        }
        return sections
    }

    private static func contents(_ view: ReportView, detailed: Int) -> Markup {
        var networks = Markup()
        for (place, network) in view.networks.prefix(detailed).enumerated() {
            networks += """
                <li><a href="#\(NetworkSection.anchor(place))">\(foreign(network.identifier, upTo: 12)) \
                <span class="soft">\(network.accounts)</span></a></li>

                """
        }
        let list: Markup =
            view.isEmpty
            ? ""
            : """
            <li><a href="#networks">Networks</a>
            <ol class="networks">
            \(networks)</ol></li>
            <li><a href="#rivals">Other explanations</a></li>

            """
        return """
            <nav aria-label="Contents">
            <ol>
            <li><a href="#summary">Summary</a></li>
            \(list)\
            \(view.significance == nil ? Markup() : "<li><a href=\"#chance\">Is it more than chance?</a></li>\n")\
            \(view.stability == nil ? Markup() : "<li><a href=\"#stability\">Other settings</a></li>\n")\
            <li><a href="#limits">Limits</a></li>
            <li><a href="#method">Question and method</a></li>
            <li><a href="#inputs">Inputs</a></li>
            <li><a href="#reading">How to read this</a></li>
            <li><a href="#again">Make it again</a></li>
            </ol>
            </nav>
            """
    }
}
