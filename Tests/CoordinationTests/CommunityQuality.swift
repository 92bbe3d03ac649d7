@testable import Coordination

/// Figures that say how well a partition of a graph sets its communities apart: what `Leiden` makes large, stated anew.
///
/// Edges count as they do in `Leiden`: weights of edges between the same two nodes add up, an edge whose weight is not
/// above 0 and finite is left out.
enum CommunityQuality {
    /// The modularity of a partition (M. Newman and M. Girvan, "Finding and evaluating community structure in networks",
    /// Physical Review E 69, 2004), at most 1: the share of the weight that lies inside communities, less `resolution`
    /// times the share that the nodes' strengths would put there by chance. 0 for a graph without weight.
    /// - Parameter communities: of each node.
    static func modularity(
        of communities: [UInt32], edges: [WeightedLink], resolution: Double = 1
    ) -> Double {
        let sums = sums(communities, edges)
        let total = sums.volumes.reduce(0, +)
        if total == 0 { return 0 }
        return zip(sums.volumes, sums.cuts).reduce(0) { quality, community in
            let (volume, cut) = community
            return quality + (volume - cut) / total - resolution * (volume / total) * (volume / total)
        }
    }

    /// The quality of a partition in the constant Potts model, in units of weight: what lies inside communities less
    /// `resolution` for each pair of nodes in one community (Traag, Van Dooren and Nesterov, Physical Review E 84, 2011).
    static func constantPotts(
        of communities: [UInt32], edges: [WeightedLink], resolution: Double
    ) -> Double {
        let sums = sums(communities, edges)
        return sums.volumes.indices.reduce(0) { quality, community in
            let size = sums.sizes[community]
            return quality + (sums.volumes[community] - sums.cuts[community]) / 2
                - resolution * size * (size - 1) / 2
        }
    }

    /// For each community the sum of its nodes' strengths, the weight of the edges that leave it, and its nodes.
    private static func sums(
        _ communities: [UInt32], _ edges: [WeightedLink]
    ) -> (volumes: [Double], cuts: [Double], sizes: [Double]) {
        let count = communities.max().map { Int($0) + 1 } ?? 0
        var volumes = [Double](repeating: 0, count: count)
        var cuts = volumes
        var sizes = volumes
        for community in communities { sizes[Int(community)] += 1 }
        for edge in edges where edge.weight > 0 && edge.weight.isFinite {
            let (one, other) = (Int(communities[Int(edge.a)]), Int(communities[Int(edge.b)]))
            volumes[one] += edge.weight
            volumes[other] += edge.weight
            if one != other {
                cuts[one] += edge.weight
                cuts[other] += edge.weight
            }
        }
        return (volumes, cuts, sizes)
    }
}
