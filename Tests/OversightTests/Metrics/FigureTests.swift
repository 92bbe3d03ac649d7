import Oversight
import Testing

@Suite("Figures in numbers and words")
struct FigureTests {
    @Test("a share of fewer than five has neither value nor limits, however it is made; bounds become counts")
    func few() {
        let share = Figure("omitted", 2.0 / 3, unit: "share", low: 0.2, high: 0.94, count: 2, of: 3)
        #expect(share.value == nil && share.low == nil && share.high == nil && share.span == nil)
        #expect(share.remark == "2 of 3: too few for a percentage" && share.count == 2)
        let bounds = Figure("omitted", nil, unit: "share", low: 1.0 / 3, high: 2.0 / 3, count: 1, of: 3, remark: "x")
        #expect(bounds.remark == "1 to 2 of 3: too few for a percentage; x" && bounds.high == nil)
        #expect(Figure("omitted", 0.4, unit: "share", count: 2, of: 5).value == 0.4)
        #expect(Figure("days", 4, unit: "days", of: 2).value == 4)
    }

    @Test("a limit that is not known is open, and not the value")
    func spans() {
        func span(_ figure: Figure) -> [Double]? { figure.span.map { [$0.low, $0.high] } }
        #expect(span(Figure("x", 3, unit: "days")) == [3, 3])
        #expect(span(Figure("x", 3, unit: "days", low: 3)) == [3, .infinity])
        #expect(span(Figure("x", nil, unit: "days", high: 3)) == [-.infinity, 3])
        #expect(span(Figure("x", nil, unit: "days")) == nil)
    }

    @Test(
        "in words",
        arguments: [
            (
                Figure("x", 0.625, unit: "share", low: 0.3057, high: 0.8632, count: 5, of: 8),
                "62.5 % [30.57, 86.32] (5 of 8)"
            ),
            (Figure("x", nil, unit: "share", low: 0.25, high: 0.5, count: 2, of: 8), "25 to 50 % of 8"),
            (Figure("x", nil, unit: "days", low: 34, high: 398, remark: "by dates"), "34 to 398 days, by dates"),
            (Figure("x", 5, unit: "days", low: 5, high: 5), "5 days"),
            (Figure("x", 12, unit: "days", low: 3), "12 days [3, …]"),
            (Figure("x", nil, unit: "days", low: 60, remark: "none seen"), "60 days or more, none seen"),
            (Figure("x", nil, unit: "share", count: 0, of: 0, remark: "not tested"), "(0 of 0), not tested"),
            (Figure.share("x", 3, of: 4), "3 of 4: too few for a percentage"),
        ])
    func words(figure: Figure, words: String) throws {
        #expect(FigureWords.words(try #require(CondensedFigure([figure]))) == words)
    }

    @Test("what was counted in several ways is one number, from the least to the most, with the widest limits")
    func condensed() throws {
        let measurement = Measurement(
            .noticeToAction, of: "c",
            figures: [
                Figure("within 24 h", 0.25, unit: "share", low: 0.1, high: 0.5, of: 8, way: "latest"),
                Figure("median", nil, unit: "days", remark: "not reached", way: "latest"),
                Figure("within 24 h", 0.5, unit: "share", low: 0.2, high: 0.8, of: 8, way: "earliest"),
                Figure("median", 2, unit: "days", low: 1, way: "earliest"), Figure("other (of 3)", 1, unit: "ratio"),
            ])
        #expect(measurement.figures[0].label == "within 24 h (latest)" && measurement.figures[0].base == "within 24 h")
        let words = measurement.condensed.map { "\($0.label): \(FigureWords.words($0))" }
        #expect(
            words == [
                "within 24 h: 25 to 50 % [10, 80] of 8", "median: 2 days, in 1 of 2 ways not reached",
                "other (of 3): 1 ratio",
            ])
        #expect(measurement.condensed[1].span == nil && measurement.ways == ["latest", "earliest"])
        let few = try #require(
            CondensedFigure([
                Figure("x", nil, unit: "share", count: 1, of: 3, remark: "1 of 3: too few for a percentage"),
                Figure("x", nil, unit: "share", count: 2, of: 3, remark: "2 of 3: too few for a percentage"),
            ]))
        #expect(FigureWords.words(few) == "1 to 2 of 3: too few for a percentage")
    }
}
