/// Where everything of a graph drawing stands: networks first, as discs packed around the largest; inside each disc its
/// accounts. Ties between networks do not pull, so that a few cannot draw everything into one clot.
struct GraphLayout {
    /// A network's disc.
    struct Disc: Equatable {
        var community: Int
        var centre: Point
        var radius: Double
        var members: Int
    }

    /// One for each node.
    private(set) var places: [Point]
    private(set) var radii: [Double]
    /// The largest first.
    private(set) var discs: [Disc]
    private(set) var width: Double
    private(set) var height: Double

    /// How a drawing is sized, in units of its canvas.
    struct Style {
        /// The radii of the weakest and the strongest node.
        var nodes: ClosedRange<Double>
        /// The least space between nodes.
        var gap: Double
        /// The least space between networks.
        var margin: Double
        var width: Double
        var tallest: Double
        /// Kept free on the left and right, and above and below.
        var sides: Double
        var ends: Double
        /// How much a small drawing may grow to fill its canvas.
        var growth: Double

        /// Many networks on one canvas.
        static let overview = Style(
            nodes: 2.5...6, gap: 6, margin: 26, width: 960, tallest: 680, sides: 12, ends: 26, growth: 1.5)
        /// One network, with room for names.
        static let network = Style(
            nodes: 4...10, gap: 14, margin: 0, width: 860, tallest: 460, sides: 150, ends: 22, growth: 1.3)
    }

    init(_ graph: GraphView, style: Style) {
        let strongest = Double(max(1, graph.nodes.reduce(0) { max($0, $1.strength) }))
        let range = style.nodes.upperBound - style.nodes.lowerBound
        radii = graph.nodes.map {
            style.nodes.lowerBound + range * (Double(max(0, $0.strength)) / strongest).squareRoot()
        }
        places = [Point](repeating: .zero, count: graph.nodes.count)
        discs = []
        width = style.width
        height = 0
        arrange(graph, style: style)
        pack(style, members: graph.nodes.map(\.community))
        fit(style)
    }

    /// Lays out each community around the origin.
    private mutating func arrange(_ graph: GraphView, style: Style) {
        let members = Dictionary(grouping: graph.nodes.indices) { graph.nodes[$0].community }
        var ties: [Int: [ForceLayout.Tie]] = [:]
        var local = [Int](repeating: 0, count: graph.nodes.count)
        for nodes in members.values {
            for (position, node) in nodes.enumerated() { local[node] = position }
        }
        for edge in graph.edges where graph.nodes[edge.a].community == graph.nodes[edge.b].community {
            let tie = ForceLayout.Tie(a: local[edge.a], b: local[edge.b], weight: Double(max(0, edge.weight)))
            ties[graph.nodes[edge.a].community, default: []].append(tie)
        }
        for community in members.keys.sorted() {
            guard let nodes = members[community] else { continue }
            let order = nodes.indices.sorted {
                (-graph.nodes[nodes[$0]].strength, $0) < (-graph.nodes[nodes[$1]].strength, $1)
            }
            let arrangement = GroupArrangement(
                radii: nodes.map { radii[$0] }, order: order, ties: ties[community] ?? [], gap: style.gap)
            for (node, place) in zip(nodes, arrangement.places) { places[node] = place }
            discs.append(Disc(community: community, centre: .zero, radius: arrangement.reach, members: nodes.count))
        }
        discs.sort { ($1.radius, $0.community) < ($0.radius, $1.community) }
    }

    /// Packs the discs; once more with a wider margin where so many had to shrink that names would find no room between
    /// them.
    private mutating func pack(_ style: Style, members: [Int]) {
        let packed = places
        let aspect = style.width / style.tallest
        pack(aspect: aspect, margin: style.margin, members: members)
        let scale = scale(style)
        guard discs.count > 1, scale < 1 else { return }
        places = packed
        for index in discs.indices { discs[index].centre = .zero }
        pack(aspect: aspect, margin: min(style.margin / scale, 4 * style.margin), members: members)
    }

    /// Puts the discs around the largest, wider than tall, and the accounts into their discs.
    private mutating func pack(aspect: Double, margin: Double, members: [Int]) {
        let packed = DiscPacking.centres(radii: discs.map(\.radius), ties: [], margin: margin, aspect: aspect)
        for (index, centre) in packed.enumerated() { discs[index].centre = centre }
        let centres = Dictionary(uniqueKeysWithValues: discs.map { ($0.community, $0.centre) })
        for (node, community) in members.enumerated() { places[node] += centres[community] ?? .zero }
    }

    private var extent: Box {
        discs.count > 1
            ? Box(around: discs.map(\.centre), radii: discs.map(\.radius)) : Box(around: places, radii: radii)
    }

    /// By how much everything must grow or shrink to fill the canvas.
    private func scale(_ style: Style) -> Double {
        let box = extent
        return min(
            style.growth, (style.width - 2 * style.sides) / max(box.width, 1),
            (style.tallest - 2 * style.ends) / max(box.height, 1))
    }

    /// Fits the whole to the canvas and puts it in the middle. Everything grows or shrinks by one factor, so that what
    /// did not overlap still does not.
    private mutating func fit(_ style: Style) {
        let box = extent
        let scale = scale(style)
        height = (box.height * scale + 2 * style.ends).rounded(.up)
        let shift = Point(
            x: style.width / 2 - (box.left + box.right) / 2 * scale, y: height / 2 - (box.top + box.bottom) / 2 * scale)
        for node in places.indices {
            places[node] = places[node] * scale + shift
            radii[node] *= scale
        }
        for index in discs.indices {
            discs[index].centre = discs[index].centre * scale + shift
            discs[index].radius *= scale
        }
    }
}
