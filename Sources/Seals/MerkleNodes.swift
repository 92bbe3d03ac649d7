package import Bytes

/// The complete nodes of a Merkle tree (RFC 9162 section 2.1) as a list that only grows: each leaf's hash, and behind it
/// the nodes that it completes, from below.
///
/// With the list, the root of the tree at any size it ever had, and every proof, take a number of nodes that grows with
/// the logarithm of the size; without it, all leaves have to be hashed again.
package enum MerkleNodes {
    /// How many nodes a tree of so many leaves has.
    package static func count(leaves: Int) -> Int { 2 * leaves - leaves.nonzeroBitCount }

    /// The most leaves whose nodes are all among the first `nodes`.
    package static func leaves(nodes: Int) -> Int {
        // At least half of the nodes are leaves, and all but one for each bit of the size are two for a leaf.
        var leaves = nodes / 2
        while count(leaves: leaves + 1) <= nodes { leaves += 1 }
        return leaves
    }

    /// Where in the list a leaf's hash stands.
    package static func position(ofLeaf index: Int) -> Int { count(leaves: index) }

    /// Where the node over the leaves `start..<end` stands; they are a power of two, and `start` is a multiple of it.
    private static func position(_ start: Int, _ end: Int) -> Int {
        position(ofLeaf: end - 1) + (end - start).trailingZeroBitCount
    }

    /// The root of the tree of the first leaves.
    /// - Parameter node: the node at a place in the list.
    package static func root(
        size: Int, node: (_ position: Int) throws(SealError) -> ContentHash
    ) throws(SealError) -> ContentHash {
        size == 0 ? ContentHash(of: []) : try hash(0, size, node)
    }

    /// The hashes that lead from a leaf to the root of the tree of the first `size` leaves, from below.
    package static func inclusionProof(
        of index: Int, size: Int, node: (_ position: Int) throws(SealError) -> ContentHash
    ) throws(SealError) -> [ContentHash] {
        try MerkleProof.inclusion(of: index, size: size) { start, end throws(SealError) in
            try hash(start, end, node)
        }
    }

    /// The hashes that show the tree of `earlier` leaves to be the beginning of the tree of `size`.
    package static func consistencyProof(
        from earlier: Int, size: Int, node: (_ position: Int) throws(SealError) -> ContentHash
    ) throws(SealError) -> [ContentHash] {
        try MerkleProof.consistency(from: earlier, size: size) { start, end throws(SealError) in
            try hash(start, end, node)
        }
    }

    /// The hash over leaves `start..<end`, where `start` is a multiple of the smallest power of two that covers them.
    private static func hash(
        _ start: Int, _ end: Int, _ node: (_ position: Int) throws(SealError) -> ContentHash
    ) throws(SealError) -> ContentHash {
        if (end - start).nonzeroBitCount == 1 { return try node(position(start, end)) }
        // What is not complete is in no list: its right part is made of what is, from the right.
        let middle = start + MerkleProof.split(end - start)
        return MerkleTree.nodeHash(try hash(start, middle, node), try hash(middle, end, node))
    }
}

/// A Merkle tree to which leaves are appended, of which only what the next ones need is kept: a hash for each bit of the
/// size.
package struct MerkleFrontier: Sendable {
    /// How many leaves there are.
    package private(set) var size = 0
    /// The roots of the complete trees that the leaves make up, the largest first, 32 bytes each.
    private var peaks: [UInt8] = []
    private let hasher = MerkleHasher()

    package init() {}

    /// The frontier of a tree of which the nodes are kept.
    package init(
        size: Int, node: (_ position: Int) throws(SealError) -> ContentHash
    ) throws(SealError) {
        var start = 0
        for bit in (0..<Int.bitWidth - 1).reversed() where size & 1 << bit != 0 {
            let end = start + 1 << bit
            peaks += try node(MerkleNodes.position(ofLeaf: end - 1) + bit).bytes
            start = end
        }
        self.size = size
    }

    /// Appends a leaf, and its hash and the nodes that it completes to the list of nodes.
    package mutating func append(_ leaf: ByteView, to nodes: inout [UInt8]) {
        peaks += hasher.leaf(leaf)
        nodes += peaks.suffix(32)
        for _ in 0..<size.trailingOneBitCount {
            let node = hasher.node(peaks.suffix(64))
            peaks.removeLast(64)
            peaks += node
            nodes += node
        }
        size += 1
    }

    /// The root; that of an empty tree is the hash of nothing.
    package var root: ContentHash {
        var root: [UInt8]?
        for start in stride(from: peaks.count - 32, through: 0, by: -32) {
            let peak = Array(peaks[start..<start + 32])
            root = root.map { hasher.node((peak + $0)[...]) } ?? peak
        }
        return root.flatMap(ContentHash.init) ?? ContentHash(of: [])
    }
}

extension Int {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
