import Crypto

/// The private half of an Ed25519 key (RFC 8032) with its holder's name. It never shows itself in a description.
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    package let verifyingKey: VerifyingKey

    package var name: KeyName { verifyingKey.name }

    private init(_ key: Curve25519.Signing.PrivateKey, name: String) throws(SealError) {
        self.key = key
        verifyingKey = try VerifyingKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The key of a seed.
    /// - Parameters:
    ///   - name: see `KeyName`.
    ///   - seed: the 32 bytes that RFC 8032 calls the private key. They must be secret and random.
    package init(name: String, seed: [UInt8]) throws(SealError) {
        do {
            try self.init(Curve25519.Signing.PrivateKey(rawRepresentation: seed), name: name)
        } catch let error as SealError {
            throw error
        } catch {
            throw .badKey("a private key has 32 bytes, and this has \(seed.count)")
        }
    }

    /// A new key out of the system's randomness: the one thing in this room that is another each time. A seeded
    /// generator would let others make the same key.
    package static func generated(name: String) throws(SealError) -> SigningKey {
        try SigningKey(Curve25519.Signing.PrivateKey(), name: name)
    }

    /// The 64 bytes of the signature. The same text gets the same signature.
    package func signature(of text: [UInt8]) throws(SealError) -> [UInt8] {
        do {
            return Array(try key.signature(for: text))
        } catch {
            throw .badKey("signing failed: \(error)")
        }
    }
}

extension SigningKey {
    /// What stands in a PKCS#8 key (RFC 8410) before the seed.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// PKCS#8 in PEM, for OpenSSL. The name is not in it.
    package var pem: String {
        PEM.text(derBytes, label: "PRIVATE KEY")
    }

    /// PKCS#8.
    var derBytes: [UInt8] { Self.prefix + Array(key.rawRepresentation) }

    /// Reads PKCS#8 in PEM, as `pem` and `openssl genpkey -algorithm ed25519` write it.
    package init(name: String, pem: String) throws(SealError) {
        if Self.isEncrypted(pem: pem) { throw .badKey("it is under a passphrase, and none was given") }
        try self.init(name: name, der: try PEM.bytes(pem, label: "PRIVATE KEY"))
    }

    init(name: String, der bytes: [UInt8]) throws(SealError) {
        guard bytes.count == Self.prefix.count + 32, bytes.starts(with: Self.prefix) else {
            throw .badKey("it is no Ed25519 private key; make one with openssl genpkey -algorithm ed25519")
        }
        try self.init(name: name, seed: Array(bytes.dropFirst(Self.prefix.count)))
    }

    /// The key string of note tools: `PRIVATE+KEY+name+hash+base64`.
    package var noteText: String {
        "PRIVATE+KEY+\(name)+" + Base64.text([SigningAlgorithm.ed25519] + Array(key.rawRepresentation))
    }

    package init(noteText: String) throws(SealError) {
        let lead = "PRIVATE+KEY+"
        guard noteText.hasPrefix(lead) else { throw .badKey("a private key's string begins with \(lead)") }
        let parts = try NoteKeyParts(noteText.dropFirst(lead.count))
        try self.init(name: parts.name.name, seed: parts.key)
        guard parts.name == name else { throw .badKey("its hash is \(name), and its string says \(parts.name)") }
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// The name and hash; nothing of the secret.
    package var description: String { "private key of \(name)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
