import Collection

/// Where the provider is asked for what (OpenID Connect Discovery 1.0, section 3).
struct ProviderDocument: Sendable {
    /// Where browsers are sent.
    let authorization: RemoteAddress
    /// Where a code is turned into tokens.
    let token: RemoteAddress
    /// The keys that sign.
    let keys: RemoteAddress
    /// Where a browser ends its session with the provider; nil where it does not say.
    let leaving: RemoteAddress?
    /// Whether each of its answers names it (RFC 9207).
    let namesItself: Bool

    private struct Stated: Decodable {
        var issuer: String
        var authorization: String
        var token: String
        var keys: String
        var leaving: String?
        var responseTypes: [String]?
        var challengeMethods: [String]?
        var clientMethods: [String]?
        var algorithms: [String]?
        var namesItself: Bool?

        enum CodingKeys: String, CodingKey {
            case issuer
            case authorization = "authorization_endpoint"
            case token = "token_endpoint"
            case keys = "jwks_uri"
            case leaving = "end_session_endpoint"
            case responseTypes = "response_types_supported"
            case challengeMethods = "code_challenge_methods_supported"
            case clientMethods = "token_endpoint_auth_methods_supported"
            case algorithms = "id_token_signing_alg_values_supported"
            case namesItself = "authorization_response_iss_parameter_supported"
        }
    }

    /// Where the document of an issuer lies: section 4.1.
    static func address(of issuer: RemoteAddress) throws(CollectionError) -> RemoteAddress {
        let base = issuer.text.hasSuffix("/") ? String(issuer.text.dropLast()) : issuer.text
        return try RemoteAddress(base + "/.well-known/openid-configuration")
    }

    /// - Throws: `Refusal` where it is another's document, or asks for what this server does not do.
    init(_ bytes: [UInt8], for settings: ProviderSettings) throws(Refusal) {
        let stated = try ProviderJSON.read(Stated.self, bytes, "the provider's discovery document")
        guard stated.issuer == settings.issuer.text else {
            throw .provider(
                "the provider calls itself '\(stated.issuer.prefix(200))', and this server was told '\(settings.issuer)'"
            )
        }
        authorization = try Self.endpoint(stated.authorization, settings.issuer)
        token = try Self.endpoint(stated.token, settings.issuer)
        keys = try Self.endpoint(stated.keys, settings.issuer)
        leaving = try stated.leaving.map { text throws(Refusal) in try Self.endpoint(text, settings.issuer)
        }
        namesItself = stated.namesItself ?? false
        if let types = stated.responseTypes, !types.contains("code") {
            throw .provider("the provider does not know the authorization code flow")
        }
        // Some that know S256 do not say so; one that lists others and not this one does not.
        if let methods = stated.challengeMethods, !methods.contains("S256") {
            throw .provider("the provider does not know PKCE with S256")
        }
        if let algorithms = stated.algorithms,
            !algorithms.contains(where: { SignatureAlgorithm(rawValue: $0) != nil })
        {
            throw .provider("the provider signs with none of \(SignatureAlgorithm.names)")
        }
        // Whoever says nothing takes client_secret_basic; public clients are often left out of the list.
        if let ways = stated.clientMethods, settings.secret != nil, !ways.contains("client_secret_basic") {
            throw .provider("the provider does not take a client's secret as client_secret_basic")
        }
    }

    /// An address of the provider's, by the rules of its issuer: nothing that it says makes this server ask its own machine,
    /// or send a secret in the clear, where the issuer itself lies elsewhere.
    private static func endpoint(_ text: String, _ issuer: RemoteAddress) throws(Refusal) -> RemoteAddress {
        let address: RemoteAddress
        do { address = try RemoteAddress(text) } catch {
            throw .provider("the provider names an address that is not asked: \(error.description.dropLast())")
        }
        if issuer.isSecure && !address.isSecure || address.isLoopback && !issuer.isLoopback {
            throw .provider("the provider names '\(text.prefix(200))', which lies on this machine")
        }
        return address
    }
}
