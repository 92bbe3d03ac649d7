package import Seals

/// What shows that the log of an earlier checkpoint is the beginning of a later one's: RFC 9162 section 2.1.4, as JSON for
/// other programs.
package struct ConsistencyProof: Codable, Hashable, Sendable {
    package let earlierSize: Int
    /// 64 hexadecimal digits each.
    package let earlierRoot: String
    package let size: Int
    package let root: String
    package let proof: [String]

    package init(from earlier: Checkpoint, to later: Checkpoint, proof: [ContentHash]) {
        earlierSize = earlier.size
        earlierRoot = earlier.root.hexadecimal
        size = later.size
        root = later.root.hexadecimal
        self.proof = proof.map(\.hexadecimal)
    }

    private enum CodingKeys: String, CodingKey {
        case earlierSize = "earlier_size"
        case earlierRoot = "earlier_root"
        case size
        case root
        case proof
    }

    /// - Throws: `SealError.proofFails`.
    package func verify(from earlier: Checkpoint, to later: Checkpoint) throws(SealError) {
        guard earlierSize == earlier.size, earlierRoot == earlier.root.hexadecimal, size == later.size,
            root == later.root.hexadecimal
        else { throw .proofFails("it is about other checkpoints") }
        let hashes = proof.compactMap { Hexadecimal.bytes($0).flatMap(ContentHash.init) }
        guard hashes.count == proof.count else { throw .proofFails("a hash in it is none") }
        try MerkleTree.verifyConsistency(
            of: (earlier.size, earlier.root), with: (later.size, later.root), proof: hashes)
    }
}

/// The proofs of what an exhibit rests on: that its records, and the files that they name, stand in the log.
package struct ExhibitProofs: Codable, Hashable, Sendable {
    /// The exhibit's label.
    package let exhibit: String
    /// Entries in their order.
    package let entries: [InclusionProof]
    /// How many entries more are in the log, which is in the package as a whole.
    package let further: Int

    package init(exhibit: String, entries: [InclusionProof], further: Int) {
        self.exhibit = exhibit
        self.entries = entries
        self.further = further
    }
}
