import Testing

@testable import Attribution

@Suite("Words of probability")
struct ProbabilityWordTests {
    @Test("each band has its word; an interval that only touches a band is not in it")
    func bands() {
        let expected: [(Double, Double, String)] = [
            (0.01, 0.05, "almost no chance"), (0.05, 0.20, "very unlikely"), (0.20, 0.45, "unlikely"),
            (0.45, 0.55, "roughly even chance"), (0.55, 0.80, "likely"), (0.80, 0.95, "very likely"),
            (0.95, 0.99, "almost certain"), (0.2, 0.2, "unlikely"), (0.04, 0.06, "almost no chance to very unlikely"),
            (0.21, 0.79, "unlikely to likely"), (0.01, 0.99, "almost no chance to almost certain"),
        ]
        for (low, high, words) in expected {
            #expect(Estimate(median: low, low: low, high: high).wording == words, "\(low) \(high)")
        }
    }

    @Test("nothing is ever 0 or 100, however sure the arithmetic is")
    func neverCertain() {
        for value in [0, 1e-300, 1e-9, 0.004, 0.996, 1 - 1e-12, 1] {
            let estimate = Estimate(median: value, low: value, high: value)
            let text = estimate.percentages + estimate.percentage + estimate.sentence(that: "x")
            #expect(["1 %", "99 %"].contains(estimate.percentage), "\(text)")
            #expect(!text.contains("100") && !text.contains("(0") && !text.contains(" 0 "), "\(text)")
            #expect((0.01...0.99).contains(estimate.shown.median))
        }
    }

    @Test("a span is printed as a span, in a sentence that says nothing of confidence")
    func sentences() {
        let span = Estimate(median: 0.34, low: 0.12, high: 0.634)
        #expect(
            span.sentence(that: "the crew meant it")
                == "The probability that the crew meant it ranges from very unlikely to likely (12 to 63 %, median 34 %)."
        )
        #expect(
            Estimate(median: 0.6, low: 0.56, high: 0.7).sentence(that: "it was so")
                == "It is likely (56 to 70 %, median 60 %) that it was so.")
        #expect(
            Estimate(median: 0, low: 0, high: 0.03).sentence(that: "it was so")
                == "There is almost no chance (1 to 3 %, median 1 %) that it was so.")
        #expect(!span.sentence(that: "x").lowercased().contains("confiden"))
    }
}

@Suite("How much confidence the evidence allows")
struct ConfidenceTests {
    private func ceiling(
        _ rows: [JudgedRow], priors: [(Double, Double)] = [(0.5, 0.5), (0.3, 0.3), (0.2, 0.2)], for index: Int? = nil
    ) throws -> ConfidenceCeiling {
        let run = try PosteriorRun(
            try Samples.question(priors: priors), rows: rows, settings: .init(seed: 1, samples: 500))
        return ConfidenceCeiling(run, for: index ?? run.leader)
    }

    private let pro = [(4.0, 5.0), (1.0, 1.0), (1.0, 1.0)]

    @Test("high needs independent diagnostic indicators of two classes")
    func high() throws {
        let technical = try Samples.row("a", pro, .technical)
        #expect(try ceiling([technical, try Samples.row("b", pro, .behavioural)]).level == .high)
        let oneClass = try ceiling([technical, try Samples.row("b", pro, .technical)])
        #expect(
            oneClass.level == .moderate && oneClass.reasons == ["independent diagnostic indicators of one class only"])
    }

    @Test("one source, one dependency group, an origin or a doubtful source are not two indicators")
    func low() throws {
        let technical = try Samples.row("a", pro, source: "s", depends: "g", .technical)
        let others = [
            try Samples.row("b", pro, source: "s", .behavioural), try Samples.row("b", pro, depends: "g", .behavioural),
            try Samples.row("b", pro, .behavioural, isOrigin: true),
            try Samples.row("b", pro, right: 0.05...0.25, .behavioural),
            try Samples.row("b", [(0.5, 2), (1, 1), (1, 1)], .behavioural),
        ]
        for other in others { #expect(try ceiling([technical, other]).level == .low, "\(other)") }
        #expect(try ceiling([]).reasons.first?.contains("no diagnostic indicator") == true)
    }

    @Test("a row on which everything hangs keeps it from being high")
    func decisive() throws {
        let rows = [
            try Samples.row("a", [(1, 1), (30, 30), (1, 1)], right: 0.95...0.95, .technical),
            try Samples.row("b", [(1, 1), (1.2, 1.2), (1, 1)], .behavioural),
        ]
        let ceiling = try ceiling(rows)
        #expect(ceiling.level == .moderate && ceiling.reasons == ["without a another hypothesis would come first"])
        #expect(
            ceiling.sentence.hasPrefix("Confidence in H2 can be moderate at most")
                && !ceiling.sentence.contains("likel"))
    }

    @Test("nor is it high with a source below B2, a span of many words, or another hypothesis in front")
    func moderate() throws {
        let technical = try Samples.row("a", pro, .technical)
        let behavioural = try Samples.row("b", pro, .behavioural)
        let doubtful = try ceiling([technical, try Samples.row("b", pro, right: 0.5...0.7, .behavioural)])
        #expect(doubtful.level == .moderate && doubtful.reasons.first?.contains("B2 or better") == true)
        let wide = try ceiling([technical, behavioural], priors: [(0.01, 0.9), (0.05, 0.9), (0.01, 0.3)])
        #expect(wide.level == .moderate && wide.reasons.contains { $0.hasPrefix("its interval spans") })
        let second = try ceiling(
            [technical, behavioural], priors: [(0.02, 0.02), (0.9, 0.9), (0.08, 0.08)], for: 0)
        #expect(second.level == .moderate && second.reasons.contains("another hypothesis comes first"))
    }
}

@Suite("The matrix as a view")
struct HypothesisMatrixTests {
    @Test("cells follow from the intervals: worse than another is I, better than some and worse than none is C")
    func cells() throws {
        func cells(_ ends: [(Double, Double)]) throws -> [String] {
            HypothesisMatrix.cells(try Samples.intervals(ends)).map(\.rawValue)
        }
        #expect(try cells([(2, 4), (0.5, 1), (0.8, 3)]) == ["C", "I", "NA"])
        #expect(try cells([(5, 6), (2, 3), (0.5, 1)]) == ["C", "I", "I"])
        #expect(try cells([(0.5, 2), (1, 3), (0.9, 1.1)]) == ["NA", "NA", "NA"])
    }

    @Test("only rows that count are counted against a hypothesis")
    func counts() throws {
        let rows = [
            try Samples.row("a", [(2, 4), (0.5, 1), (0.5, 1)], source: "s", depends: "g"),
            try Samples.row("b", [(2, 3), (0.5, 1), (0.5, 1)], source: "s", depends: "g"),
        ]
        let matrix = HypothesisMatrix(try Samples.question(), CountedRow.settle(rows))
        #expect(matrix.inconsistencies == [0, 1, 1] && matrix.lines.count == 2)
    }
}
