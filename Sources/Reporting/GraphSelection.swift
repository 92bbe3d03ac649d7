/// What of a graph is drawn: all of it where it is small enough, otherwise its strongest part; and how much was left out.
struct GraphSelection {
    let graph: GraphView
    let nodesLeftOut: Int
    let edgesLeftOut: Int

    /// More than these make a drawing that neither a reader nor a browser can use.
    static let overview = (nodes: 2000, edges: 10_000)
    static let network = (nodes: 150, edges: 1500)

    init(_ graph: GraphView, most: (nodes: Int, edges: Int)) {
        let sound = graph.edges.filter { edge in
            edge.a != edge.b && graph.nodes.indices.contains(edge.a) && graph.nodes.indices.contains(edge.b)
        }
        let kept = Set(
            graph.nodes.indices
                .sorted { (-graph.nodes[$0].strength, $0) < (-graph.nodes[$1].strength, $1) }
                .prefix(most.nodes))
        var renumbered = [Int](repeating: -1, count: graph.nodes.count)
        var nodes: [GraphView.Node] = []
        for index in graph.nodes.indices where kept.contains(index) {
            renumbered[index] = nodes.count
            nodes.append(graph.nodes[index])
        }
        let edges = sound.indices
            .filter { kept.contains(sound[$0].a) && kept.contains(sound[$0].b) }
            .sorted { (-sound[$0].weight, $0) < (-sound[$1].weight, $1) }
            .prefix(most.edges)
            .map { index in
                var edge = sound[index]
                edge.a = renumbered[edge.a]
                edge.b = renumbered[edge.b]
                return edge
            }
        self.graph = GraphView(nodes: nodes, edges: Array(edges))
        nodesLeftOut = graph.nodesInAll - nodes.count
        edgesLeftOut = graph.edgesInAll - (graph.edges.count - sound.count) - edges.count
    }

    /// The sentence that stands on the drawing where something was left out. A pair tied by three traces is three lines,
    /// and the tables count it as one tie.
    var remark: String? {
        guard nodesLeftOut > 0 || edgesLeftOut > 0 else { return nil }
        return "Drawn: \(part(graph.nodes.count, nodesLeftOut, "accounts")) and "
            + "\(part(graph.edges.count, edgesLeftOut, "lines")), a line for each pair and trace."
    }

    private func part(_ drawn: Int, _ leftOut: Int, _ nouns: String) -> String {
        leftOut == 0
            ? "all \(NumberText.grouped(drawn)) \(nouns)"
            : "the \(NumberText.grouped(drawn)) strongest of \(NumberText.grouped(drawn + leftOut)) \(nouns)"
    }
}
