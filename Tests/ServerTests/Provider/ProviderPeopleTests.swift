import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Who somebody is that an identity provider vouches for")
struct ProviderPeopleTests {
    @Test("Groups rule the roles: what they give and take holds from the next sign-in on, also in other sessions")
    func groups() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                provider.behave { $0.groups = ["editors", "desk", "canteen"] }
                let first = browser.entered(try await browser.signIn(with: provider))
                func ada() throws -> Person { try #require(try scene.store.person(named: "ada")) }
                #expect(try ada().roles == [.analyst, .viewer, .admin])
                #expect(try await first.get("/people").status == .ok)
                _ = try scene.store.change(person: ada().id, displayName: "Ada", clearance: .amber)
                provider.behave { $0.groups = ["editors"] }
                let second = browser.entered(try await browser.signIn(with: provider))
                #expect(try ada().roles == [.analyst, .viewer])
                #expect(try await first.get("/people").status == .forbidden)
                // What is this server's to say stays.
                #expect(try ada().clearance == .amber)
                #expect(try ada().displayName == "Ada")
                provider.behave { $0.groups = ["canteen"] }
                let none = try await browser.signIn(with: provider)
                #expect(none.status == .forbidden)
                #expect(none.text.contains("none of your groups has a role in this case any more"))
                #expect(none.text.contains("desk@newsroom.example"))
                #expect(try ada().roles == [])
                #expect(try await second.get("/").status == .seeOther)
                // The name of a role, or of a group in other letters, is no group.
                provider.behave { $0.groups = ["Editors", "analyst", "editors "] }
                #expect(try await browser.signIn(with: provider).status == .forbidden)
            }
        }
    }

    @Test("Somebody unknown without a group is told whom to ask and by what name, and is not entered")
    func unknown() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                for groups in ["", "[]", "null", "{}"] {
                    provider.behave { $0.claims = ["groups": groups] }
                    let reply = try await browser.signIn(with: provider)
                    if groups.isEmpty || groups == "[]" {
                        #expect(reply.status == .forbidden, "\(groups)")
                        #expect(reply.text.contains("knows you as &#39;8a3f&#39;"), "\(reply.text)")
                        #expect(reply.text.contains("Ask desk@newsroom.example"))
                    } else {
                        #expect(reply.status == .badGateway, "\(groups)")
                    }
                    #expect(reply.headers[.setCookie] == nil)
                }
                #expect(try scene.store.people().map(\.name) == ["root"])
            }
        }
    }

    @Test("Nobody is taken for somebody else who is called alike or has the same address")
    func names() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene(
                people: [
                    ("root", [.admin], .red), ("ada", [.admin], .red), ("ada@newsroom.example", [.admin], .red),
                ])
            try await scene.test { browser async throws in
                #expect(try await browser.signIn(with: provider).status == .ok)
                provider.behave { $0.subject = "8A3F" }
                #expect(try await browser.signIn(with: provider).status == .ok)
                provider.behave {
                    $0.subject = "c"
                    $0.userName = "Ada@newsroom.example"
                }
                #expect(try await browser.signIn(with: provider).status == .ok)
                provider.behave {
                    $0.subject = "d"
                    $0.userName = "@@ <b>Łocal\\u202e\\n"
                    $0.displayName = "\\u202eevil\\u0000"
                }
                #expect(try await browser.signIn(with: provider).status == .ok)
                provider.behave {
                    $0.subject = "e"
                    $0.userName = "local"
                    $0.claims = ["name": ""]
                }
                #expect(try await browser.signIn(with: provider).status == .ok)
                provider.behave {
                    $0.subject = "f"
                    $0.claims = ["preferred_username": "", "name": "\" \""]
                }
                #expect(try await browser.signIn(with: provider).status == .ok)
                let people = try scene.store.people()
                #expect(
                    people.map { "\($0.name) \($0.subject?.subject ?? "-")" } == [
                        "ada -", "ada-2 8a3f", "ada-3 8A3F", "ada@newsroom.example -", "ada@newsroom.example-2 c",
                        "bocal d", "local-2 e", "person f", "root -",
                    ])
                #expect(people.filter { $0.subject != nil }.allSatisfy { $0.roles == [.analyst, .viewer] })
                // The same person, called otherwise by now.
                provider.behave {
                    $0.subject = "8a3f"
                    $0.userName = "root"
                    $0.claims = [:]
                }
                let reply = try await browser.signIn(with: provider)
                #expect(try await !browser.entered(reply).get("/people").text.contains("Enter somebody"))
                #expect(try scene.store.people().count == people.count)
            }
        }
    }

    @Test("Who was shut out here stays out, whatever their groups are, also before they come back from the provider")
    func shutOut() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                let inside = browser.entered(try await browser.signIn(with: provider))
                let (away, back) = try await browser.gone(to: provider)
                let ada = try #require(try scene.store.person(named: "ada"))
                try scene.store.disable(person: ada.id, at: scene.now)
                let reply = try await away.get(back)
                #expect(reply.status == .forbidden)
                #expect(reply.text.contains("you were shut out of this case"))
                #expect(reply.headers[.setCookie] == nil)
                #expect(try await inside.get("/").status == .seeOther)
                try scene.store.enable(person: ada.id)
                #expect(try await browser.signIn(with: provider).status == .ok)
            }
        }
    }

    @Test("Somebody who was entered here and tied comes in as themselves, and by no password any more")
    func tied() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene(people: [("root", [.admin], .red), ("mina", [.reviewer], .amber)])
            let mina = try #require(try scene.store.person(named: "mina"))
            let hash = try Password.hash(SiteScene.password, cost: .init(logRounds: 10, blockSize: 8, parallelism: 1))
            try scene.store.setPassword(hash: hash, of: mina.id, at: scene.now)
            try await scene.test { browser async throws in
                let form: KeyValuePairs = ["name": "mina", "password": SiteScene.password]
                let before = try await browser.post("/login", form)
                #expect(before.status == .seeOther)
                try scene.store.setSubject(
                    Person.Subject(issuer: provider.issuer, subject: "8a3f"), of: mina.id, at: scene.now)
                var inside = browser
                inside.cookie = before.headers[.setCookie]?.cookiePair
                #expect(try await inside.get("/").status == .seeOther)
                #expect(try await browser.post("/login", form).status == .unauthorized)
                let error = #expect(throws: CaseError.self) {
                    try scene.store.setPassword(hash: hash, of: mina.id, at: scene.now)
                }
                #expect(error?.description.contains("signs in with an identity provider") == true)
                #expect(try await browser.signIn(with: provider).status == .ok)
                let known = try scene.store.person(mina.id)
                #expect(known.name == "mina")
                #expect(known.roles == [.analyst, .viewer])
                #expect(known.clearance == .amber)
                try scene.store.setSubject(nil, of: mina.id, at: scene.now)
                #expect(try await browser.signIn(with: provider).status == .ok)
                #expect(try scene.store.people().map(\.name) == ["ada", "mina", "root"])
            }
        }
    }

    @Test("Whoever keeps the people can change clearance and name of such a person, and not the roles or a password")
    func keeping() async throws {
        try await TestProvider.running { provider async throws in
            let scene = try provider.scene()
            try await scene.test { browser async throws in
                _ = try await browser.signIn(with: provider)
                let ada = try #require(try scene.store.person(named: "ada"))
                let root = try browser.signed(in: "root")
                let page = try await root.get("/people/\(ada.id)").text
                #expect(page.contains("Roles: analyst, viewer."))
                #expect(page.contains(provider.issuer))
                #expect(!page.contains("name=\"role\"") && !page.contains("name=\"password\""))
                let address = "/people/\(ada.id)"
                let given = try await root.post(
                    address, ["role": "admin", "role": "viewer", "clearance": "red", "display_name": "A"])
                #expect(given.status == .conflict)
                #expect(given.text.contains("the groups of the identity provider say"))
                let saved = try await root.post(address, ["clearance": "amber", "display_name": "A. Ł."])
                #expect(saved.status == .seeOther)
                let changed = try scene.store.person(ada.id)
                #expect(changed.roles == [.analyst, .viewer])
                #expect(changed.clearance == .amber)
                #expect(
                    try await root.post(address + "/password", ["password": SiteScene.password]).status == .conflict)
                #expect(try await root.get("/people").text.contains("identity provider"))
            }
        }
    }

    @Test("With a provider a case needs no people to be served, and its address must fit how it is reached")
    func serving() throws {
        func settings(_ address: String) throws -> ProviderSettings {
            try ProviderSettings(
                issuer: "https://id.example", client: "daylight", name: "id", roles: ["editors": [.viewer]],
                publicAddress: address)
        }
        let scene = try SiteScene()
        func serving(_ address: String, isBehindProxy: Bool) throws -> Serving {
            Serving(
                host: "127.0.0.1", port: 8787, isBehindProxy: isBehindProxy, version: "", caseName: "",
                provider: try settings(address))
        }
        try serving("https://daylight.example", isBehindProxy: true).check(scene.store)
        try serving("http://127.0.0.1:8787", isBehindProxy: false).check(scene.store)
        #expect(throws: Refusal.self) {
            try serving("https://daylight.example", isBehindProxy: false).check(scene.store)
        }
        #expect(throws: Refusal.self) { try serving("http://localhost", isBehindProxy: true).check(scene.store) }
        for address in ["http://daylight.example", "https://daylight.example/case", "daylight.example", ""] {
            #expect(throws: Refusal.self, "\(address)") { try settings(address) }
        }
        let desk = try serving("https://daylight.example:8443", isBehindProxy: true)
            .desk(scene.folder, scene.store, local: nil) { scene.now }
        #expect(desk.gate.site.hosts.contains("daylight.example:8443"))
    }

    @Test("The client's secret never prints itself")
    func secret() throws {
        let secret = try #require(ClientSecret("correct horse"))
        var dumped = ""
        dump([secret], to: &dumped)
        let settings = try ProviderSettings(
            issuer: "https://id.example", client: "daylight", secret: secret, name: "id",
            roles: ["editors": [.viewer]], publicAddress: "https://daylight.example")
        for text in ["\(secret)", String(reflecting: secret), dumped, "\(settings)", String(reflecting: settings)] {
            #expect(!text.contains("horse"), "\(text)")
        }
        #expect(ClientSecret("") == nil && ClientSecret("a\nb") == nil)
    }
}
