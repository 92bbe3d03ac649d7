import Crypto
import CryptoExtras
import Foundation

/// The public keys of a provider (RFC 7517, RFC 7518 section 6, RFC 8037). Each is used with one algorithm.
struct VerificationKeys: Sendable {
    private struct Key: Sendable {
        var name: String?
        var material: Material
    }

    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)

        var algorithm: SignatureAlgorithm {
            switch self {
            case .rsa: .rs256
            case .p256: .es256
            case .ed25519: .edDSA
            }
        }
    }

    private struct Stated: Decodable {
        var kty: String?
        var kid: String?
        var use: String?
        var operations: [String]?
        var alg: String?
        var crv: String?
        var n: String?
        var e: String?
        var x: String?
        var y: String?

        enum CodingKeys: String, CodingKey {
            case kty, kid, use, alg, crv, n, e, x, y
            case operations = "key_ops"
        }
    }

    /// One that cannot be read is nobody's: sets hold keys of kinds to come.
    private struct Lenient: Decodable {
        var key: Stated?
        init(from decoder: any Decoder) throws { key = try? Stated(from: decoder) }
    }

    private struct Document: Decodable { var keys: [Lenient] }

    /// More keys than a provider has; the rest are left out.
    private static let most = 100

    private let keys: [Key]

    /// - Throws: `Refusal` for what is no set of keys.
    init(_ bytes: [UInt8]) throws(Refusal) {
        keys = try ProviderJSON.read(Document.self, bytes, "the provider's set of keys").keys.prefix(Self.most)
            .compactMap(\.key).compactMap { stated in
                guard stated.use == nil || stated.use == "sig", stated.operations?.contains("verify") ?? true,
                    let material = Self.material(stated),
                    stated.alg == nil || stated.alg == material.algorithm.rawValue
                else { return nil }
                return Key(name: stated.kid, material: material)
            }
    }

    private static func material(_ stated: Stated) -> Material? {
        // 8,192 bits: a larger one only costs time.
        func bytes(_ text: String?) -> [UInt8]? { text.flatMap { Secrets.bytes($0, most: 1_400) } }
        switch (stated.kty, stated.crv) {
        case ("RSA", _):
            // Not under 2,048 bits, which the library sees to; an exponent that is no F4 or 3 but some number of four bytes.
            guard let n = bytes(stated.n), n.count <= 1_024, let e = bytes(stated.e), (1...4).contains(e.count),
                e.last.map({ $0 & 1 == 1 }) == true, e != [1]
            else { return nil }
            return (try? _RSA.Signing.PublicKey(n: n, e: e)).map(Material.rsa)
        case ("EC", "P-256"):
            guard let x = bytes(stated.x), let y = bytes(stated.y), x.count == 32, y.count == 32 else { return nil }
            return (try? P256.Signing.PublicKey(rawRepresentation: x + y)).map(Material.p256)
        case ("OKP", "Ed25519"):
            guard let x = bytes(stated.x), x.count == 32 else { return nil }
            return (try? Curve25519.Signing.PublicKey(rawRepresentation: x)).map(Material.ed25519)
        default: return nil
        }
    }

    /// Whether any key here could have signed a token: one of its name and kind, or the only one of its kind where the token
    /// names none.
    func has(_ token: SignedToken) -> Bool { !candidates(token).isEmpty }

    /// Whether one of these keys signed it.
    func verify(_ token: SignedToken) -> Bool {
        candidates(token).contains { key in
            switch key.material {
            case .rsa(let key):
                key.isValidSignature(
                    _RSA.Signing.RSASignature(rawRepresentation: token.signature), for: token.signed,
                    padding: .insecurePKCS1v1_5)
            case .p256(let key):
                (try? P256.Signing.ECDSASignature(rawRepresentation: token.signature)).map {
                    key.isValidSignature($0, for: token.signed)
                } ?? false
            case .ed25519(let key): key.isValidSignature(token.signature, for: token.signed)
            }
        }
    }

    private func candidates(_ token: SignedToken) -> [Key] {
        let fitting = keys.filter { $0.material.algorithm == token.algorithm }
        if let name = token.key { return fitting.filter { $0.name == name } }
        return fitting.count == 1 ? fitting : []
    }
}
