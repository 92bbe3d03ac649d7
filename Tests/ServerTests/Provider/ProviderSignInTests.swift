import Evidence
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Signing in with an identity provider")
struct ProviderSignInTests {
    @Test("Who is in a group that has a role comes in under a new session, and is entered with the lowest clearance")
    func firstTime() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                #expect(
                    try await browser.get("/login?next=/runs?from=0%26count=5").text.contains(
                        "<a href=\"/login/provider?next=%2Fruns%3Ffrom%3D0%26count%3D5\""
                    ))
                let begun = try await browser.get("/login/provider?next=%2Fruns")
                #expect(begun.headers[.referrerPolicy] == "no-referrer")
                let kept = try #require(begun.headers[.setCookie])
                #expect(kept.hasPrefix("daylight-8787-sign-in="))
                #expect(kept.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"))
                let reply = try await browser.signIn(with: provider, next: "/runs?from=0")
                // A page of ours, which goes on by itself: a redirect would still be the provider's, and get no Strict cookie.
                #expect(reply.status == .ok)
                #expect(reply.headers[.refresh] == "0; url=/runs?from=0")
                #expect(reply.headers[.referrerPolicy] == "no-referrer")
                let cookies = reply.headers[values: .setCookie]
                #expect(cookies.count == 2)
                #expect(cookies.contains("daylight-8787-sign-in=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"))
                #expect(
                    cookies.contains {
                        $0.hasPrefix("daylight-8787=")
                            && $0.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200")
                    })
                #expect(try await browser.entered(reply).get("/").text.contains("Ada Łukasiewicz"))
                let ada = try #require(try scene.store.person(named: "ada"))
                #expect(ada.subject == Person.Subject(issuer: provider.issuer, subject: "8a3f"))
                #expect(ada.roles == [.analyst, .viewer])
                #expect(ada.clearance == .clear)
                #expect(!ada.hasPassword)
                try scene.desk.audit.flush()
            }
            var notes: [String] = []
            try scene.folder.evidence.custody().eachEvent {
                notes.append("\($0.draft.custodian.name): \($0.draft.note ?? "")")
            }
            #expect(
                notes.contains(
                    "ada: was entered by the groups of the <b>newsroom</b> as analyst viewer, with TLP:CLEAR"))
            #expect(notes.contains { $0.hasPrefix("ada: signed in with the <b>newsroom</b> from ") })
            #expect(!notes.contains { $0.contains("code=") || $0.contains("state=") })
        }
    }

    @Test("Each algorithm that is taken is verified with its own key", arguments: SignatureAlgorithm.allCases)
    func algorithms(algorithm: SignatureAlgorithm) async throws {
        try await TestProvider.running { provider async throws in
            provider.behave { $0.algorithm = algorithm }
            try await provider.scene().test { browser async throws in
                #expect(try await browser.signIn(with: provider).status == .ok)
                // Without a key's name the only key of its kind is meant.
                provider.behave { $0.header = ["kid": ""] }
                #expect(try await browser.signIn(with: provider).status == .ok)
            }
        }
    }

    @Test("A confidential client shows its secret in one field, encoded; a public one shows its name")
    func clients() async throws {
        try await TestProvider.running { provider async throws in
            try await provider.scene().test { browser async throws in
                #expect(try await browser.signIn(with: provider).status == .ok)
            }
            try await provider.scene(settings: try provider.settings(secret: nil)).test { browser async throws in
                #expect(try await browser.signIn(with: provider).status == .ok)
            }
            try await provider.scene(settings: try provider.settings(secret: "another")).test { browser async throws in
                let refused = try await browser.signIn(with: provider)
                #expect(refused.status == .badGateway)
                #expect(refused.text.contains("did not take the code: status 401 (invalid_client)"))
                #expect(!refused.text.contains("another"))
            }
            let heard = provider.record
            #expect(heard.authorizations.map { $0.isEmpty } == [false, true, false])
            #expect(heard.forms[0].contains("client_id") == false)
            #expect(heard.forms[1].hasSuffix("&client_id=daylight%20at%20the%20newsroom"))
            #expect(!heard.forms.contains { $0.contains("s3cr") })
        }
    }

    @Test("What the browser showed before ends when it comes back, and a session is never begun under a known secret")
    func fixation() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                let planted = try browser.signed(in: "root")
                let (away, back) = try await planted.gone(to: provider)
                #expect(try await planted.get("/people").status == .ok)
                let reply = try await away.get(back, [.secFetchSite: "cross-site"])
                #expect(reply.status == .ok)
                #expect(browser.entered(reply).cookie != planted.cookie)
                #expect(try await planted.get("/people").status == .seeOther)
            }
        }
    }

    @Test("It leads back to addresses of this server alone")
    func openRedirect() async throws {
        try await TestProvider.running { provider async throws in
            try await provider.scene().test { browser async throws in
                for next in [
                    "//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nSet-Cookie: x=y", "",
                    "/" + String(repeating: "a", count: 1_500),
                ] {
                    let reply = try await browser.signIn(with: provider, next: next)
                    #expect(reply.headers[.refresh] == "0; url=/", "\(next.prefix(40))")
                }
            }
        }
    }

    @Test("Attempts are counted in both directions, as those with a password are")
    func rates() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                for _ in 0..<10 { #expect(try await browser.get("/login/provider").status == .seeOther) }
                #expect(try await browser.get("/login/provider").headers[.retryAfter] == "12")
                for _ in 0..<10 {
                    #expect(try await browser.get("/login/provider/return?code=x&state=y").status == .badRequest)
                }
                #expect(try await browser.get("/login/provider/return?code=x&state=y").status == .tooManyRequests)
                scene.wait(minutes: 1)
                #expect(try await browser.get("/login/provider").status == .seeOther)
            }
            // However many come, the provider is asked once.
            #expect(provider.record.documents == 1)
        }
    }

    @Test("Signing out ends the session here, and says where to end the one at the provider")
    func signingOut() async throws {
        try await TestProvider.running { provider async throws in
            try await provider.scene().test { browser async throws in
                let ada = browser.entered(try await browser.signIn(with: provider))
                let left = try await ada.post("/logout")
                #expect(left.headers[.location] == "/login?done=signedOut")
                #expect(try await ada.get("/").status == .seeOther)
                let page = try await browser.get("/login?done=signedOut").text
                #expect(
                    page.contains(
                        "<a href=\"http://localhost:\(provider.port)/leave?client_id=daylight%20at%20the%20newsroom\""))
                #expect(try await !browser.get("/login").text.contains("/leave?"))
            }
        }
    }

    @Test("Behind TLS what the browser keeps meanwhile is bound to its host")
    func secure() async throws {
        let settings = try ProviderSettings(
            issuer: "https://id.example", client: "daylight", name: "the newsroom", roles: ["editors": [.viewer]],
            publicAddress: "https://localhost")
        let scene = try SiteScene(
            people: [("root", [.admin], .red)], isSecure: true, proxies: 1,
            provider: IdentityProvider(settings, fetch: SiteScene.cannedProvider))
        try await scene.test { browser async throws in
            let begun = try await browser.get("/login/provider")
            let cookie = try #require(begun.headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-daylight-sign-in="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure"))
            #expect(begun.headers[.location]?.hasPrefix("https://id.example/authorize?response_type=code&") == true)
        }
    }
}
