import Foundation
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Files that are sent")
struct UploadTests {
    @Test("Files come by a plain form, are imported by a job, and leave nothing behind")
    func form() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let response = try await browser.send(
                "/imports",
                files: ["a.csv": SiteScene.export(30), "../../etc/b.csv": SiteScene.export(10, from: 30)])
            #expect(response.status == .seeOther)
            let number = try #require(response.job)
            let job = try await scene.ended(number)
            #expect(job.state == .done)
            #expect(job.brought.map(\.accepted) == [30, 10])
            #expect(job.brought.map(\.name) == ["a.csv", "b.csv"] || job.brought.map(\.name)[0] == "a.csv")
            #expect(scene.uploaded == [])
            let imports = try scene.desk.readers.imports()
            #expect(imports.count == 3)
            #expect(imports[1].sha256 == job.uploads[0].sha256)
            let page = try await browser.get("/jobs/\(number)")
            #expect(page.text.contains("href=\"/imports/2\""))
            #expect(try await browser.get("/imports").text.contains("a.csv"))
        }
    }

    @Test("The same file again is known, and says so")
    func again() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            for state in ["imported", "known"] {
                let response = try await browser.send("/api/imports", files: ["a.csv": SiteScene.export(5)])
                #expect(response.status == .accepted)
                let number = try #require(response.json["job"] as? Int)
                #expect(try await scene.ended(Int64(number)).brought.map(\.state) == [state])
            }
        }
    }

    @Test("A file that cannot be read keeps no other out; where none can, the job has failed and says why")
    func unreadable() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let both = try await browser.send(
                "/imports", files: ["junk.bin": "\u{1}\u{2}", "a.csv": SiteScene.export(5)])
            let job = try await scene.ended(try #require(both.job))
            #expect(job.state == .done)
            #expect(job.brought.map(\.state) == ["failed", "imported"])
            let alone = try await browser.send("/imports", files: ["junk.bin": "\u{1}\u{2}"])
            let failed = try await scene.ended(try #require(alone.job))
            #expect(failed.state == .failed)
            #expect(failed.message?.contains("junk.bin") == true)
            #expect(failed.message?.contains(scene.store.path) == false)
            #expect(scene.uploaded == [])
        }
    }

    @Test("A form without its token, or from elsewhere, is refused before any file is taken")
    func foreign() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            let file: KeyValuePairs = ["a.csv": SiteScene.export(5)]
            let forged = try await browser.send("/imports", files: file, token: "x")
            let elsewhere = try await browser.send(
                "/imports", files: file, headers: [.origin: "http://elsewhere.example"])
            let bare = try await browser.send("/api/imports", files: file, token: "")
            for response in [forged, elsewhere, bare] { #expect(response.status == .forbidden) }
            #expect(scene.uploaded == [])
            let jobs = try scene.store.jobs(limit: 10)
            #expect(jobs == [])
        }
    }

    @Test("A body that is cut off at any byte is refused and leaves nothing")
    func broken() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            let whole = Browser.form(["form_token": browser.formToken], files: ["a.csv": "id\n1\n"])
            for end in stride(from: 0, to: whole.count - 2, by: 7) {
                let response = try await browser.ask(
                    .post, "/imports",
                    [
                        .contentType: "multipart/form-data; boundary=\(Browser.boundary)", .origin: "http://localhost",
                        .accept: "application/json",
                    ], body: Array(whole.prefix(end)))
                #expect(response.status == .badRequest, "after \(end) bytes")
                #expect(scene.uploaded == [], "after \(end) bytes")
            }
            #expect(try scene.store.jobs(limit: 10) == [])
        }
    }

    @Test(
        "What makes no sense is refused with what would",
        arguments: [
            ("format", "no-such-format"), ("platform", "nowhere"), ("map", "x"), ("collected", "yesterday"),
        ])
    func options(_ name: String, _ value: String) async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            let file: KeyValuePairs = ["a.csv": SiteScene.export(5)]
            let fields: KeyValuePairs = [name: value]
            let response = try await browser.send(
                "/imports", files: file, fields, headers: [.accept: "application/json"])
            #expect(response.status == .badRequest)
            #expect(scene.uploaded == [])
        }
    }

    @Test("Limits hold for a file, for a person and for the disk")
    func limits() throws {
        let scene = try SiteScene()
        var rules = UploadRules(perFile: 100)
        rules.perPerson = 150
        let held = HeldBytes()
        func upload() -> Upload { Upload(into: scene.store, by: "ada", rules: rules, held: held) }
        do {
            let large = upload()
            try large.begin("a")
            try large.take(Array(repeating: 0, count: 100)[...])
            #expect(throws: Refusal.self) { try large.take([0]) }
        }
        #expect(scene.uploaded == [])
        #expect(held.count(of: "ada") == 0)
        let kept = upload()
        try kept.begin("a")
        try kept.take(Array(repeating: 0, count: 100)[...])
        try kept.end()
        kept.keep()
        let second = upload()
        try second.begin("b")
        let refusal = #expect(throws: Refusal.self) { try second.take(Array(repeating: 0, count: 51)[...]) }
        #expect(refusal?.code == "upload-quota")
        #expect(refusal?.status == .contentTooLarge)
        second.abandon()
        #expect(scene.uploaded.count == 1)
        #expect(held.count(of: "ada") == 100)
        #expect(Upload.full.status.code == 507)
    }

    @Test(
        "Names are labels: no part of one becomes a path",
        arguments: [
            ("/etc/passwd", "passwd"), ("..\\..\\x.csv", "x.csv"), ("", "upload"), ("..", "upload"), ("a/", "a"),
            ("a\u{202E}b", "a[U+202E]b"), ("a.csv\nb.csv: imported", "a.csv[U+000A]b.csv: imported"),
            ("a\r\n\u{0}\u{1B}[2J", "a[U+000D][U+000A][U+0000][U+001B][2J"), ("../\u{301}x", "\u{301}x"),
            (" . ", "upload"), ("\u{200B}", "[U+200B]"),
            ("a" + String(repeating: "\u{300}", count: 2000), "a\u{300}\u{300}\u{300}[+1997 marks]"),
            (String(repeating: "x", count: 4096) + ".csv", String(repeating: "x", count: 200)),
            (String(repeating: "\u{202E}", count: 1300), String(repeating: "[U+202E]", count: 25)),
        ])
    func labels(_ name: String, _ label: String) { #expect(UploadedFile.label(name) == label) }

    @Test("A hostile name is harmless on pages, in tables and for programs")
    func hostileName() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let response = try await browser.send(
                "/imports", files: ["../\u{202E}gpj.%0A<b>x.csv": SiteScene.export(5)])
            let job = try await scene.ended(try #require(response.job))
            #expect(job.brought.map(\.name) == ["[U+202E]gpj.[U+000A]<b>x.csv"])
            for address in [
                "/jobs/\(job.id)", "/imports", "/imports/2", "/imports.csv", "/imports.json", "/api/imports",
            ] {
                let page = try await browser.get(address)
                #expect(page.status == .ok, "\(address)")
                #expect(page.text.contains("[U+202E]gpj.[U+000A]"), "\(address)")
                #expect(!page.text.contains("\u{202E}"), "\(address)")
                if page.headers[.contentType]?.hasPrefix("text/html") == true {
                    #expect(!page.text.contains("<b>x"), "\(address)")
                }
            }
        }
    }

    @Test("Uploads that nobody waits for are swept when the server starts")
    func sweep() async throws {
        let scene = try SiteScene()
        _ = try scene.store.makeUpload("orphan")
        try await scene.working { browser in
            let response = try await browser.send("/imports", files: ["a.csv": SiteScene.export(5)])
            _ = try await scene.ended(try #require(response.job))
            #expect(scene.uploaded == [])
        }
    }
}
