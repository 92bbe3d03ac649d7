import Foundation
import Testing

@testable import Statistics

/// Sizes and seeds are fixed: these tests cannot fail by bad luck, only by a change.
@Suite("Draws")
struct DrawsTests {
    private let size = 200_000

    @Test("Whole numbers below a bound are equally likely (chi-squared)", arguments: [2, 7, 10, 1000])
    func uniformIntegers(bound: Int) {
        var generator = SeededGenerator(seed: 1)
        var counts = [Int](repeating: 0, count: bound)
        for _ in 0..<size { counts[generator.below(bound)] += 1 }
        let expected = Double(size) / Double(bound)
        let statistic = counts.reduce(0) { $0 + pow(Double($1) - expected, 2) / expected }
        // Mean bound − 1 and variance 2 (bound − 1): five standard deviations.
        #expect(abs(statistic - Double(bound - 1)) < 5 * (2 * Double(bound - 1)).squareRoot() + 5)
    }

    @Test("A closed range yields both of its ends")
    func closedRange() {
        var generator = SeededGenerator(seed: 2)
        #expect(Set((0..<100).map { _ in generator.integer(in: -1...1) }) == [-1, 0, 1])
    }

    @Test("Unit numbers have mean 1/2 and variance 1/12")
    func unitMoments() {
        var generator = SeededGenerator(seed: 3)
        let draws = (0..<size).map { _ in generator.unit() }
        #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
        let (mean, variance) = moments(draws)
        #expect(abs(mean - 0.5) < 0.003)
        #expect(abs(variance - 1.0 / 12) < 0.001)
    }

    @Test("Normal draws have the moments and the tails of the normal distribution")
    func normalMoments() {
        var generator = SeededGenerator(seed: 4)
        let draws = (0..<size).map { _ in generator.normal() }
        let (mean, variance) = moments(draws)
        #expect(abs(mean) < 0.01)
        #expect(abs(variance - 1) < 0.015)
        // P(|Z| > 1.959964) = 0.05.
        let tail = Double(draws.count { abs($0) > 1.959964 }) / Double(size)
        #expect(abs(tail - 0.05) < 0.002)
    }

    @Test("Half of the lognormal draws lie below the median, 84.1 % below median · e^sigma")
    func logNormalQuantiles() {
        var generator = SeededGenerator(seed: 5)
        let draws = (0..<size).map { _ in generator.logNormal(median: 14_400, sigma: 1.5) }
        #expect(abs(Double(draws.count { $0 < 14_400 }) / Double(size) - 0.5) < 0.005)
        #expect(abs(Double(draws.count { $0 < 14_400 * exp(1.5) }) / Double(size) - 0.8413) < 0.005)
    }

    @Test("Zipf ranks occur in proportion to 1 / (rank + offset)")
    func zipfShares() {
        let ranks = ZipfRanks(count: 50, offset: 1.5)
        let weights = (1...50).map { 1 / (Double($0) + 1.5) }
        let total = weights.reduce(0, +)
        var generator = SeededGenerator(seed: 6)
        var counts = [Int](repeating: 0, count: 50)
        for _ in 0..<size { counts[ranks.draw(using: &generator)] += 1 }
        for rank in [0, 1, 10, 49] {
            let share = weights[rank] / total
            let deviation = (share * (1 - share) / Double(size)).squareRoot()
            #expect(abs(Double(counts[rank]) / Double(size) - share) < 5 * deviation)
        }
    }

    @Test("Shuffling keeps the elements and reaches every order")
    func shuffling() {
        var generator = SeededGenerator(seed: 7)
        var seen: Set<[Int]> = []
        for _ in 0..<300 {
            var elements = [1, 2, 3]
            generator.shuffle(&elements)
            #expect(elements.sorted() == [1, 2, 3])
            seen.insert(elements)
        }
        #expect(seen.count == 6)
    }

    @Test("Logarithm and exponential agree with the C library to 14 digits")
    func plainMath() {
        for exponent in stride(from: -40.0, through: 40, by: 0.37) {
            let value = Foundation.exp(exponent)
            #expect(abs(PlainMath.exp(exponent) / value - 1) < 1e-14)
            #expect(abs(PlainMath.log(value) - exponent) <= max(abs(exponent), 1) * 1e-14)
        }
        #expect(PlainMath.exp(0) == 1)
        #expect(PlainMath.log(1) == 0)
    }

    private func moments(_ draws: [Double]) -> (mean: Double, variance: Double) {
        let mean = draws.reduce(0, +) / Double(draws.count)
        return (mean, draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count))
    }
}

@Suite("Median")
struct MedianTests {
    @Test("The median is the middle value, or half-way between the middle two")
    func median() {
        #expect([Int64]().median == nil)
        #expect([5].median == 5)
        #expect([9, 1, 4].median == 4)
        #expect([1, 2, 10, 3].median == 2.5)
        #expect([Int64.max, Int64.max].median == Double(Int64.max))
    }
}
