import Statistics
import Testing

@testable import Coordination

@Suite("A count beyond what its crowd explains")
struct ShareTestTests {
    /// Figures of mpmath's regularised incomplete beta function with forty digits: count, mean, dispersion, logarithm.
    private static let oracle: [(Double, Double, Double, Double)] = [
        (20, 1, 0.1, -32.652_597_997_186_7), (46, 6.2, 0.1, -25.825_911_192_976_7),
        (5, 2, 0.4, -2.282_760_145_905_09), (300, 60, 0.1, -24.885_148_473_902_9),
        (5000, 1200, 0.1, -20.558_758_838_949_1), (43, 13, 0.03, -15.887_541_371_441),
        (154, 25, 0.8, -6.887_044_646_617_72),
    ]

    @Test("the tail is that of the negative binomial distribution, far out too", arguments: oracle)
    func tail(count: Double, mean: Double, dispersion: Double, expected: Double) {
        let found = ShareTest.logUpperTail(count, mean: mean, dispersion: dispersion)
        #expect(abs(found - expected) < 1e-9 * abs(expected))
    }

    @Test("a count at or below its mean is no surprise, and more is more surprising than less")
    func order() {
        #expect(ShareTest.logUpperTail(5, mean: 5, dispersion: 0.1) == 0)
        #expect(ShareTest.logUpperTail(0, mean: 0, dispersion: 0.1) == 0)
        let tails = (10...60).map { ShareTest.logUpperTail(Double($0), mean: 5, dispersion: 0.1) }
        #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 > $1 })
        let wider = [0.05, 0.1, 0.4, 1.6].map { ShareTest.logUpperTail(40, mean: 5, dispersion: $0) }
        #expect(zip(wider, wider.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("a topic that always drew twice what is usual is measured by that, and one that drew less by what is usual")
    func ownPast() {
        #expect(ShareTest.ownFactor(count: 0, expected: 0, dispersion: 0.1) == 1)
        #expect(ShareTest.ownFactor(count: 10, expected: 400, dispersion: 0.1) == 1)
        let long = ShareTest.ownFactor(count: 2000, expected: 1000, dispersion: 0.1)
        let short = ShareTest.ownFactor(count: 4, expected: 2, dispersion: 0.1)
        #expect(abs(long - 2) < 0.02 && short > 1 && short < 1.3)
    }
}

@Suite("How much topics differ")
struct DispersionTests {
    /// A gamma variate by summing exponentials: shapes that are whole numbers.
    private func gamma(_ shape: Int, using generator: inout SeededGenerator) -> Double {
        (0..<shape).reduce(0) { sum, _ in sum - PlainMath.log(1 - generator.unit()) }
    }

    private func learnt(shape: Int?, mean: Double, outliers: Int = 0) -> Double {
        var generator = SeededGenerator(seed: 11)
        var dispersion = Dispersion(floor: 0.1)
        for round in 0..<8000 {
            var rate = mean * (shape.map { gamma($0, using: &generator) / Double($0) } ?? 1)
            if round < outliers { rate = mean * 15 }
            // A normal draw stands in for Poisson's at these means.
            let count = max(0, (rate + generator.normal() * rate.squareRoot()).rounded())
            dispersion.learn(exceedance: dispersion.exceedance(count: count, mean: mean))
        }
        dispersion.settle()
        return dispersion.value
    }

    @Test("it stays at its floor where topics are alike, and finds the true value within one step where they differ")
    func calibration() {
        #expect(learnt(shape: nil, mean: 50) == 0.1)
        // Gamma distributions of shape 2 and 1: squared coefficients of variation of a half and one.
        #expect([0.4, 0.8].contains(learnt(shape: 2, mean: 50)))
        #expect([0.8, 1.6].contains(learnt(shape: 1, mean: 50)))
    }

    @Test("one herd among thousands of topics does not hide itself, but what happens all the time is no news")
    func outliers() {
        #expect(learnt(shape: nil, mean: 50, outliers: 10) == 0.1)
        #expect(learnt(shape: nil, mean: 50, outliers: 400) > 1)
    }
}
