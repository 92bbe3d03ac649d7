import Crypto
import Records
import Workspace

/// Somebody, as the provider vouches for them.
struct VouchedIdentity: Sendable, Equatable {
    /// Issuer and subject: nothing else names a person (OpenID Connect Core 1.0, section 5.7).
    var subject: Person.Subject
    /// What they are called at the provider: may change, may be given to somebody else, and identifies nobody.
    var userName: String?
    var displayName: String?
    var groups: [String]
}

/// The rules by which an ID token is believed, after its signature was verified (OpenID Connect Core 1.0, sections 2 and
/// 3.1.3.7; at_hash: 3.1.3.6).
struct IdentityToken {
    /// The two clocks may differ by so much, milliseconds: one minute.
    static let leeway: Int64 = 60_000
    /// The token was issued no longer ago than a sign-in may take. Some providers date it back by five minutes.
    static let oldest: Int64 = PendingSignIn.patience

    let issuer: String
    let client: String
    let groupsClaim: String
    /// That this sign-in was begun with.
    let nonce: String
    /// That came with the token; nil where none did.
    let accessToken: String?
    let now: Instant

    /// - Throws: `Refusal` that names the claim.
    func identity(_ token: SignedToken) throws(Refusal) -> VouchedIdentity {
        let claims = try ProviderJSON.read([String: ClaimValue].self, token.payload, "the ID token")
        guard claims["iss"]?.text == issuer else { throw wrong("iss", "another issuer's") }
        try checkAudience(claims)
        try checkTimes(claims)
        guard let stated = claims["nonce"]?.text, Secrets.areEqual(Array(stated.utf8), Array(nonce.utf8)) else {
            throw wrong("nonce", "for another sign-in")
        }
        try checkAccessToken(claims, token.algorithm)
        guard let subject = claims["sub"]?.text, (1...255).contains(subject.utf8.count),
            subject.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else { throw wrong("sub", "about nobody") }
        return VouchedIdentity(
            subject: Person.Subject(issuer: issuer, subject: subject),
            userName: claims["preferred_username"]?.text, displayName: claims["name"]?.text,
            groups: try groups(claims))
    }

    private func wrong(_ claim: String, _ what: String) -> Refusal {
        .provider("the provider's ID token is \(what) (\(claim))")
    }

    /// One audience, which is this server; where there are more, the one to which the token was given must be.
    private func checkAudience(_ claims: [String: ClaimValue]) throws(Refusal) {
        let audience = claims["aud"]?.texts ?? []
        guard audience.contains(client) else { throw wrong("aud", "for another client") }
        let party = claims["azp"]
        guard party?.text == client || party == nil && audience.count == 1 else {
            throw wrong("azp", "for another client")
        }
    }

    private func checkTimes(_ claims: [String: ClaimValue]) throws(Refusal) {
        func seconds(_ milliseconds: Int64) -> Double { Double(milliseconds) / 1000 }
        let present = seconds(now.milliseconds)
        let leeway = seconds(Self.leeway)
        guard let expires = claims["exp"]?.number, present < expires + leeway else { throw wrong("exp", "expired") }
        guard let issued = claims["iat"]?.number, issued <= present + leeway,
            issued >= present - seconds(Self.oldest) - leeway
        else { throw wrong("iat", "from another time than this sign-in, or the two clocks differ") }
        if let claim = claims["nbf"] {
            guard let from = claim.number, from <= present + leeway else {
                throw wrong("nbf", "not valid yet, or the two clocks differ")
            }
        }
    }

    /// Where the token says which access token came with it, that one must have.
    private func checkAccessToken(
        _ claims: [String: ClaimValue], _ algorithm: SignatureAlgorithm
    ) throws(Refusal) {
        guard let stated = claims["at_hash"] else { return }
        let bytes = Array((accessToken ?? "").utf8)
        let half: [UInt8] =
            switch algorithm {
            case .rs256, .es256: Array(SHA256.hash(data: bytes).prefix(16))
            case .edDSA: Array(SHA512.hash(data: bytes).prefix(32))
            }
        guard accessToken != nil, stated.text == Secrets.spelling(half) else {
            throw wrong("at_hash", "about another access token")
        }
    }

    /// The groups; none where the claim is missing. A provider that leaves them out because they are many says so, and that
    /// is not the same as being in none.
    private func groups(_ claims: [String: ClaimValue]) throws(Refusal) -> [String] {
        if let claim = claims[groupsClaim] {
            guard let groups = claim.texts else { throw wrong(groupsClaim, "without a list of groups") }
            return groups
        }
        if case .members(let elsewhere) = claims["_claim_names"], elsewhere[groupsClaim] != nil {
            throw .provider(
                "the provider left the groups out of its ID token since they are many (\(groupsClaim)); have it name only "
                    + "those that were assigned to this client")
        }
        return []
    }
}
