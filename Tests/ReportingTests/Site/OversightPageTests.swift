import Foundation
import Oversight
import Records
import Testing

@testable import Reporting

@Suite("Pieces of the pages about platforms")
struct OversightPageTests {
    private static let frame = SitePage.Frame(
        version: "daylight 0.1.0", caseName: "Lantern", marking: .amber, person: nil,
        made: Instant(milliseconds: 1_800_000_000_000), address: "/claims", formToken: "token")

    @Test("A form that was refused shows what was typed and the reason at its field, and never a secret")
    func draft() {
        let draft = FormDraft(
            "notice", values: ["sent": "\"><b>", "passphrase": "secret", "key": "secret"],
            fault: .init(field: "sent", detail: "it lies in the <future>"))
        let line = draft.line("sent", "When").string
        #expect(line.contains("id=\"f-notice_sent\""))
        #expect(line.contains("value=\"&quot;&gt;&lt;b&gt;\""))
        #expect(line.contains("aria-invalid=\"true\" aria-describedby=\"n-notice_sent\""))
        #expect(line.contains("it lies in the &lt;future&gt;"))
        #expect(!draft.line("passphrase", "Passphrase", kind: "password").string.contains("secret"))
        #expect(!draft.text("key", "Key").string.contains("secret"))
        #expect(draft.of("other").values.isEmpty)
        #expect(
            SiteParts.entry("Enter", action: "/notices", token: "t", draft: draft, "").string.contains("<details open>")
        )
        #expect(
            SiteParts.entry("Enter", action: "/notices", token: "t", draft: FormDraft("notice"), "").string
                .contains("<details>"))
    }

    @Test("Every state and verdict is told by a sign and a word")
    func words() {
        let states: [ObligationState] = [.open, .met, .late(days: 1...2), .missed, .extended, .unknown]
        #expect(
            states.map(ObligationPage.words) == ["○ open", "✓ met", "△ late", "✗ missed", "↷ extended", "? unknown"])
        #expect(Verdict.allCases.map(CardPage.word) == ["✓ pass", "✗ fail", "? undetermined"])
        #expect(ApprovalPage.words("waiting") == "○ waiting")
        #expect(ApprovalPage.words("void").hasPrefix("– void"))
    }

    @Test("The calendar stands by month, the newest first, each duty on its day")
    func calendar() throws {
        func duty(_ name: String, _ milliseconds: Int64) -> ObligationPage.Duty {
            ObligationPage.Duty(
                name: name, link: "/obligations/\(name)", who: "X", owed: "to answer", state: .missed,
                due: Instant(milliseconds: milliseconds), dueWords: "a day", left: "3 d over")
        }
        let page = String(
            decoding: ObligationPage.list(
                TwinTable("obligations", caption: "", columns: [], rows: []),
                duties: [
                    duty("late", 1_735_689_600_000), duty("early", 1_733_011_200_000), duty("more", 1_735_776_000_000),
                ],
                endless: ["<endless>"], faults: [], asked: ("", ""), platforms: [.x], address: "/obligations",
                draft: nil,
                frame: Self.frame
            ).bytes, as: UTF8.self)
        let january = try #require(page.range(of: "<h3>Jan 2025 <span class=\"tag\">2 due</span></h3>"))
        let december = try #require(page.range(of: "<h3>Dec 2024 <span class=\"tag\">1 due</span></h3>"))
        #expect(january.lowerBound < december.lowerBound)
        #expect(page.contains("&lt;endless&gt;"))
        #expect(page.contains("✗ missed"))
    }

    @Test("The timeline draws moments as strokes and stretches as bars, and escapes what they are called")
    func timeline() {
        let start = Instant(milliseconds: 1_733_011_200_000)
        let view = TimelineView(events: [
            .init(
                .network, start, Instant(milliseconds: start.milliseconds + 40 * 86_400_000),
                title: "N1</title><script>",
                link: "/networks/N1"),
            .init(.obligation, start, start, title: "a duty", link: nil, isLate: true),
        ])
        let figure = TimelineDrawing(view: view).figure().string
        #expect(
            figure.contains(
                "<a href=\"/networks/N1\"><title>1 Dec 2024: N1&lt;/title&gt;&lt;script&gt;</title><path class=\"stretch\""
            ))
        #expect(figure.contains("<path class=\"event late\""))
        #expect(figure.contains("Networks act"))
        #expect(!figure.contains("Notices"))
    }

    @Test("Anchors of measurements are unlike, and findings lead to them")
    func anchors() {
        let measured = [
            Measurement(.noticeToAction, of: "one"), Measurement(.noticeToAction, of: "two"),
            Measurement(.disclosureOmission, of: "gap"),
        ]
        let own = [Measurement(.disclosureOmission, of: "record")]
        let card = AdequacyCard(subject: "TikTok", measured + own, thresholds: .example)
        let sections = OversightReport.sections(
            OversightView(
                version: "daylight 0.1.0", title: "t", made: "now", question: "q", cards: [card], drawings: [],
                measurements: measured, records: own, inputs: [])
        ).string
        #expect(sections.components(separatedBy: "id=\"M02\"").count == 2)
        #expect(sections.components(separatedBy: "id=\"M10\"").count == 2)
        #expect(sections.contains("<a href=\"#M02\">M02</a>"))
        #expect(!sections.contains("href=\"#M20\""))
    }
}
