import Statistics

/// Communities by the Leiden algorithm: V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
/// well-connected communities", Scientific Reports 9, 2019.
///
/// Nodes move to the neighbouring community that gains most, as in Louvain's algorithm; before the graph is aggregated
/// each community is parted anew into pieces that hold together, so that a community whose bridge has moved away falls
/// apart. Every community is connected.
///
/// One thread, and no order but that of nodes and the seed's: the same graph and seed give the same communities on every
/// machine, however the edges are ordered (but for the last digits of summed weights).
package struct Leiden: CommunityDetection, Equatable {
    /// What makes one partition better than another.
    package enum Objective: Sendable {
        /// More weight inside communities than the nodes' strengths would give by chance (M. Newman and M. Girvan, 2004).
        case modularity
        /// More weight inside communities than `resolution` for each pair of nodes: the constant Potts model (Traag, Van
        /// Dooren and Nesterov, 2011).
        case constantPotts
    }

    package var objective: Objective
    /// Above 0; higher gives more and smaller communities. For the constant Potts model it is a weight per pair.
    package var resolution: Double
    package var seed: UInt64
    /// How often the whole is repeated at most, at least 1. It ends earlier when a repetition changes nothing; after the
    /// third hardly anything does.
    package var iterations: Int

    /// How far a merge in the refinement may lie below the best, in mean edge weights: the paper's θ.
    private static let randomness = 0.01

    package init(
        objective: Objective = .modularity, resolution: Double = 1, seed: UInt64 = 1, iterations: Int = 5
    ) {
        precondition(resolution > 0 && resolution.isFinite && iterations > 0)
        self.objective = objective
        self.resolution = resolution
        self.seed = seed
        self.iterations = iterations
    }

    /// The community of each node, numbered from 0 in the order of each community's lowest node.
    /// - Parameters:
    ///   - nodeCount: nodes are `0..<nodeCount`.
    ///   - edges: undirected. The weights of edges between the same two nodes add up; a loop counts for its node's
    ///     strength only. An edge whose weight is not above 0 and finite is left out.
    package func communities(nodeCount: Int, edges: [WeightedLink]) -> [UInt32] {
        let graph = LeidenGraph(nodeCount: nodeCount, edges: edges, objective: objective)
        var partition = Array(0..<UInt32(nodeCount))
        if graph.neighbours.isEmpty { return partition }
        let totalWeight = graph.weights.reduce(0, +) / 2
        let price = objective == .modularity ? resolution / graph.masses.reduce(0, +) : resolution
        let theta = Self.randomness * totalWeight / (Double(graph.neighbours.count) / 2)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<iterations {
            let next = Self.improve(partition, of: graph, price: price, theta: theta, using: &generator)
            if next == partition { break }
            partition = next
        }
        return partition
    }

    /// One repetition: moving, refining and aggregating until no community can be aggregated further.
    private static func improve(
        _ partition: [UInt32], of base: LeidenGraph, price: Double, theta: Double,
        using generator: inout SeededGenerator
    ) -> [UInt32] {
        var graph = base
        var communities = partition
        // The node of the aggregated graph in which each node is.
        var places = Array(0..<UInt32(base.nodeCount))
        while true {
            graph.moveNodes(&communities, price: price, using: &generator)
            let count = renumber(&communities)
            if count == graph.nodeCount { break }
            var pieces = graph.refined(communities, price: price, theta: theta, using: &generator)
            let pieceCount = renumber(&pieces)
            if pieceCount == graph.nodeCount {
                // Nothing holds together well enough to be merged: what is connected stays together.
                communities = graph.connectedParts(of: communities)
                break
            }
            var communityOfPiece = [UInt32](repeating: 0, count: pieceCount)
            for (node, piece) in pieces.enumerated() { communityOfPiece[Int(piece)] = communities[node] }
            communities = communityOfPiece
            graph = graph.aggregated(pieces, count: pieceCount)
            for node in places.indices { places[node] = pieces[Int(places[node])] }
        }
        var result = places.map { communities[Int($0)] }
        _ = renumber(&result)
        return result
    }

    /// Numbers communities from 0 in the order of their lowest nodes.
    /// - Returns: how many there are.
    private static func renumber(_ communities: inout [UInt32]) -> Int {
        var numbers = [UInt32](repeating: .max, count: communities.count)
        var next: UInt32 = 0
        for node in communities.indices {
            let old = Int(communities[node])
            if numbers[old] == .max {
                numbers[old] = next
                next += 1
            }
            communities[node] = numbers[old]
        }
        return Int(next)
    }
}
