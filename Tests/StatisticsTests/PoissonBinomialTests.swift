import Glibc
import Testing

@testable import Statistics

@Suite("Poisson binomial")
struct PoissonBinomialTests {
    private typealias Groups = [(probability: Double, trials: Int)]

    @Test("Exact tails agree with sums to 60 digits, in the far tails too")
    func exactAgainstOracle() {
        // Convolution with mpmath 1.4.1.
        let cases: [(groups: Groups, tails: [(Int, Double)])] = [
            (
                [(0.5, 4), (0.25, 3)],
                [
                    (1, -0.026_721_035_637_614_764), (2, -0.172_216_534_935_76), (4, -1.311_070_939_882_303_1),
                    (7, -6.931_471_805_599_453_1),
                ]
            ),
            (
                [(1e-9, 40), (1e-3, 20), (0.02, 5)],
                [
                    (2, -5.143_126_430_840_095_1), (3, -8.676_557_106_129_409_4), (10, -43.906_985_767_529_416),
                    (30, -247.934_459_474_674_83), (64, -962.233_708_288_929_69),
                ]
            ),
            (
                [(0.3, 100), (0.6, 50), (0.01, 200)],
                [
                    (20, -3.479_373_161_501_645_4e-15), (60, -0.412_746_346_981_670_34),
                    (70, -2.273_885_553_910_195_8), (120, -47.786_803_609_257_334), (200, -260.857_365_117_057_18),
                    (349, -1057.065_733_643_237_2),
                ]
            ),
            (
                [(1e-300, 3), (1e-200, 2), (1e-5, 1)],
                [
                    (2, -471.336_796_883_219_42), (3, -932.546_962_662_588_5), (4, -1622.223_878_272_134_1),
                    (5, -2312.999_406_170_347_8),
                ]
            ),
            (
                [(0.999999, 30), (1 - 1e-12, 10), (0.5, 10)],
                [
                    (30, -5.334_718_160_798_589_8e-62), (41, -0.000_977_332_917_982_206_22),
                    (45, -0.473_145_371_829_963_13), (49, -4.533_603_805_553_438_5),
                ]
            ),
            (
                (0..<60).map { (0.001 + 0.0005 * Double($0), 10) },
                [
                    (5, -0.040_917_526_694_323_95), (10, -0.750_205_101_686_426_71), (20, -6.413_016_374_732_695_9),
                    (50, -47.250_769_064_648_395), (100, -157.968_159_575_524_56), (300, -863.662_334_064_707_07),
                ]
            ),
            (
                (1...10).map { (1e-6 * Double($0), 50) },
                [
                    (2, -12.489_828_414_625_136), (5, -34.296_062_274_930_953), (20, -160.751_136_567_887_46),
                    (100, -966.849_698_049_430_67),
                ]
            ),
            (
                [(0.0001, 400)],
                [
                    (2, -7.159_892_204_862_418_3), (3, -11.485_649_186_111_105), (4, -16.100_261_429_198_734),
                    (9, -41.897_539_574_274_806),
                ]
            ),
        ]
        for (groups, tails) in cases {
            let sum = PoissonBinomial(groups: groups)
            for (k, expected) in tails {
                let exact = sum.exactLogUpperTail(atLeast: k)
                #expect(agrees(exact, expected, within: 1e-11), "\(groups.prefix(3)), \(k): \(exact)")
                let chosen = sum.logUpperTail(atLeast: k)
                #expect(agrees(chosen, expected, within: 1e-11) || logError(chosen, expected) < 0.006)
            }
        }
    }

    @Test("Exact tails agree with the enumeration of all outcomes")
    func enumeration() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let groups: Groups = (0...generator.below(4)).map { _ in
                let edge = generator.below(8)
                return (edge == 0 ? 0 : edge == 1 ? 1 : generator.unit(), generator.below(4))
            }
            let chances = groups.flatMap { [Double](repeating: $0.probability, count: $0.trials) }
            var distribution = [Double](repeating: 0, count: chances.count + 1)
            for outcome in 0..<(1 << chances.count) {
                var chance = 1.0
                for (trial, success) in chances.enumerated() {
                    chance *= outcome >> trial & 1 == 1 ? success : 1 - success
                }
                distribution[outcome.nonzeroBitCount] += chance
            }
            let sum = PoissonBinomial(groups: groups)
            #expect(abs(sum.mean - chances.reduce(0, +)) < 1e-12)
            #expect(abs(sum.variance - chances.reduce(0) { $0 + $1 * (1 - $1) }) < 1e-12)
            for k in -1...chances.count + 1 {
                let expected = distribution.dropFirst(max(0, k)).reduce(0, +)
                for found in [sum.exactLogUpperTail(atLeast: k), sum.logUpperTail(atLeast: k)] {
                    #expect(abs(exp(found) - expected) <= 1e-12, "\(groups), \(k)")
                }
            }
        }
    }

    @Test("The saddle point is within 0.6 % of the exact tail, from the mean to the far end")
    func saddlePoint() {
        var generator = SeededGenerator(seed: 12)
        var (worst, sum, cases) = (0.0, 0.0, 0)
        while cases < 1500 {
            let scale = -12 * generator.unit()
            let groups: Groups = (0...generator.below(12)).map { _ in
                (min(0.999, exp(scale * generator.unit())), 1 + generator.below(generator.chance(0.5) ? 5 : 300))
            }
            let trials = groups.reduce(0) { $0 + $1.trials }
            let k = 1 + generator.below(generator.chance(0.5) ? trials : min(trials, 30))
            let distribution = PoissonBinomial(groups: groups)
            let exact = distribution.exactLogUpperTail(atLeast: k)
            if exact > -1e-300 { continue }
            let error = logError(distribution.saddlePointLogUpperTail(atLeast: k), exact)
            #expect(error < 0.006, "\(groups), \(k)")
            worst = max(worst, error)
            sum += error
            cases += 1
        }
        #expect(sum / Double(cases) < 0.0002)
        #expect(worst > 0)
    }

    @Test("Large sums take the saddle point, and it is right next to the mean as well")
    func nearTheMean() {
        let groups: Groups = (0..<20).map { (0.01 * Double($0 + 1), 100) }
        let distribution = PoissonBinomial(groups: groups)
        #expect(abs(distribution.mean - 210) < 1e-9)
        for k in 195...225 {
            let exact = distribution.exactLogUpperTail(atLeast: k)
            #expect(logError(distribution.saddlePointLogUpperTail(atLeast: k), exact) < 1e-4, "\(k)")
            #expect(distribution.logUpperTail(atLeast: k) == distribution.saddlePointLogUpperTail(atLeast: k))
        }
    }

    @Test("A group in one piece, in two, and one trial at a time are the same sum")
    func grouping() {
        for k in [2, 3, 8, 50] {
            let together = PoissonBinomial(groups: [(0.003, 2000)]).exactLogUpperTail(atLeast: k)
            let parted = PoissonBinomial(groups: [(0.003, 1200), (0.003, 800)]).exactLogUpperTail(atLeast: k)
            let single = PoissonBinomial(groups: (0..<2000).map { _ in (0.003, 1) }).exactLogUpperTail(atLeast: k)
            #expect(agrees(together, parted, within: 1e-11))
            #expect(agrees(together, single, within: 1e-11))
        }
    }

    @Test("Trials that cannot fail or cannot succeed only shift the count")
    func certainTrials() {
        let plain = PoissonBinomial(groups: [(0.2, 10), (0.7, 3)])
        let shifted = PoissonBinomial(groups: [(0, 50), (0.2, 10), (1, 5), (0.7, 3), (0.4, 0)])
        #expect(shifted.mean == plain.mean + 5)
        for k in -2...14 {
            #expect(shifted.logUpperTail(atLeast: k + 5) == plain.logUpperTail(atLeast: k))
        }
        let none = PoissonBinomial(groups: [])
        #expect(none.logUpperTail(atLeast: 0) == 0)
        #expect(none.logUpperTail(atLeast: 1) == -.infinity)
        #expect(none.saddlePointLogUpperTail(atLeast: 1) == -.infinity)
    }

    @Test("From the mean + 1 up Poisson's tail is never below that of unequal trials")
    func poissonBound() {
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<300 {
            let groups: Groups = (0...generator.below(6)).map { _ in
                (exp(-6 * generator.unit()), 1 + generator.below(30))
            }
            let distribution = PoissonBinomial(groups: groups)
            let start = Int(distribution.mean.rounded(.up)) + 1
            for k in start...start + 12 {
                let poisson = PoissonTail.logUpperTail(atLeast: k, mean: distribution.mean)
                #expect(poisson >= distribution.exactLogUpperTail(atLeast: k), "\(groups), \(k)")
            }
        }
    }

    @Test("Tails fall as more is asked for")
    func monotone() {
        let distribution = PoissonBinomial(groups: (0..<50).map { (0.001 * Double($0 + 1), 40) })
        var last = 0.0
        for k in 0...2000 {
            let tail = distribution.logUpperTail(atLeast: k)
            #expect(tail <= last, "\(k)")
            last = tail
        }
        #expect(last < -5000)
    }

    /// The relative error of the probability that is below 1/2: the tail or the rest.
    private func logError(_ found: Double, _ expected: Double) -> Double {
        if expected < -0.693 { return abs(expm1(found - expected)) }
        return abs(expm1(LogSpace.complement(found) - LogSpace.complement(expected)))
    }
}
