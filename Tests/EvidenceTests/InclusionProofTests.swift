import Foundation
import Seals
import Testing

@testable import Evidence

@Suite("The proof that an entry stands in a log")
struct InclusionProofTests {
    @Test("holds under its checkpoint and under no other")
    func verifies() throws {
        let lines = try Samples.events().map(\.line)
        let tree = MerkleTree(leaves: lines)
        let checkpoint = try Checkpoint(origin: "a", size: 11, root: tree.root)
        for entry in 1...11 {
            let proof = InclusionProof(
                entry: entry, size: 11, root: tree.root, proof: try tree.inclusionProof(of: entry - 1),
                line: lines[entry - 1])
            try proof.verify(under: checkpoint)
            let text = try CanonicalJSON.encode(proof)
            #expect(try JSONDecoder().decode(InclusionProof.self, from: Data(text.utf8)) == proof)
            let other = InclusionProof(
                entry: entry, size: 11, root: tree.root, proof: try tree.inclusionProof(of: entry - 1),
                line: lines[entry % 11])
            #expect(throws: SealError.self) { try other.verify(under: checkpoint) }
            #expect(throws: SealError.self) {
                try proof.verify(under: Checkpoint(origin: "a", size: 10, root: tree.root))
            }
            #expect(throws: SealError.self) {
                try proof.verify(under: Checkpoint(origin: "a", size: 11, root: ContentHash(of: [])))
            }
        }
    }
}
