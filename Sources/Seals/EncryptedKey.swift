import Crypto
import CryptoExtras
import SwiftASN1

/// A private key under a passphrase, as `openssl pkey` and `openssl pkcs8` write and read it: PKCS#8
/// EncryptedPrivateKeyInfo (RFC 5958) with PBES2 (RFC 8018), PBKDF2 over HMAC-SHA-256 and AES-256-CBC.
enum EncryptedKey {
    static let label = "ENCRYPTED PRIVATE KEY"

    /// Rounds for new keys: what OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256.
    static let rounds = 600_000

    /// More rounds than this are a file that wants to keep us busy.
    private static let mostRounds = 20_000_000

    private enum Algorithm {
        static let pbes2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 5, 13]
        static let pbkdf2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 5, 12]
        static let hmacSHA256: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 9]
        static let aes256CBC: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 42]
    }

    /// How a key was encrypted.
    private struct Envelope {
        var salt: [UInt8]
        var rounds: Int
        var vector: [UInt8]
        var encrypted: [UInt8]

        func key(_ passphrase: [UInt8]) throws -> SymmetricKey {
            try KDF.Insecure.PBKDF2.deriveKey(
                from: passphrase, salt: salt, using: .sha256, outputByteCount: 32, unsafeUncheckedRounds: rounds)
        }
    }

    /// Encrypts the DER of a private key.
    /// - Parameters:
    ///   - salt: 16 random bytes.
    ///   - vector: 16 random bytes.
    static func seal(
        _ key: [UInt8], passphrase: [UInt8], salt: [UInt8], vector: [UInt8], rounds: Int = EncryptedKey.rounds
    ) throws(SealError) -> [UInt8] {
        do {
            var envelope = Envelope(salt: salt, rounds: rounds, vector: vector, encrypted: [])
            envelope.encrypted = Array(
                try AES._CBC.encrypt(key, using: envelope.key(passphrase), iv: AES._CBC.IV(ivBytes: vector)))
            return try write(envelope)
        } catch {
            throw .badKey("it cannot be encrypted: \(error)")
        }
    }

    /// The DER of the private key that was encrypted.
    static func open(_ bytes: [UInt8], passphrase: [UInt8]) throws(SealError) -> [UInt8] {
        let envelope: Envelope
        do {
            envelope = try read(bytes)
        } catch let error as SealError {
            throw error
        } catch {
            throw .badKey(
                "its encryption is none that is known here (PBES2 with PBKDF2 over HMAC-SHA-256 and AES-256-CBC); "
                    + "openssl pkcs8 -topk8 -v2 aes-256-cbc writes it so")
        }
        do {
            return Array(
                try AES._CBC.decrypt(
                    envelope.encrypted, using: envelope.key(passphrase), iv: AES._CBC.IV(ivBytes: envelope.vector)))
        } catch {
            throw .badKey("the passphrase does not open it")
        }
    }

    private static func write(_ envelope: Envelope) throws -> [UInt8] {
        var coder = DER.Serializer()
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(Algorithm.pbes2)
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.appendConstructedNode(identifier: .sequence) { coder in
                        try coder.serialize(Algorithm.pbkdf2)
                        try coder.appendConstructedNode(identifier: .sequence) { coder in
                            try coder.serialize(ASN1OctetString(contentBytes: envelope.salt[...]))
                            try coder.serialize(envelope.rounds)
                            try coder.appendConstructedNode(identifier: .sequence) { coder in
                                try coder.serialize(Algorithm.hmacSHA256)
                                try coder.serialize(ASN1Null())
                            }
                        }
                    }
                    try coder.appendConstructedNode(identifier: .sequence) { coder in
                        try coder.serialize(Algorithm.aes256CBC)
                        try coder.serialize(ASN1OctetString(contentBytes: envelope.vector[...]))
                    }
                }
            }
            try coder.serialize(ASN1OctetString(contentBytes: envelope.encrypted[...]))
        }
        return coder.serializedBytes
    }

    private static func read(_ bytes: [UInt8]) throws -> Envelope {
        var envelope = Envelope(salt: [], rounds: 0, vector: [], encrypted: [])
        try DER.sequence(try DER.parse(bytes), identifier: .sequence) { info in
            try sequence(&info) { algorithm in
                try expect(Algorithm.pbes2, &algorithm)
                try sequence(&algorithm) { parameters in
                    try sequence(&parameters) { derivation in
                        try expect(Algorithm.pbkdf2, &derivation)
                        try sequence(&derivation) { parameters in
                            envelope.salt = Array(try ASN1OctetString(derEncoded: &parameters).bytes)
                            envelope.rounds = try Int(derEncoded: &parameters)
                            // The key's length may be stated; AES-256 leaves no choice.
                            var next = try following(&parameters)
                            if next.identifier == .integer {
                                guard try Int(derEncoded: next) == 32 else { throw Unknown() }
                                next = try following(&parameters)
                            }
                            try DER.sequence(next, identifier: .sequence) { function in
                                try expect(Algorithm.hmacSHA256, &function)
                                if let null = function.next() { _ = try ASN1Null(derEncoded: null) }
                            }
                        }
                    }
                    try sequence(&parameters) { cipher in
                        try expect(Algorithm.aes256CBC, &cipher)
                        envelope.vector = Array(try ASN1OctetString(derEncoded: &cipher).bytes)
                    }
                }
            }
            envelope.encrypted = Array(try ASN1OctetString(derEncoded: &info).bytes)
        }
        guard (1...mostRounds).contains(envelope.rounds) else {
            throw SealError.badKey("it wants \(envelope.rounds) rounds of PBKDF2; at most \(mostRounds) are made")
        }
        guard envelope.vector.count == 16, !envelope.encrypted.isEmpty, envelope.encrypted.count % 16 == 0 else {
            throw Unknown()
        }
        return envelope
    }

    private struct Unknown: Error {}

    private static func following(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node {
        guard let node = nodes.next() else { throw Unknown() }
        return node
    }

    private static func sequence(
        _ nodes: inout ASN1NodeCollection.Iterator, _ body: (inout ASN1NodeCollection.Iterator) throws -> Void
    ) throws {
        try DER.sequence(try following(&nodes), identifier: .sequence, body)
    }

    private static func expect(
        _ identifier: ASN1ObjectIdentifier, _ nodes: inout ASN1NodeCollection.Iterator
    ) throws {
        guard try ASN1ObjectIdentifier(derEncoded: &nodes) == identifier else { throw Unknown() }
    }
}

extension SigningKey {
    /// The key under a passphrase, PKCS#8 in PEM. Each time it is another text: salt and vector are random.
    package func encryptedPEM(passphrase: String) throws(SealError) -> String {
        if passphrase.isEmpty { throw .badKey("an empty passphrase protects nothing") }
        return PEM.text(
            try EncryptedKey.seal(
                derBytes, passphrase: Array(passphrase.utf8), salt: Self.random(), vector: Self.random()),
            label: EncryptedKey.label)
    }

    /// Whether a PEM holds a key under a passphrase.
    package static func isEncrypted(pem: String) -> Bool { pem.contains("-----BEGIN \(EncryptedKey.label)-----") }

    /// Reads PKCS#8 in PEM, under a passphrase or without one.
    /// - Parameter passphrase: is asked only where one is needed.
    /// - Throws: `SealError.badKey` also where the passphrase does not open it; what `passphrase` throws.
    package init(name: String, pem: String, passphrase: () throws -> String) throws {
        guard Self.isEncrypted(pem: pem) else {
            try self.init(name: name, pem: pem)
            return
        }
        let bytes = try PEM.bytes(pem, label: EncryptedKey.label)
        try self.init(name: name, der: try EncryptedKey.open(bytes, passphrase: Array(try passphrase().utf8)))
    }

    private static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
