import Bytes
import Testing

@testable import Seals

@Suite("The list of a Merkle tree's nodes")
struct MerkleNodesTests {
    private static func leaf(_ number: Int) -> [UInt8] { Array("leaf \(number)".utf8) }

    /// The nodes of a tree of so many leaves, 32 bytes each, and where they ended after each leaf.
    private static func nodes(_ leaves: Int) -> (bytes: [UInt8], frontier: MerkleFrontier) {
        var frontier = MerkleFrontier()
        var bytes: [UInt8] = []
        for number in 0..<leaves {
            ByteView.with(leaf(number)) { frontier.append($0, to: &bytes) }
            #expect(bytes.count == 32 * MerkleNodes.count(leaves: number + 1))
        }
        return (bytes, frontier)
    }

    private static func hash(_ bytes: [UInt8], _ position: Int) throws(SealError) -> ContentHash {
        guard let hash = ContentHash(Array(bytes[32 * position..<32 * position + 32])) else { throw .noProof("") }
        return hash
    }

    @Test("gives at each size the roots and proofs of the whole tree")
    func equalsTree() throws {
        let (bytes, _) = Self.nodes(70)
        let node = { (position: Int) throws(SealError) in try Self.hash(bytes, position) }
        for size in 0...70 {
            let tree = MerkleTree(leaves: (0..<size).map(Self.leaf))
            #expect(try MerkleNodes.root(size: size, node: node) == tree.root)
            #expect(try MerkleFrontier(size: size, node: node).root == tree.root)
            for index in 0..<size {
                #expect(
                    try MerkleNodes.inclusionProof(of: index, size: size, node: node) == tree.inclusionProof(of: index))
            }
            for earlier in 1..<max(1, size + 1) where size > 0 {
                #expect(
                    try MerkleNodes.consistencyProof(from: earlier, size: size, node: node)
                        == tree.consistencyProof(from: earlier))
            }
        }
    }

    @Test("is the same whether it was written at once or taken up again at any size")
    func resumes() throws {
        let (bytes, whole) = Self.nodes(45)
        for size in 0...45 {
            var resumed = try MerkleFrontier(size: size) { position throws(SealError) in try Self.hash(bytes, position)
            }
            var more = Array(bytes.prefix(32 * MerkleNodes.count(leaves: size)))
            for number in size..<45 { ByteView.with(Self.leaf(number)) { resumed.append($0, to: &more) } }
            #expect(more == bytes)
            #expect(resumed.root == whole.root)
        }
    }

    @Test("says how many leaves so many nodes are, and where each leaf stands")
    func counts() {
        for leaves in 0...200 {
            let (least, next) = (MerkleNodes.count(leaves: leaves), MerkleNodes.count(leaves: leaves + 1))
            for nodes in least..<next { #expect(MerkleNodes.leaves(nodes: nodes) == leaves) }
            #expect(MerkleNodes.position(ofLeaf: leaves) == least)
        }
        #expect(MerkleNodes.count(leaves: 1_000_000) == 1_999_993)
    }

    @Test("reads few nodes for a proof in a long list")
    func readsFew() throws {
        let (bytes, _) = Self.nodes(1000)
        var read = 0
        _ = try MerkleNodes.inclusionProof(of: 417, size: 999) { position throws(SealError) in
            read += 1
            return try Self.hash(bytes, position)
        }
        // A hash for each of ten levels, and those that an incomplete right side is made of.
        #expect(read <= 20)
    }

    @Test("refuses proofs that do not exist")
    func refuses() {
        let node = { (_: Int) throws(SealError) in ContentHash(of: []) }
        #expect(throws: SealError.self) { try MerkleNodes.inclusionProof(of: 3, size: 3, node: node) }
        #expect(throws: SealError.self) { try MerkleNodes.inclusionProof(of: -1, size: 3, node: node) }
        #expect(throws: SealError.self) { try MerkleNodes.consistencyProof(from: 0, size: 3, node: node) }
        #expect(throws: SealError.self) { try MerkleNodes.consistencyProof(from: 4, size: 3, node: node) }
    }
}
