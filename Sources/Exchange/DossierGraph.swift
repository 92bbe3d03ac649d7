import Oversight
import Records

extension GraphDocument {
    /// A dossier's accounts and their ties, with the days on which they acted together where its posts tell.
    /// - Parameter dossier: cleared for its marking.
    /// - Returns: the graph, and how many posts were left out because of their marking.
    package static func drawn(
        from dossier: Dossier, creator: String
    ) throws(ExchangeError) -> (graph: GraphDocument, withheldPosts: Int) {
        let activity = try ActivityDays(dossier)
        var places: [AssetKey: Int] = [:]
        for (place, asset) in dossier.assets.enumerated() { places[asset.key] = place }
        var memberships: [AssetKey: [String]] = [:]
        for network in dossier.networks {
            for member in network.members { memberships[member, default: []].append(network.identifier) }
        }
        var edges: [GraphEdge] = []
        var kinds: Set<EdgeKind> = []
        for network in dossier.networks {
            for edge in network.edges {
                guard let source = places[edge.a], let target = places[edge.b] else { continue }
                // Two runs may tie the same accounts in the same way: they stay two edges, which their kinds keep apart.
                let isFirst = kinds.insert(EdgeKind(edge)).inserted
                edges.append(
                    Self.edge(
                        edge, of: network, from: source, to: target,
                        suffix: isFirst ? "" : " (\(network.identifier))", days: activity.days(of: edge)))
            }
        }
        let graph = GraphDocument(
            creator: creator,
            description: dossier.head.title + ". " + dossier.head.summary
                + " Accounts tied by acting on the same objects within a window. Weight: distinct objects. "
                + dossier.head.marking.label + ".",
            nodeAttributes: nodeAttributes, edgeAttributes: edgeAttributes,
            nodes: dossier.assets.map { asset in
                Self.node(asset, networks: memberships[asset.key] ?? [], span: activity.spans[asset.key])
            },
            edges: edges)
        return (graph, activity.withheldPosts)
    }

    /// What two edges must not have in common.
    private struct EdgeKind: Hashable {
        let a: AssetKey
        let b: AssetKey
        let trace: String
        let window: String

        init(_ edge: Dossier.Edge) {
            a = edge.a
            b = edge.b
            trace = edge.trace
            window = edge.window
        }
    }

    private static let nodeAttributes = [
        GraphAttribute("platform", .text), GraphAttribute("kind", .text), GraphAttribute("account", .text),
        GraphAttribute("handle", .text), GraphAttribute("name", .text), GraphAttribute("networks", .text),
        GraphAttribute("grade", .text), GraphAttribute("created", .text), GraphAttribute("reach", .integer),
        GraphAttribute("posts", .integer), GraphAttribute("first", .text), GraphAttribute("last", .text),
    ]

    private static let edgeAttributes = [
        GraphAttribute("trace", .text), GraphAttribute("window_s", .text), GraphAttribute("network", .text),
        GraphAttribute("pairs", .integer), GraphAttribute("posts_a", .integer), GraphAttribute("posts_b", .integer),
        GraphAttribute("median_gap_s", .number), GraphAttribute("first", .text), GraphAttribute("last", .text),
        GraphAttribute("p_value", .text), GraphAttribute("q_value", .text),
    ]

    private static func node(
        _ asset: Dossier.Asset, networks: [String], span: (first: Instant, last: Instant)?
    ) -> GraphNode {
        GraphNode(
            label: asset.label,
            values: [
                .text(asset.key.platform.name), .text(asset.kind.rawValue), .text(asset.key.id),
                asset.handle.map { .text($0) }, asset.name.map { .text($0) },
                networks.isEmpty ? nil : .text(networks.joined(separator: "; ")),
                asset.grade.map { .text($0.rawValue) },
                asset.created.map { .text($0.text) }, asset.reach.map { .integer($0) }, .integer(Int64(asset.posts)),
                span.map { .text($0.first.description) }, span.map { .text($0.last.description) },
            ],
            spells: span.map { [GraphSpell(first: Day(of: $0.first), last: Day(of: $0.last))] } ?? [])
    }

    private static func edge(
        _ edge: Dossier.Edge, of network: Dossier.Network, from source: Int, to target: Int, suffix: String,
        days: [(day: Day, weight: Int)]
    ) -> GraphEdge {
        GraphEdge(
            source: source, target: target, weight: Double(edge.weight),
            kind: "\(edge.trace) \(edge.window)\(suffix)", first: edge.first, last: edge.last,
            values: [
                .text(edge.trace), .text(edge.window), .text(network.identifier), .integer(Int64(clamping: edge.pairs)),
                .integer(Int64(edge.postsA)), .integer(Int64(edge.postsB)), .number(edge.medianGap),
                .text(edge.first.description), .text(edge.last.description), edge.pValue.map { .text($0) },
                edge.qValue.map { .text($0) },
            ],
            spells: GraphSpell.joined(days))
    }
}

extension GraphSpell {
    /// Days in a row of one weight are one spell.
    static func joined(_ days: [(day: Day, weight: Int)]) -> [GraphSpell] {
        var spells: [GraphSpell] = []
        for (day, weight) in days {
            if let last = spells.last, last.last + 1 == day, last.weight == Double(weight) {
                spells[spells.count - 1].last = day
            } else {
                spells.append(GraphSpell(first: day, last: day, weight: Double(weight)))
            }
        }
        return spells
    }
}
