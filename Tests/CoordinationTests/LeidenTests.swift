import Statistics
import Testing

@testable import Coordination

@Suite("Leiden")
struct LeidenTests {
    /// The best modularity of five runs until nothing changes (three for the largest): python-igraph 1.0.0,
    /// `community_leiden(objective_function="modularity", n_iterations=-1)`.
    private static let igraph: [(name: String, modularity: Double, graph: @Sendable () -> LeidenGraphs.Graph)] = [
        ("planted partition, 10,000 edges", 0.661_514_295, LeidenGraphs.plantedPartition),
        ("ring of cliques, 29,000 edges", 0.988_173_034, LeidenGraphs.ringOfCliques),
        ("heavy tails, 100,000 edges", 0.637_641_425, LeidenGraphs.heavyTailed),
        ("shared objects, 300,000 edges", 0.622_938_314, LeidenGraphs.sharedObjects),
        ("grown network, 1,000,000 edges", 0.222_471_540, LeidenGraphs.grownNetwork),
    ]

    @Test("Modularity is within 0.2 % of igraph's best, and every community is connected", arguments: igraph.indices)
    func quality(index: Int) {
        let (name, modularity, make) = Self.igraph[index]
        let graph = make()
        let found = Leiden().communities(nodeCount: graph.nodeCount, edges: graph.edges)
        let quality = CommunityQuality.modularity(of: found, edges: graph.edges)
        #expect(quality > 0.998 * modularity, "\(name): \(quality)")
        #expect(areConnected(found, graph), "\(name)")
        #expect(isNumberedByLowestNode(found))
    }

    @Test("Other resolutions and the constant Potts model reach igraph's quality too")
    func otherObjectives() {
        let graph = LeidenGraphs.sharedObjects()
        // python-igraph 1.0.0, modularity with resolution 4, and CPM with resolution 0.05.
        let fine = Leiden(resolution: 4).communities(nodeCount: graph.nodeCount, edges: graph.edges)
        #expect(CommunityQuality.modularity(of: fine, edges: graph.edges, resolution: 4) > 0.998 * 0.543_567_348)
        let potts = Leiden(objective: .constantPotts, resolution: 0.05).communities(
            nodeCount: graph.nodeCount, edges: graph.edges)
        #expect(CommunityQuality.constantPotts(of: potts, edges: graph.edges, resolution: 0.05) > 0.998 * 22_111.674)
        #expect(areConnected(potts, graph))
        #expect((potts.max() ?? 0) > (fine.max() ?? 0))
    }

    @Test("A seed gives the same communities again, on any number of threads and in any order of edges")
    func deterministic() async {
        let graph = LeidenGraphs.plantedPartition()
        let found = Leiden(seed: 7).communities(nodeCount: graph.nodeCount, edges: graph.edges)
        await withTaskGroup(of: [UInt32].self) { group in
            for _ in 0..<2 {
                group.addTask { Leiden(seed: 7).communities(nodeCount: graph.nodeCount, edges: graph.edges) }
            }
            for await again in group { #expect(again == found) }
        }
        var generator = SeededGenerator(seed: 8)
        var shuffled = graph.edges.map {
            generator.chance(0.5) ? $0 : WeightedLink(a: $0.b, b: $0.a, weight: $0.weight)
        }
        generator.shuffle(&shuffled)
        #expect(Leiden(seed: 7).communities(nodeCount: graph.nodeCount, edges: shuffled) == found)
    }

    @Test("Planted groups come back whole")
    func planted() {
        let graph = LeidenGraphs.plantedPartition()
        for seed in 1...5 {
            let found = Leiden(seed: UInt64(seed)).communities(nodeCount: graph.nodeCount, edges: graph.edges)
            #expect(found == (0..<1000).map { UInt32($0 / 50) })
        }
    }

    @Test("No clique of a ring is torn apart")
    func cliques() {
        let graph = LeidenGraphs.ringOfCliques()
        let found = Leiden().communities(nodeCount: graph.nodeCount, edges: graph.edges)
        #expect((0..<8000).allSatisfy { found[$0] == found[$0 / 8 * 8] })
    }

    @Test("When nothing changes any more no node gains by moving, and no two communities by merging")
    func localOptimum() {
        var generator = SeededGenerator(seed: 51)
        for round in 0..<60 {
            let graph = randomGraph(nodes: 4 + generator.below(20), edges: 5 + generator.below(50), &generator)
            let found = Leiden(seed: UInt64(round), iterations: 1000).communities(
                nodeCount: graph.nodeCount, edges: graph.edges)
            let quality = CommunityQuality.modularity(of: found, edges: graph.edges)
            #expect(areConnected(found, graph))
            let free = (found.max() ?? 0) + 1
            for node in 0..<graph.nodeCount {
                for community in 0...free {
                    var moved = found
                    moved[node] = community
                    #expect(CommunityQuality.modularity(of: moved, edges: graph.edges) < quality + 1e-9)
                }
            }
            for one in 0..<free {
                for other in 0..<one {
                    let merged = found.map { $0 == one ? other : $0 }
                    #expect(CommunityQuality.modularity(of: merged, edges: graph.edges) < quality + 1e-9)
                }
            }
        }
    }

    @Test("On small graphs the best of all partitions is found by one of a few seeds")
    func bestPartition() {
        var generator = SeededGenerator(seed: 52)
        for _ in 0..<30 {
            let graph = randomGraph(nodes: 7, edges: 6 + generator.below(10), &generator)
            var best = -1.0
            forEachPartition(of: 7) { best = max(best, CommunityQuality.modularity(of: $0, edges: graph.edges)) }
            let found = (1...8).map { seed in
                let communities = Leiden(seed: UInt64(seed)).communities(nodeCount: 7, edges: graph.edges)
                return CommunityQuality.modularity(of: communities, edges: graph.edges)
            }
            #expect(found.allSatisfy { $0 <= best + 1e-12 && $0 > best - 0.06 })
            #expect(found.contains { $0 > best - 1e-9 })
        }
    }

    @Test("Weights of repeated edges add up, and edges without weight are not there")
    func repeatedAndEmptyEdges() {
        var generator = SeededGenerator(seed: 53)
        let plain = randomGraph(nodes: 40, edges: 120, &generator)
        let halves = plain.edges.flatMap { edge in
            let half = WeightedLink(a: edge.a, b: edge.b, weight: edge.weight / 2)
            return [half, WeightedLink(a: edge.a, b: edge.b, weight: 0), half]
        }
        let noise = [-1, 0, -Double.infinity, .infinity, .nan].map { WeightedLink(a: 3, b: 9, weight: $0) }
        let found = Leiden().communities(nodeCount: 40, edges: plain.edges)
        #expect(Leiden().communities(nodeCount: 40, edges: halves) == found)
        #expect(Leiden().communities(nodeCount: 40, edges: plain.edges + noise) == found)
        let quality = CommunityQuality.modularity(of: found, edges: plain.edges)
        #expect(abs(CommunityQuality.modularity(of: found, edges: halves + noise) - quality) < 1e-12)
    }

    @Test("Nodes without edges are communities of their own, and so are those with a loop only")
    func isolatedNodes() {
        #expect(Leiden().communities(nodeCount: 0, edges: []) == [])
        #expect(Leiden().communities(nodeCount: 1, edges: []) == [0])
        #expect(Leiden().communities(nodeCount: 3, edges: []) == [0, 1, 2])
        #expect(Leiden().communities(nodeCount: 1, edges: [WeightedLink(a: 0, b: 0, weight: 2)]) == [0])
        let links = [(1, 4), (4, 5), (5, 1), (3, 3)].map { WeightedLink(a: UInt32($0.0), b: UInt32($0.1), weight: 1) }
        #expect(Leiden().communities(nodeCount: 7, edges: links) == [0, 1, 2, 3, 1, 1, 4])
        #expect(
            Leiden(objective: .constantPotts, resolution: 0.5).communities(nodeCount: 7, edges: links) == [
                0, 1, 2, 3, 1, 1, 4,
            ])
    }

    @Test("Two triangles with a bridge are two communities, whatever the scale of weights")
    func triangles() {
        for scale in [1e-9, 1, 1e9] {
            let links = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)].map {
                WeightedLink(a: UInt32($0.0), b: UInt32($0.1), weight: scale)
            }
            #expect(Leiden().communities(nodeCount: 6, edges: links) == [0, 0, 0, 1, 1, 1])
            #expect(Leiden(resolution: 0.05).communities(nodeCount: 6, edges: links) == [0, 0, 0, 0, 0, 0])
            #expect(Leiden(resolution: 20).communities(nodeCount: 6, edges: links) == [0, 1, 2, 3, 4, 5])
        }
    }

    /// Whether the members of each community are connected by the edges among them.
    private func areConnected(_ communities: [UInt32], _ graph: LeidenGraphs.Graph) -> Bool {
        let inside = graph.edges.filter { communities[Int($0.a)] == communities[Int($0.b)] }
        return ConnectedComponents().communities(nodeCount: graph.nodeCount, edges: inside) == communities
    }

    private func isNumberedByLowestNode(_ communities: [UInt32]) -> Bool {
        var next: UInt32 = 0
        for community in communities {
            if community > next { return false }
            if community == next { next += 1 }
        }
        return true
    }

    private func randomGraph(nodes: Int, edges: Int, _ generator: inout SeededGenerator) -> LeidenGraphs.Graph {
        var graph = LeidenGraphs.Graph(nodeCount: nodes)
        for _ in 0..<edges {
            graph.link(generator.below(nodes), generator.below(nodes), Double(1 + generator.below(4)))
        }
        graph.link(0, 1)
        return graph
    }

    private func forEachPartition(of count: Int, _ body: ([UInt32]) -> Void) {
        var partition = [UInt32](repeating: 0, count: count)
        func place(_ node: Int, _ used: UInt32) {
            if node == count { return body(partition) }
            for community in 0...used {
                partition[node] = community
                place(node + 1, max(used, community + 1))
            }
        }
        place(0, 0)
    }
}
