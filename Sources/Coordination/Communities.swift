/// A way to part a weighted graph into communities.
package protocol CommunityDetection: Sendable {
    /// The community of each node, numbered from 0 in the order of each community's lowest node.
    /// - Parameters:
    ///   - nodeCount: nodes are `0..<nodeCount`.
    ///   - edges: undirected; a node without an edge is a community of its own.
    func communities(nodeCount: Int, edges: [WeightedLink]) -> [UInt32]
}

/// An undirected weighted edge between two nodes.
package struct WeightedLink: Sendable, Equatable {
    package var a: UInt32
    package var b: UInt32
    package var weight: Double

    package init(a: UInt32, b: UInt32, weight: Double) {
        self.a = a
        self.b = b
        self.weight = weight
    }
}

/// Communities as connected components: whoever is linked at all, over however many others, is together.
package struct ConnectedComponents: CommunityDetection {
    package init() {}

    package func communities(nodeCount: Int, edges: [WeightedLink]) -> [UInt32] {
        var parents = Array(0..<UInt32(nodeCount))
        func root(_ node: UInt32) -> UInt32 {
            var node = node
            while parents[Int(node)] != node {
                parents[Int(node)] = parents[Int(parents[Int(node)])]
                node = parents[Int(node)]
            }
            return node
        }
        for edge in edges {
            let (one, other) = (root(edge.a), root(edge.b))
            // The lower root wins, so that a community is known by its lowest node.
            if one < other { parents[Int(other)] = one } else { parents[Int(one)] = other }
        }
        var numbers = [UInt32](repeating: .max, count: nodeCount)
        var next: UInt32 = 0
        return (0..<UInt32(nodeCount)).map { node in
            let root = Int(root(node))
            if numbers[root] == .max {
                numbers[root] = next
                next += 1
            }
            return numbers[root]
        }
    }
}
