import Foundation
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Requests that somebody else thought of")
struct ForeignRequestTests {
    private static let people: [(name: String, roles: Set<Role>, clearance: TrafficLight)] = [
        ("ada", [.admin], .red), ("ben", [.admin], .red),
    ]

    @Test("What another site has a browser send changes nothing")
    func otherSite() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            let ada = try browser.signed(in: "ada")
            let form: KeyValuePairs = ["name": "eve", "role": "admin", "clearance": "red"]
            let ben = try browser.signed(in: "ben").formToken
            let attempts = [
                try await ada.post("/people", form, token: ""),
                try await ada.post("/people", form, token: ben),
                try await ada.post("/people", form, [.origin: "https://evil.example"]),
                try await ada.post("/people", form, [.origin: "null"]),
                try await ada.post("/people", form, [.origin: "http://localhost.evil.example"]),
                try await ada.post("/people", form, [.secFetchSite: "cross-site"]),
                try await ada.post("/people", form, [.secFetchSite: "same-site"]),
            ]
            for (number, attempt) in attempts.enumerated() {
                #expect(attempt.status == .forbidden, "attempt \(number)")
                #expect(attempt.text.contains("not sent from a page of this server"), "attempt \(number)")
            }
            // With GET nothing changes at all.
            _ = try await ada.get("/people?name=eve&role=admin&clearance=red&form_token=" + ada.formToken)
            #expect(try scene.store.people().map(\.name) == ["ada", "ben"])
            #expect(try await ada.post("/people", form).status == .seeOther)
            #expect(try scene.store.people().map(\.name) == ["ada", "ben", "eve"])
        }
    }

    @Test("Signing in wants a browser that says from where, so that nobody is signed in as somebody else")
    func signingIn() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            let none = try await browser.post("/login", ["name": "ada"], [.origin: "", .secFetchSite: ""])
            #expect(none.status == .forbidden)
            #expect(
                try await browser.post("/login", ["name": "ada"], [.origin: "https://evil.example"]).status
                    == .forbidden)
        }
    }

    @Test(
        "Where to go next is an address of this server, or the first page",
        arguments: [
            ("/runs", "/runs"), ("/runs?from=3&x=%2F", "/runs?from=3&x=%2F"), ("https://evil.example/", "/"),
            ("//evil.example", "/"), ("/\\evil.example", "/"), ("\\/evil.example", "/"), ("javascript:alert(1)", "/"),
            ("/a\r\nSet-Cookie: x=1", "/"), ("/a\tb", "/"), ("", "/"), ("runs", "/"), ("/é", "/"),
            ("/" + String(repeating: "a", count: 3_000), "/"),
        ])
    func openRedirect(next: String, expected: String) {
        #expect(OwnAddress.checked(next) == expected)
        #expect(Answer.seeOther(next).fields[.location] == expected)
    }

    @Test("Nothing of an address gets into a header of the answer")
    func headerInjection() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            let response = try await browser.get("/runs?x=%0d%0aSet-Cookie:%20a=b")
            #expect(response.status == .seeOther)
            #expect(response.headers[.setCookie] == nil)
            #expect(response.headers[.location] == "/login?next=%2Fruns%3Fx%3D%250d%250aSet-Cookie%3A%2520a%3Db")
            let name = Answer.bytes([], type: "text/csv", download: "a\"\r\nX: y/../é.csv").fields[.contentDisposition]
            #expect(name == "attachment; filename=\"a___X__y_..__.csv\"")
            #expect(ServerEvent("a\nb", data: "c\r\ndata: d").bytes == Array("event: a b\ndata: c data: d\n\n".utf8))
        }
    }

    @Test(
        "No address leads out of its folder",
        arguments: [
            "/assets/..%2F..%2Fcase.sqlite", "/assets/../case.sqlite", "/assets/%2e%2e/case.sqlite",
            "/assets/%2e%2e%2fserver%2fserver.sqlite", "/assets//site.css", "/runs/1/files/..%2F..%2F..%2Fcase.sqlite",
            "/runs/1/files/%2Fetc%2Fpasswd", "/runs/1/files/....//case.sqlite", "/runs/1%2F..%2F1/report/page",
            "/runs/..%2F1/report/page", "/runs/01x/report/page", "/runs/-1", "/runs/+1", "/runs/1%00.csv", "/runs/%ff",
            "/runs/1/files/edges.csv%00", "/runs/99999999999999999999", "/runs/1/files/case.lock", "/./runs", "/runs/%",
        ])
    func traversal(address: String) async throws {
        try await SiteScene().test { browser async throws in
            let response = try await browser.get(address)
            #expect(response.status == .notFound, "\(response.status)")
            #expect(!response.text.contains("SQLite"))
        }
    }

    @Test("Another host is not answered for, so that no page can turn its name to this machine")
    func rebinding() async throws {
        let scene = try SiteScene(hosts: ["127.0.0.1:8787"])
        try await scene.test { browser async throws in
            let response = try await browser.get("/")
            #expect(response.status == .misdirectedRequest)
            #expect(!response.text.contains("Overview"))
        }
    }

    @Test("What comes from data and from addresses is text wherever it stands")
    func script() async throws {
        let scene = try SiteScene()
        try await scene.test { browser async throws in
            let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
            let encoded = PathText.encoded(evil)
            for address in [
                "/audit?person=\(encoded)", "/audit?person=x%22%20autofocus", "/runs?q=\(encoded)", "/\(encoded)",
                "/runs/\(encoded)", "/help?done=\(encoded)",
            ] {
                let text = try await browser.get(address).text
                #expect(!text.contains("<script>alert"), "\(address)")
                #expect(!text.contains("<img"), "\(address)")
                #expect(!text.contains("\"x\" autofocus"), "\(address)")
            }
            #expect(try await browser.get("/").text.contains("Operation &lt;Lantern&gt;"))
        }
    }

    @Test("Bodies that are too large, of another kind, or damaged are refused as what they are")
    func bodies() async throws {
        try await SiteScene().test { browser async throws in
            let large = [UInt8](repeating: 0x61, count: (1 << 20) + 1)
            let fields: HTTPFields = [
                .contentType: "application/x-www-form-urlencoded", .origin: "http://localhost",
                .secFetchSite: "same-origin",
            ]
            #expect(try await browser.ask(.post, "/people", fields, body: large).status == .contentTooLarge)
            #expect(try await browser.ask(.get, "/runs", fields, body: [1]).status == .contentTooLarge)
            var json = fields
            json[.contentType] = "application/json"
            #expect(try await browser.ask(.post, "/people", json, body: [0x7B]).status == .unsupportedMediaType)
            #expect(try await browser.ask(.post, "/people", fields, body: [0xFF, 0xFE]).status == .badRequest)
            #expect(try await browser.ask(.post, "/people", fields, body: Array("a=%zz".utf8)).status == .badRequest)
            let many = Array(String(repeating: "a&", count: 2_000).utf8)
            #expect(try await browser.ask(.post, "/people", fields, body: many).status == .badRequest)
            #expect(try await browser.get("/runs?" + String(repeating: "a", count: 9_000)).status == .uriTooLong)
            #expect(try await browser.get("/runs?from=-1").status == .badRequest)
            #expect(try await browser.get("/runs?from=99999999999999999999").status == .badRequest)
        }
    }

    @Test("Other methods are refused with those that are taken; HEAD is GET without its body")
    func methods() async throws {
        try await SiteScene().test { browser async throws in
            let put = try await browser.ask(.put, "/runs")
            #expect(put.status == .methodNotAllowed)
            #expect(put.headers[.allow] == "GET, HEAD, OPTIONS")
            #expect(try await browser.ask(.options, "/people").headers[.allow] == "GET, HEAD, OPTIONS, POST")
            #expect(try await browser.ask(.trace, "/").status == .methodNotAllowed)
            let head = try await browser.ask(.head, "/runs")
            #expect(head.status == .ok)
            #expect(head.text.isEmpty)
            #expect(Int(head.headers[.contentLength] ?? "") ?? 0 > 1_000)
        }
    }

    @Test("Whoever asks too often is told when to ask again")
    func rates() {
        let limits = RateLimits()
        let allowance = RateLimits.Allowance(burst: 3, perSecond: 0.5)
        let start = SiteScene.start
        for _ in 0..<3 { #expect(limits.take("a", allowance, at: start) == nil) }
        #expect(limits.take("a", allowance, at: start) == 2)
        #expect(limits.take("b", allowance, at: start) == nil)
        #expect(limits.take("a", allowance, at: Instant(milliseconds: start.milliseconds + 2_000)) == nil)
        #expect(limits.take("a", allowance, at: Instant(milliseconds: start.milliseconds + 2_000)) == 2)
        // A clock that is set back gives nothing, and takes nothing for good.
        #expect(limits.take("a", allowance, at: start) == 2)
    }
}
