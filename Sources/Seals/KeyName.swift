import Bytes

/// Who holds a key: the name and the short hash by which signatures say whose they are (C2SP signed-note).
///
/// The hash is four bytes, enough to find a key and not to trust it: whoever checks has the whole public key from
/// elsewhere.
package struct KeyName: Hashable, Sendable {
    /// Not empty, without spaces, `+` and control characters: best an address without a scheme (`example.org/seals`).
    package let name: String
    /// The first four bytes of the SHA-256 of name, newline, 01 and public key.
    package let hash: UInt32

    init(name: String, hash: UInt32) {
        self.name = name
        self.hash = hash
    }

    init(name: String, publicKey: [UInt8]) {
        self.name = name
        let digest = ContentHash(of: Array(name.utf8) + [0x0A, SigningAlgorithm.ed25519] + publicKey)
        hash = digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `name+hash`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "+", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.fault(in: String(parts[0])) == nil, parts[1].utf8.count == 8,
            let bytes = Hexadecimal.bytes(parts[1])
        else { return nil }
        self.init(name: String(parts[0]), hash: bytes.reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// The four bytes of the hash.
    var hashBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: hash >> (24 - 8 * $0)) } }

    /// Why a text cannot be a key's name, or the origin of a checkpoint.
    static func fault(in name: String) -> String? {
        if name.isEmpty { return "the name is empty" }
        for scalar in name.unicodeScalars where scalar.value < 0x20 || scalar == "+" || scalar.properties.isWhitespace {
            return "the name '\(name)' has a space, a plus sign or a control character in it"
        }
        return nil
    }
}

extension KeyName: CustomStringConvertible {
    /// `name+hash`, the hash as eight digits.
    package var description: String { name + "+" + hashBytes.hexadecimal }
}

/// The numbers that C2SP gives to kinds of signatures.
enum SigningAlgorithm {
    static let ed25519: UInt8 = 0x01
}
