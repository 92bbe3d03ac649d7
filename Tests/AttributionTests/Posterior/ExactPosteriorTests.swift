import Testing

@testable import Attribution

@Suite("Bayes' rule with sources that may be wrong")
struct ExactPosteriorTests {
    private typealias Factor = ExactPosterior.Factor

    /// Expected figures by a program that adds up every combination of sources being right (NumPy 2.4.6).
    private static let known: [(prior: [Double], groups: [[Factor]], expected: [Double])] = [
        (
            [0.25, 0.25, 0.25, 0.25], [[Factor(ratios: [4, 2, 1, 0.5], right: 0.8)]],
            [0.4766666667, 0.2633333333, 0.1566666667, 0.1033333333]
        ),
        (
            [0.5, 0.3, 0.2],
            [[Factor(ratios: [3, 1, 0.25], right: 1)], [Factor(ratios: [0.5, 2, 1], right: 0.6)]],
            [0.6679035250, 0.3005565863, 0.0315398887]
        ),
        (
            [0.1, 0.2, 0.3, 0.4],
            [
                [Factor(ratios: [8, 1, 1, 0.1], right: 0.94), Factor(ratios: [2, 1, 0.5, 1], right: 0.94)],
                [
                    Factor(ratios: [1, 3, 1, 2], right: 0.375), Factor(ratios: [0.2, 1, 5, 1], right: 0.15),
                    Factor(ratios: [1, 1, 10, 2], right: 0.8),
                ],
            ],
            [0.5035792462, 0.0924991087, 0.3540360596, 0.0498855855]
        ),
        (
            [0.02, 0.48, 0.5],
            [0.98, 0.98, 0.9].map { [Factor(ratios: [1000, 1, 0.001], right: $0)] },
            [0.9999998325, 1.576e-07, 1e-08]
        ),
    ]

    @Test("equals the sum over every combination of sources being right or wrong", arguments: known.indices)
    func sum(index: Int) {
        let one = Self.known[index]
        let found = ExactPosterior.posterior(prior: one.prior, groups: one.groups)
        #expect(Samples.isClose(found, one.expected), "\(found)")
    }

    @Test("one row gives r times Bayes and 1 − r times the prior, whatever its numbers are measured against")
    func jeffrey() {
        let prior = [0.5, 0.3, 0.2]
        let bayes = [0.5 * 6, 0.3 * 2, 0.2 * 0.5].map { $0 / 3.7 }
        let expected = zip(bayes, prior).map { 0.7 * $0 + 0.3 * $1 }
        for scale in [1, 0.01, 50] {
            let factor = Factor(ratios: [6 * scale, 2 * scale, 0.5 * scale], right: 0.7)
            let found = ExactPosterior.posterior(prior: prior, groups: [[factor]])
            #expect(Samples.isClose(found, expected, within: 1e-12))
        }
    }

    @Test("a source that is never right changes nothing, and one that always is is Bayes' rule")
    func extremes() {
        let prior = [0.5, 0.3, 0.2]
        let never = ExactPosterior.posterior(prior: prior, groups: [[Factor(ratios: [9, 1, 1], right: 0)]])
        #expect(Samples.isClose(never, prior, within: 1e-15))
        let always = ExactPosterior.posterior(prior: prior, groups: [[Factor(ratios: [9, 1, 1], right: 1)]])
        #expect(Samples.isClose(always, [0.9, 0.06, 0.04], within: 1e-12))
    }

    @Test("a source that fills many rows stays as doubtful as it is; as many sources would not")
    func doubtStays() {
        let row = Factor(ratios: [10, 1], right: 0.8)
        let one = ExactPosterior.posterior(prior: [0.5, 0.5], groups: [Array(repeating: row, count: 12)])
        let many = ExactPosterior.posterior(prior: [0.5, 0.5], groups: Array(repeating: [row], count: 12))
        #expect(one[0] < 0.9 + 1e-9 && many[0] > 0.999)
    }

    @Test("hundreds of strong rows neither overflow nor vanish")
    func extremeNumbers() {
        let row = Factor(ratios: [10_000, 1, 0.0001], right: 0.98)
        let groups = (0..<40).map { _ in Array(repeating: row, count: 20) }
        let found = ExactPosterior.posterior(prior: [0.2, 0.3, 0.5], groups: groups)
        #expect(found.allSatisfy { $0.isFinite && $0 >= 0 } && abs(found.reduce(0, +) - 1) < 1e-9)
    }
}
