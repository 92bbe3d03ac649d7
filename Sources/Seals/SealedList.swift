package import Records

/// A list whose content somebody can be held to later, without showing it now: before any contact with a platform its
/// root is signed and published as one line, and when the list is shown, everybody can check that it is that list.
///
/// A leaf is the canonical JSON of one asset. Leaves are sorted by their bytes, and none stands twice: the seal does not
/// depend on the order in which somebody kept them, and a file of one leaf in each line can be checked with `sort`.
///
/// A root gives nothing away that cannot be guessed. A list of one or two assets can be, and so can a leaf's neighbours
/// once it is shown with its proof: put a `LeafSalt` into each leaf.
package struct SealedList: Sendable {
    /// Sorted.
    package let leaves: [String]
    package let tree: MerkleTree

    /// - Throws: `SealError.badLeaf` for a leaf that is no canonical JSON or stands twice, and for an empty list.
    package init(leaves: [String]) throws(SealError) {
        if leaves.isEmpty { throw .badLeaf(number: 1, reason: "the list is empty") }
        for (index, leaf) in leaves.enumerated() {
            let canonical: String
            do throws(SealError) {
                canonical = try CanonicalJSON.canonical(Array(leaf.utf8))
            } catch {
                throw .badLeaf(number: index + 1, reason: "\(error)")
            }
            guard canonical.utf8.elementsEqual(leaf.utf8) else {
                throw .badLeaf(number: index + 1, reason: "it is not in canonical form, which is \(canonical)")
            }
        }
        self.leaves = Self.sorted(leaves)
        for index in self.leaves.indices.dropFirst()
        where self.leaves[index].utf8.elementsEqual(self.leaves[index - 1].utf8) {
            throw .badLeaf(number: index + 1, reason: "it stands twice in the sorted list: \(self.leaves[index])")
        }
        tree = MerkleTree(texts: self.leaves)
    }

    /// By bytes: Swift's order of strings takes two ways to write an accent for one.
    static func sorted(_ leaves: [String]) -> [String] {
        leaves.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The file to keep, and to show later: a leaf in each line.
    package var text: String { leaves.map { $0 + "\n" }.joined() }

    /// Signs the list.
    /// - Parameters:
    ///   - origin: whose list it is and which, without spaces: `example.org/lists/7`.
    ///   - time: what the signer says the time is. It is proved only by who saw the line when it was published, or by a
    ///     time-stamp.
    package func seal(origin: String, at time: Instant, with key: SigningKey) throws(SealError) -> Seal {
        let checkpoint = try Checkpoint(
            origin: origin, size: tree.size, root: tree.root, extensions: [Seal.timeLine(time)])
        return Seal(
            origin: origin, size: tree.size, root: tree.root, sealedAt: time, key: key.name,
            signature: try key.signature(of: Array(checkpoint.text.utf8)))
    }

    /// What shows that a leaf stands in the sealed list, without the rest of the list.
    package func proof(of leaf: String) throws(SealError) -> (index: Int, hashes: [ContentHash]) {
        guard let index = leaves.firstIndex(where: { $0.utf8.elementsEqual(leaf.utf8) }) else {
            throw .noProof("the leaf is not in the list: \(leaf)")
        }
        return (index, try tree.inclusionProof(of: index))
    }
}
