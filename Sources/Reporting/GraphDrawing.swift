import Records

/// A node-link drawing as SVG with its legend.
///
/// Ties of one trace and about one weight are a single path, so that ten thousand of them take a quarter of a megabyte
/// and crossing ties do not darken one another into a blot.
struct GraphDrawing {
    /// What a disc of the overview is called, and where it leads.
    struct DiscName {
        var text: String
        var anchor: Markup?
    }

    let graph: GraphView
    let remark: String?
    let layout: GraphLayout
    let palette: TracePalette
    /// Distinguishes the ids of this drawing from those of others on the page.
    let identifier: Markup
    let title: String
    /// By community; empty where the drawing shows one network.
    let discNames: [Int: DiscName]

    /// One network with the names of its members.
    static func network(_ view: GraphView, identifier: Markup, title: String, palette: TracePalette) -> GraphDrawing {
        let selection = GraphSelection(view, most: GraphSelection.network)
        // One network is one disc, whatever numbers its nodes carry.
        var graph = selection.graph
        for index in graph.nodes.indices { graph.nodes[index].community = 0 }
        return GraphDrawing(
            graph: graph, remark: selection.remark, layout: GraphLayout(graph, style: .network), palette: palette,
            identifier: identifier, title: title, discNames: [:])
    }

    /// All networks, each named.
    /// - Parameter networksInAll: how many the report has, whether drawn or not.
    static func overview(
        _ view: GraphView, title: String, discNames: [Int: DiscName], palette: TracePalette, networksInAll: Int
    ) -> GraphDrawing {
        let selection = GraphSelection(view, most: GraphSelection.overview)
        let drawn = Set(selection.graph.nodes.map(\.community)).count
        let missing =
            networksInAll > drawn
            ? "Here are \(NumberText.grouped(drawn)) of \(NumberText.grouped(networksInAll)) networks, the first of the list; "
                + "graph.gexf holds all." : nil
        let remarks = [missing, selection.remark].compactMap { $0 }
        return GraphDrawing(
            graph: selection.graph, remark: remarks.isEmpty ? nil : remarks.joined(separator: " "),
            layout: GraphLayout(selection.graph, style: .overview), palette: palette, identifier: "overview",
            title: title, discNames: discNames)
    }

    /// The figure with its legend; nothing where there is nothing to draw.
    func figure() -> Markup {
        guard !graph.nodes.isEmpty else { return "" }
        let named = discNamePlaces
        let kind: Markup = discNames.isEmpty ? "graph" : "graph overview"
        return """
            <figure class="\(kind)">
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)">
            <svg viewBox="0 0 \(at: layout.width) \(at: layout.height)" role="img" \
            aria-labelledby="\(identifier)-title \(identifier)-description">
            <title id="\(identifier)-title">\(title)</title>
            <desc id="\(identifier)-description">\(description)</desc>
            \(discs())\(ties())\(nodes())\(discNames.isEmpty ? labels() : discLabels(named))</svg>
            </div>
            \(legend(leftOutNames: layout.discs.count - named.count))
            </figure>

            """
    }

    private var traces: [Trace] { palette.traces.filter { trace in graph.edges.contains { $0.trace == trace } } }

    private var platforms: [Platform] {
        Platform.allCases.filter { platform in graph.nodes.contains { $0.platform == platform } }
    }

    private var description: String {
        let accounts = Words.count(graph.nodes.count, "account", "accounts")
        let ties = Words.count(graph.edges.count, "line", "lines")
        let names = Words.list(traces.map { $0.nouns.many })
        return "\(accounts) and \(ties) between them" + (names.isEmpty ? "" : " through \(names)") + ". "
            + (remark.map { $0 + " " } ?? "") + "The tables of this report hold the same facts in words and numbers."
    }

    private func discs() -> Markup {
        guard !discNames.isEmpty else { return "" }
        var markup = Markup()
        for disc in layout.discs {
            guard let name = discNames[disc.community] else { continue }
            markup += """
                <g><title>\(name.text)</title><circle class="disc" cx="\(at: disc.centre.x)" \
                cy="\(at: disc.centre.y)" r="\(at: disc.radius + DiscLabels.rim)"/></g>

                """
        }
        return markup
    }

    private var discNamePlaces: [DiscLabels.Label] {
        DiscLabels.labels(
            layout.discs, texts: discNames.mapValues(\.text),
            canvas: Box(left: 0, top: 0, right: layout.width, bottom: layout.height))
    }

    /// The names of networks, after everything that could cover them.
    private func discLabels(_ labels: [DiscLabels.Label]) -> Markup {
        labels.map { label -> Markup in
            guard let name = discNames[label.community] else { return "" }
            let text: Markup = """
                <text class="disc-name" text-anchor="middle" x="\(at: label.place.x)" y="\(at: label.place.y)">\
                \(name.text)</text>
                """
            return name.anchor.map { "<a href=\"#\($0)\">\(text)</a>\n" } ?? text + "\n"
        }.joined()
    }

    private func ties() -> Markup {
        let strengths = TieStrengths(weights: graph.edges.map { Double($0.weight) }, nodes: graph.nodes.count)
        var paths = [[Markup]](repeating: [Markup](repeating: Markup(), count: 4), count: TracePalette.slots)
        // Ties of the same two accounts in several traces lie side by side.
        var layersBetween: [SIMD2<Int>: Int] = [:]
        for edge in graph.edges {
            let pair = SIMD2(min(edge.a, edge.b), max(edge.a, edge.b))
            let layer = layersBetween[pair, default: 0]
            layersBetween[pair] = layer + 1
            let (from, to) = (layout.places[pair.x], layout.places[pair.y])
            let along = to - from
            let aside = Point(x: -along.y, y: along.x) * (Double(layer) * 2.5 / max(along.length, 1))
            let strength = strengths.strength(of: Double(edge.weight))
            let (start, end) = (from + aside, to + aside)
            paths[palette.slot(edge.trace)][strength] +=
                "M\(at: start.x) \(at: start.y)L\(at: end.x) \(at: end.y)"
        }
        var markup = Markup()
        for strength in 0..<4 {
            for slot in 0..<TracePalette.slots where !paths[slot][strength].isEmpty {
                markup += "<path class=\"tie t\(raw: slot) w\(raw: strength)\" d=\"\(paths[slot][strength])\"/>\n"
            }
        }
        return markup
    }

    private func nodes() -> Markup {
        var markup: Markup = "<g class=\"node\">\n"
        for (index, node) in graph.nodes.enumerated() {
            let shape = PlatformShape.outline(node.platform, at: layout.places[index], radius: layout.radii[index])
            let name = VisibleText.clipped(node.label, to: 80).text
            markup += "<g><title>\(name), \(node.platform.title)</title>\(shape)</g>\n"
        }
        return markup + "</g>\n"
    }

    private func labels() -> Markup {
        let order = graph.nodes.indices.sorted {
            (-graph.nodes[$0].strength, $0) < (-graph.nodes[$1].strength, $1)
        }
        let labels = LabelPlacement.labels(
            texts: graph.nodes.map(\.label), order: order, places: layout.places, radii: layout.radii,
            canvas: Box(left: 0, top: 0, right: layout.width, bottom: layout.height), most: 28)
        return labels.map { label in
            let anchor: Markup =
                switch label.anchor {
                case .start: "start"
                case .middle: "middle"
                case .end: "end"
                }
            return """
                <text class="name" text-anchor="\(anchor)" x="\(at: label.place.x)" y="\(at: label.place.y)">\
                \(label.text)</text>

                """
        }.joined()
    }

    private func legend(leftOutNames: Int) -> Markup {
        let shapes = platforms.map { PlatformShape.sample($0) }.joined(" ")
        let lines = traces.map { palette.tieSample($0) }.joined(" ")
        let unnamed: Markup =
            discNames.isEmpty || leftOutNames == 0
            ? "" : " Names that found no room are left out: point at the disc, or see the table."
        let note: Markup = remark.map { "<strong class=\"remark\">\($0)</strong> " } ?? ""
        return """
            <figcaption><span class="keys">Accounts: \(shapes)</span> <span class="keys">Ties: \(lines)</span> \
            \(note)A shape is larger the more its account shared, a line stronger the more different objects it stands \
            for. Nearness has no meaning of its own.\(unnamed)</figcaption>
            """
    }
}
