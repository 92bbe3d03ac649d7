import Collection
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("What an identity provider says is not believed before it was checked")
struct ProviderTrustTests {
    @Test(
        "An ID token that is another's, too old, too early or damaged begins no session, and the page names the claim")
    func tokens() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                /// Seconds from the sign-in's time.
                func at(_ seconds: Int64) -> String {
                    "\((scene.now.milliseconds + 180_000) / 1000 + seconds)"
                }
                let cases: [(words: String, claims: () -> [String: String])] = [
                    ("another issuer&#39;s (iss)", { ["iss": "\"https://id.example\""] }),
                    ("another issuer&#39;s (iss)", { ["iss": ""] }),
                    ("for another client (aud)", { ["aud": "\"other\""] }),
                    ("for another client (aud)", { ["aud": "[]"] }),
                    ("for another client (aud)", { ["aud": "[\"\(TestProvider.client)\",7]"] }),
                    ("for another client (azp)", { ["aud": "[\"\(TestProvider.client)\",\"other\"]"] }),
                    ("for another client (azp)", { ["azp": "\"other\""] }),
                    ("for another client (azp)", { ["azp": "7"] }),
                    ("expired (exp)", { ["exp": at(-60)] }),
                    ("expired (exp)", { ["exp": "\"\(at(300))\""] }),
                    ("expired (exp)", { ["exp": ""] }),
                    ("from another time than this sign-in", { ["iat": at(61)] }),
                    ("from another time than this sign-in", { ["iat": at(-661)] }),
                    ("from another time than this sign-in", { ["iat": ""] }),
                    ("not valid yet", { ["nbf": at(61)] }),
                    ("not valid yet", { ["nbf": "\"now\""] }),
                    ("for another sign-in (nonce)", { ["nonce": "\"another\""] }),
                    ("for another sign-in (nonce)", { ["nonce": ""] }),
                    ("about another access token (at_hash)", { ["at_hash": "\"AAAAAAAAAAAAAAAAAAAAAA\""] }),
                    ("about nobody (sub)", { ["sub": ""] }),
                    ("about nobody (sub)", { ["sub": "\"\""] }),
                    ("about nobody (sub)", { ["sub": "7"] }),
                    ("about nobody (sub)", { ["sub": "\"\(String(repeating: "a", count: 256))\""] }),
                    ("without a list of groups (groups)", { ["groups": "[\"editors\",7]"] }),
                    (
                        "the groups out of its ID token",
                        {
                            ["groups": "", "_claim_names": "{\"groups\":\"src1\"}"]
                        }
                    ),
                    ("the ID token is not what the standard says", { ["acr": "\"1\",\"sub\":\"8a3f\""] }),
                ]
                for (words, claims) in cases {
                    let changed = claims()
                    provider.behave { $0.claims = changed }
                    let reply = try await browser.signIn(with: provider)
                    let place: Comment = "\(changed): \(reply.text)"
                    #expect(reply.status == .badGateway, place)
                    #expect(reply.text.contains(words), place)
                    #expect(reply.headers[.setCookie] == nil, place)
                    #expect(reply.headers[.referrerPolicy] == "no-referrer", place)
                }
                // At the edge of what two clocks may differ by, and with more audiences where this server is the party.
                let fine: [() -> [String: String]] = [
                    { ["exp": at(-59)] }, { ["iat": at(60)] }, { ["iat": at(-300), "nbf": at(-300)] },
                    { ["iat": at(-660)] }, { ["nbf": at(60)] }, { ["at_hash": ""] }, { ["groups": "\"editors\""] },
                    { ["aud": "[\"other\",\"\(TestProvider.client)\"]", "azp": "\"\(TestProvider.client)\""] },
                ]
                for claims in fine {
                    let claims = claims()
                    provider.behave { $0.claims = claims }
                    let reply = try await browser.signIn(with: provider)
                    #expect(reply.status == .ok, "\(claims): \(reply.text)")
                }
            }
        }
    }

    @Test("A token that is unsigned, signed with what everybody knows, altered, or signed by somebody else is refused")
    func signatures() async throws {
        try await TestProvider.running { provider async throws in
            try await provider.scene().test { browser async throws in
                for algorithm in SignatureAlgorithm.allCases {
                    for (forgery, words) in [
                        (TestProvider.Forgery.unsigned, "signed with &#39;none&#39;"),
                        (.sharedSecret, "signed with &#39;HS256&#39;"), (.altered, "signature is not the provider"),
                        (.otherKey, "signature is not the provider"), (.trimmed, "signature is not the provider"),
                    ] {
                        provider.behave {
                            $0.algorithm = algorithm
                            $0.forgery = forgery
                        }
                        let reply = try await browser.signIn(with: provider)
                        #expect(reply.status == .badGateway, "\(algorithm) \(forgery)")
                        #expect(reply.text.contains(words), "\(algorithm) \(forgery): \(reply.text)")
                    }
                }
                provider.behave {
                    $0.forgery = .none
                    $0.algorithm = .rs256
                }
                for (header, words) in [
                    (["alg": "\"RS512\""], "RS512"), (["alg": "\"none\""], "none"), (["alg": "\"NoNe\""], "NoNe"),
                    (["crit": "[\"exp\"]"], "an extension"), (["typ": "\"at+jwt\""], "a token of type"),
                    (["kid": "\"weak\""], "a key that the provider does not have"),
                    (["kid": "\"shared\""], "a key that the provider does not have"),
                    // A key is used with its own algorithm alone.
                    (["kid": "\"ES256-a\""], "a key that the provider does not have"),
                    (["alg": "\"ES256\"", "kid": "\"ES256-a\""], "signature is not the provider"),
                ] {
                    provider.behave { $0.header = header }
                    let reply = try await browser.signIn(with: provider)
                    #expect(reply.status == .badGateway, "\(header)")
                    #expect(reply.text.contains(words), "\(header): \(reply.text)")
                }
            }
        }
    }

    @Test("A key that is new is fetched, once in a while; one that the provider does not publish opens nothing")
    func rotation() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                #expect(try await browser.signIn(with: provider).status == .ok)
                #expect(provider.record.keys == 1)
                let (first, second) = (try ProviderKeys.first.get(), try ProviderKeys.second.get())
                // Signed with a key that is published nowhere.
                provider.behave {
                    $0.keys = second
                    $0.published = first
                }
                let unknown = try await browser.signIn(with: provider)
                #expect(unknown.text.contains("a key that the provider does not have"))
                #expect(provider.record.keys == 2)
                // At the same moment nobody asks for the keys again, whoever comes.
                let (away, back) = try await browser.gone(to: provider)
                #expect(try await away.get(back).status == .badGateway)
                #expect(provider.record.keys == 2)
                provider.behave { $0.published = nil }
                #expect(try await browser.signIn(with: provider).status == .ok)
                #expect(provider.record.keys == 3)
                // The old key is out.
                provider.behave {
                    $0.keys = first
                    $0.published = second
                }
                #expect(try await browser.signIn(with: provider).status == .badGateway)
            }
        }
    }

    @Test("What comes back counts once, soon, for the browser that began, and from the provider that was asked")
    func state() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                func refused(_ who: Browser, _ address: String, _ words: String) async throws {
                    scene.wait(minutes: 1)
                    let reply = try await who.get(address, [.secFetchSite: "cross-site"])
                    #expect(reply.status == .badRequest, "\(reply.status)")
                    #expect(reply.text.contains(words), "\(reply.text)")
                    #expect(!reply.headers[values: .setCookie].contains { $0.contains("SameSite=Strict") })
                }
                let (away, back) = try await browser.gone(to: provider)
                // Another browser, none, a damaged cookie, one of another server.
                try await refused(browser, back, "this browser began no sign-in here")
                let (other, _) = try await browser.gone(to: provider)
                try await refused(other, back, "does not belong to the sign-in")
                var damaged = away
                damaged.cookie = away.cookie.map { String($0.dropLast(3)) + "AAA" }
                try await refused(damaged, back, "this browser began no sign-in here")
                let elsewhere = try provider.scene()
                try await elsewhere.test { theirs async throws in
                    var theirs = theirs
                    theirs.cookie = away.cookie
                    #expect(try await theirs.get(back).status == .badRequest)
                }
                // Another state, none, two.
                let state = try #require(back.split(separator: "&").first { $0.hasPrefix("state=") })
                try await refused(away, back.replacing(state, with: "state=x"), "does not belong to the sign-in")
                try await refused(away, back.replacing("&" + state, with: ""), "does not belong to the sign-in")
                try await refused(away, back + "&" + state, "does not belong to the sign-in")
                provider.behave { $0.now = scene.now }
                #expect(try await away.get(back).status == .ok)
                try await refused(away, back, "has come back before")
                // Ten minutes, and no more.
                let (late, tooLate) = try await browser.gone(to: provider)
                scene.wait(minutes: 10)
                try await refused(late, tooLate, "within the last ten minutes")
                // Another provider's answer, or one that does not say whose it is though it should.
                for back in [["iss": "https://id.example"], ["iss": ""]] {
                    provider.behave { $0.back = back }
                    let (mixed, up) = try await browser.gone(to: provider)
                    try await refused(mixed, up, "not that of the provider that was asked")
                }
                #expect(provider.record.forms.count == 1)
                provider.behave { $0.back = ["code": ""] }
                let (empty, handed) = try await browser.gone(to: provider)
                try await refused(empty, handed, "the provider sent no code")
            }
        }
    }

    @Test(
        "A code that was redeemed before is the provider's to refuse; its errors are words, and nothing else is shown")
    func errors() async throws {
        try await TestProvider.running { provider async throws in
            try await provider.scene().test { browser async throws in
                let (_, first) = try await browser.gone(to: provider)
                let code = try #require(first.firstMatch(of: /code=([^&]+)/)?.1)
                provider.behave { $0.back = ["code": String(code)] }
                // With another's code the verifier does not fit, and then the code is spent.
                let stolen = try await browser.signIn(with: provider)
                #expect(stolen.text.contains("did not take the code: status 400 (invalid_grant)"))
                #expect(try await browser.signIn(with: provider).text.contains("(invalid_grant)"))
                for (error, words) in [
                    ("access_denied", "the provider refused it (access_denied)."),
                    ("Call 555-0100 <b>now</b>", "the provider refused it."),
                ] {
                    provider.behave { $0.back = ["code": "", "error": error, "error_description": "Call 555-0100"] }
                    let reply = try await browser.signIn(with: provider)
                    #expect(reply.status == .forbidden)
                    #expect(reply.text.contains(words), "\(reply.text)")
                    #expect(!reply.text.contains("555-0100"))
                    #expect(reply.text.contains("desk@newsroom.example"))
                }
            }
        }
    }

    @Test("A token endpoint that leads elsewhere, drips, never ends or answers twice is given up")
    func tokenEndpoint() async throws {
        try await TestProvider.running { provider async throws in
            try await provider.scene().test { browser async throws in
                for (answer, words) in [
                    (TestProvider.TokenAnswer.redirect, "leads to another address (status 307)"),
                    (.huge, "answered with more than 1048576 bytes"),
                    (.damaged, "token endpoint is not what the standard says"),
                    (.error(500, "<script>"), "did not take the code: status 500."),
                ] {
                    provider.behave { $0.answer = answer }
                    let reply = try await browser.signIn(with: provider)
                    #expect(reply.status == .badGateway, "\(answer)")
                    #expect(reply.text.contains(words), "\(answer): \(reply.text)")
                    #expect(!reply.text.contains("<script>&"))
                }
            }
            try await provider.scene(patience: 2).test { browser async throws in
                provider.behave { $0.answer = .dripping }
                let reply = try await browser.signIn(with: provider)
                #expect(reply.status == .badGateway)
                #expect(reply.text.contains("did not answer within 2 s"), "\(reply.text)")
            }
        }
    }

    @Test("A discovery document of somebody else, or that leads where its issuer could not, is not used")
    func discovery() async throws {
        try await TestProvider.running { provider async throws in
            for (document, words) in [
                (["issuer": "\"http://localhost:\(provider.port)/realms/other\""], "the provider calls itself"),
                (["issuer": "\"\(provider.issuer)/\""], "the provider calls itself"),
                (["token_endpoint": "\"http://id.example/token\""], "only https is asked"),
                (["jwks_uri": "\"file:///etc/passwd\""], "no address of the web"),
                (["authorization_endpoint": "\"javascript:alert(1)\""], "an address that is not asked"),
                (["response_types_supported": "[\"token\"]"], "does not know the authorization code flow"),
                (["code_challenge_methods_supported": "[\"plain\"]"], "does not know PKCE"),
                (["id_token_signing_alg_values_supported": "[\"HS256\"]"], "signs with none of RS256, ES256, EdDSA"),
                (["token_endpoint_auth_methods_supported": "[\"private_key_jwt\"]"], "client_secret_basic"),
                (["jwks_uri": ""], "discovery document is not what the standard says"),
            ] {
                provider.behave { $0.document = document }
                let scene = try provider.scene()
                try await scene.test { browser async throws in
                    let reply = try await browser.get("/login/provider")
                    #expect(reply.status == .badGateway, "\(document)")
                    #expect(reply.text.contains(words), "\(document): \(reply.text)")
                    // It is not asked again at once, and is when it may have been mended.
                    let asked = provider.record.documents
                    #expect(try await browser.get("/login/provider").status == .badGateway)
                    #expect(provider.record.documents == asked)
                    provider.behave { $0.document = [:] }
                    scene.wait(minutes: 1)
                    #expect(try await browser.get("/login/provider").status == .seeOther)
                }
            }
        }
    }

    @Test("An issuer elsewhere cannot make this server ask its own machine, or anybody in the clear")
    func ownMachine() throws {
        let settings = try ProviderSettings(
            issuer: "https://id.example/", client: "daylight", name: "id", roles: ["editors": [.viewer]],
            publicAddress: "https://daylight.example")
        func document(_ keys: String) throws -> ProviderDocument {
            try ProviderDocument(
                Array(
                    """
                    {"issuer":"https://id.example/","authorization_endpoint":"https://id.example/a",
                    "token_endpoint":"https://tokens.example/t","jwks_uri":"\(keys)"}
                    """.utf8), for: settings)
        }
        #expect(try document("https://keys.example/k").keys.host == "keys.example")
        #expect(
            try ProviderDocument.address(of: settings.issuer).text
                == "https://id.example/.well-known/openid-configuration")
        for keys in ["http://127.0.0.1/k", "https://localhost/k", "https://[::1]/k", "http://keys.example/k"] {
            #expect(throws: Refusal.self, "\(keys)") { try document(keys) }
        }
    }
}
