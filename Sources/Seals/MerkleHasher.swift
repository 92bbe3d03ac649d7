import Bytes
import Crypto

/// The two hashes of RFC 9162 section 2.1.1 over borrowed bytes, for logs of millions of entries.
struct MerkleHasher: Sendable {
    private static let leafLead: [UInt8] = [0]
    private static let nodeLead: [UInt8] = [1]

    /// The hash of a leaf: 32 bytes.
    func leaf(_ leaf: ByteView) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Self.leafLead)
        leaf.withBuffer { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }

    /// The hash of a node over its two children, which stand one behind the other: 32 bytes.
    func node(_ children: ArraySlice<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Self.nodeLead)
        hash.update(data: children)
        return Array(hash.finalize())
    }
}
