import Oversight
import Records
import Testing

@Suite("The adequacy card")
struct AdequacyCardTests {
    private func card(_ figures: [Figure], threshold: Double, good: Verdict.GoodSide) -> AdequacyCard {
        AdequacyCard(
            subject: "s", [Measurement(.noticeToAction, of: "s", figures: figures, inputs: ["d"])],
            thresholds: CardThresholds(
                setBy: "a regulator",
                tests: [
                    CardThresholds.Test(
                        heading: .timeliness, metric: .noticeToAction, figure: "acted on within 72 h",
                        threshold: threshold, good: good)
                ]))
    }

    private func figure(_ low: Double?, _ high: Double?, _ way: String = "latest") -> Figure {
        Figure("acted on within 72 h", 0.5, unit: "share", low: low, high: high, way: way)
    }

    private static func row(_ heading: String, _ metric: String, _ figure: String) -> NamedRow {
        NamedRow(
            number: 1,
            values: ["heading": heading, "metric": metric, "figure": figure, "threshold": "0.2", "good": "below"])
    }

    @Test("a finding fails or passes only where the whole interval does")
    func triState() {
        #expect(card([figure(0.6, 0.9)], threshold: 0.5, good: .above).findings[0].verdict == .pass)
        #expect(card([figure(0.1, 0.4)], threshold: 0.5, good: .above).findings[0].verdict == .fail)
        #expect(card([figure(0.1, 0.6)], threshold: 0.5, good: .above).findings[0].verdict == .undetermined)
        #expect(card([figure(0.1, 0.4)], threshold: 0.5, good: .below).findings[0].verdict == .pass)
        #expect(card([figure(0.6, 0.9)], threshold: 0.5, good: .below).findings[0].verdict == .fail)
        #expect(card([], threshold: 0.5, good: .below).findings[0].verdict == .undetermined)
    }

    @Test("the earliest and the latest times decide together")
    func widest() {
        let figures = [figure(0.6, 0.9), figure(0.3, 0.55, "earliest")]
        #expect(card(figures, threshold: 0.5, good: .above).findings[0].verdict == .undetermined)
        #expect(card(figures, threshold: 0.2, good: .above).findings[0].verdict == .pass)
    }

    @Test("headings stand apart, and one without findings is undetermined")
    func headings() {
        let card = card([figure(0.6, 0.9)], threshold: 0.5, good: .above)
        #expect(card.verdict(of: .timeliness) == .pass && card.verdict(of: .candour) == .undetermined)
        #expect(card.inputs == ["d"])
    }

    @Test("thresholds are read from rows; the origin screen can have none")
    func rows() throws {
        let row = NamedRow(
            number: 1,
            values: [
                "heading": "candour", "metric": "m08", "figure": "longest lag", "threshold": "60", "good": "below",
            ])
        #expect(try CardThresholds.test(row).metric == .disclosureLag)
        for (name, value) in [
            ("metric", "M11"), ("metric", "M99"), ("heading", "honesty"), ("threshold", "many"), ("good", "left"),
        ] {
            var values = row.values
            values[name] = value
            #expect(throws: FieldFault.self) { try CardThresholds.test(NamedRow(number: 1, values: values)) }
        }
    }

    @Test("a lower bound can fail a threshold and never pass one")
    func lowerBound() {
        func verdict(_ threshold: Double, _ good: Verdict.GoodSide) -> Verdict {
            let figure = Figure("acted on within 72 h", 3, unit: "days", low: 3, remark: "lower bound")
            return card([figure], threshold: threshold, good: good).findings[0].verdict
        }
        #expect(verdict(5, .below) == .undetermined && verdict(2, .below) == .fail)
        #expect(verdict(2, .above) == .pass && verdict(5, .above) == .undetermined)
    }

    @Test("recurrence stands under completeness, what reports hold and leave out under candour, and nowhere else")
    func headingsOfMetrics() throws {
        for (heading, metric) in [
            ("completeness", "M03"), ("completeness", "M07"), ("candour", "M08"), ("candour", "M09"),
            ("candour", "M10"),
            ("candour", "M13"), ("cooperation", "M20"), ("timeliness", "M02"), ("timeliness", "M12"),
        ] {
            #expect(try CardThresholds.test(Self.row(heading, metric, "x")).metric.rawValue == metric)
        }
        for (heading, metric) in [("candour", "M07"), ("completeness", "M10"), ("cooperation", "M09")] {
            let fault = #expect(throws: FieldFault.self) {
                try CardThresholds.test(Self.row(heading, metric, "x"))
            }
            #expect(fault?.reason == "wrong-heading")
        }
    }

    @Test("what is missing is said: the refusal, or the figures that there are")
    func missing() throws {
        let thresholds = CardThresholds(
            setBy: "a regulator",
            tests: [
                try CardThresholds.test(Self.row("candour", "M10", "omitted of")),
                try CardThresholds.test(Self.row("candour", "M09", "handed over")),
            ])
        let card = AdequacyCard(
            subject: "s",
            [
                Measurement(.disclosureOmission, of: "s", refusal: "no network is given"),
                Measurement(.disclosureCompleteness, of: "s", figures: [Figure.share("released of", 1, of: 9)]),
            ], thresholds: thresholds)
        #expect(card.findings.map(\.verdict) == [.undetermined, .undetermined])
        #expect(card.findings[0].reason == "no network is given")
        #expect(
            card.findings[1].reason == "no figure of M09 begins with 'handed over'; its figures are: released of")
    }

    @Test("an origin screen is printed with its numbers and is no finding")
    func screen() throws {
        let china = try #require(OriginSet("TikTok", fromOrigin: 0, networks: 22, rule: "r"))
        let references = ShippedLedger.referenceSets(origin: "China")
        let card = AdequacyCard(
            subject: "s", [OriginScreen.measure(origin: "China", sample: china, references: references)],
            thresholds: CardThresholds(setBy: "nobody", tests: []))
        let statements = try #require(card.screens.first).statements.joined(separator: "\n")
        #expect(statements.contains("0.711 probability") && statements.contains("0.001264 probability"))
        #expect(card.findings.isEmpty && card.verdict(of: .candour) == .undetermined)
    }

    @Test("two measurements of one metric decide together")
    func severalMeasurements() {
        let figures = [figure(0.6, 0.9), figure(0.3, 0.4, "earliest")]
        let card = AdequacyCard(
            subject: "s", figures.map { Measurement(.noticeToAction, of: "s", figures: [$0]) },
            thresholds: CardThresholds.example)
        #expect(card.findings[0].verdict == .undetermined)
        #expect(card.findings[0].reason == "50 % [30, 90], over 2 ways of counting")
    }
}
