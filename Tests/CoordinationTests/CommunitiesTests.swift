import Testing

@testable import Coordination

@Suite("Communities")
struct CommunitiesTests {
    @Test("connected components are numbered by their lowest node, and a lone node is its own")
    func components() {
        let links = [(5, 1), (1, 3), (4, 2)].map { WeightedLink(a: UInt32($0.0), b: UInt32($0.1), weight: 1) }
        #expect(ConnectedComponents().communities(nodeCount: 7, edges: links) == [0, 1, 2, 1, 2, 1, 3])
    }

    @Test("a long chain is one community")
    func chain() {
        let links = (0..<9999).reversed().map { WeightedLink(a: UInt32($0), b: UInt32($0 + 1), weight: 1) }
        let numbers = ConnectedComponents().communities(nodeCount: 10_000, edges: links)
        #expect(numbers.allSatisfy { $0 == 0 })
    }
}
