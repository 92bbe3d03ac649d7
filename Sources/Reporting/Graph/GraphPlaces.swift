import Dispatch
import Synchronization

/// Where everything of a drawing stands: accounts inside the discs of their networks, the discs packed without overlap.
package struct GraphPlaces: Sendable, Equatable {
    /// Goes up with every change that moves anything: pictures kept under an older number are drawn again.
    package static let version = 1

    /// A network's disc.
    struct Disc: Equatable {
        var centre: Point
        var radius: Double
    }

    /// One for each body.
    private(set) var places: [Point]
    private(set) var radii: [Double]
    /// One for each group.
    private(set) var discs: [Disc]
    private(set) var width: Double
    private(set) var height: Double

    /// The radii of the weakest and of the strongest account.
    private static let bodies = 3.0...9.0
    /// The least space between two accounts.
    private static let gap = 6.0
    /// The space between the outermost accounts and the rim of their disc.
    private static let rim = 5.0
    /// The least space between two discs.
    private static let margin = 16.0
    /// A network drawn as one disc: its radius by the root of its members.
    private static let networkScale = 6.0
    private static let aspect = 1.5
    private static let border = 24.0

    /// - Parameter threads: the same places come out with any number of them.
    package init(_ graph: DrawnGraph, threads: Int) {
        radii = Self.radii(graph)
        places = [Point](repeating: .zero, count: graph.bodies.count)
        discs = []
        width = 0
        height = 0
        switch graph.kind {
        case .networks:
            discs = radii.map { Disc(centre: .zero, radius: $0) }
        case .accounts:
            let arrangements = Self.arrange(graph, radii: radii, threads: threads)
            for (group, arrangement) in zip(graph.groups, arrangements) {
                for (offset, place) in arrangement.places.enumerated() { places[group.first + offset] = place }
            }
            discs = arrangements.map { Disc(centre: .zero, radius: $0.reach + Self.rim) }
        }
        pack(graph)
        frame()
    }

    private static func radii(_ graph: DrawnGraph) -> [Double] {
        switch graph.kind {
        case .networks:
            return graph.groups.map { networkScale * Double(max(1, $0.members)).squareRoot() }
        case .accounts:
            let strongest = max(graph.bodies.reduce(0) { max($0, $1.strength) }, .leastNormalMagnitude)
            let range = bodies.upperBound - bodies.lowerBound
            return graph.bodies.map { bodies.lowerBound + range * ($0.strength / strongest).squareRoot() }
        }
    }

    /// Each group around the origin. Groups know nothing of one another, so that it does not matter which is done when.
    private static func arrange(_ graph: DrawnGraph, radii: [Double], threads: Int) -> [GroupArrangement] {
        var ties = [[ForceLayout.Tie]](repeating: [], count: graph.groups.count)
        for tie in graph.ties {
            let rank = graph.bodies[Int(tie.a)].group
            guard graph.bodies[Int(tie.b)].group == rank else { continue }
            let first = graph.groups[rank].first
            ties[rank].append(ForceLayout.Tie(a: Int(tie.a) - first, b: Int(tie.b) - first, weight: tie.weight))
        }
        let inside = ties
        let groups = graph.groups
        let results = Mutex<[GroupArrangement?]>(Array(repeating: nil, count: groups.count))
        let next = Atomic<Int>(0)
        @Sendable func work(_ thread: Int) {
            while true {
                // The largest groups come first, so that none is left over at the end.
                let rank = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if rank >= groups.count { return }
                let range = groups[rank].first..<groups[rank].first + groups[rank].count
                let arrangement = GroupArrangement(
                    radii: Array(radii[range]), order: Array(0..<range.count), ties: inside[rank], gap: gap)
                results.withLock { $0[rank] = arrangement }
            }
        }
        if threads <= 1 || groups.count <= 1 {
            work(0)
        } else {
            DispatchQueue.concurrentPerform(iterations: min(threads, groups.count), execute: work)
        }
        return results.withLock { $0.compactMap { $0 } }
    }

    private mutating func pack(_ graph: DrawnGraph) {
        let order = discs.indices.sorted { (-discs[$0].radius, $0) < (-discs[$1].radius, $1) }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, disc) in order.enumerated() { ranks[disc] = rank }
        var between: [SIMD2<Int>: Double] = [:]
        for tie in graph.ties {
            let (a, b) = (ranks[graph.bodies[Int(tie.a)].group], ranks[graph.bodies[Int(tie.b)].group])
            if a != b { between[SIMD2(min(a, b), max(a, b)), default: 0] += tie.weight }
        }
        let ties = between.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
            .map { ForceLayout.Tie(a: $0.x, b: $0.y, weight: between[$0] ?? 0) }
        let centres = DiscPacking.centres(
            radii: order.map { discs[$0].radius }, ties: ties, margin: Self.margin, aspect: Self.aspect)
        for (disc, centre) in zip(order, centres) { discs[disc].centre = centre }
    }

    /// Moves accounts into their discs, and everything so that the drawing begins at the origin.
    private mutating func frame() {
        let box = Box(around: discs.map(\.centre), radii: discs.map(\.radius))
        let shift = Point(x: Self.border - box.left, y: Self.border - box.top)
        for index in discs.indices { discs[index].centre += shift }
        width = box.width + 2 * Self.border
        height = box.height + 2 * Self.border
    }

    /// Where a body of this group stands in the whole drawing.
    func place(of body: Int, in group: Int) -> Point { discs[group].centre + places[body] }
}
