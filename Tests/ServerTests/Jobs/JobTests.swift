import Foundation
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Jobs")
struct JobTests {
    @Test("A search leaves a run with its report, and the page offers the same again")
    func detect() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let response = try await browser.post(
                "/jobs/detect", ["window": "60s, 10min", "min_participation": "2", "fdr": "none", "min_weight": "2"])
            #expect(response.status == .seeOther)
            let job = try await scene.ended(try #require(response.job))
            #expect(job.state == .done, "\(job.message ?? "")")
            #expect(job.result?.contains("\"run\":2") == true)
            let run = try #require(try scene.folder.runs().last)
            #expect(run.number == 2)
            #expect(run.manifest.parameters.windows == ["60s", "10min"])
            #expect(run.manifest.parameters.falseDiscoveryRate == nil)
            #expect(try await browser.get("/runs/2/report/page").status == .ok)
            #expect(try await browser.get("/jobs/\(job.id)").text.contains("href=\"/jobs/new?run=2\""))
            #expect(try await browser.get("/jobs/new?run=2").text.contains("value=\"60s, 10min\""))
        }
    }

    @Test("Programs send settings as JSON; what they misspell is named")
    func settings() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            func start(_ json: String) async throws -> (HTTPResponse.Status, [String: Any]) {
                let response = try await browser.ask(
                    .post, "/api/jobs/detect",
                    [
                        .contentType: "application/json", .origin: "http://localhost",
                        .formToken: browser.formToken,
                    ], body: Array(json.utf8))
                return (response.status, response.json)
            }
            #expect(try await start(#"{"windows":["1h"],"fdr":null,"seed":1}"#).0 == .accepted)
            #expect(try await start("{}").0 == .accepted)
            for (json, word) in [
                (#"{"window":["1h"]}"#, "window"), (#"{"windows":[]}"#, "windows"), (#"{"fdr":0}"#, "false discovery"),
                (#"{"traces":["nothing"]}"#, "nothing"), (#"{"min_weight":0}"#, "Thresholds"), (#"{"fdr":"x"}"#, "fdr"),
                (#"{"fdr":null,"permutations":3}"#, "Without"), (#"{"follow":7}"#, "run 7"), ("[]", "the whole"),
                ("{", "whole"), (#"{"windows":["999999999999999d"]}"#, "window"), (#"{"seed":-1}"#, "seed"),
            ] {
                let (status, answer) = try await start(json)
                #expect(status == .badRequest, "\(json)")
                let message = (answer["error"] as? [String: Any])?["message"] as? String ?? ""
                #expect(message.contains(word), "\(json): \(message)")
            }
            #expect(try scene.store.jobs(limit: 10).count == 2)
        }
    }

    @Test("An import that is stopped ends soon, keeps whole batches, and goes on when the file comes again")
    func cancel() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let file: KeyValuePairs = ["large.csv": SiteScene.export(150_000)]
            let number = try #require(try await browser.send("/imports", files: file).job)
            while try scene.store.job(number).state == .waiting { try await Task.sleep(for: .milliseconds(5)) }
            let stopped = try await browser.post("/jobs/\(number)/cancel")
            #expect(stopped.status == .seeOther || stopped.status == .conflict)
            let job = try await scene.ended(number)
            #expect(job.state == .cancelled || stopped.status == .conflict)
            #expect(scene.uploaded == [])
            #expect(try await browser.post("/jobs/\(number)/cancel").status == .conflict)
            let again = try await scene.ended(try #require(try await browser.send("/imports", files: file).job))
            #expect(again.state == .done)
            #expect(try scene.desk.readers.totals().posts == 150_024)
        }
    }

    @Test("What ran when a server was killed is begun again, and an import goes on; a third death is told")
    func resume() async throws {
        let scene = try SiteScene()
        let number = try await {
            let file = Box()
            try await scene.test { browser in
                file.number = try await browser.send("/imports", files: ["a.csv": SiteScene.export(20)]).job
            }
            return try #require(file.number)
        }()
        // As a server leaves it that is killed while it runs.
        _ = try scene.store.claimJob(at: scene.now)
        try await scene.working { _ in
            let job = try await scene.ended(number)
            #expect(job.state == .done)
            #expect(job.attempt == 2)
            #expect(job.brought.map(\.accepted) == [20])
        }
        let detect = try scene.store.enqueue(
            kind: "detect", parameters: Array("{}".utf8), askedBy: "ada", at: scene.now)
        for attempt in 1...Job.mostAttempts {
            while let job = try scene.store.claimJob(at: scene.now), job.id != detect.id {
                try scene.store.finish(job: job.id, .cancelled, at: scene.now)
            }
            let after = try scene.store.resumeAfterRestart(resumable: JobKind.resumable, at: scene.now)
            #expect(after.first?.state == (attempt == Job.mostAttempts ? .interrupted : .waiting))
        }
        #expect(try scene.store.job(detect.id).message?.contains("3 times") == true)
    }

    @Test("A second server of a case is refused, and told where the first is")
    func second() async throws {
        let scene = try SiteScene()
        var first = try JobsLock(of: scene.store)
        #expect(first != nil)
        let refusal = await #expect(throws: Refusal.self) {
            try await scene.desk.jobs.prepare(within: .milliseconds(200), SiteScene.silent)
        }
        #expect(refusal?.message.contains("process \(ProcessInfo.processInfo.processIdentifier) on ") == true)
        first = nil
        try await scene.desk.jobs.prepare(within: .zero, SiteScene.silent)
    }

    @Test("A run that was stopped before it was entered is told, and no other")
    func unlisted() throws {
        let scene = try SiteScene()
        #expect(try scene.folder.unlistedRuns() == [])
        let runs = scene.folder.path + "/runs"
        try FileManager.default.copyItem(atPath: runs + "/1", toPath: runs + "/2")
        try FileManager.default.createDirectory(atPath: runs + "/3", withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: runs + "/1", toPath: runs + "/kept")
        #expect(try scene.folder.unlistedRuns() == [2])
        let check = try scene.folder.check(progress: .silent)
        #expect(check.problems == [])
        #expect(check.notes.contains { $0.hasPrefix("runs/2 holds a run that the case does not list") })
    }

    /// Written by one task and read after it.
    private final class Box: @unchecked Sendable {
        var number: Int64?
    }

    @Test("Those who follow a job hear how it stands, go on where they were, and hear the end")
    func events() async throws {
        let scene = try SiteScene()
        let followers = JobFollowers()
        let job = try scene.store.enqueue(kind: "verify", parameters: Array("{}".utf8), askedBy: "ada", at: scene.now)
        func names(_ stream: AsyncStream<ServerEvent>) async -> [String] {
            var names: [String] = []
            for await event in stream { names.append("\(event.name) \(event.id ?? "")") }
            return names
        }
        let first = try followers.follow(job.id, after: nil) { job }
        let running = try #require(try scene.store.claimJob(at: scene.now))
        followers.tell(running)
        followers.tell(running)
        let second = try followers.follow(job.id, after: "1.1") { running }
        let stranger = try followers.follow(job.id, after: "9.9") { running }
        try scene.store.finish(job: job.id, .done(result: "{}"), at: scene.now)
        let done = try scene.store.job(job.id)
        followers.tell(done)
        #expect(await names(first) == ["progress 1.0", "progress 1.1", "progress 1.2", "end 1.3"])
        #expect(await names(second) == ["progress 1.2", "end 1.3"])
        #expect(await names(stranger) == ["progress 1.0", "end 1.3"])
        #expect(await names(try followers.follow(job.id, after: "1.3") { done }) == ["end 1.0"])
    }

    @Test("A job of somebody else is stopped only by whoever keeps the case")
    func others() async throws {
        let scene = try SiteScene(people: [
            ("ada", [.analyst], .red), ("bob", [.analyst], .red), ("cleo", [.custodian], .red),
        ])
        try await scene.test { nobody in
            let ada = try nobody.signed(in: "ada")
            let number = try #require(try await ada.post("/jobs/verify").job)
            #expect(try await nobody.signed(in: "bob").post("/jobs/\(number)/cancel").status == .forbidden)
            #expect(try await nobody.signed(in: "cleo").post("/jobs/\(number)/cancel").status == .seeOther)
            #expect(try scene.store.job(number).state == .cancelled)
        }
    }

    @Test("An index and a verification are done and say what they found")
    func checks() async throws {
        let scene = try SiteScene()
        try await scene.working { browser in
            let index = try await scene.ended(try #require(try await browser.post("/jobs/index").job))
            #expect(index.result?.contains("\"posts\":24") == true, "\(index.message ?? "")")
            let verify = try await scene.ended(try #require(try await browser.post("/jobs/verify").job))
            #expect(verify.state == .done, "\(verify.message ?? "")")
            let page = try await browser.get("/jobs/\(verify.id)").text
            #expect(page.contains("problems"))
            #expect(!page.contains(scene.folder.path))
        }
    }

    @Test("The list, its parts and one job are there for programs")
    func programs() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            for _ in 0..<3 { _ = try await browser.post("/jobs/verify") }
            let first = try await browser.get("/api/jobs?count=2&state=waiting").json
            #expect((first["jobs"] as? [[String: Any]])?.compactMap { $0["job"] as? Int } == [3, 2])
            #expect(first["next"] as? Int == 2)
            let rest = try await browser.get("/api/jobs?count=2&before=2").json
            #expect((rest["jobs"] as? [[String: Any]])?.compactMap { $0["job"] as? Int } == [1])
            #expect(rest["next"] is NSNull)
            #expect(try await browser.get("/api/jobs/2").json["kind"] as? String == "verify")
            #expect(try await browser.get("/api/jobs/9").status == .notFound)
            #expect(try await browser.get("/api/jobs?state=odd").status == .badRequest)
            #expect(try await browser.get("/jobs?from=1&count=1").text.contains("2 to 2 of 3"))
        }
    }
}
