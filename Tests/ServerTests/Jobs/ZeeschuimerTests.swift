import Foundation
import HTTPTypes
import Intake
import Records
import Testing
import Workspace

@testable import Server

/// The exchange as `popup/interface.js` of Zeeschuimer 1.13 has it: the lines as they are, the platform in a field, the
/// browser's session, no token; then a question each second.
@Suite("Uploads from Zeeschuimer")
struct ZeeschuimerTests {
    private static let platform = HTTPField.Name("X-Zeeschuimer-Platform")

    private static func lines(_ count: Int) -> String {
        (0..<count).map { number in
            #"{"nav_index":"1:1","item_id":"\#(7_440_000_000_000_000_000 + number)","timestamp_collected":1731000000000,"source_platform":"tiktok.com","source_platform_url":"https://www.tiktok.com/","source_url":"https://www.tiktok.com/foryou","user_agent":"Mozilla/5.0","data":{"id":"\#(7_440_000_000_000_000_000 + number)","desc":"salut","createTime":\#(1_731_000_000 + number),"author":{"id":"77\#(number)","uniqueId":"author\#(number)","nickname":"A"},"music":{"id":"7000000000001","title":"m"},"stats":{"diggCount":1,"shareCount":0,"commentCount":0,"playCount":5}}}"#
        }.joined(separator: "\n") + "\n"
    }

    private func send(
        _ browser: Browser, _ platform: String?,
        origin: String? = "moz-extension://7d7c9b1e-5b1b-4a41-9b6d-0f3c1d2e3f40"
    ) async throws -> (HTTPResponse.Status, [String: Any], String) {
        var fields: HTTPFields = [.contentType: "application/x-ndjson", .accept: "*/*"]
        if let origin { fields[.origin] = origin }
        if let platform, let name = Self.platform { fields[name] = platform }
        let response = try await browser.ask(
            .post, "/api/import-dataset/", fields, body: Array(Self.lines(3).utf8))
        return (response.status, response.json, response.text)
    }

    @Test("What the extension sends is queued, and it learns when it is done and where it lies")
    func exchange() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let (status, queued, text) = try await send(browser, "tiktok.com")
            #expect(status == .ok)
            #expect(queued["status"] as? String == "queued")
            #expect(!text.contains("\n"))
            let key = try #require(queued["key"] as? String)
            #expect(queued["url"] as? String == "/jobs/\(key)")
            _ = try await scene.ended(try #require(Int64(key)))
            let done = try await browser.get("/api/check-query/?key=\(key)", [.accept: "*/*"])
            #expect(done.status == .ok)
            #expect(done.json["done"] as? Bool == true)
            #expect(done.json["rows"] as? Int == 3)
            #expect(done.json["progress"] as? Int == 100)
            #expect(done.json["datasource"] as? String == "tiktok.com")
            #expect(done.json["url"] as? String == "http://localhost/imports/2")
            #expect(done.json["empty"] as? Bool == false)
            #expect(try scene.desk.readers.imports().last?.summary?.format == "zeeschuimer-tiktok")
        }
    }

    @Test("While it waits the extension is told so")
    func waiting() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            let (_, queued, _) = try await send(browser, "instagram.com", origin: "null")
            let key = try #require(queued["key"] as? String)
            let answer = try await browser.get("/api/check-query/?key=\(key)").json
            #expect(answer["done"] as? Bool == false)
            #expect(answer["status"] as? String == "Waiting for its turn.")
            #expect(try await browser.get("/api/check-query/?key=99").status == .notFound)
            #expect(try await browser.get("/api/check-query/").status == .notFound)
        }
    }

    @Test("Other platforms, other sites and nobody get the answers that the extension understands")
    func refusals() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            let unknown = try await send(browser, "gab.com")
            #expect(unknown.0 == .notFound)
            #expect(unknown.2.contains("Unknown platform or source format"))
            #expect(try await send(browser.signedOut, "tiktok.com").0 == .forbidden)
            #expect(try await send(browser, nil).0 == .forbidden)
            #expect(try await send(browser, "tiktok.com", origin: "https://elsewhere.example").0 == .forbidden)
            // A page that asks whether it may is not told that it may.
            let preflight = try await browser.ask(
                .options, "/api/import-dataset/", [.origin: "https://elsewhere.example"])
            #expect(preflight.headers.allSatisfy { !$0.name.canonicalName.hasPrefix("access-control") })
            #expect(try scene.store.jobs(limit: 10) == [])
        }
    }
}
