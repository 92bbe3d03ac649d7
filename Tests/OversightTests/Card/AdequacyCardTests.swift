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

    private func figure(_ low: Double?, _ high: Double?, _ label: String = "acted on within 72 h (latest)") -> Figure {
        Figure(label, 0.5, unit: "share", low: low, high: high)
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
        let figures = [figure(0.6, 0.9), figure(0.3, 0.55, "acted on within 72 h (earliest)")]
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
}
