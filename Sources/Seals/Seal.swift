package import Records

/// What is published of a sealed list: one line that suffices, with the signer's public key, to check the list when it
/// is shown.
///
///     daylight-seal v1 <origin> <size> <root> <time> <key name>+<key hash> <signature>
///
/// Root and signature are base64. Signed is the text of a checkpoint (C2SP tlog-checkpoint): origin, size and root in a
/// line each, and the time in a fourth, so that the line and the signed note say the same and one can be made from the
/// other.
package struct Seal: Hashable, Sendable {
    package let origin: String
    /// How many leaves.
    package let size: Int
    package let root: ContentHash
    /// What the signer said the time was.
    package let sealedAt: Instant
    package let key: KeyName
    /// 64 bytes.
    package let signature: [UInt8]

    init(origin: String, size: Int, root: ContentHash, sealedAt: Instant, key: KeyName, signature: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
        self.sealedAt = sealedAt
        self.key = key
        self.signature = signature
    }

    private static let lead = ["daylight-seal", "v1"]

    /// The line to publish, without a newline.
    package var line: String {
        (Self.lead + [
            origin, String(size), root.base64, sealedAt.description, key.description, Base64.text(signature),
        ]).joined(separator: " ")
    }

    /// Reads a line; blanks around it are passed over.
    /// - Throws: `SealError.badSealLine` with the part that cannot be read. That it can be read says nothing yet of whether
    ///   it is true: `verify` does.
    package init(line: String) throws(SealError) {
        let parts = line.split { $0.isWhitespace }.map(String.init)
        guard parts.count == 8, parts[0] == Self.lead[0] else {
            throw .badSealLine("it should begin with \(Self.lead[0]) and have eight parts between blanks")
        }
        guard parts[1] == Self.lead[1] else {
            throw .badSealLine("its version is \(parts[1]), and only \(Self.lead[1]) is known here")
        }
        if let fault = KeyName.fault(in: parts[2]) { throw .badSealLine("as an origin, \(fault)") }
        guard let size = Checkpoint.size(parts[3]), size > 0 else {
            throw .badSealLine("the size '\(parts[3])' is no whole number above zero")
        }
        guard let root = Base64.bytes(parts[4]).flatMap(ContentHash.init) else {
            throw .badSealLine("the root '\(parts[4])' is no 32 bytes in base64")
        }
        guard let time = (try? StatedTime(reading: parts[5]))?.earliest, time.description == parts[5] else {
            throw .badSealLine("the time '\(parts[5])' is not written like 2024-11-24T18:00:00.000Z")
        }
        guard let key = KeyName(parts[6]) else {
            throw .badSealLine("the key '\(parts[6])' is no name with a plus sign and eight digits")
        }
        guard let signature = Base64.bytes(parts[7]), signature.count == 64 else {
            throw .badSealLine("the signature '\(parts[7])' is no 64 bytes in base64")
        }
        self.init(origin: parts[2], size: size, root: root, sealedAt: time, key: key, signature: signature)
    }

    static func timeLine(_ time: Instant) -> String { "sealed-at \(time)" }

    /// The text that is signed.
    package var signedText: String {
        "\(origin)\n\(size)\n\(root.base64)\n\(Self.timeLine(sealedAt))\n"
    }

    /// The same as a signed note, for the tools that read those.
    package var note: SignedNote {
        SignedNote(text: signedText, signatures: [SignedNote.Signature(key: key, bytes: signature)])
    }
}

extension Seal {
    /// Checks who signed, and that nothing in the line was changed since.
    /// - Throws: `SealError.unknownKey`, `SealError.signatureFails`.
    package func verify(with publicKey: VerifyingKey) throws(SealError) {
        try note.verify(with: [publicKey])
    }

    /// Checks that a list is the one that was sealed.
    /// - Parameter leaves: as they are shown, in any order.
    /// - Throws: `SealError.unknownKey`, `SealError.signatureFails`, `SealError.sizeFails`, `SealError.rootFails`: the
    ///   first that fails.
    package func verify(leaves: [String], with publicKey: VerifyingKey) throws(SealError) {
        try verify(with: publicKey)
        if leaves.count != size { throw .sizeFails(stated: size, found: leaves.count) }
        let found = MerkleTree(texts: SealedList.sorted(leaves)).root
        if found != root { throw .rootFails(stated: root.base64, found: found.base64) }
    }

    /// Checks that one leaf stands in the sealed list.
    /// - Throws: also `SealError.proofFails`.
    package func verify(
        leaf: String, at index: Int, proof: [ContentHash], with publicKey: VerifyingKey
    ) throws(SealError) {
        try verify(with: publicKey)
        try MerkleTree.verifyInclusion(of: Array(leaf.utf8), at: index, size: size, root: root, proof: proof)
    }
}

extension Seal: CustomStringConvertible {
    package var description: String { line }
}

extension Seal: Codable {
    /// As its line.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let line = try container.decode(String.self)
        do throws(SealError) {
            self = try Seal(line: line)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(line)
    }
}
