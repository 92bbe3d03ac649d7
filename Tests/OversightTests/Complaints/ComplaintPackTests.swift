import Foundation
import Oversight
import Records
import Testing

@Suite("Complaint packs")
struct ComplaintPackTests {
    private let digest = String(repeating: "0", count: 64)

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }
    private func rule(_ id: String) throws -> ObligationRule { try #require(ShippedObligations.rule(id)) }

    /// What a complaint such as that of 5 October 2023 needs, invented but for its commitment and dates.
    private func digi() throws -> ComplaintDraft {
        ComplaintDraft(
            procedure: .digi,
            complainant: Complainant(
                name: "A body", contact: "a@example.org", capacity: .australianPublic, country: "AU"),
            platform: .x, provider: "X Corp.", provisions: [try rule("au-o1")], commitment: "Outcome 1C",
            breach: "The means to report was taken away.",
            allegations: [
                Allegation(
                    date: try StatedTime(reading: "2023-09-27"), fact: "No way to report on the page", exhibits: ["E1"])
            ],
            findings: [
                Finding(
                    .noticeToAction, platform: .x, jurisdiction: .australia, verdict: .fail, subject: "reports",
                    statement: "0/12 acted on within 30 days", day: try day("2023-10-05"), inputs: ["cohort-1"])
            ],
            remedy: "Bring the means back.",
            correspondence: [
                Correspondence(
                    date: try StatedTime(reading: "2023-09-28"), direction: .sent, summary: "Letter | asking why",
                    sha256: digest)
            ],
            exhibits: [Exhibit(name: "E1", title: "Page as captured", sha256: digest)], isDeclaredTrue: true)
    }

    private func article53() throws -> ComplaintDraft {
        var draft = try digi()
        draft.procedure = .dsaArticle53
        draft.complainant.capacity = .recipient
        draft.complainant.country = "RO"
        draft.complainant.coordinator = "ANCOM"
        draft.platform = .tiktok
        draft.provider = "TikTok Technology Limited"
        draft.provisions = [try rule("dsa-16-6"), try rule("dsa-35")]
        draft.findings = draft.findings.map { finding in
            var finding = finding
            finding.platform = .tiktok
            return finding
        }
        draft.harm = "Voters were misled."
        return draft
    }

    private func missing(_ draft: ComplaintDraft) -> [String] {
        ComplaintChecklist(draft).missing.filter(\.isRequired).map(\.id)
    }

    @Test("a whole pack for DIGI is complete, and its text holds each part")
    func complete() throws {
        let pack = ComplaintPack(try digi(), date: try day("2023-10-05"))
        #expect(pack.checklist.verdict == .complete)
        #expect(pack.checklist.missing == [])
        for part in [
            "# Complaint to DIGI", "- Date: 2023-10-05", "Commitment: Outcome 1C", "[voluntary code]",
            "1. 2023-09-27: No way to report on the page [E1]", "M02 Notice to action: fail: 0/12",
            "2023-09-28, sent: Letter \\| asking why (SHA-256 \(digest))", "E1: Page as captured",
            "## Checklist: complete",
        ] {
            #expect(pack.text.contains(part), "\(part)")
        }
        #expect(!pack.text.contains("DRAFT"))
    }

    @Test(
        "without measured findings and documents the pack is incomplete, as the complaint dismissed in 2024 was found wanting"
    )
    func unconvincing() throws {
        var draft = try digi()
        draft.findings = []
        draft.exhibits = []
        let pack = ComplaintPack(draft, date: try day("2023-11-15"))
        #expect(pack.checklist.verdict == .incomplete)
        #expect(missing(draft) == ["evidence", "findings"])
        #expect(pack.text.contains("**DRAFT: INCOMPLETE. 2 items are missing"))
        #expect(pack.text.contains("- [ ] evidence"))
        #expect(pack.text.contains("- [x] correspondence"))
    }

    @Test("each thing that DIGI's form asks for is missed by its name")
    func digiItems() throws {
        let whole = try digi()
        var draft = whole
        draft.complainant.contact = " "
        #expect(missing(draft) == ["identity"])
        draft = whole
        draft.complainant.capacity = .other
        #expect(missing(draft) == ["eligibility"])
        draft = whole
        draft.commitment = nil
        #expect(missing(draft) == ["commitment"])
        draft = whole
        draft.provisions = [try rule("dsa-35")]
        #expect(missing(draft) == ["commitment"])
        draft = whole
        draft.breach = nil
        #expect(missing(draft) == ["breach"])
        draft = whole
        draft.correspondence = []
        #expect(missing(draft) == ["correspondence"])
        draft = whole
        draft.concernsSingleItem = true
        #expect(missing(draft) == ["scope"])
        draft = whole
        draft.isDeclaredTrue = false
        #expect(missing(draft) == ["declaration"])
        draft = whole
        draft.remedy = nil
        #expect(missing(draft) == [])
        #expect(ComplaintChecklist(draft).missing.map(\.id) == ["remedy"])
    }

    @Test("who has left the code, or never signed it, is no signatory")
    func signatory() throws {
        func lack(_ platform: Platform, _ text: String) throws -> String? {
            var draft = try digi()
            draft.platform = platform
            let item = ComplaintChecklist(draft, on: try day(text)).items.first { $0.id == "signatory" }
            return item?.state == .missing ? item?.remark : nil
        }
        #expect(try lack(.x, "2023-11-26") == nil)
        #expect(try lack(.x, "2023-11-27")?.hasPrefix("x has been no signatory since 2023-11-27 (https://digi") == true)
        #expect(try lack(.tiktok, "2024-06-01") == nil)
        #expect(try lack(.telegram, "2024-06-01")?.hasPrefix("the register does not know telegram") == true)
    }

    @Test("evidence lacks what no exhibit shows and what has no hash")
    func evidence() throws {
        var draft = try digi()
        draft.allegations.append(Allegation(fact: "More", exhibits: []))
        draft.allegations.append(Allegation(fact: "Else", exhibits: ["E9"]))
        draft.exhibits.append(Exhibit(name: "E2", title: "no hash"))
        let item = ComplaintChecklist(draft).items.first { $0.id == "evidence" }
        #expect(item?.remark == "fact 2 names no exhibit; fact 3 names what is not in the pack: E9; no SHA-256 for E2")
    }

    @Test("the origin screen alone is no finding, nor one against another platform")
    func findings() throws {
        var draft = try digi()
        draft.findings[0].metric = .originScreen
        #expect(missing(draft) == ["findings"])
        draft.findings[0].metric = .residualUp
        draft.findings[0].platform = .tiktok
        #expect(missing(draft) == ["findings"])
        draft.findings[0].platform = .x
        draft.findings[0].verdict = .undetermined
        #expect(missing(draft) == ["findings"])
        draft.findings[0].verdict = .fail
        #expect(missing(draft) == [])
        draft.findings[0].inputs = []
        #expect(missing(draft) == ["findings"])
        #expect(ComplaintPack(draft, date: try day("2024-01-01")).text.contains("no inputs for finding 1: add"))
    }

    @Test("a complaint to a coordinator is complete with its addressee, provider, dates and harm")
    func article() throws {
        let pack = ComplaintPack(try article53(), date: try day("2024-12-10"))
        #expect(pack.checklist.verdict == .complete)
        #expect(pack.checklist.missing.map(\.id) == ["answers"])
        #expect(pack.text.contains("- Addressed to: ANCOM"))
        #expect(pack.text.contains("Art 35: duties of very large platforms are supervised by the Commission"))
        #expect(pack.text.contains("from memory; read it before you sign"))
        #expect(
            pack.text.contains("coordinator of the provider's establishment: for tiktok Coimisiún na Meán, Ireland"))
    }

    @Test("each thing that Article 53 needs is missed by its name")
    func articleItems() throws {
        let whole = try article53()
        var draft = whole
        draft.complainant.capacity = .other
        #expect(missing(draft) == ["standing"])
        draft = whole
        draft.complainant.capacity = .mandatedBody
        #expect(missing(draft) == ["standing"])
        draft.exhibits.append(Exhibit(name: "Mandate", title: "of a recipient", sha256: digest))
        #expect(missing(draft) == [])
        draft = whole
        draft.complainant.coordinator = nil
        #expect(missing(draft) == ["coordinator"])
        func asked() -> String? { ComplaintChecklist(draft).items.first { $0.id == "coordinator" }?.remark }
        #expect(
            asked()?.hasPrefix("name the Digital Services Coordinator of Romania: ANCOM (National Authority") == true)
        draft.complainant.coordinator = "Coimisiún na Meán"
        #expect(missing(draft) == ["coordinator"])
        #expect(
            asked()?.hasPrefix(
                "Coimisiún na Meán is the coordinator of Ireland; that of Romania, where the recipient is, is")
                == true)
        draft.complainant.coordinator = "AEP"
        #expect(asked()?.hasSuffix("and not as 'AEP'; where both are the same, write ANCOM") == true)
        draft.complainant.country = "Australia"
        #expect(asked()?.hasPrefix("'Australia' is no Member State") == true)
        draft.complainant.country = "el"
        draft.complainant.coordinator = "EETT"
        #expect(missing(draft) == [])
        draft = whole
        draft.provider = nil
        #expect(missing(draft) == ["service"])
        draft = whole
        draft.provisions = [try rule("cop-14"), try rule("au-bill-std")]
        #expect(missing(draft) == ["provision"])
        draft = whole
        draft.allegations[0].date = nil
        #expect(missing(draft) == ["dates"])
        draft = whole
        draft.harm = nil
        #expect(missing(draft) == ["harm"])
    }

    @Test("what others wrote stays on its line and out of the markup")
    func hostileText() throws {
        var draft = try digi()
        draft.allegations[0].fact = "a\n# b <script> `c` *d*"
        let text = ComplaintPack(draft, date: try day("2024-01-01")).text
        #expect(text.contains("1. 2023-09-27: a # b \\<script> \\`c\\` \\*d\\* [E1]"))
        #expect(!text.contains("\n# b"))
    }

    @Test("an empty draft lists everything and crashes nothing")
    func empty() throws {
        for procedure in ComplaintProcedure.allCases {
            let draft = ComplaintDraft(
                procedure: procedure, complainant: Complainant(name: "", capacity: .other), platform: .unstated,
                provisions: [])
            let pack = ComplaintPack(draft, date: try day("2024-01-01"))
            #expect(pack.checklist.verdict == .incomplete)
            #expect(pack.checklist.missing.count >= 9)
        }
    }

    @Test("the checklist is JSON that comes back as it was")
    func coding() throws {
        let checklist = ComplaintChecklist(try digi())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(checklist)
        #expect(try JSONDecoder().decode(ComplaintChecklist.self, from: data) == checklist)
        #expect(String(decoding: data, as: UTF8.self).contains(#""verdict":"complete""#))
    }

    @Test("letters, exhibits and facts are read from rows")
    func rows() throws {
        let letter = try Correspondence(
            row: NamedRow(
                number: 1, values: ["date": "2023-09-28", "direction": "Sent", "summary": "s", "sha256": digest]))
        #expect(letter.direction == .sent)
        #expect(throws: FieldFault.self) {
            try Correspondence(row: NamedRow(number: 1, values: ["date": "2023-09-28", "summary": "s"]))
        }
        let exhibit = try Exhibit(row: NamedRow(number: 1, values: ["name": "E1"]))
        #expect(exhibit.title == "E1")
        #expect(throws: FieldFault.self) {
            try Exhibit(row: NamedRow(number: 1, values: ["name": "E1", "sha256": "x"]))
        }
        let fact = try Allegation(row: NamedRow(number: 1, values: ["fact": "f", "exhibits": "E1; E2"]))
        #expect(fact.exhibits == ["E1", "E2"])
    }
}
