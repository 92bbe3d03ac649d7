import Oversight
import Testing

@testable import Reporting

@Suite("The page about what a platform did")
struct OversightReportTests {
    private static let attack = "</script><script>alert(1)</script>\"'&\u{202E}<b>"

    private func view(_ name: String, curves: [TakedownCurve] = []) -> OversightView {
        OversightView(
            version: "daylight 0", title: name, made: "2025-01-01", question: name,
            cards: [
                AdequacyCard(
                    subject: name,
                    [
                        Measurement(
                            .noticeToAction, of: name,
                            figures: [Figure("acted on within 72 h \(name)", 0.2, unit: "share", low: 0.1, high: 0.3)],
                            notes: [name])
                    ],
                    thresholds: CardThresholds(
                        setBy: name,
                        tests: [
                            CardThresholds.Test(
                                heading: .timeliness, metric: .noticeToAction, figure: "acted on within 72 h",
                                threshold: 0.5, good: .above)
                        ]))
            ],
            curves: curves,
            measurements: [
                Measurement(
                    .residualUp, of: name,
                    figures: [Figure("up", 0.25, unit: "share", low: 0.1, high: 0.4, count: 5, of: 20, remark: name)],
                    notes: [name]),
                Measurement(.blindRecall, of: name, refusal: name),
            ], inputs: [(name, "abc")])
    }

    private var curve: TakedownCurve {
        TakedownCurve(
            title: Self.attack, atRisk: 20, watched: 40,
            earliest: [
                .init(day: 0, share: 0.1, low: 0.02, high: 0.3), .init(day: 5, share: 0.5, low: 0.3, high: 0.7),
            ],
            latest: [.init(day: 3, share: 0.1, low: 0.02, high: 0.3), .init(day: 9, share: 0.5, low: 0.3, high: 0.7)])
    }

    @Test("is well-formed, needs nothing from elsewhere, and shows hostile names harmlessly")
    func wellFormed() {
        let page = OversightReport.html(view(Self.attack, curves: [curve]))
        let checker = PageChecker(page)
        #expect(checker.faults.isEmpty, "\(checker.faults.prefix(3))")
        #expect(!checker.tags.contains { $0.name == "script" || $0.name == "b" })
        #expect(!page.contains("Markup(") && page.contains("[U+202E]"))
        #expect(
            !checker.tags.contains { $0.attributes["src"] != nil || $0.attributes["href"]?.hasPrefix("#") == false })
    }

    @Test("says fail, refusals, shares as percentages with their counts")
    func content() {
        let text = PageChecker(OversightReport.html(view("herd", curves: []))).text
        for words in ["✗ fail", "No figure: ", "25 %", "5 of 20", "nothing to draw", "There is no total"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("ticks are round and between five and eleven", arguments: [0.8, 3, 9, 40, 120, 800, 4000])
    func ticks(span: Double) {
        let ticks = DayAxis.ticks(span)
        #expect((2...11).contains(ticks.count) && ticks.first == 0)
    }
}
