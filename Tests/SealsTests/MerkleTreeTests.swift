import Testing

@testable import Seals

/// The leaves are those of Certificate Transparency's reference tests; roots and proofs were made anew by the recursive
/// definitions of RFC 9162 in Python.
@Suite("Merkle tree")
struct MerkleTreeTests {
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].compactMap { Hexadecimal.bytes($0) }

    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func tree(_ size: Int) -> MerkleTree { MerkleTree(leaves: Self.leaves.prefix(size)) }

    @Test("Roots of zero to eight leaves are the known ones")
    func roots() {
        for (size, root) in Self.roots.enumerated() {
            #expect(tree(size).root.hexadecimal == root)
            #expect(tree(size).size == size)
        }
    }

    @Test("Inclusion proofs are the known ones")
    func inclusion() throws {
        #expect(try tree(1).inclusionProof(of: 0).isEmpty)
        #expect(
            try tree(8).inclusionProof(of: 5).map(\.hexadecimal) == [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(try tree(3).inclusionProof(of: 2).map(\.hexadecimal) == [Self.roots[2]])
        #expect(
            try tree(5).inclusionProof(of: 1).map(\.hexadecimal) == [
                Self.roots[1], "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ])
    }

    @Test("Consistency proofs are the known ones")
    func consistency() throws {
        #expect(try tree(8).consistencyProof(from: 8).isEmpty)
        #expect(
            try tree(8).consistencyProof(from: 6).map(\.hexadecimal) == [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(
            try tree(5).consistencyProof(from: 2).map(\.hexadecimal) == [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ])
    }

    private let trees = (0...40).map { size in MerkleTree(texts: (0..<size).map(String.init)) }

    @Test("All proofs of trees up to forty leaves are those of the recursive definition")
    func allProofs() throws {
        var bytes: [UInt8] = []
        for size in 1...40 {
            for index in 0..<size { bytes += try trees[size].inclusionProof(of: index).flatMap(\.bytes) }
            for earlier in 1...size { bytes += try trees[size].consistencyProof(from: earlier).flatMap(\.bytes) }
        }
        #expect(
            ContentHash(of: bytes).hexadecimal == "53079386ebc032c654e06dd801460f1afc4b4cfd43d533383c44b75fb4910827")
    }

    @Test("Every proof of inclusion holds, and for no other leaf, place, size or root")
    func inclusionIsChecked() throws {
        for size in 1...20 {
            for index in 0..<size {
                let proof = try trees[size].inclusionProof(of: index)
                func holds(
                    _ leaf: Int, _ index: Int, _ size: Int, _ root: ContentHash, _ proof: [ContentHash]
                ) -> Bool {
                    let bytes = Array("\(leaf)".utf8)
                    return
                        (try? MerkleTree.verifyInclusion(of: bytes, at: index, size: size, root: root, proof: proof))
                        != nil
                }
                let root = trees[size].root
                #expect(holds(index, index, size, root, proof))
                #expect(!holds(index + 1, index, size, root, proof))
                #expect(!holds(index, (index + 1) % size, size, root, proof) || size == 1)
                #expect(!holds(index, index, size, trees[size + 1].root, proof))
                #expect(!holds(index, index, size, root, proof + [root]))
                #expect(!holds(index, -1, size, root, proof) && !holds(index, size, size, root, proof))
                for place in proof.indices {
                    var other = proof
                    other[place] = root
                    #expect(!holds(index, index, size, root, other))
                    #expect(!holds(index, index, size, root, Array(proof.dropLast(place + 1))))
                }
            }
        }
    }

    @Test("Every proof of consistency holds, and for no other root")
    func consistencyIsChecked() throws {
        for size in 1...20 {
            for earlier in 1...size {
                let proof = try trees[size].consistencyProof(from: earlier)
                let (old, new) = (trees[earlier].root, trees[size].root)
                func holds(_ old: ContentHash, _ new: ContentHash, _ proof: [ContentHash]) -> Bool {
                    (try? MerkleTree.verifyConsistency(of: (earlier, old), with: (size, new), proof: proof)) != nil
                }
                #expect(holds(old, new, proof))
                #expect(!holds(trees[21].root, new, proof))
                #expect(!holds(old, trees[21].root, proof))
                #expect(!holds(old, new, proof + [new]))
                if !proof.isEmpty { #expect(!holds(old, new, Array(proof.dropLast()))) }
            }
        }
        #expect(throws: SealError.self) {
            try MerkleTree.verifyConsistency(of: (0, trees[0].root), with: (3, trees[3].root), proof: [])
        }
        #expect(throws: SealError.self) {
            try MerkleTree.verifyConsistency(of: (4, trees[4].root), with: (3, trees[3].root), proof: [])
        }
    }

    @Test("There is no proof of what is not in the tree")
    func noProof() {
        #expect(throws: SealError.self) { try trees[3].inclusionProof(of: 3) }
        #expect(throws: SealError.self) { try trees[3].inclusionProof(of: -1) }
        #expect(throws: SealError.self) { try trees[0].inclusionProof(of: 0) }
        #expect(throws: SealError.self) { try trees[3].consistencyProof(from: 4) }
        #expect(throws: SealError.self) { try trees[3].consistencyProof(from: 0) }
        #expect(throws: SealError.self) { try trees[0].consistencyProof(from: 1) }
    }
}
