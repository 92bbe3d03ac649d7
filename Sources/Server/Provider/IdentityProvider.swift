package import Collection
import Crypto
import HTTPTypes
import Records
import Seals
import Synchronization

/// Signing in with an identity provider: the authorization code flow of OpenID Connect Core 1.0 (section 3.1) with PKCE
/// (RFC 7636), as RFC 9700 wants it.
package final class IdentityProvider: Sendable {
    package typealias Fetch = @Sendable (Fetcher.Question) async throws(CollectionError) -> Fetcher.Fetched

    package let settings: ProviderSettings
    private let fetch: Fetch
    private let documents: ProviderReading<ProviderDocument>
    private let keys: ProviderReading<VerificationKeys>
    /// Seals what lies in browsers: nothing outlives the server.
    private let key = SymmetricKey(size: .bits256)
    /// States that came back, until they are over anyway: each comes back once.
    private let used = Mutex<[String: Int64]>([:])
    private let leave = Mutex<RemoteAddress?>(nil)

    package init(_ settings: ProviderSettings, fetch: @escaping Fetch) {
        self.settings = settings
        self.fetch = fetch
        let documents = ProviderReading { (_: Instant) async throws(Refusal) -> ProviderDocument in
            let address: RemoteAddress
            do throws(CollectionError) { address = try ProviderDocument.address(of: settings.issuer) } catch {
                throw .provider("\(error.description.dropLast())")
            }
            let bytes = try await Self.read(address, "the discovery document", fetch)
            return try ProviderDocument(bytes, for: settings)
        }
        self.documents = documents
        keys = ProviderReading { (now: Instant) async throws(Refusal) -> VerificationKeys in
            let document = try await documents.value(at: now)
            return try VerificationKeys(try await Self.read(document.keys, "the set of keys", fetch))
        }
    }

    // MARK: Going

    /// Begins a sign-in.
    /// - Returns: where the browser goes, and what it keeps until it comes back.
    func begin(
        next: String, earlier: String?, at now: Instant
    ) async throws -> (address: String, sealed: String) {
        let document = try await documents.value(at: now)
        leave.withLock { $0 = document.leaving }
        let pending = PendingSignIn(next: next, earlier: earlier, at: now)
        let parameters = [
            ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", settings.redirect),
            ("scope", settings.scope), ("state", pending.state), ("nonce", pending.nonce),
            ("code_challenge", pending.challenge), ("code_challenge_method", "S256"),
        ]
        let address = document.authorization
        return (address.text + (address.query == nil ? "?" : "&") + Self.form(parameters), try pending.sealed(key))
    }

    /// Where a browser that left this server can leave the provider too (OpenID Connect RP-Initiated Logout 1.0); nil where
    /// the provider does not say, or was not asked yet.
    var leaving: String? {
        leave.withLock { $0 }.map { address in
            address.text + (address.query == nil ? "?" : "&") + Self.form([("client_id", settings.client)])
        }
    }

    // MARK: Coming back

    /// Finishes a sign-in with what the browser brought back.
    /// - Parameters:
    ///   - sealed: what the browser kept.
    ///   - query: of the address that the provider sent it to.
    func finish(
        _ sealed: String?, _ query: Query, at now: Instant
    ) async throws(Refusal) -> (PendingSignIn, VouchedIdentity) {
        let pending = try returned(sealed, query, at: now)
        let document = try await documents.value(at: now)
        // Another provider's answer, sent here by whoever stands between (mix-up): RFC 9207, section 2.4.
        let issuers = query.all("iss")
        guard issuers.allSatisfy({ $0 == settings.issuer.text }), issuers.count == 1 || !document.namesItself else {
            throw .stranger("the answer is not that of the provider that was asked (iss)")
        }
        if let error = query.exact("error") {
            throw Refusal(
                .forbidden, "provider-refused", "Nobody was signed in: the provider refused it\(Self.code(error)).",
                help: "Begin again at the page to sign in, or ask \(settings.contact).")
        }
        guard let code = query.exact("code"), (1...4_096).contains(code.utf8.count) else {
            throw .stranger("the provider sent no code")
        }
        let tokens = try await redeem(code, pending, document)
        let token = try SignedToken(tokens.identity)
        try await verify(token, at: now)
        let identity = try IdentityToken(
            issuer: settings.issuer.text, client: settings.client, groupsClaim: settings.groupsClaim,
            nonce: pending.nonce, accessToken: tokens.access, now: now
        ).identity(token)
        return (pending, identity)
    }

    /// The sign-in that this browser began and that has not come back before.
    private func returned(_ sealed: String?, _ query: Query, at now: Instant) throws(Refusal) -> PendingSignIn {
        guard let sealed, let pending = PendingSignIn(sealed: sealed, key, at: now) else {
            throw .stranger("this browser began no sign-in here within the last ten minutes")
        }
        let states = query.all("state")
        guard states.count == 1, Secrets.areEqual(Array(states[0].utf8), Array(pending.state.utf8)) else {
            throw .stranger("what came back does not belong to the sign-in that this browser began last")
        }
        let isFirst = used.withLock { used in
            used = used.filter { now.milliseconds - $0.value <= PendingSignIn.patience }
            return used.updateValue(pending.begun, forKey: pending.state) == nil
        }
        guard isFirst else { throw .stranger("this sign-in has come back before") }
        return pending
    }

    private struct Tokens: Decodable {
        var identity: String
        var access: String?

        enum CodingKeys: String, CodingKey {
            case identity = "id_token"
            case access = "access_token"
        }
    }

    private struct Failed: Decodable { var error: String }

    /// Turns the code into tokens (OpenID Connect Core 1.0, section 3.1.3).
    private func redeem(
        _ code: String, _ pending: PendingSignIn, _ document: ProviderDocument
    ) async throws(Refusal) -> Tokens {
        var parameters = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect),
            ("code_verifier", pending.verifier),
        ]
        var question = Fetcher.Question(document.token)
        if let secret = settings.secret {
            // RFC 6749, section 2.3.1: both are encoded before they are joined.
            let pair = "\(PathText.encoded(settings.client)):\(PathText.encoded(secret.text))"
            question.authorization = "Basic " + Base64.text(Array(pair.utf8))
        } else {
            parameters.append(("client_id", settings.client))
        }
        question.form = Self.form(parameters)
        let answer = try await Self.ask(question, fetch)
        guard answer.status == 200 else {
            let failed = try? ProviderJSON.read(Failed.self, answer.bytes, "")
            throw .provider(
                "the provider did not take the code: status \(answer.status)\(failed.map { Self.code($0.error) } ?? "")"
            )
        }
        return try ProviderJSON.read(Tokens.self, answer.bytes, "the answer of the provider's token endpoint")
    }

    /// A key that is not known may be new: then all are fetched again, once in a while.
    private func verify(_ token: SignedToken, at now: Instant) async throws(Refusal) {
        var known = try await keys.value(at: now)
        if !known.has(token) { known = try await keys.value(at: now, notOlderThan: 0) }
        guard known.has(token) else { throw .provider("the ID token names a key that the provider does not have") }
        guard known.verify(token) else { throw .provider("the ID token's signature is not the provider's") }
    }

    // MARK: Asking

    private static func read(_ address: RemoteAddress, _ what: String, _ fetch: Fetch) async throws(Refusal) -> [UInt8]
    {
        let answer = try await ask(Fetcher.Question(address), fetch)
        guard answer.status == 200 else {
            throw .provider("the provider did not give \(what): status \(answer.status)")
        }
        return answer.bytes
    }

    private static func ask(_ question: Fetcher.Question, _ fetch: Fetch) async throws(Refusal) -> Fetcher.Fetched {
        do { return try await fetch(question) } catch { throw .provider("\(error.description.dropLast())") }
    }

    private static func form(_ parameters: [(String, String)]) -> String {
        parameters.map { "\($0)=\(PathText.encoded($1))" }.joined(separator: "&")
    }

    /// An error's word in brackets, where it is a word of the standard's kind: what else stands there, anybody may have
    /// written.
    private static func code(_ error: String) -> String {
        error.wholeMatch(of: /[a-z_]{1,40}/) == nil ? "" : " (\(error))"
    }
}
