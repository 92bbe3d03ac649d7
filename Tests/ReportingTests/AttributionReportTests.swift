import Attribution
import Records
import Testing

@testable import Reporting

@Suite("The page of a question")
struct AttributionReportTests {
    private static let attack = "</script><script>alert(1)</script>\"'&\u{202E}<b>"

    private func view(_ text: String, lr: String = "H1=3..5; rest=1") throws -> AttributionView {
        let roles = ["rival", "innocent", "other"]
        let hypotheses = try zip(["H1", "H2", "H3"], roles).map { id, role in
            try Hypothesis(
                row: NamedRow(number: 1, values: ["hypothesis": id, "text": text, "prior": "0.2..0.5", "role": role]))
        }
        let question = try AttributionQuestion(name: "q", text: text, layer: .assetToNetwork, hypotheses: hypotheses)
        let row = try EvidenceRow(
            row: NamedRow(
                number: 1,
                values: [
                    "row": text.replacing("/", with: ""), "observed": text,
                    "records": String(repeating: "ab", count: 32), "source": text,
                    "address": text, "grade": "B2", "class": "technical", "access": "open", "lr": lr, "origin": "yes",
                ]), question: question, identifiers: { [$0] })
        let rating = try Rating(question: question, rater: "r", row: nil, stated: ["H1=0.5", "H2=0.5", "H3=0.5"])
        let judging = try Judging(question, rows: [row], ratings: [rating])
        return AttributionView(
            version: "daylight 0", made: "2026-01-01", question: question, questionDigest: "abc", signed: nil,
            run: try PosteriorRun(question, rows: judging.rows, settings: .init(seed: 1, samples: 200)),
            rows: [(row, "def")], pools: [judging.pool].compactMap { $0 })
    }

    @Test("is well-formed, needs nothing from elsewhere, and shows hostile names harmlessly")
    func wellFormed() throws {
        let page = AttributionReport.html(try view(Self.attack))
        PageChecker.expectHarmless(page)
    }

    @Test("has the bars with their words, the matrix, one row less, and the raters")
    func content() throws {
        let page = AttributionReport.html(try view("somebody did it"))
        let checker = PageChecker(page)
        for words in [
            "Confidence in H1 can be low", "Nobody has signed", "together", "points", "origin only", "almost certain",
        ] {
            #expect(checker.text.contains(words), "\(words)")
        }
        #expect(checker.tags(named: "svg").first?.attributes["aria-label"]?.contains("H1: ") == true)
        #expect(checker.tags(named: "line").count { $0.attributes["class"] == "span" } == 3)
        #expect(!checker.text.contains("100 %") && !checker.text.contains(" 0 %"))
    }

    @Test("says where nothing is diagnostic")
    func nothingDiagnostic() throws {
        let text = PageChecker(AttributionReport.html(try view("x", lr: "rest=0.5..2"))).text
        #expect(text.contains("No row is diagnostic") && text.contains("there is nothing to leave out"))
    }
}
