import Records

/// All networks: one drawing, one table.
struct NetworkList {
    let view: ReportView
    /// How many have a section of their own.
    let detailed: Int
    let palette: TracePalette

    func markup() -> Markup {
        var names: [Int: GraphDrawing.DiscName] = [:]
        for (place, network) in view.networks.enumerated() {
            names[place] = GraphDrawing.DiscName(
                text: VisibleText.clipped(network.identifier, to: 12).text
                    + " · \(NumberText.grouped(network.accounts))",
                anchor: place < detailed ? NetworkSection.anchor(place) : nil)
        }
        let drawing = GraphDrawing.overview(
            view.overview, title: "Networks: accounts and their ties", discNames: names, palette: palette,
            networksInAll: view.figures.networks)
        return """
            <section id="networks" aria-labelledby="networks-heading">
            <h2 id="networks-heading">Networks</h2>
            \(table())
            <h3>Accounts and ties</h3>
            \(drawing.figure())
            <h3>When each network co-acted</h3>
            \(ActivityDrawing.networks(view.networks, of: view.figures.networks, palette: palette).strip())</section>

            """
    }

    private func table() -> Markup {
        let listed = view.networks.prefix(ReportLimits.listedNetworks)
        let rows = listed.enumerated().map { place, network -> [Markup] in
            let name = foreign(network.identifier, upTo: 24)
            var traces: [String] = []
            for noun in network.layers.map(\.trace.nouns.many) where !traces.contains(noun) { traces.append(noun) }
            return [
                place < detailed ? "<a href=\"#\(NetworkSection.anchor(place))\">\(name)</a>" : name,
                "\(network.accounts)", "\(Words.list(network.platforms.map(\.title)))", "\(Words.list(traces))",
                "\(network.edges)", "\(network.objects)", "\(network.coActs)", "\(network.days)",
                TimeText.dateElement(network.first), TimeText.dateElement(network.last),
            ]
        }
        let count = Words.sentence(Words.count(view.figures.networks, "network", "networks"))
        var caption: Markup = "\(count), in the order of networks.csv"
        let unlisted = view.figures.networks - listed.count
        if unlisted > 0 { caption += "; \(unlisted) more are listed only there" }
        let unshown = listed.count - detailed
        if unshown > 0 { caption += ". The first \(detailed) have a section of their own" }
        return Table(
            caption: caption, label: "List of networks",
            columns: [
                .text("Network"), .number("Accounts"), .text("Platforms"), .text("Tied by"), .number("Ties"),
                .number("Objects"), .number("Co-acts"), .number("Days"), .text("First"), .text("Last"),
            ], rows: rows
        ).markup()
    }
}
