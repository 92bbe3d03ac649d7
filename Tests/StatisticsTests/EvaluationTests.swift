import Testing

@testable import Statistics

@Suite("Precision and recall")
struct PrecisionRecallTests {
    @Test("The three figures follow from the counts, and are missing where they mean nothing")
    func figures() {
        let result = PrecisionRecall(truePositives: 6, falsePositives: 2, falseNegatives: 4)
        #expect(result.precision == 0.75)
        #expect(result.recall == 0.6)
        #expect(result.f1 == 12.0 / 18)
        let nothing = PrecisionRecall(truePositives: 0, falsePositives: 0, falseNegatives: 0)
        #expect(nothing.precision == nil && nothing.recall == nil && nothing.f1 == nil)
        let silent = PrecisionRecall(truePositives: 0, falsePositives: 0, falseNegatives: 3)
        #expect(silent.precision == nil && silent.recall == 0 && silent.f1 == 0)
    }

    @Test("A threshold takes what reaches it")
    func threshold() {
        let result = PrecisionRecall(
            scores: [0.9, 0.5, 0.5, 0.1, 0.4], labels: [true, false, true, true, false], threshold: 0.5)
        #expect(result == PrecisionRecall(truePositives: 2, falsePositives: 1, falseNegatives: 1))
    }

    @Test("Average precision agrees with its definition, equal scores taken together")
    func averagePrecision() throws {
        // Sums over the thresholds in Python; the first example is scikit-learn's own.
        let small = try #require(
            PrecisionRecall.averagePrecision(scores: [0.1, 0.4, 0.35, 0.8], labels: [false, false, true, true]))
        #expect(abs(small - 0.833_333_333_333_333_3) < 1e-15)
        let scores: [Double] = [
            7, 18, 17, 4, 11, 19, 15, 20, 18, 2, 19, 0, 15, 8, 17, 7, 6, 15, 17, 17, 15, 12, 20, 4, 7, 20, 4, 16, 12, 0,
            2, 5, 18, 1, 9, 0, 8, 15, 19, 12, 13, 12, 18, 14, 4, 11, 3, 1, 4, 15, 6, 8, 13, 20, 9, 13, 16, 12, 18, 11,
        ]
        let labels = [
            0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0,
            1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1,
        ].map { $0 == 1 }
        let large = try #require(PrecisionRecall.averagePrecision(scores: scores, labels: labels))
        #expect(abs(large - 0.660_100_479_819_461_8) < 1e-14)
        // The order in which equal scores come does not matter.
        let reversed = PrecisionRecall.averagePrecision(scores: scores.reversed(), labels: labels.reversed())
        #expect(reversed.map { abs($0 - large) < 1e-14 } == true)
    }

    @Test("A perfect order gives 1, no order the share of positives, and nothing to be found no figure")
    func ends() {
        #expect(PrecisionRecall.averagePrecision(scores: [3, 2, 1, 0], labels: [true, true, false, false]) == 1)
        #expect(PrecisionRecall.averagePrecision(scores: [1, 1, 1, 1], labels: [true, false, false, false]) == 0.25)
        #expect(PrecisionRecall.averagePrecision(scores: [1], labels: [false]) == nil)
        #expect(PrecisionRecall.averagePrecision(scores: [], labels: []) == nil)
    }
}

@Suite("Bootstrap")
struct BootstrapTests {
    private let sample = (0..<200).map { Double($0 * $0 % 101) }

    private func mean(_ indexes: [Int]) -> Double {
        indexes.reduce(0) { $0 + sample[$1] } / Double(indexes.count)
    }

    @Test("The interval of a mean is as wide as the normal one")
    func width() throws {
        let interval = try #require(Bootstrap.interval(units: 200, seed: 1, statistic: mean))
        let centre = mean(Array(0..<200))
        let variance = sample.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / 200
        let half = 1.96 * (variance / 200).squareRoot()
        #expect(abs(interval.lowerBound - (centre - half)) < 0.15 * half)
        #expect(abs(interval.upperBound - (centre + half)) < 0.15 * half)
    }

    @Test("A seed gives its interval again, another seed another, a higher level a wider one")
    func seeds() throws {
        let one = try #require(Bootstrap.interval(units: 200, resamples: 300, seed: 1, statistic: mean))
        #expect(Bootstrap.interval(units: 200, resamples: 300, seed: 1, statistic: mean) == one)
        #expect(Bootstrap.interval(units: 200, resamples: 300, seed: 2, statistic: mean) != one)
        let wide = try #require(Bootstrap.interval(units: 200, resamples: 300, level: 0.99, seed: 1, statistic: mean))
        #expect(wide.lowerBound < one.lowerBound && wide.upperBound > one.upperBound)
    }

    @Test("The limits lie between neighbouring values in proportion")
    func quantiles() {
        var next = 0.0
        let interval = Bootstrap.interval(units: 1, resamples: 11, level: 0.5, seed: 1) { _ in
            next += 10
            return next
        }
        // numpy 2.4.6: quantile(10, 20 … 110; 0.25 and 0.75) = 35 and 85.
        #expect(interval == 35...85)
    }

    @Test("Samples without a value are left out, and without any there is no interval")
    func undefined() {
        var calls = 0
        let interval = Bootstrap.interval(units: 3, resamples: 10, seed: 1) { _ in
            calls += 1
            return calls % 2 == 0 ? 5 : nil
        }
        #expect(interval == 5...5)
        #expect(Bootstrap.interval(units: 3, resamples: 10, seed: 1) { _ in nil } == nil)
        #expect(Bootstrap.interval(units: 0, seed: 1) { _ in 1 } == nil)
    }
}
