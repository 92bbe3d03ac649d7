import Records
import Testing

@testable import Reporting

@Suite("Drawings")
struct DrawingTests {
    /// `count` nodes in communities of `size`, each community a ring with chords.
    private static func graph(_ count: Int, communities size: Int, chords: Int = 2) -> GraphView {
        let nodes = (0..<count).map {
            GraphView.Node(label: "account \($0)", platform: .tiktok, strength: $0 % 17, community: $0 / size)
        }
        var edges: [GraphView.Edge] = []
        for node in 0..<count {
            let base = node / size * size
            let members = min(size, count - base)
            for step in 1...max(1, chords) where members > step {
                let other = base + (node - base + step) % members
                edges.append(GraphView.Edge(a: node, b: other, weight: 1 + node % 5, trace: .sound))
            }
        }
        return GraphView(nodes: nodes, edges: edges)
    }

    @Test("Accounts stand inside the canvas, at finite places", arguments: [1, 2, 3, 7, 40, 150, 900])
    func inside(count: Int) {
        for style in [GraphLayout.Style.network, .overview] {
            let layout = GraphLayout(Self.graph(count, communities: 30), style: style)
            for (place, radius) in zip(layout.places, layout.radii) {
                #expect(place.x.isFinite && place.y.isFinite && radius > 0)
                #expect(place.x - radius >= 0 && place.x + radius <= layout.width)
                #expect(place.y - radius >= 0 && place.y + radius <= layout.height)
            }
        }
    }

    @Test("No account lies on another", arguments: [2, 5, 12, 60, 150])
    func apart(count: Int) {
        for chords in [1, 3, 200] {
            let layout = GraphLayout(Self.graph(count, communities: count, chords: chords), style: .network)
            for a in 0..<count {
                for b in 0..<a {
                    let distance = (layout.places[a] - layout.places[b]).length
                    #expect(distance >= layout.radii[a] + layout.radii[b])
                }
            }
        }
    }

    @Test("Networks do not overlap, and the largest comes first")
    func discs() {
        let layout = GraphLayout(Self.graph(400, communities: 13), style: .overview)
        #expect(layout.discs.count == 31)
        #expect(layout.discs.map(\.radius) == layout.discs.map(\.radius).sorted(by: >))
        for (index, disc) in layout.discs.enumerated() {
            for other in layout.discs[..<index] {
                #expect((disc.centre - other.centre).length >= disc.radius + other.radius)
            }
        }
    }

    @Test("The same graph is laid out the same")
    func determinism() {
        let graph = Self.graph(120, communities: 40, chords: 5)
        let (first, second) = (GraphLayout(graph, style: .overview), GraphLayout(graph, style: .overview))
        #expect(first.places == second.places && first.discs == second.discs)
    }

    @Test("A drawing with more than it can show draws the strongest and says so")
    func selection() {
        let selection = GraphSelection(Self.graph(500, communities: 100, chords: 10), most: (nodes: 100, edges: 50))
        #expect(selection.graph.nodes.count == 100 && selection.graph.edges.count == 50)
        #expect(selection.graph.nodes.allSatisfy { $0.strength >= 13 })
        #expect(
            selection.remark == "Drawn: the 100 strongest of 500 accounts and the 50 strongest of 5,000 lines, "
                + "a line for each pair and trace.")
        #expect(GraphSelection(Self.graph(9, communities: 9), most: (nodes: 9, edges: 99)).remark == nil)
    }

    @Test("Ties that name no account or the same one twice are not drawn")
    func unsound() {
        var graph = Self.graph(4, communities: 4)
        graph.edges += [
            GraphView.Edge(a: 0, b: 99, weight: 1, trace: .sound), GraphView.Edge(a: 2, b: 2, weight: 1, trace: .sound),
        ]
        #expect(GraphSelection(graph, most: (nodes: 10, edges: 100)).graph.edges.count == 8)
    }

    @Test("Two thousand accounts and ten thousand ties are drawn in less than 700 kB")
    func large() {
        let graph = Self.graph(2000, communities: 250, chords: 5)
        var view = SampleReport.view()
        view.networks = []
        let drawing = GraphDrawing.overview(
            graph, title: "All", discNames: [:], palette: TracePalette(view),
            networksInAll: 8)
        let figure = drawing.figure()
        #expect(drawing.remark == nil)
        #expect(figure.bytes.count < 700_000)
        #expect(!figure.string.contains("nan") && !figure.string.contains("inf"))
    }

    @Test("Names cover neither accounts nor one another")
    func labels() {
        let graph = Self.graph(60, communities: 60, chords: 3)
        let layout = GraphLayout(graph, style: .network)
        let canvas = Box(left: 0, top: 0, right: layout.width, bottom: layout.height)
        let labels = LabelPlacement.labels(
            texts: graph.nodes.map(\.label), order: Array(graph.nodes.indices), places: layout.places,
            radii: layout.radii, canvas: canvas, most: 28)
        #expect(labels.count > 10)
        for (index, label) in labels.enumerated() {
            #expect(canvas.contains(label.box))
            #expect(!labels[..<index].contains { $0.box.overlaps(label.box) })
        }
    }
}
