import Crypto

/// The public half of an Ed25519 key with its holder's name.
package struct VerifyingKey: Hashable, Sendable {
    package let name: KeyName
    /// 32 bytes.
    package let publicKey: [UInt8]

    package init(name: String, publicKey: [UInt8]) throws(SealError) {
        if let fault = KeyName.fault(in: name) { throw .badKey(fault) }
        guard publicKey.count == 32 else {
            throw .badKey("a public key has 32 bytes, and this has \(publicKey.count)")
        }
        self.publicKey = publicKey
        self.name = KeyName(name: name, publicKey: publicKey)
    }

    /// Whether the signature is this key's under the text.
    package func accepts(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: text)
    }
}

extension VerifyingKey {
    /// What stands in a SubjectPublicKeyInfo (RFC 8410) before the key.
    private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

    /// SubjectPublicKeyInfo in PEM, for OpenSSL. The name is not in it.
    package var pem: String { PEM.text(Self.prefix + publicKey, label: "PUBLIC KEY") }

    /// SHA-256 of SubjectPublicKeyInfo in DER, hexadecimal: what people compare over another channel.
    package var fingerprint: String { ContentHash(of: Self.prefix + publicKey).hexadecimal }

    /// Reads SubjectPublicKeyInfo in PEM.
    package init(name: String, pem: String) throws(SealError) {
        let bytes = try PEM.bytes(pem, label: "PUBLIC KEY")
        guard bytes.count == Self.prefix.count + 32, bytes.starts(with: Self.prefix) else {
            throw .badKey("it is no Ed25519 public key")
        }
        try self.init(name: name, publicKey: Array(bytes.dropFirst(Self.prefix.count)))
    }

    /// The key string of note tools: `name+hash+base64`.
    package var noteText: String { "\(name)+" + Base64.text([SigningAlgorithm.ed25519] + publicKey) }

    package init(noteText: String) throws(SealError) {
        let parts = try NoteKeyParts(noteText[...])
        try self.init(name: parts.name.name, publicKey: parts.key)
        guard parts.name == name else { throw .badKey("its hash is \(name), and its string says \(parts.name)") }
    }
}

/// `name+hash+base64`: what public and private key strings have in common.
struct NoteKeyParts {
    let name: KeyName
    let key: [UInt8]

    init(_ text: Substring) throws(SealError) {
        // Base64 may have a plus sign too.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = KeyName(parts[0] + "+" + parts[1]), let bytes = Base64.bytes(parts[2]),
            let algorithm = bytes.first
        else { throw .badKey("a key's string has a name, a plus sign, eight digits, a plus sign, and base64") }
        guard algorithm == SigningAlgorithm.ed25519, bytes.count == 33 else {
            throw .badKey("it is no Ed25519 key")
        }
        self.name = name
        key = Array(bytes.dropFirst())
    }
}

/// Keys between lines that say what they are (RFC 7468).
enum PEM {
    /// 64 characters a line, as RFC 7468 section 2 asks of who writes.
    static func text(_ bytes: [UInt8], label: String) -> String {
        var letters = Base64.text(bytes)[...]
        var lines: [Substring] = []
        while !letters.isEmpty {
            lines.append(letters.prefix(64))
            letters = letters.dropFirst(64)
        }
        return "-----BEGIN \(label)-----\n\(lines.joined(separator: "\n"))\n-----END \(label)-----\n"
    }

    static func bytes(_ text: String, label: String) throws(SealError) -> [UInt8] {
        let lines = text.utf8.split { $0 == 0x0A || $0 == 0x0D }.map { String(Substring($0)) }
        guard let begin = lines.firstIndex(of: "-----BEGIN \(label)-----"),
            let end = lines[begin...].firstIndex(of: "-----END \(label)-----")
        else { throw .badKey("there is no \(label) between its BEGIN and END lines") }
        guard let bytes = Base64.bytes(lines[begin + 1..<end].joined()) else {
            throw .badKey("what stands between the BEGIN and END lines is no base64")
        }
        return bytes
    }
}
