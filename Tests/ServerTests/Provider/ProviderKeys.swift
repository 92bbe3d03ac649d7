import Crypto
import CryptoExtras
import Foundation
import Seals

@testable import Server

/// Keys of a provider for tests: real ones, with which it signs as told.
struct ProviderKeys: Sendable {
    let rsa: _RSA.Signing.PrivateKey
    let p256 = P256.Signing.PrivateKey()
    let ed25519 = Curve25519.Signing.PrivateKey()
    /// Ends the names of these keys: `rsa-a`.
    let generation: String

    init(_ generation: String) throws {
        self.generation = generation
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// Making an RSA key takes a while: these are shared by all tests.
    static let first = Result { try ProviderKeys("a") }
    static let second = Result { try ProviderKeys("b") }

    func name(_ algorithm: SignatureAlgorithm) -> String { "\(algorithm.rawValue)-\(generation)" }

    func sign(_ text: String, _ algorithm: SignatureAlgorithm) throws -> [UInt8] {
        let bytes = Array(text.utf8)
        return switch algorithm {
        case .rs256: Array(try rsa.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation)
        case .es256: Array(try p256.signature(for: bytes).rawRepresentation)
        case .edDSA: Array(try ed25519.signature(for: bytes))
        }
    }

    /// The public keys as the members of a JWK Set, among others that are for something else.
    var published: [String] {
        get throws {
            let numbers = try rsa.publicKey.getKeyPrimitives()
            func text(_ data: Data) -> String { Secrets.spelling(Array(data)) }
            let point = p256.publicKey.rawRepresentation
            return [
                #"{"kty":"RSA","use":"sig","alg":"RS256","kid":"\#(name(.rs256))","n":"\#(text(numbers.modulus))","e":"\#(text(numbers.publicExponent))"}"#,
                #"{"kty":"EC","crv":"P-256","kid":"\#(name(.es256))","x":"\#(text(point.prefix(32)))","y":"\#(text(point.suffix(32)))"}"#,
                #"{"kty":"OKP","crv":"Ed25519","kid":"\#(name(.edDSA))","x":"\#(text(ed25519.publicKey.rawRepresentation))"}"#,
                #"{"kty":"RSA","use":"enc","kid":"\#(name(.rs256))","n":"\#(text(numbers.modulus))","e":"AQAB"}"#,
                #"{"kty":"RSA","kid":"weak","n":"\#(text(numbers.modulus.prefix(64)))","e":"AQAB"}"#,
                #"{"kty":"oct","kid":"shared","k":"AAAA"}"#,
                #"{"kty":"EC","crv":"P-521","kid":"other","x":"AA","y":"AA"}"#,
                #"{"kty":7}"#,
            ]
        }
    }
}
