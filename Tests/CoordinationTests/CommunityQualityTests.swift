import Statistics
import Testing

@testable import Coordination

@Suite("Quality of communities")
struct CommunityQualityTests {
    private let links = [(0, 1, 2.0), (1, 2, 1), (2, 0, 1), (3, 4, 3), (4, 5, 1), (2, 3, 0.5), (5, 5, 2), (0, 1, 1)].map
    {
        WeightedLink(a: UInt32($0.0), b: UInt32($0.1), weight: $0.2)
    }

    @Test("Modularity agrees with igraph, with loops, repeated edges and resolutions")
    func modularity() {
        let communities: [UInt32] = [0, 0, 0, 1, 1, 1, 2]
        // python-igraph 1.0.0.
        #expect(abs(CommunityQuality.modularity(of: communities, edges: links) - 0.452_741_020_793_950_95) < 1e-12)
        #expect(
            abs(CommunityQuality.modularity(of: communities, edges: links, resolution: 1.7) - 0.100_094_517_958_412_29)
                < 1e-12)
        #expect(CommunityQuality.modularity(of: [0, 1], edges: []) == 0)
        #expect(CommunityQuality.modularity(of: [], edges: []) == 0)
    }

    @Test("Modularity and the constant Potts model agree with their sums over pairs of nodes")
    func definitions() {
        var generator = SeededGenerator(seed: 61)
        for _ in 0..<50 {
            let count = 2 + generator.below(9)
            var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
            var links: [WeightedLink] = []
            for _ in 0..<20 {
                let (a, b, weight) = (generator.below(count), generator.below(count), generator.unit() + 0.1)
                links.append(WeightedLink(a: UInt32(a), b: UInt32(b), weight: weight))
                matrix[a][b] += weight
                matrix[b][a] += weight
            }
            let communities = (0..<count).map { _ in UInt32(generator.below(3)) }
            let strengths = matrix.map { $0.reduce(0, +) }
            let total = strengths.reduce(0, +)
            var (modularity, potts) = (0.0, 0.0)
            for a in 0..<count {
                for b in 0..<count where communities[a] == communities[b] {
                    modularity += (matrix[a][b] - 0.8 * strengths[a] * strengths[b] / total) / total
                    potts += (matrix[a][b] - (a == b ? 0 : 0.3)) / 2
                }
            }
            #expect(
                abs(CommunityQuality.modularity(of: communities, edges: links, resolution: 0.8) - modularity) < 1e-12)
            #expect(abs(CommunityQuality.constantPotts(of: communities, edges: links, resolution: 0.3) - potts) < 1e-12)
        }
    }
}
