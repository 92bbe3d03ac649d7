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
        var authorization_endpoint: String
        var token_endpoint: String
        var jwks_uri: String
        var end_session_endpoint: String?
        var response_types_supported: [String]?
        var code_challenge_methods_supported: [String]?
        var token_endpoint_auth_methods_supported: [String]?
        var id_token_signing_alg_values_supported: [String]?
        var authorization_response_iss_parameter_supported: Bool?
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
        authorization = try Self.endpoint(stated.authorization_endpoint, settings.issuer)
        token = try Self.endpoint(stated.token_endpoint, settings.issuer)
        keys = try Self.endpoint(stated.jwks_uri, settings.issuer)
        leaving = try stated.end_session_endpoint.map { text throws(Refusal) in try Self.endpoint(text, settings.issuer)
        }
        namesItself = stated.authorization_response_iss_parameter_supported ?? false
        if let types = stated.response_types_supported, !types.contains("code") {
            throw .provider("the provider does not know the authorization code flow")
        }
        // Some that know S256 do not say so; one that lists others and not this one does not.
        if let methods = stated.code_challenge_methods_supported, !methods.contains("S256") {
            throw .provider("the provider does not know PKCE with S256")
        }
        if let algorithms = stated.id_token_signing_alg_values_supported,
            !algorithms.contains(where: { SignatureAlgorithm(rawValue: $0) != nil })
        {
            throw .provider("the provider signs with none of \(SignatureAlgorithm.names)")
        }
        let needed = settings.secret == nil ? "none" : "client_secret_basic"
        // Whoever says nothing takes client_secret_basic; public clients are often left out of the list.
        if let ways = stated.token_endpoint_auth_methods_supported, settings.secret != nil, !ways.contains(needed) {
            throw .provider("the provider does not take a client's secret as \(needed)")
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
