/// An undirected weighted graph as flat columns: each node's neighbours lie together. Loops are not kept, since they stay
/// inside whatever their node is in; they count in its mass.
struct LeidenGraph {
    /// Node `v` has the entries `starts[v]..<starts[v + 1]` of the two following columns.
    private(set) var starts: [UInt32]
    /// Each edge stands once at both of its ends.
    private(set) var neighbours: [UInt32]
    private(set) var weights: [Double]
    /// What a node brings to the price of a community: its strength for modularity, the number of nodes in it for the
    /// constant Potts model.
    private(set) var masses: [Double]

    var nodeCount: Int { masses.count }

    /// Where a node's neighbours are.
    func entries(of node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

    init(nodeCount: Int, edges: [WeightedLink], objective: Leiden.Objective) {
        precondition(nodeCount < Int(UInt32.max) && edges.count < Int(UInt32.max) / 2)
        masses = [Double](repeating: objective == .modularity ? 0 : 1, count: nodeCount)
        starts = [UInt32](repeating: 0, count: nodeCount + 1)
        for edge in edges where edge.weight > 0 && edge.weight.isFinite {
            if objective == .modularity {
                masses[Int(edge.a)] += edge.weight
                masses[Int(edge.b)] += edge.weight
            }
            if edge.a == edge.b { continue }
            starts[Int(edge.a) + 1] += 1
            starts[Int(edge.b) + 1] += 1
        }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        let count = Int(starts[nodeCount])
        var next = starts
        var unsorted = [UInt32](repeating: 0, count: count)
        var unsortedWeights = [Double](repeating: 0, count: count)
        for edge in edges where edge.weight > 0 && edge.weight.isFinite && edge.a != edge.b {
            for (node, other) in [(edge.a, edge.b), (edge.b, edge.a)] {
                let place = Int(next[Int(node)])
                next[Int(node)] += 1
                unsorted[place] = other
                unsortedWeights[place] = edge.weight
            }
        }
        // Turned round, the columns hold the same edges, now with each node's neighbours in ascending order.
        next = starts
        neighbours = [UInt32](repeating: 0, count: count)
        weights = [Double](repeating: 0, count: count)
        for node in 0..<nodeCount {
            for entry in Int(starts[node])..<Int(starts[node + 1]) {
                let other = Int(unsorted[entry])
                let place = Int(next[other])
                next[other] += 1
                neighbours[place] = UInt32(node)
                weights[place] = unsortedWeights[entry]
            }
        }
        sumDuplicates()
    }

    private init(starts: [UInt32], neighbours: [UInt32], weights: [Double], masses: [Double]) {
        self.starts = starts
        self.neighbours = neighbours
        self.weights = weights
        self.masses = masses
    }

    /// Adds up what stands more than once beside each other.
    private mutating func sumDuplicates() {
        var kept = 0
        var entry = 0
        for node in 0..<nodeCount {
            let end = Int(starts[node + 1])
            let first = kept
            starts[node] = UInt32(kept)
            while entry < end {
                if kept > first, neighbours[kept - 1] == neighbours[entry] {
                    weights[kept - 1] += weights[entry]
                } else {
                    neighbours[kept] = neighbours[entry]
                    weights[kept] = weights[entry]
                    kept += 1
                }
                entry += 1
            }
        }
        starts[nodeCount] = UInt32(kept)
        neighbours.removeSubrange(kept...)
        weights.removeSubrange(kept...)
    }

    /// The graph whose nodes are the pieces of this one.
    /// - Parameters:
    ///   - pieces: the piece of each node, `0..<count`.
    func aggregated(_ pieces: [UInt32], count: Int) -> LeidenGraph {
        var newMasses = [Double](repeating: 0, count: count)
        var memberStarts = [UInt32](repeating: 0, count: count + 1)
        for (node, piece) in pieces.enumerated() {
            newMasses[Int(piece)] += masses[node]
            memberStarts[Int(piece) + 1] += 1
        }
        for piece in 0..<count { memberStarts[piece + 1] += memberStarts[piece] }
        var members = [UInt32](repeating: 0, count: pieces.count)
        var next = memberStarts
        for (node, piece) in pieces.enumerated() {
            members[Int(next[Int(piece)])] = UInt32(node)
            next[Int(piece)] += 1
        }

        var newStarts = [UInt32](repeating: 0, count: count + 1)
        var newNeighbours = [UInt32](repeating: 0, count: neighbours.count)
        var newWeights = [Double](repeating: 0, count: neighbours.count)
        var row = NeighbourSums(groups: count)
        var end = 0
        for piece in 0..<count {
            for member in Int(memberStarts[piece])..<Int(memberStarts[piece + 1]) {
                row.add(entries(of: Int(members[member])), neighbours, weights, groups: pieces)
            }
            for index in 0..<row.count where Int(row.touched[index]) != piece {
                newNeighbours[end] = row.touched[index]
                newWeights[end] = row.sums[Int(row.touched[index])]
                end += 1
            }
            row.clear()
            newStarts[piece + 1] = UInt32(end)
        }
        newNeighbours.removeSubrange(end...)
        newWeights.removeSubrange(end...)
        return LeidenGraph(
            starts: newStarts, neighbours: newNeighbours, weights: newWeights, masses: newMasses)
    }

    /// The connected parts of each community, each known by its lowest node.
    func connectedParts(of communities: [UInt32]) -> [UInt32] {
        var parts = [UInt32](repeating: .max, count: nodeCount)
        var open: [UInt32] = []
        for start in 0..<nodeCount where parts[start] == .max {
            parts[start] = UInt32(start)
            open.append(UInt32(start))
            while let node = open.popLast() {
                for entry in entries(of: Int(node)) {
                    let other = Int(neighbours[entry])
                    if parts[other] == .max, communities[other] == communities[Int(node)] {
                        parts[other] = UInt32(start)
                        open.append(UInt32(other))
                    }
                }
            }
        }
        return parts
    }
}
