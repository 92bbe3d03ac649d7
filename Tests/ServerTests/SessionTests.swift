import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Coming in, staying and going")
struct SessionTests {
    private static let people: [(name: String, roles: Set<Role>, clearance: TrafficLight)] = [
        ("ada", [.admin, .analyst], .red), ("ben", [.viewer], .amber),
    ]

    private func scene() throws -> SiteScene {
        let scene = try SiteScene(people: Self.people)
        let ada = try #require(try scene.store.person(named: "ada"))
        try scene.store.setPassword(
            hash: try Password.hash(SiteScene.password, cost: .init(logRounds: 10, blockSize: 8, parallelism: 1)),
            of: ada.id, at: SiteScene.start)
        return scene
    }

    @Test("A name and its password begin a session under a new secret, whatever the browser showed before")
    func fixation() async throws {
        let scene = try scene()
        try await scene.test { browser async throws in
            var planted = try browser.signed(in: "ben")
            let known = try #require(planted.cookie)
            let response = try await planted.post("/login", ["name": "Ada", "password": SiteScene.password])
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "/")
            let cookie = try #require(response.headers[.setCookie])
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200"))
            #expect(cookie.cookiePair != known)
            // What somebody had put there is worth nothing from then on.
            #expect(try await planted.get("/").status == .seeOther)
            planted.cookie = cookie.cookiePair
            #expect(try await planted.get("/").text.contains(">Ada<"))
            // Nor is a secret taken that the server did not give.
            planted.cookie = "daylight-8787=" + Secrets.spelling(Secrets.random())
            #expect(try await planted.get("/").headers[.location] == "/login?next=%2F")
        }
    }

    @Test("A wrong password and an unknown name are told alike, and guessing is slowed")
    func guesses() async throws {
        let scene = try scene()
        try await scene.test { browser async throws in
            let wrong = try await browser.post("/login", ["name": "ada", "password": "not this one at all"])
            let unknown = try await browser.post("/login", ["name": "zoe", "password": "not this one at all"])
            #expect(wrong.status == .unauthorized)
            #expect(wrong.text.replacing("ada", with: "zoe") == unknown.text)
            for _ in 0..<8 { _ = try await browser.post("/login", ["name": "ada", "password": "x"]) }
            let slowed = try await browser.post("/login", ["name": "ada", "password": SiteScene.password])
            #expect(slowed.status == .tooManyRequests)
            #expect(slowed.headers[.retryAfter] == "12")
            scene.wait(minutes: 1)
            #expect(
                try await browser.post("/login", ["name": "ada", "password": SiteScene.password]).status == .seeOther)
        }
    }

    @Test("A session ends when it lay idle, when its time is over, when it is left, and when its person is shut out")
    func ends() async throws {
        let scene = try scene()
        try await scene.test { browser async throws in
            let idle = try browser.signed(in: "ben")
            #expect(try await idle.get("/").status == .ok)
            scene.wait(minutes: 121)
            #expect(try await idle.get("/").status == .seeOther)
            let long = try browser.signed(in: "ben")
            for _ in 0..<7 {
                scene.wait(minutes: 100)
                #expect(try await long.get("/").status == .ok)
            }
            scene.wait(minutes: 30)
            #expect(try await long.get("/").status == .seeOther)
            let left = try browser.signed(in: "ben")
            let response = try await left.post("/logout")
            #expect(response.headers[.setCookie] == "daylight-8787=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
            #expect(try await left.get("/").status == .seeOther)
            let shutOut = try browser.signed(in: "ben")
            let ben = try #require(try scene.store.person(named: "ben"))
            #expect(
                try await browser.signed(in: "ada").post("/people/\(ben.id)/access", ["access": "no"]).status
                    == .seeOther)
            #expect(try await shutOut.get("/").status == .seeOther)
        }
    }

    @Test("The printed address lets one person in, and another key does not")
    func local() async throws {
        let scene = try SiteScene()
        let local = try #require(scene.local)
        try await scene.test { browser async throws in
            let nobody = browser.signedOut
            #expect(try await nobody.get("/").status == .unauthorized)
            #expect(try await nobody.get("/enter?key=" + Secrets.spelling(Secrets.random())).status == .unauthorized)
            #expect(try await nobody.get("/enter").status == .unauthorized)
            let entered = try await nobody.get("/enter?key=" + local.spelling)
            #expect(entered.status == .seeOther)
            #expect(entered.headers[.location] == "/")
            #expect(entered.headers[.referrerPolicy] == "no-referrer")
            var somebody = browser
            somebody.cookie = entered.headers[.setCookie]?.cookiePair
            #expect(try await somebody.get("/").text.contains("on this machine"))
            #expect(try await somebody.get("/login").status == .notFound)
        }
    }

    @Test(
        "Behind a proxy with TLS the cookie is secure, bound to its host, and the proxy's word on where it came from counts"
    )
    func proxy() async throws {
        let scene = try SiteScene(people: Self.people, isSecure: true, proxies: 1)
        try await scene.test { browser async throws in
            let cookie = try scene.session(of: "ben")
            #expect(cookie.hasPrefix("__Host-daylight="))
            #expect(
                try await browser.signed(in: "ben").get("/").headers[.strictTransportSecurity] == "max-age=31536000")
            let gate = scene.desk.gate
            #expect(gate.address(of: "10.0.0.1", [.forwardedFor: "6.6.6.6, 192.0.2.7"]) == "192.0.2.7")
            #expect(gate.address(of: "10.0.0.1", [.forwardedFor: "<script>"]) == "10.0.0.1")
            #expect(gate.address(of: "10.0.0.1", [:]) == "10.0.0.1")
        }
        let bare = try SiteScene()
        #expect(bare.desk.gate.address(of: "10.0.0.1", [.forwardedFor: "192.0.2.7"]) == "10.0.0.1")
    }

    @Test("A link from elsewhere leads on by itself, since browsers send no cookie with it")
    func linkFromElsewhere() async throws {
        try await scene().test { browser async throws in
            let response = try await browser.get("/runs?from=0", [.secFetchSite: "cross-site"])
            #expect(response.status == .ok)
            #expect(response.headers[.refresh] == "0; url=/runs?from=0")
            #expect(!response.text.contains("posts.csv"))
        }
    }

    @Test("Two people in one browser after another do not see each other's pages from a store")
    func noStore() async throws {
        try await scene().test { browser async throws in
            let page = try await browser.signed(in: "ada").get("/")
            #expect(page.headers[.cacheControl] == "private, no-store")
        }
    }
}

@Suite("Passwords")
struct PasswordTests {
    private let cost = Password.Cost(logRounds: 10, blockSize: 8, parallelism: 1)

    @Test("A password is known again, in whatever way its letters are typed, and no other is")
    func roundTrip() throws {
        let kept = try Password.hash("pässwort mit umlaut", cost: cost)
        #expect(kept.hasPrefix("$scrypt-hmac$ln=10,r=8,p=1$"))
        #expect(Password.isRight("pässwort mit umlaut", kept: kept))
        #expect(Password.isRight("pa\u{308}sswort mit umlaut", kept: kept))
        #expect(!Password.isRight("passwort mit umlaut", kept: kept))
        #expect(try Password.hash("pässwort mit umlaut", cost: cost) != kept)
        #expect(!Password.isRight("x", kept: ""))
        #expect(!Password.isRight("x", kept: "$scrypt-hmac$ln=60,r=8,p=1$AAAA$AAAA"))
    }

    @Test("Short, uniform and obvious passwords are refused with what to do")
    func refusals() {
        #expect(Password.refusal(of: "short", name: "ada")?.contains("at least 15 characters") == true)
        #expect(Password.refusal(of: String(repeating: "ab", count: 10), name: "ada") != nil)
        #expect(Password.refusal(of: "adalovelace12345", name: "adalovelace") != nil)
        #expect(Password.refusal(of: String(repeating: "abcdef ", count: 200), name: "") != nil)
        #expect(Password.refusal(of: SiteScene.password, name: "ada") == nil)
    }
}
