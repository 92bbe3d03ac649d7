import Collection
import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Records
import Seals
import Synchronization
import Testing
import Workspace

@testable import Server

/// An OpenID Connect provider on this machine, over real HTTP and with real keys. It does what the standard says, but for
/// what a test tells it to do wrong.
final class TestProvider: Sendable {
    /// What it does.
    struct Conduct: Sendable {
        var algorithm = SignatureAlgorithm.rs256
        var keys: ProviderKeys
        /// Keys at its address; the signing ones where nil.
        var published: ProviderKeys?
        /// Members of the ID token and of its header, as JSON; an empty text takes one away.
        var claims: [String: String] = [:]
        var header: [String: String] = [:]
        /// Members of the discovery document.
        var document: [String: String] = [:]
        var forgery = Forgery.none
        var answer = TokenAnswer.usual
        /// Members of the redirect back; an empty text takes one away.
        var back: [String: String] = [:]
        var subject = "8a3f"
        var userName = "Ada"
        var displayName = "Ada Łukasiewicz"
        var groups = ["editors"]
        var now = SiteScene.start
    }

    enum Forgery { case none, unsigned, sharedSecret, altered, otherKey, trimmed }
    enum TokenAnswer: Sendable, Equatable { case usual, redirect, huge, dripping, damaged, error(Int, String) }

    /// What was asked for at the token endpoint and the set of keys.
    struct Heard: Sendable {
        var keys = 0
        var documents = 0
        var authorizations: [String] = []
        var forms: [String] = []
    }

    private struct Grant {
        var nonce: String
        var challenge: String
        var redirect: String
        var client: String
    }

    static let client = "daylight at the newsroom"
    static let secret = "s3cr:t +/% end"

    let port: Int
    private let conduct: Mutex<Conduct>
    private let heard = Mutex(Heard())
    private let grants = Mutex<[String: Grant]>([:])

    var issuer: String { "http://localhost:\(port)/realms/newsroom" }

    private init(port: Int) throws {
        self.port = port
        conduct = Mutex(Conduct(keys: try ProviderKeys.first.get()))
    }

    var record: Heard { heard.withLock { $0 } }

    /// Has it do something else from now on.
    func behave(_ change: (inout Conduct) -> Void) { conduct.withLock { change(&$0) } }

    private var current: Conduct { conduct.withLock { $0 } }

    /// Runs one on a free port while a test lasts.
    static func running(_ body: @escaping @Sendable (TestProvider) async throws -> Void) async throws {
        let place = Mutex<TestProvider?>(nil)
        @Sendable func provider() throws -> TestProvider { try #require(place.withLock { $0 }) }
        let router = Router()
        router.get("/realms/newsroom/.well-known/openid-configuration") { _, _ in try provider().document() }
        router.get("/keys") { _, _ in try provider().keySet() }
        router.post("/token") { request, _ in
            let form = String(buffer: try await request.body.collect(upTo: 10_000))
            return try provider().token(form, request.headers[.authorization])
        }
        try await Application(router: router, logger: SiteScene.silent).test(.live) { client async throws in
            let running = try TestProvider(port: try #require(client.port))
            place.withLock { $0 = running }
            try await body(running)
        }
    }

    // MARK: What it answers

    private func members(_ members: [String: String], _ changes: [String: String]) -> String {
        let all = members.merging(changes) { $1 }.filter { !$0.value.isEmpty }
        return "{" + all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private func document() -> Response {
        heard.withLock { $0.documents += 1 }
        let base = "http://localhost:\(port)"
        return json(
            members(
                [
                    "issuer": "\"\(issuer)\"", "authorization_endpoint": "\"\(base)/authorize?ui=plain\"",
                    "token_endpoint": "\"\(base)/token\"", "jwks_uri": "\"\(base)/keys\"",
                    "end_session_endpoint": "\"\(base)/leave\"", "response_types_supported": "[\"code\",\"id_token\"]",
                    "code_challenge_methods_supported": "[\"plain\",\"S256\"]",
                    "id_token_signing_alg_values_supported": "[\"RS256\",\"HS256\"]",
                    "authorization_response_iss_parameter_supported": "true",
                ], current.document))
    }

    private func keySet() throws -> Response {
        heard.withLock { $0.keys += 1 }
        let keys = current.published ?? current.keys
        return json("{\"keys\":[\(try keys.published.joined(separator: ","))]}")
    }

    /// What a person's browser is sent back with once they have signed in.
    /// - Parameter address: where this server sent the browser.
    /// - Returns: path and query at this server.
    func authorize(_ address: String) throws -> String {
        let parts = try #require(URLComponents(string: address))
        #expect(address.hasPrefix("http://localhost:\(port)/authorize?ui=plain&response_type=code&"))
        let query = Dictionary(
            (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        #expect(query["code_challenge_method"] == "S256")
        #expect(query["scope"] == "openid profile groups")
        let code = Secrets.spelling(Secrets.random())
        let redirect = try #require(query["redirect_uri"])
        grants.withLock {
            $0[code] = Grant(
                nonce: query["nonce"] ?? "", challenge: query["code_challenge"] ?? "", redirect: redirect,
                client: query["client_id"] ?? "")
        }
        let back = ["code": code, "state": query["state"] ?? "", "iss": issuer].merging(current.back) { $1 }
            .filter { !$0.value.isEmpty }
        #expect(redirect == "http://localhost/login/provider/return")
        return "/login/provider/return?"
            + back.sorted { $0.key < $1.key }.map { "\($0.key)=\(PathText.encoded($0.value))" }.joined(separator: "&")
    }

    private func token(_ form: String, _ authorization: String?) throws -> Response {
        heard.withLock {
            $0.forms.append(form)
            $0.authorizations.append(authorization ?? "")
        }
        let conduct = current
        switch conduct.answer {
        case .redirect: return Response(status: .temporaryRedirect, headers: [.location: "/token"])
        case .huge: return json("{\"id_token\":\"\(String(repeating: "a", count: 2 << 20))\"}")
        case .damaged: return json("{\"id_token\":\"a\",\"id_token\":\"b\"}")
        case .error(let status, let word):
            return json("{\"error\":\"\(word)\"}", status: .init(code: status))
        case .dripping:
            return Response(
                status: .ok,
                body: .init { writer in
                    for _ in 0..<40 {
                        try await writer.write(ByteBuffer(string: " "))
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    try await writer.finish(nil)
                })
        case .usual: break
        }
        let query = try Query(form: Array(form.utf8))
        guard let grant = grants.withLock({ $0.removeValue(forKey: query["code"] ?? "") }) else {
            return json(#"{"error":"invalid_grant"}"#, status: .badRequest)
        }
        // RFC 6749, section 2.3.1, and RFC 7636, section 4.6.
        let pair = "\(PathText.encoded(Self.client)):\(PathText.encoded(Self.secret))"
        let isClient =
            authorization.map { $0 == "Basic " + Base64.text(Array(pair.utf8)) } ?? (query["client_id"] == Self.client)
        guard isClient, grant.client == Self.client else {
            return json(#"{"error":"invalid_client"}"#, status: .unauthorized)
        }
        let challenge = Secrets.spelling(Array(SHA256.hash(data: Array((query["code_verifier"] ?? "").utf8))))
        guard query["grant_type"] == "authorization_code", query["redirect_uri"] == grant.redirect,
            challenge == grant.challenge
        else { return json(#"{"error":"invalid_grant"}"#, status: .badRequest) }
        let access = Secrets.spelling(Secrets.random())
        let token = try idToken(conduct, nonce: grant.nonce, access: access)
        return json(#"{"access_token":"\#(access)","token_type":"Bearer","id_token":"\#(token)"}"#)
    }

    private func idToken(_ conduct: Conduct, nonce: String, access: String) throws -> String {
        let seconds = conduct.now.milliseconds / 1000
        let half =
            conduct.algorithm == .edDSA
            ? Array(SHA512.hash(data: Array(access.utf8)).prefix(32))
            : Array(SHA256.hash(data: Array(access.utf8)).prefix(16))
        let groups = conduct.groups.map { "\"\($0)\"" }.joined(separator: ",")
        let claims = members(
            [
                "iss": "\"\(issuer)\"", "aud": "\"\(Self.client)\"", "sub": "\"\(conduct.subject)\"",
                "exp": "\(seconds + 300)", "iat": "\(seconds)", "nonce": "\"\(nonce)\"",
                "at_hash": "\"\(Secrets.spelling(half))\"", "preferred_username": "\"\(conduct.userName)\"",
                "name": "\"\(conduct.displayName)\"", "email": "\"ada@newsroom.example\"", "groups": "[\(groups)]",
                "serial": "123456789012345678901234567890",
            ], conduct.claims)
        var header = ["typ": "\"JWT\"", "kid": "\"\(conduct.keys.name(conduct.algorithm))\""]
        header["alg"] =
            switch conduct.forgery {
            case .unsigned: "\"none\""
            case .sharedSecret: "\"HS256\""
            default: "\"\(conduct.algorithm.rawValue)\""
            }
        func encoded(_ text: String) -> String { Secrets.spelling(Array(text.utf8)) }
        let signed = encoded(members(header, conduct.header)) + "." + encoded(claims)
        let signature = try conduct.keys.sign(signed, conduct.algorithm)
        switch conduct.forgery {
        case .none: return signed + "." + Secrets.spelling(signature)
        case .unsigned: return signed + "."
        case .sharedSecret:
            let key = SymmetricKey(data: Array(conduct.keys.rsa.publicKey.pemRepresentation.utf8))
            return signed + "."
                + Secrets.spelling(Array(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key)))
        case .altered:
            let other = claims.replacing("\"sub\":\"\(conduct.subject)\"", with: "\"sub\":\"0000\"")
            return signed.prefix { $0 != "." } + "." + encoded(other) + "." + Secrets.spelling(signature)
        case .otherKey:
            return signed + "." + Secrets.spelling(try ProviderKeys.second.get().sign(signed, conduct.algorithm))
        case .trimmed: return signed + "." + Secrets.spelling(Array(signature.dropLast()))
        }
    }
}

extension TestProvider {
    /// What the server is told of it.
    func settings(
        secret: String? = secret, roles: [String: Set<Role>] = ["editors": [.analyst, .viewer], "desk": [.admin]]
    ) throws -> ProviderSettings {
        try ProviderSettings(
            issuer: issuer, client: Self.client, secret: secret.flatMap(ClientSecret.init), name: "the <b>newsroom</b>",
            roles: roles, scopes: ["groups", "openid"], contact: "desk@newsroom.example",
            publicAddress: "http://localhost/")
    }

    /// A case whose people sign in with it, beside those that are entered.
    /// - Parameter patience: for how many seconds the provider is waited for.
    func scene(
        people: [(name: String, roles: Set<Role>, clearance: TrafficLight)] = [("root", [.admin], .red)],
        settings: ProviderSettings? = nil, patience: Int = 60
    ) throws -> SiteScene {
        let settings = try settings ?? self.settings()
        return try SiteScene(
            people: people,
            provider: IdentityProvider(settings, fetch: Fetcher(limits: .init(seconds: patience)).fetch))
    }
}

extension Browser {
    /// Goes to the provider, and comes back without having shown to this server what came.
    func gone(to provider: TestProvider, next: String = "/runs") async throws -> (browser: Browser, back: String) {
        provider.behave { $0.now = scene.now }
        let begun = try await get("/login/provider?next=" + PathText.encoded(next))
        guard begun.status == .seeOther else { throw Refusal.bad("\(begun.status) \(begun.text)") }
        var browser = self
        browser.cookie = begun.headers[.setCookie]?.cookiePair
        return (browser, try provider.authorize(begun.headers[.location] ?? ""))
    }

    /// The whole way: what this server answers when the browser comes back.
    func signIn(with provider: TestProvider, next: String = "/runs") async throws -> Reply {
        // Whatever was tried before is long ago: attempts are counted.
        scene.wait(minutes: 3)
        let (browser, back) = try await gone(to: provider, next: next)
        return try await browser.get(back, [.secFetchSite: "cross-site"])
    }

    /// The same browser with the session that an answer began.
    func entered(_ reply: Reply) -> Browser {
        var browser = self
        browser.cookie = reply.headers[values: .setCookie].first { $0.contains("SameSite=Strict") }?.cookiePair
        return browser
    }
}
