/// What is wrong with something that is to be sealed, or with a seal.
package enum SealError: Error, Hashable, Sendable {
    /// A value has no canonical JSON: where in it, and why.
    case noCanonicalForm(path: String, reason: String)
    /// Bytes are not the JSON that is asked for: the offset of the byte, from 0, and why.
    case badJSON(offset: Int, reason: String)
    /// A key cannot be read or used.
    case badKey(String)
    case badNote(String)
    case badCheckpoint(String)
    /// The published line of a seal cannot be read.
    case badSealLine(String)
    /// A leaf cannot be sealed; leaves are counted from 1.
    case badLeaf(number: Int, reason: String)
    /// A proof was asked for that there is none of: a leaf or a size outside the tree.
    case noProof(String)
    /// No signature is by a key that is known.
    case unknownKey(stated: [String], given: [String])
    /// The signature of this key does not belong to the text.
    case signatureFails(key: String)
    case sizeFails(stated: Int, found: Int)
    /// The root in base64, as stated and as it comes out of the leaves.
    case rootFails(stated: String, found: String)
    /// A proof does not lead from the leaf, or from the earlier root, to the root.
    case proofFails(String)
}

extension SealError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noCanonicalForm(let path, let reason):
            "The value\(path.isEmpty ? "" : " at " + path) has no canonical JSON: \(reason)."
        case .badJSON(let offset, let reason): "The JSON is wrong at byte \(offset): \(reason)."
        case .badKey(let reason): "The key cannot be used: \(reason)."
        case .badNote(let reason): "This is no signed note: \(reason)."
        case .badCheckpoint(let reason): "This is no checkpoint: \(reason)."
        case .badSealLine(let reason): "This is no line of a seal: \(reason)."
        case .badLeaf(let number, let reason): "Leaf \(number) of the list cannot be sealed: \(reason)."
        case .noProof(let reason): "There is no such proof: \(reason)."
        case .unknownKey(let stated, let given):
            "The key is another one: signed by \(stated.joined(separator: ", ")), but the key given is"
                + " \(given.isEmpty ? "none" : given.joined(separator: ", ")). Give the public key of the signer."
        case .signatureFails(let key):
            "The signature fails: it is not what \(key) signs under this text. Origin, size, root or time were changed, or"
                + " the signature was."
        case .sizeFails(let stated, let found):
            "The size fails: \(stated) leaves were sealed, and the list has \(found)."
        case .rootFails(let stated, let found):
            "The root fails: \(stated) was sealed, and the list gives \(found). A leaf was changed, or exchanged for"
                + " another."
        case .proofFails(let reason): "The proof fails: \(reason)."
        }
    }
}
