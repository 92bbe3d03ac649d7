import Evidence
import Exchange
import Foundation
import HTTPTypes
import Oversight
import Records
import Seals
import Testing
import Workspace

@testable import Server

@Suite("What a platform did, on pages: from a list of assets to its card")
struct OversightPagesTests {
    static let passphrase = "correct horse battery staple"

    static func withKey(_ scene: SiteScene) throws {
        try scene.folder.evidence.makeKey(
            SigningKey(name: "newsroom.example/evidence", seed: Array(0..<32)), passphrase: passphrase)
    }

    /// Three assets, of which one is marked above all but red.
    static func freeze(_ browser: Browser) async throws {
        let answer = try await browser.post(
            "/cohorts",
            [
                "cohort_name": "lantern", "cohort_assets": "tiktok:71\r\ntiktok:72\r\nx:@ada",
                "cohort_grade": "confirmed",
            ])
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/cohorts/lantern?done=saved")
    }

    static let readings = """
        platform,id,time,country,state,client
        tiktok,71,2027-01-10T08:00:00Z,RO,up,a
        tiktok,71,2027-01-12T08:00:00Z,RO,removed_platform,a
        tiktok,71,2027-01-12T16:00:00Z,DE,removed_platform,b
        tiktok,72,2027-01-12T08:00:00Z,RO,up,a
        tiktok,72,2027-01-12T08:00:00Z,XX,up,a
        """

    static func upload(_ browser: Browser, _ text: String) async throws -> (status: HTTPResponse.Status, text: String) {
        let form = """
            --edge
            Content-Disposition: form-data; name="form_token"

            \(browser.formToken)
            --edge
            Content-Disposition: form-data; name="readings_platform"


            --edge
            Content-Disposition: form-data; name="readings_file"; filename="readings.csv"

            \(text)
            --edge--
            """
        let answer = try await browser.ask(
            .post, "/observations",
            [
                .contentType: "multipart/form-data; boundary=edge", .origin: "http://localhost",
                .secFetchSite: "same-origin",
            ], body: Array(form.replacing("\n", with: "\r\n").utf8))
        return (answer.status, answer.text)
    }

    @Test("A list is frozen, sealed, noticed and observed, and the card says what follows")
    func journey() async throws {
        let scene = try SiteScene()
        try Self.withKey(scene)
        try await scene.test { browser in
            try await Self.freeze(browser)
            let wrong = try await browser.post(
                "/cohorts/lantern/seal", ["seal_digest": try Self.digest(scene), "seal_passphrase": "something else"])
            #expect(wrong.status == .unprocessableContent)
            #expect(!wrong.text.contains("something else"))
            let sealed = try await browser.post(
                "/cohorts/lantern/seal", ["seal_digest": try Self.digest(scene), "seal_passphrase": Self.passphrase])
            #expect(sealed.headers[.location] == "/cohorts/lantern?done=sealed#seal")
            let page = try await browser.get("/cohorts/lantern").text
            let line = try #require(try scene.folder.entries(SealedCohort.self).first).entry.line.line
            #expect(page.contains("<pre class=\"line\""))
            #expect(page.contains(line.prefix(40)))

            scene.wait(minutes: 1)
            let notice = try await browser.post(
                "/notices",
                [
                    "notice_name": "first", "notice_cohort": "lantern", "notice_platform": "tiktok",
                    "notice_channel": "platform_form", "notice_sent": "2027-01-11", "notice_sender": "Ada <b>",
                ])
            #expect(notice.headers[.location] == "/notices/first?done=saved")
            let answer = try await browser.post(
                "/notices/first/answers", ["answer_content": "decision", "answer_received": "2027-01-13"])
            #expect(answer.status == .seeOther)
            let shown = try await browser.get("/notices/first").text
            #expect(shown.contains("first answer after 1 to 3 d"))
            #expect(shown.contains("Ada &lt;b&gt;"))

            let upload = try await Self.upload(browser, Self.readings)
            #expect(upload.status == .ok)
            #expect(upload.text.contains("bad-country"))
            #expect(upload.text.contains("<dt>taken</dt><dd><a href=\"/observations\">4</a></dd>"))
            let status = try await browser.get("/observations/lantern.csv").text.split(separator: "\n")
            #expect(status.count == 4)
            #expect(
                status[1].hasPrefix(
                    "tiktok:71,confirmed,✗ gone,3,2027-01-10T08:00:00.000Z,2027-01-12T08:00:00.000Z,the platform"))
            #expect(
                try await browser.get("/observations/lantern/tiktok%3A71.csv").text.split(separator: "\n").count == 4)

            let card = try await browser.get("/cards/tiktok?cohort=lantern").text
            #expect(card.contains("Timeliness: "))
            #expect(card.contains("id=\"M02\""))
            #expect(card.contains("href=\"/cohorts/lantern?platform=tiktok\">2</a>"))
            let rows = try await browser.get("/cards/tiktok.csv?cohort=lantern").text
            #expect(rows.hasPrefix("heading,metric,question,finding,reason,set_by,cohort,digest\n"))
            #expect(rows.split(separator: "\n").count == 1 + CardThresholds.example.tests.count)
            let list = try await browser.get("/cards.csv").text.split(separator: "\n")
            #expect(list.map { $0.prefix(9) }.dropFirst() == ["tiktok,la", "x,lantern"])
        }
    }

    static func digest(_ scene: SiteScene) throws -> String {
        try scene.folder.entry(Cohort.self, called: "lantern").digest
    }

    @Test("Thresholds in the address need somebody who set them, and change the question")
    func thresholds() async throws {
        try await SiteScene().test { browser in
            try await Self.freeze(browser)
            let nobody = try await browser.get("/cards/tiktok?cohort=lantern&t1=0.9")
            #expect(nobody.status == .badRequest)
            let set = try await browser.get("/cards/tiktok.csv?cohort=lantern&t1=90%25&set_by=ACMA").text
            #expect(set.contains("at least 0.9"))
            #expect(set.contains(",ACMA,"))
            #expect(try await browser.get("/cards/nowhere").status == .notFound)
            #expect(try await browser.get("/cards/vk").status == .notFound)
        }
    }

    @Test("What was typed comes again with the reason at its field, and nothing is entered")
    func again() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            try await Self.freeze(browser)
            let answer = try await browser.post(
                "/notices",
                [
                    "notice_name": "late", "notice_cohort": "lantern", "notice_platform": "tiktok",
                    "notice_channel": "order", "notice_sent": "2031-01-01", "notice_sender": "\"><script>",
                ])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("aria-describedby=\"n-notice_sent\""))
            #expect(answer.text.contains("lies in the future"))
            #expect(answer.text.contains("value=\"&quot;&gt;&lt;script&gt;\""))
            #expect(try scene.folder.current(Notice.self).isEmpty)
            let lines = try await browser.post(
                "/cohorts",
                ["cohort_name": "other", "cohort_assets": "tiktok:1\nnowhere:2", "cohort_grade": "possible"])
            #expect(lines.status == .unprocessableContent)
            #expect(lines.text.contains("line 2"))
            #expect(try scene.folder.current(Cohort.self).count == 1)
        }
    }

    @Test("Assets and notices marked above a clearance are left out and counted; a card that rests on them is refused")
    func marked() async throws {
        let scene = try SiteScene(people: [("ada", [.analyst], .red), ("ben", [.viewer], .amber)])
        try await scene.test { browser in
            let (ada, ben) = (try browser.signed(in: "ada"), try browser.signed(in: "ben"))
            try await Self.freeze(ada)
            try scene.folder.enter(
                [Marking(ObjectReference(.account, "tiktok:72"), .red, by: "ada", reason: "a source")], at: scene.now)
            scene.wait(minutes: 1)
            let seen = try await ben.get("/cohorts/lantern").text
            #expect(!seen.contains("tiktok:72"))
            #expect(seen.contains("left out here: marked above your clearance, TLP:AMBER"))
            #expect(try await ada.get("/cohorts/lantern").text.contains("tiktok:72"))
            #expect(try await ben.get("/cards/tiktok?cohort=lantern").status == .forbidden)
            #expect(try await ben.get("/cards/x?cohort=lantern").status == .ok)
            #expect(try await ben.get("/observations/lantern/tiktok%3A72").status == .forbidden)
            #expect(try await ben.get("/cards.csv").text.split(separator: "\n").count == 1)
            #expect(try await ada.get("/cards.csv").text.split(separator: "\n").count == 3)
        }
    }

    @Test("Claims are held against each other, and an event is added to a duty")
    func claims() async throws {
        try await SiteScene().test { browser in
            for (name, number) in [("one", "100"), ("two", "900")] {
                let answer = try await browser.post(
                    "/claims",
                    [
                        "claim_name": name, "claim_speaker": name, "claim_event": "vote", "claim_quantity": "accounts",
                        "claim_wording": "exact", "claim_number": number, "claim_date": "2027-01-0\(number.prefix(1))",
                        "claim_source": "https://example.org/\(name)",
                    ])
                #expect(answer.headers[.location] == "/claims/\(name)?done=saved")
            }
            #expect(try await browser.get("/claims/one").text.contains("✗ contradictory"))
            #expect(try await browser.get("/claims.csv?event=vote").text.split(separator: "\n").count == 3)
            let event = try await browser.post(
                "/obligations/duty-clear/events", ["event_kind": "met", "event_time": "2027-01-15"])
            #expect(event.headers[.location] == "/obligations/duty-clear?done=saved")
            #expect(try await browser.get("/obligations/duty-clear").text.contains("✓ met"))
            #expect(try await browser.get("/obligations").text.contains("<h3>Apr 2027"))
            let step = try await browser.post(
                "/obligations/duty-green/events", ["event_kind": "step", "event_time": "2027-01-15"])
            #expect(step.status == .unprocessableContent)
        }
    }

    @Test("The ledger is narrowed by platform, period and origin, and each row has its own address")
    func ledger() async throws {
        try await SiteScene().test { browser in
            let page = try await browser.get("/ledger.json?platform=tiktok&period=2022-Q3/2023-Q1&count=1000").text
            let document = try #require(try JSONSerialization.jsonObject(with: Data(page.utf8)) as? [String: Any])
            let rows = try #require(document["rows"] as? [[String: Any]])
            #expect(rows.count { ($0["unit"] as? String) == "network" } == 22)
            #expect(rows.allSatisfy { ($0["origin"] as? String)?.contains("China") != true })
            let identifier = try #require(rows.first?["row"] as? String)
            #expect(try await browser.get("/ledger/rows/\(identifier)").status == .ok)
            #expect(try await browser.get("/ledger/rows/000000000000000000000000").status == .notFound)
            let screen = try await browser.get("/ledger/screen?platform=tiktok&period=2022-Q3/2023-Q1&origin=China")
                .text
            #expect(screen.contains("0.0013"))
            #expect(screen.contains("0.71"))
            #expect(try await browser.get("/ledger?period=x").status == .badRequest)
        }
    }

    @Test("The timeline shows everything with a time, and what is marked above is not on it")
    func timeline() async throws {
        let scene = try SiteScene(people: [("ben", [.viewer], .amber)])
        try await scene.test { browser in
            let page = try await browser.signed(in: "ben").get("/timeline").text
            #expect(page.contains("<svg viewBox=\"0 0 1100"))
            #expect(page.contains("N1, 4 accounts"))
            #expect(page.contains("duty-clear: open"))
            #expect(!page.contains("duty-red"))
            let narrowed = try await browser.signed(in: "ben").get("/timeline.csv?lane=network").text
            #expect(narrowed.split(separator: "\n").count == 2)
        }
    }

    @Test("An export holds nothing that its marking forbids, and none is marked above who takes it")
    func export() async throws {
        let scene = try SiteScene(people: [("ada", [.analyst], .amber), ("eve", [.viewer], .red)])
        try await scene.test { browser in
            let ada = try browser.signed(in: "ada")
            #expect(try await ada.get("/export").status == .ok)
            #expect(try await ada.get("/export/file?format=stix&tlp=red").status == .forbidden)
            var program = ada
            program.accept = "application/json"
            let refused = try await program.get("/export/file?format=stix&tlp=clear")
            #expect(refused.status == .forbidden)
            #expect(refused.text.contains("\"marked\""))
            let taken = try await ada.get("/export/file?format=gexf&tlp=amber&marked=leave_out&subject=run:1")
            #expect(taken.status == .ok)
            #expect(taken.headers[.contentDisposition] == "attachment; filename=\"run-1.gexf\"")
            #expect(taken.text.contains("<gexf"))
            #expect(try await browser.signed(in: "eve").get("/export").status == .forbidden)
            try scene.desk.audit.flush()
            var digests: [String] = []
            try scene.folder.evidence.custody().eachEvent {
                if $0.draft.action == .exported { digests.append($0.draft.object) }
            }
            #expect(digests == [ContentHash(of: taken.bytes).hexadecimal])
        }
    }
}
