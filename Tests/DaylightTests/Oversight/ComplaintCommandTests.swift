import Foundation
import Testing

@Suite("Complaints on the command line")
struct ComplaintCommandTests {
    private let now = "--now 2023-10-05T00:00:00Z"
    private static let digest = String(repeating: "0", count: 64)

    /// What a complaint such as that of 5 October 2023 needs, invented but for its commitment and dates.
    private static func draft(findings: String, exhibits: String) -> String {
        """
        {"complainant": "A body", "contact": "a@example.org", "capacity": "australian_public", "country": "AU",
         "platform": "x", "provider": "X Corp.", "provisions": ["au-o1"], "commitment": "Outcome 1C",
         "breach": "The means to report was taken away.", "remedy": "Bring it back.", "declared": true,
         "facts": [{"date": "2023-09-27", "fact": "No way to report on the page", "exhibits": ["E1"]}],
         "findings": [\(findings)],
         "correspondence": [{"date": "2023-09-27", "direction": "sent", "summary": "Letter", "sha256": "\(digest)"}],
         "exhibits": [\(exhibits)]}
        """
    }

    private static let finding =
        """
        {"metric": "M02", "verdict": "fail", "statement": "0/12 acted on within 30 days", "day": "2023-10-05",
         "inputs": ["26bcb284"]}
        """
    private static let exhibit = #"{"name": "E1", "title": "Page as captured", "file": "page.html"}"#

    @Test("case 10: a draft with evidence is complete, and leaves a document and a checklist")
    func complete() throws {
        try OversightScene.with { scene in
            try scene.write("<p>captured</p>", "page.html")
            try scene.write(Self.draft(findings: Self.finding, exhibits: Self.exhibit), "draft.json")
            let result = try scene.run("complaint pack --for digi --draft draft.json --out pack \(now) --format csv")
            #expect(result.messages.contains("complete: everything that digi asks for is there"))
            #expect(!result.output.contains("MISSING"))
            let text = try scene.text("pack/complaint.md")
            for part in [
                "# Complaint to DIGI", "- Date: 2023-10-05", "Commitment: Outcome 1C", "[voluntary code]",
                "0/12 acted on within 30 days",
                // SHA-256 of the exhibit's bytes, by sha256sum.
                "E1: Page as captured (SHA-256 d5976aa895e8966793ce2ca1640942945175b8f46baa6e775850057e239f098e",
            ] {
                #expect(text.contains(part), "\(part)")
            }
            #expect(try scene.text("pack/checklist.json").contains(#""verdict":"complete""#))
        }
    }

    @Test(
        "case 10: without findings and documents the pack says incomplete, as the complaint of 2024 was found wanting")
    func unconvincing() throws {
        try OversightScene.with { scene in
            try scene.write(Self.draft(findings: "", exhibits: ""), "draft.json")
            let result = try scene.run("complaint pack --for digi --draft draft.json --out pack \(now) --quiet")
            #expect(result.messages == "incomplete: 2 of what digi asks for missing: evidence, findings\n")
            let rows = try scene.rows("complaint pack --for digi --draft draft.json \(now)")
            #expect(rows.prefix(2).map { $0["item"] } == ["evidence", "findings"])
            #expect(rows.allSatisfy { $0["pack"] == "incomplete" })
            #expect(rows.filter { $0["state"] == "MISSING" }.count == 2)
            #expect(try scene.text("pack/complaint.md").contains("DRAFT: INCOMPLETE"))
        }
    }

    @Test("letters come from a case's notices and answers, and the rest from tables")
    func fromCase() throws {
        try OversightScene.with { scene in
            let at = "--case case --now 2024-12-20T00:00:00Z"
            try scene.run("cohort freeze c --asset tiktok:1 --grade confirmed \(at)")
            try scene.run(
                "notice add n1 --cohort c --platform tiktok --channel dsa_art16 --sent 2024-12-05 --sender 'A body' --text-sha256 \(Self.digest) \(at)"
            )
            try scene.run("notice answer n1 --content refusal --received 2024-12-07 --note 'no breach seen' \(at)")
            try scene.run(
                "notice add n2 --cohort c --platform tiktok --channel complaint_dsc --sent 2024-12-08 --sender 'A body' \(at)"
            )
            try scene.write(
                "complainant,contact,capacity,country,coordinator,platform,provider,provisions,breach,harm,remedy\n"
                    + "A body,a@example.org,recipient,RO,ANCOM,tiktok,TikTok Technology Limited,dsa-16-6; dsa-35,It stayed up,Voters were misled,Act\n",
                "draft.csv")
            try scene.write("date,fact,exhibits\n2024-12-05,Still up,E1\nnever,Again,E1\n", "facts.csv")
            try scene.write(
                "metric,verdict,statement,inputs\nM02,fail,0/6 acted on within 72 h,26bcb284\n", "findings.csv")
            try scene.write("name,title,sha256\nE1,Capture,\(Self.digest)\n", "exhibits.csv")
            let line =
                "complaint pack --for dsa53 --draft draft.csv --facts facts.csv --findings findings.csv --exhibits exhibits.csv \(at) --out pack"
            let result = try scene.run(line, code: 3)
            #expect(result.messages.contains("facts.csv, facts, row 2, field date: 'never' is no time"))
            #expect(result.messages.contains("incomplete: 1 of what dsa53 asks for missing: correspondence"))
            let text = try scene.text("pack/complaint.md")
            #expect(text.contains("2024-12-05, sent: n1: notice under DSA Art. 16 by A body (SHA-256 \(Self.digest))"))
            #expect(text.contains("2024-12-07, received: n1 answer 1: refusal to n1: no breach seen (SHA-256 missing)"))
            #expect(!text.contains("n2"))
            #expect(try scene.run("\(line) --notice n9", code: 1).messages.contains("'n9'"))
        }
    }

    @Test("a draft that cannot be read says where, and nothing is left")
    func faults() throws {
        try OversightScene.with { scene in
            let pack = "complaint pack --for digi --out pack \(now) --draft"
            for (text, message) in [
                ("{\"complainant\": ", "is no JSON object"), ("{\"platform\": \"x\"}", "complainant: the row has no"),
                (#"{"complainant": "A", "platform": "x", "facts": "none"}"#, "'facts' of draft is no list"),
                (
                    #"{"complainant": "A", "platform": "x", "provision": "dsa-35"}"#,
                    "has 'provision', which a draft does not"
                ),
                (
                    #"{"complainant": "A", "platform": "x", "provisions": ["dsa-999"]}"#,
                    "no provision has the id 'dsa-999'"
                ),
                ("complainant,platform\nA,x\nB,x\n", "has 2 rows; a draft is one"),
                ("asset,grade\ntiktok:1,confirmed\n", "draft is another table: nothing is read from its columns"),
                ("complainant,platform,provision\nA,x,dsa-35\n", "has 'provision', which a draft does not"),
            ] {
                try scene.write(text, "draft")
                let messages = try scene.run("\(pack) draft", code: 1).messages
                #expect(messages.contains(message) && !messages.contains("Usage:"), "\(message) in \(messages)")
            }
            #expect(try scene.run("\(pack) nothing", code: 1).messages.contains("there is no file nothing"))
            #expect(!FileManager.default.fileExists(atPath: scene.folder + "/pack"))
            try scene.write(Self.draft(findings: Self.finding, exhibits: Self.exhibit), "draft.json")
            #expect(
                try scene.run("\(pack) draft.json", code: 3).messages.contains(
                    "'page.html' is no file beside draft.json"))
        }
    }

    @Test("a finding's provisions are listed with what must be known before relying on them")
    func provisions() throws {
        try OversightScene.with { scene in
            let ask = "complaint provisions --platform tiktok --metric m02 --jurisdiction EU"
            let rows = try scene.rows("\(ask) --verdict fail --statement '0/6 within 72 h'")
            #expect(rows.map { $0["id"] } == ["dsa-9", "dsa-15-1b", "dsa-16-6", "dsa-22"])
            #expect(rows.contains { $0["id"] == "dsa-16-6" && $0["binding"] == "yes" })
            #expect(rows.allSatisfy { $0["finding"] == "M02 fail: 0/6 within 72 h" })
            #expect(rows.contains { $0["cautions"]?.contains("from memory") == true })
            #expect(try scene.run("\(ask) --verdict pass").messages.contains("nothing is held against anybody"))
            let none = try scene.run(
                "complaint provisions --platform telegram --metric M13 --jurisdiction EU --verdict fail --format csv")
            #expect(none.messages.contains("no provision of the register names M13 and binds telegram now"))
            try scene.run(
                "complaint provisions --platform tiktok --metric M99 --jurisdiction EU --verdict fail", code: 64)
            let bills = try scene.rows(
                "complaint provisions --platform x --metric M20 --jurisdiction AU --verdict fail --day 2024-01-01")
            #expect(bills.contains { $0["status"] == "NOT ENACTED" && $0["binding"] == "no" })
        }
    }
}
