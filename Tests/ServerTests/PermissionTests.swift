import Foundation
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Who may what, over the whole table")
struct PermissionTests {
    /// One person of each role and clearance, and one of all roles but that one's.
    private static let people =
        Role.allCases.flatMap { role in
            TrafficLight.allCases.map { light in
                (
                    name: "\(role.rawValue)-\(light.rawValue.replacing("+", with: "-"))", roles: Set([role]),
                    clearance: light
                )
            }
        } + [(name: "admin", roles: Set([Role.admin]), clearance: TrafficLight.red)]

    private static func address(_ endpoint: Endpoint) -> String {
        var address = endpoint.path.description
        for (name, value) in SiteScene.samples { address = address.replacing("{\(name)}", with: value) }
        return endpoint.name == "compareRuns" ? address + "?a=1&b=1" : address
    }

    @Test("Every address, asked by every role with every clearance, answers as the table of permissions says")
    func matrix() async throws {
        let scene = try SiteScene(people: Self.people, provider: try SiteScene.provider())
        try await scene.test { browser async throws in
            for endpoint in Site.endpoints(scene.desk) {
                let address = Self.address(endpoint)
                #expect(!address.contains("{"), "SiteScene.samples lacks a value for \(endpoint.path)")
                for person in Self.people {
                    let who = try browser.signed(in: person.name)
                    let response =
                        endpoint.isWriting ? try await who.post(address) : try await who.get(address)
                    let mayDo = endpoint.permission.isHeld(by: person.roles)
                    let place: Comment = "\(endpoint.method) \(address) as \(person.name): \(response.status)"
                    #expect(response.status != .unauthorized || endpoint.permission == .open, place)
                    #expect(response.text.contains("You may not") == !mayDo, place)
                    if !mayDo { #expect(response.status == .forbidden, place) }
                    #expect(response.status.code < 500, place)
                    if !person.clearance.sees(.red) { #expect(!response.text.contains("duty-red"), place) }
                    if !person.clearance.sees(.green) { #expect(!response.text.contains("duty-green"), place) }
                    // The case itself is not marked, and so is amber: so are its runs and their accounts.
                    if !person.clearance.sees(.amber) {
                        #expect(!response.text.contains(SiteScene.crew[0]), place)
                        #expect(!response.text.contains("posts.csv"), place)
                    }
                }
            }
        }
    }

    @Test("Nobody gets anything but the way in, the help, the style and the description")
    func nobody() async throws {
        let scene = try SiteScene(people: Self.people, provider: try SiteScene.provider())
        try await scene.test { browser async throws in
            for endpoint in Site.endpoints(scene.desk) {
                var program = browser.signedOut
                program.accept = "application/json"
                let response =
                    endpoint.isWriting
                    ? try await program.post(Self.address(endpoint)) : try await program.get(Self.address(endpoint))
                let place: Comment = "\(endpoint.method) \(endpoint.path)"
                if endpoint.permission == .open {
                    #expect(response.status != .forbidden, place)
                } else {
                    // The browser extension knows another status for it.
                    #expect(response.status == (endpoint.sender == .zeeschuimer ? .forbidden : .unauthorized), place)
                    #expect(response.text.hasPrefix("{\"error\":{\"code\":\"sign-in\""), place)
                }
            }
            let open = Site.endpoints(scene.desk).filter { $0.permission == .open }.map(\.name).sorted()
            #expect(
                open == [
                    "beginProviderSignIn", "finishProviderSignIn", "getAsset", "getDescription", "showHelp",
                    "showLogin",
                    "signIn",
                ])
        }
    }

    @Test("A token does what its scopes say, and no more than its person may")
    func tokens() async throws {
        let scene = try SiteScene(people: Self.people)
        func token(_ name: String, _ scopes: [String], days: Int64 = 1) throws -> String {
            let secret = Secrets.random()
            let person = try #require(try scene.store.person(named: name))
            _ = try scene.store.addToken(
                secret: secret, person: person.id, label: "test", scopes: scopes,
                expires: Instant(milliseconds: scene.now.milliseconds + days * 86_400_000), at: scene.now)
            return Gate.tokenMark + Secrets.spelling(secret)
        }
        let reading = try token("analyst-red", ["read"])
        let tooMuch = try token("viewer-red", ["read", "administer"])
        try await scene.test { browser async throws in
            #expect(try await browser.with(token: reading).get("/runs.json").status == .ok)
            let refused = try await browser.with(token: reading).get("/runs/1/files/edges.csv")
            #expect(refused.status == .forbidden)
            #expect(refused.text.contains("it lacks the scope 'export'"))
            #expect(try await browser.with(token: tooMuch).get("/people.json").status == .forbidden)
            #expect(try await browser.with(token: "daylight_AAAA").get("/runs.json").status == .unauthorized)
            #expect(try await browser.with(token: reading + "A").get("/runs.json").status == .unauthorized)
            scene.wait(minutes: 2 * 24 * 60)
            let late = try await browser.with(token: reading).get("/runs.json")
            #expect(late.status == .unauthorized)
            #expect(late.headers[.wwwAuthenticate] == "Bearer error=\"invalid_token\"")
        }
    }

    @Test("What is left out is counted on the page and in its twins")
    func leftOut() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            let amber = try await browser.signed(in: "viewer-amber").get("/")
            #expect(amber.text.contains("duty-green"))
            #expect(amber.text.contains("things are left out here: marked above your clearance, TLP:AMBER"))
            let red = try await browser.signed(in: "viewer-red").get("/")
            #expect(red.text.contains("duty-red"))
            #expect(!red.text.contains("left out here"))
            #expect(try await browser.signed(in: "viewer-green").get("/runs.json").text.contains("\"left_out\":1"))
            #expect(try await browser.signed(in: "viewer-red").get("/runs.json").text.contains("\"left_out\":0"))
        }
    }
}

extension TrafficLight {
    fileprivate func sees(_ light: TrafficLight) -> Bool { light.isAllowed(in: self) }
}
