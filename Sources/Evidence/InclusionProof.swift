package import Seals

/// What shows that an entry stands in a custody log of a certain size and root, without the rest of the log: RFC 9162
/// section 2.1.3, as JSON for other programs.
package struct InclusionProof: Codable, Hashable, Sendable {
    /// The entry's number, from 1.
    package let entry: Int
    /// Its index in the tree, from 0.
    package let index: Int
    /// How many entries the log had.
    package let size: Int
    /// 64 hexadecimal digits each.
    package let root: String
    package let leaf: String
    /// From the leaf up.
    package let proof: [String]
    /// The entry's line.
    package let line: String

    package init(entry: Int, size: Int, root: ContentHash, proof: [ContentHash], line: [UInt8]) {
        self.entry = entry
        index = entry - 1
        self.size = size
        self.root = root.hexadecimal
        leaf = MerkleTree.leafHash(line).hexadecimal
        self.proof = proof.map(\.hexadecimal)
        self.line = String(decoding: line, as: UTF8.self)
    }

    /// Checks that it leads from the line to a checkpoint's root.
    /// - Throws: `SealError.proofFails`.
    package func verify(under checkpoint: Checkpoint) throws(SealError) {
        guard size == checkpoint.size, root == checkpoint.root.hexadecimal else {
            throw .proofFails("it is about a log of \(size) entries with another root or size than the checkpoint")
        }
        let hashes = proof.compactMap { Hexadecimal.bytes($0).flatMap(ContentHash.init) }
        guard hashes.count == proof.count else { throw .proofFails("a hash in it is none") }
        try MerkleTree.verifyInclusion(
            of: Array(line.utf8), at: index, size: size, root: checkpoint.root, proof: hashes)
    }
}
