import Coordination
import Corpus
import Records
import Reporting

/// The accounts and ties that drawings are given.
struct DrawingFilling {
    let accounts: AccountTable
    let layers: [EdgeLayer]
    /// Each account's place among the members of its network.
    let places: [UInt32]

    /// One network, or the strongest of its pairs where they are too many.
    func graph(_ network: Network, _ ties: NetworkTies, community: Int) -> GraphView {
        GraphView(
            nodes: nodes(network, ties, community: community),
            edges: edges(network, most: ReportScope.drawnLinks, base: 0), edgesInAll: lines(network))
    }

    /// Several networks in one.
    func overview(_ networks: ArraySlice<Network>, _ ties: [NetworkTies]) -> GraphView {
        let most =
            isCut(networks) ? ReportScope.drawnLinksOfEach : ReportScope.drawnLinks
        var nodes: [GraphView.Node] = []
        var edges: [GraphView.Edge] = []
        var lines = 0
        for (number, network) in networks.enumerated() {
            let base = nodes.count
            nodes += self.nodes(network, ties[number], community: number)
            edges += self.edges(network, most: most, base: base)
            lines += self.lines(network)
        }
        return GraphView(nodes: nodes, edges: edges, edgesInAll: lines)
    }

    /// A line for each pair and trace, whether it is drawn or not.
    private func lines(_ network: Network) -> Int {
        network.links.reduce(0) { sum, link in
            var traces: [Trace] = []
            for place in link.edges where !traces.contains(layers[place.layer].trace) {
                traces.append(layers[place.layer].trace)
            }
            return sum + traces.count
        }
    }

    /// Whether not all pairs of these networks go into one drawing.
    private func isCut(_ networks: ArraySlice<Network>) -> Bool {
        networks.reduce(0) { $0 + $1.links.count } > ReportScope.drawnLinks
    }

    private func nodes(_ network: Network, _ ties: NetworkTies, community: Int) -> [GraphView.Node] {
        network.members.enumerated().map { place, member in
            GraphView.Node(
                label: accounts.label(member), platform: accounts.platform(member),
                strength: Int(clamping: ties.strengths[place]), community: community)
        }
    }

    /// A tie for each pair and trace, as heavy as at its widest window.
    private func edges(_ network: Network, most: Int, base: Int) -> [GraphView.Edge] {
        var edges: [GraphView.Edge] = []
        for link in network.links.prefix(most) {
            let start = edges.count
            for place in link.edges {
                let trace = layers[place.layer].trace
                let weight = Int(layers[place.layer].edges[place.edge].weight)
                if let known = edges[start...].firstIndex(where: { $0.trace == trace }) {
                    edges[known].weight = max(edges[known].weight, weight)
                } else {
                    edges.append(
                        GraphView.Edge(
                            a: base + Int(places[Int(link.a)]), b: base + Int(places[Int(link.b)]), weight: weight,
                            trace: trace))
                }
            }
        }
        return edges
    }
}
