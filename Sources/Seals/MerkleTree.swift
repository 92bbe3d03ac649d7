/// The Merkle tree of RFC 9162 section 2.1 over a list: its root changes when anything in the list does, and short proofs
/// show that a leaf is in it, or that an earlier list is its beginning.
///
/// Leaves are hashed behind a byte 0 and nodes behind a byte 1, so that none can be passed off as the other.
package struct MerkleTree: Sendable {
    /// The hashes of the leaves first. On each level above, one hash for two below; a last one without a partner is
    /// taken up as it is, which gives the same root as RFC 9162's division at the largest power of two.
    private let levels: [[ContentHash]]

    package init(leaves: some Sequence<[UInt8]>) {
        self.init(leafHashes: leaves.map(Self.leafHash))
    }

    /// Over texts' UTF-8.
    package init(texts: some Sequence<String>) {
        self.init(leafHashes: texts.map { Self.leafHash(Array($0.utf8)) })
    }

    private init(leafHashes: [ContentHash]) {
        var levels = [leafHashes]
        var level = leafHashes
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { [level] index in
                index + 1 < level.count ? Self.nodeHash(level[index], level[index + 1]) : level[index]
            }
            levels.append(level)
        }
        self.levels = levels
    }

    /// How many leaves there are.
    package var size: Int { levels[0].count }

    /// The root; that of an empty tree is the hash of nothing.
    package var root: ContentHash { levels[levels.count - 1].first ?? ContentHash(of: []) }

    /// The hash of a leaf, RFC 9162 section 2.1.1.
    package static func leafHash(_ leaf: [UInt8]) -> ContentHash {
        ContentHash(of: [0] + leaf)
    }

    static func nodeHash(_ left: ContentHash, _ right: ContentHash) -> ContentHash {
        ContentHash(of: [1] + left.bytes + right.bytes)
    }

    /// The hashes that lead from a leaf to the root (section 2.1.3.1), from below.
    /// - Parameter index: the leaf's, from 0.
    package func inclusionProof(of index: Int) throws(SealError) -> [ContentHash] {
        try MerkleProof.inclusion(of: index, size: size, hash: hash)
    }

    /// The hashes that show the tree of the first leaves to be this tree's beginning (section 2.1.4.1).
    /// - Parameter earlier: how many leaves that tree has, 1 up to the size.
    package func consistencyProof(from earlier: Int) throws(SealError) -> [ContentHash] {
        try MerkleProof.consistency(from: earlier, size: size, hash: hash)
    }

    /// The hash over the leaves of a part of the tree, which is whole or at its end.
    private func hash(_ start: Int, _ end: Int) throws(SealError) -> ContentHash {
        let height = end - start == 1 ? 0 : Int.bitWidth - (end - start - 1).leadingZeroBitCount
        return levels[height][start >> height]
    }
}

extension MerkleTree {
    /// Checks that a leaf stands in the tree of the given size and root (RFC 9162 section 2.1.3.2).
    /// - Throws: `SealError.proofFails`.
    package static func verifyInclusion(
        of leaf: [UInt8], at index: Int, size: Int, root: ContentHash, proof: [ContentHash]
    ) throws(SealError) {
        guard index >= 0, index < size else {
            throw .proofFails("leaf \(index) cannot be in a tree of \(size) leaves, which are counted from 0")
        }
        var (node, last) = (index, size - 1)
        var hash = leafHash(leaf)
        for step in proof {
            if last == 0 { throw .proofFails("it has more hashes than the way from leaf to root has steps") }
            if node & 1 == 1 || node == last {
                hash = nodeHash(step, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = nodeHash(hash, step)
            }
            node >>= 1
            last >>= 1
        }
        if last != 0 { throw .proofFails("it has fewer hashes than the way from leaf to root has steps") }
        if hash != root { throw .proofFails("the leaf and the proof give another root than \(root.base64)") }
    }

    /// Checks that the earlier tree is the beginning of the later one (RFC 9162 section 2.1.4.2).
    /// - Throws: `SealError.proofFails`.
    package static func verifyConsistency(
        of earlier: (size: Int, root: ContentHash), with later: (size: Int, root: ContentHash), proof: [ContentHash]
    ) throws(SealError) {
        guard earlier.size > 0, earlier.size <= later.size else {
            throw .proofFails("a tree of \(earlier.size) leaves is no beginning of one of \(later.size)")
        }
        if earlier.size == later.size {
            guard proof.isEmpty else { throw .proofFails("trees of one size need no proof, and there is one") }
            guard earlier.root == later.root else { throw .proofFails("trees of one size have two roots") }
            return
        }
        var steps = proof[...]
        // A whole power of two is a node of the later tree itself.
        if earlier.size & (earlier.size - 1) == 0 { steps = [earlier.root] + steps }
        guard let first = steps.popFirst() else { throw .proofFails("it has no hashes") }
        var (node, last) = (earlier.size - 1, later.size - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (early, late) = (first, first)
        for step in steps {
            if last == 0 { throw .proofFails("it has more hashes than it needs") }
            if node & 1 == 1 || node == last {
                early = nodeHash(step, early)
                late = nodeHash(step, late)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                late = nodeHash(late, step)
            }
            node >>= 1
            last >>= 1
        }
        if last != 0 { throw .proofFails("it has fewer hashes than it needs") }
        if early != earlier.root { throw .proofFails("it gives another root for the earlier tree") }
        if late != later.root { throw .proofFails("it gives another root for the later tree") }
    }
}
