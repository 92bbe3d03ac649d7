/// The picture of a drawing that needs no script: the same places as SVG, discs with their names as links, and of accounts
/// and ties so many as a page can bear.
struct StillDrawing {
    let graph: DrawnGraph
    let places: GraphPlaces
    let title: String

    private static let width = 960.0

    private var scale: Double { Self.width / max(places.width, 1) }

    func markup() -> Markup {
        guard !graph.bodies.isEmpty else { return "<p class=\"none\">There is nothing to draw.</p>\n" }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)">
            <svg viewBox="0 0 \(at: Self.width) \(at: places.height * scale)" role="group" aria-label="\(title)">
            \(discs())\(ties())\(accounts())\(names())</svg>
            </div>
            \(leftOut)
            """
    }

    private var mostTies: Int {
        switch graph.kind {
        case .accounts: GraphLimits.stillTies
        case .networks: GraphLimits.stillBundles
        }
    }

    /// Whether both ends stand in a network that is drawn.
    private func isDrawn(_ tie: DrawnGraph.Tie) -> Bool {
        graph.bodies[Int(tie.a)].group < GraphLimits.stillNetworks
            && graph.bodies[Int(tie.b)].group < GraphLimits.stillNetworks
    }

    private func shown(_ point: Point) -> Point { point * scale }

    private func discs() -> Markup {
        zip(graph.groups, places.discs).prefix(GraphLimits.stillNetworks).map { group, disc -> Markup in
            let centre = shown(disc.centre)
            return """
                <g><title>\(LabelPacket.visible(group.label)), \(Words.count(group.members, "account", "accounts"))\
                </title><circle class="disc" cx="\(at: centre.x)" cy="\(at: centre.y)" \
                r="\(at: max(disc.radius * scale, 1))"/></g>

                """
        }.joined()
    }

    private func ties() -> Markup {
        let strengths = TieStrengths(weights: graph.ties.map(\.weight), nodes: graph.bodies.count)
        var paths = [Markup](repeating: Markup(), count: 4)
        for tie in graph.ties.prefix(mostTies) where isDrawn(tie) {
            let (a, b) = (Int(tie.a), Int(tie.b))
            let from = shown(places.place(of: a, in: graph.bodies[a].group))
            let to = shown(places.place(of: b, in: graph.bodies[b].group))
            paths[strengths.strength(of: tie.weight)] += "M\(at: from.x) \(at: from.y)L\(at: to.x) \(at: to.y)"
        }
        return paths.enumerated().map { strength, path -> Markup in
            path.isEmpty ? "" : "<path class=\"tie still-tie w\(raw: strength)\" d=\"\(path)\"/>\n"
        }.joined()
    }

    private func accounts() -> Markup {
        guard graph.kind == .accounts, graph.bodies.count <= GraphLimits.stillAccounts else { return "" }
        let drawn = graph.bodies.enumerated().filter { $0.element.group < GraphLimits.stillNetworks }
        let shapes = drawn.map { index, body -> Markup in
            let outline = PlatformShape.outline(
                body.platform, at: shown(places.place(of: index, in: body.group)),
                radius: max(places.radii[index] * scale, 1.5))
            return "<g><title>\(LabelPacket.visible(body.label))</title>\(outline)</g>\n"
        }
        return "<g class=\"node\">\n\(shapes.joined())</g>\n"
    }

    private func names() -> Markup {
        let discs = places.discs.enumerated().map { rank, disc in
            GraphLayout.Disc(
                community: rank, centre: shown(disc.centre), radius: disc.radius * scale,
                members: graph.groups[rank].members)
        }
        // Names of the smallest would find no room anyway, and looking for it takes the time of all with all.
        let named = Array(discs.filter { $0.radius > 6 }.prefix(Self.mostNames))
        let texts = Dictionary(
            uniqueKeysWithValues: named.map { ($0.community, LabelPacket.visible(graph.groups[$0.community].label)) })
        let labels = DiscLabels.labels(
            named, texts: texts, canvas: Box(left: 0, top: 0, right: Self.width, bottom: places.height * scale))
        return labels.map { label -> Markup in
            let text: Markup = """
                <text class="disc-name" text-anchor="middle" x="\(at: label.place.x)" y="\(at: label.place.y)">\
                \(texts[label.community] ?? "")</text>
                """
            let address = graph.groups[label.community].address
            return LabelPacket.isOwnPath(address) ? "<a href=\"\(address)\">\(text)</a>\n" : text + "\n"
        }.joined()
    }

    private static let mostNames = 150

    private var leftOut: Markup {
        var parts: [String] = []
        if graph.groups.count > GraphLimits.stillNetworks {
            parts.append("all but the \(NumberText.grouped(GraphLimits.stillNetworks)) largest networks")
        }
        if graph.kind == .accounts, graph.bodies.count > GraphLimits.stillAccounts {
            parts.append("the accounts, which are too many to stand still")
        }
        if graph.ties.count > mostTies {
            parts.append("all but the \(NumberText.grouped(mostTies)) heaviest ties")
        }
        return parts.isEmpty
            ? "" : "<p class=\"soft\">Left out here: \(Words.list(parts)). The table has them all.</p>\n"
    }
}
