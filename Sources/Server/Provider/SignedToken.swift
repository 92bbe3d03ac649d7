/// The algorithms by which a provider may sign. Those that need a shared secret (HS256) are not among them, and `none` is
/// none: what the token itself says chooses only among these, and a key is used with its own alone (RFC 8725, section 3.1).
enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3).
    case rs256 = "RS256"
    /// ECDSA on P-256 with SHA-256 (RFC 7518, section 3.4).
    case es256 = "ES256"
    /// Ed25519 (RFC 8037, section 3.1).
    case edDSA = "EdDSA"

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A JSON Web Signature in its compact form (RFC 7515, section 7.1), taken apart and not verified yet.
struct SignedToken: Sendable {
    let algorithm: SignatureAlgorithm
    /// Which key signed it; nil where it does not say.
    let key: String?
    /// What was signed.
    let signed: [UInt8]
    let signature: [UInt8]
    /// What is said, as it was sent.
    let payload: [UInt8]

    static let longest = 64 << 10

    private struct Header: Decodable {
        var alg: String
        var kid: String?
        var typ: String?
        var crit: ClaimValue?
    }

    /// - Throws: `Refusal` for what is damaged, signed in a way that is not taken, or made to be something else.
    init(_ text: String) throws(Refusal) {
        let damaged = Refusal.provider("the ID token is damaged")
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 3 else { throw damaged }
        let bytes = parts.map { Secrets.bytes(String(decoding: $0, as: UTF8.self), most: Self.longest) }
        guard let head = bytes[0], let payload = bytes[1], let signature = bytes[2] else { throw damaged }
        let header = try ProviderJSON.read(Header.self, head, "the ID token's header")
        guard let algorithm = SignatureAlgorithm(rawValue: header.alg) else {
            throw .provider(
                "the ID token is signed with '\(header.alg.prefix(20))', and only \(SignatureAlgorithm.names) are taken"
            )
        }
        if header.crit != nil { throw .provider("the ID token asks for an extension that this server does not know") }
        if let type = header.typ, type.lowercased() != "jwt" {
            throw .provider("what came is no ID token but a token of type '\(type.prefix(40))'")
        }
        self.algorithm = algorithm
        key = header.kid
        signed = Array(text.utf8.prefix(parts[0].count + 1 + parts[1].count))
        self.signature = signature
        self.payload = payload
    }
}
