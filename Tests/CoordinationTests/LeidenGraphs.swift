import Statistics

@testable import Coordination

/// Graphs of the kinds that communities are looked for in, the same on every machine. Edges may repeat: they add up.
enum LeidenGraphs {
    struct Graph {
        var nodeCount: Int
        var edges: [WeightedLink] = []

        mutating func link(_ a: Int, _ b: Int, _ weight: Double = 1) {
            if a != b { edges.append(WeightedLink(a: UInt32(a), b: UInt32(b), weight: weight)) }
        }
    }

    /// 1000 nodes in 20 groups of the same size, 10,000 edges, seven in ten of them within a group.
    static func plantedPartition() -> Graph {
        var generator = SeededGenerator(seed: 101)
        var graph = Graph(nodeCount: 1000)
        while graph.edges.count < 10_000 {
            let group = generator.below(20)
            let isInside = generator.chance(0.7)
            graph.link(
                isInside ? group * 50 + generator.below(50) : generator.below(1000),
                isInside ? group * 50 + generator.below(50) : generator.below(1000))
        }
        return graph
    }

    /// 1000 cliques of eight in a ring, each linked to the next by one edge: 29,000 edges. Modularity joins neighbours.
    static func ringOfCliques() -> Graph {
        var graph = Graph(nodeCount: 8000)
        for clique in 0..<1000 {
            for a in 0..<8 {
                for b in a + 1..<8 { graph.link(clique * 8 + a, clique * 8 + b) }
            }
            graph.link(clique * 8, (clique + 1) % 1000 * 8 + 1)
        }
        return graph
    }

    /// Heavy-tailed sizes of groups and numbers of friends, as in the benchmark of Lancichinetti, Fortunato and Radicchi
    /// (2008): 20,000 nodes, 100,000 edges, a third of them out of the group.
    static func heavyTailed() -> Graph {
        var generator = SeededGenerator(seed: 103)
        var graph = Graph(nodeCount: 20_000)
        var bounds = [0]
        while let last = bounds.last, last < 20_000 {
            let size = Int(generator.logNormal(median: 60, sigma: 1))
            bounds.append(min(20_000, last + max(10, min(1500, size))))
        }
        let groups = bounds.count - 1
        var groupOf = [Int](repeating: 0, count: 20_000)
        for group in 0..<groups {
            for node in bounds[group]..<bounds[group + 1] { groupOf[node] = group }
        }
        let nodes = ZipfRanks(count: 20_000, offset: 30)
        var places = Array(0..<20_000)
        generator.shuffle(&places)
        while graph.edges.count < 100_000 {
            let a = places[nodes.draw(using: &generator)]
            let group = groupOf[a]
            let b =
                generator.chance(0.35)
                ? places[nodes.draw(using: &generator)]
                : bounds[group] + generator.below(bounds[group + 1] - bounds[group])
            graph.link(a, b)
        }
        return graph
    }

    /// What sharing objects leaves between accounts: 300,000 pairs that add up to weights, from objects whose crowds are
    /// heavy-tailed, and 100 groups of accounts that share objects of their own; 15,000 accounts.
    static func sharedObjects() -> Graph {
        var generator = SeededGenerator(seed: 104)
        var graph = Graph(nodeCount: 15_000)
        let accounts = ZipfRanks(count: 15_000, offset: 100)
        var places = Array(0..<15_000)
        generator.shuffle(&places)
        while graph.edges.count < 300_000 {
            var crowd: [Int] = []
            if generator.chance(0.4) {
                let group = generator.below(100)
                for _ in 0..<4 + generator.below(5) { crowd.append(group * 30 + generator.below(30)) }
            } else {
                let size = min(40, 2 + Int(generator.logNormal(median: 2, sigma: 1)))
                for _ in 0..<size { crowd.append(places[accounts.draw(using: &generator)]) }
            }
            let weight = 1 / Double(crowd.count - 1)
            for (index, a) in crowd.enumerated() {
                for b in crowd[(index + 1)...] { graph.link(a, b, weight) }
            }
        }
        return graph
    }

    /// A network that grew by preferential attachment (Barabási and Albert, 1999) among 50,000 nodes, with nine links
    /// each, in 250 neighbourhoods that half of them stay in, and as many edges at random again as make a million.
    static func grownNetwork() -> Graph {
        var generator = SeededGenerator(seed: 105)
        var graph = Graph(nodeCount: 50_000)
        // Every end of every edge so far, by neighbourhood and over all: to draw from these prefers the well-linked.
        var ends: [[Int32]] = Array(repeating: [], count: 251)
        for node in 0..<50_000 {
            let area = node % 250
            for _ in 0..<9 where node >= 250 {
                let pool = generator.chance(0.5) ? area : 250
                let other =
                    ends[pool].isEmpty ? generator.below(node) : Int(ends[pool][generator.below(ends[pool].count)])
                if other == node { continue }
                graph.link(node, other)
                ends[area].append(Int32(node))
                ends[other % 250].append(Int32(other))
                ends[250].append(Int32(node))
                ends[250].append(Int32(other))
            }
        }
        while graph.edges.count < 1_000_000 { graph.link(generator.below(50_000), generator.below(50_000)) }
        return graph
    }
}
