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
            drawings: curves.map { .curve($0) } + [.few(few(name))],
            measurements: [
                Measurement(
                    .residualUp, of: name,
                    figures: [Figure("up", 0.25, unit: "share", low: 0.1, high: 0.4, count: 5, of: 20, remark: name)],
                    notes: [name]),
                Measurement(.blindRecall, of: name, refusal: name),
            ], inputs: [(name, "abc")])
    }

    private func few(_ name: String) -> FewAssets {
        FewAssets(
            title: name, acted: 1, watched: 30,
            strips: [
                .init(name: name, up: 3, gone: 8, cause: "removed by the platform"),
                .init(name: name, up: 25, gone: 30, cause: "gone without a word"),
                .init(name: name, up: 30, gone: nil, cause: ""),
            ])
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
        PageChecker.expectHarmless(page)
    }

    @Test("says fail, refusals, shares as percentages with their counts")
    func content() {
        let text = PageChecker(OversightReport.html(view("herd", curves: []))).text
        for words in ["✗ fail", "No figure: ", "25 %", "5 of 20", "There is no total"] {
            #expect(text.contains(words), "\(words)")
        }
        var empty = view("herd")
        empty.drawings = []
        #expect(PageChecker(OversightReport.html(empty)).text.contains("nothing to draw"))
    }

    @Test("ticks are round and between five and eleven", arguments: [0.8, 3, 9, 40, 120, 800, 4000])
    func ticks(span: Double) {
        let ticks = DayAxis.ticks(span)
        #expect((2...11).contains(ticks.count) && ticks.first == 0)
    }

    @Test("fewer than five assets stand one by one, and no percentage stands beside them")
    func fewAssets() {
        let figure = FewAssetsDrawing(assets: few("herd")).figure().string
        #expect(figure.contains("1 of 3 acted on; too few for a curve of percentages") && !figure.contains("%"))
        #expect(figure.contains("Of 3 assets 1 was acted on: herd went between 3 and 8 days (removed by the platform)"))
        #expect(figure.contains("herd was last seen up after 30 days"))
    }

    @Test("a curve of recurrence says networks, and one line where the days are exact")
    func recurrence() {
        var curve = curve
        curve.event = .cameBack
        curve.title = "TikTok"
        curve.earliest = curve.latest
        let text = PageChecker(TakedownDrawing(curve: curve).figure().string).text
        #expect(text.contains("share of 20 networks that had come back since their disruption"))
        #expect(text.contains("known to the day") && !text.contains("upper line"))
    }

    @Test("what was counted in several ways is one row, and every way stands below; a screen judges nothing")
    func condensed() throws {
        var view = view("herd")
        view.records = [
            Measurement(
                .recurrence, of: "TikTok",
                figures: [
                    Figure("came back", 0.25, unit: "share", low: 0.1, high: 0.5, of: 8, way: "latest"),
                    Figure("came back", 0.5, unit: "share", low: 0.2, high: 0.8, of: 8, way: "earliest"),
                ])
        ]
        let screen = Measurement(
            .originScreen, of: "TikTok, origin China", figures: [Figure.share("networks from China", 0, of: 22)])
        view.cards = [AdequacyCard(subject: "TikTok", [screen], thresholds: .example)]
        let text = PageChecker(OversightReport.html(view)).text
        #expect(text.contains("25 to 50 %") && text.contains("Counted in 2 ways"))
        #expect(text.contains("came back (latest)") && text.contains("came back (earliest)"))
        #expect(text.contains("Screen, no finding (M11): TikTok, origin China"))
    }
}
