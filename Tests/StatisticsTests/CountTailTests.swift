import Glibc
import Testing

@testable import Statistics

/// Expected values are sums and incomplete beta functions in 60 digits, by mpmath 1.4.1.
@Suite("Tails of counts")
struct CountTailTests {
    @Test(
        "The binomial upper tail is right in the middle and far out",
        arguments: [
            (1, 10, 0.1, -0.428_751_811_106_488_4), (3, 10, 0.5, -0.056_239_718_322_876_078),
            (9, 10, 1e-200, -4142.350_582_296_288_2), (500, 1000, 0.4, -23.011_156_387_075_006),
            (380, 1000, 0.4, -0.097_157_781_416_525_725), (1000, 1000, 0.999, -1.000_500_333_583_534_4),
            (30, 100_000, 1e-5, -75.629_546_189_072_696), (99_000, 100_000, 0.5, -63_718.922_342_693_09),
            (2, 5, 0.999999999, -4.999_999_430_361_395_3e-36), (60_000, 1_000_000, 0.05, -996.759_692_303_759_73),
        ])
    func binomial(k: Int, trials: Int, probability: Double, expected: Double) {
        let found = Binomial.logUpperTail(atLeast: k, trials: trials, probability: probability)
        #expect(agrees(found, expected, within: 1e-12), "\(found)")
    }

    @Test("The binomial tail knows its ends, and is the Poisson binomial's of one group")
    func binomialEnds() {
        #expect(Binomial.logUpperTail(atLeast: 0, trials: 0, probability: 0.5) == 0)
        #expect(Binomial.logUpperTail(atLeast: 1, trials: 0, probability: 0.5) == -.infinity)
        #expect(Binomial.logUpperTail(atLeast: 1, trials: 5, probability: 0) == -.infinity)
        #expect(Binomial.logUpperTail(atLeast: 5, trials: 5, probability: 1) == 0)
        for k in 1...60 {
            let other = PoissonBinomial(groups: [(0.07, 60)]).exactLogUpperTail(atLeast: k)
            #expect(agrees(Binomial.logUpperTail(atLeast: k, trials: 60, probability: 0.07), other, within: 1e-11))
        }
    }

    @Test(
        "The hypergeometric upper tail is right in the middle and far out",
        arguments: [
            (1, 20, 5, 4, -0.330_914_951_556_346_58), (4, 20, 5, 4, -6.876_264_611_890_766_2),
            (10, 100, 30, 30, -0.912_888_473_947_507_35), (14, 20, 15, 17, -1.963_609_726_154_714_2),
            (50, 100_000, 100, 200, -250.711_935_292_053_34), (100, 1_000_000, 100, 100, -1017.806_730_076_680_8),
            (5, 1_000_000, 2000, 3000, -0.334_615_061_842_454_94), (300, 1000, 500, 600, -0.642_965_157_166_665_03),
            (320, 1000, 500, 600, -5.134_728_872_352_850_3), (290, 1000, 500, 600, -0.091_681_929_555_866_171),
        ])
    func hypergeometric(k: Int, population: Int, marked: Int, drawn: Int, expected: Double) {
        for (marked, drawn) in [(marked, drawn), (drawn, marked)] {
            let found = Hypergeometric.logUpperTail(atLeast: k, population: population, marked: marked, drawn: drawn)
            #expect(agrees(found, expected, within: 1e-12), "\(found)")
        }
    }

    @Test("The hypergeometric tail knows what must be and what cannot be drawn")
    func hypergeometricEnds() {
        #expect(Hypergeometric.logUpperTail(atLeast: 2, population: 50, marked: 1, drawn: 10) == -.infinity)
        #expect(Hypergeometric.logUpperTail(atLeast: 3, population: 10, marked: 8, drawn: 5) == 0)
        #expect(Hypergeometric.logUpperTail(atLeast: 4, population: 10, marked: 8, drawn: 5) < 0)
        #expect(Hypergeometric.logUpperTail(atLeast: 0, population: 0, marked: 0, drawn: 0) == 0)
        #expect(Hypergeometric.logUpperTail(atLeast: 7, population: 10, marked: 7, drawn: 10) == 0)
    }

    @Test(
        "The negative binomial upper tail is right in the middle and far out",
        arguments: [
            (1, 2.0, 0.5, -0.592_783_600_716_708_33), (5, 2.0, 0.5, -1.931_520_934_315_172_7),
            (200, 2.0, 0.5, -47.055_855_310_244_852), (3, 20.0, 4.0, -0.008_740_072_427_758_752_7),
            (30, 20.0, 4.0, -1.734_847_161_465_015_3), (5000, 20.0, 4.0, -893.219_041_657_019_99),
            (1000, 1000.0, 0.1, -1.757_439_094_454_372_8), (20_000, 1000.0, 0.1, -5.171_697_155_689_897_3),
            (100, 3.0, 1e8, -256.847_956_252_153_63), (12, 0.01, 0.001, -8.583_572_847_632_096),
            (100, 0.01, 1e-6, -12.418_540_808_018_633), (1, 50.0, 100.0, -2.459_654_426_579_829_3e-18),
            (6000, 5000.0, 1e4, -64.627_334_959_592_636), (2, 1e-200, 0.5, -920.628_572_089_510_11),
        ])
    func negativeBinomial(k: Int, mean: Double, size: Double, expected: Double) {
        let found = NegativeBinomial(mean: mean, size: size).logUpperTail(atLeast: k)
        #expect(agrees(found, expected, within: size < 1e-5 ? 1e-9 : 1e-12), "\(found)")
    }

    @Test("Without dispersion the negative binomial is Poisson's, and close to it before")
    func poissonLimit() {
        for k in [1, 5, 60] {
            let poisson = PoissonTail.logUpperTail(atLeast: k, mean: 4)
            #expect(NegativeBinomial(mean: 4, size: .infinity).logUpperTail(atLeast: k) == poisson)
            #expect(agrees(NegativeBinomial(mean: 4, size: 1e13).logUpperTail(atLeast: k), poisson, within: 1e-9))
        }
        #expect(NegativeBinomial(mean: 0, size: 2).logUpperTail(atLeast: 1) == -.infinity)
        #expect(NegativeBinomial(mean: 0, size: 2).logUpperTail(atLeast: 0) == 0)
        #expect(NegativeBinomial(mean: 3, size: 2).variance == 7.5)
    }

    @Test("The logarithms of gamma, sums and complements keep their digits")
    func logarithms() {
        #expect(agrees(LogGamma.factorial(20), log(2_432_902_008_176_640_000), within: 1e-15))
        // On both sides of where the series takes over.
        for (x, expected) in [
            (0.001, 2.542_270_467_967_094_6), (1, 0.081_061_466_795_327_258), (15.75, 0.005_290_295_129_988_13),
            (16.25, 0.005_127_558_479_260_000_3), (400.5, 0.000_208_073_198_540_760_56),
        ] {
            #expect(abs(LogGamma.stirlingError(x) - expected) < 1e-14)
        }
        #expect(agrees(LogSpace.sum(-5000, -5000), -5000 + log(2), within: 1e-15))
        #expect(LogSpace.sum(-.infinity, -.infinity) == -.infinity)
        #expect(LogSpace.sum(-.infinity, -3) == -3)
        #expect(agrees(LogSpace.complement(-1e-20), log(1e-20), within: 1e-14))
        #expect(LogSpace.complement(-800) == 0)
        #expect(LogSpace.complement(0) == -.infinity)
    }
}

@Suite("Fit of a negative binomial")
struct NegativeBinomialFitTests {
    @Test(
        "Mean and size come back, with or without bursts among the counts",
        arguments: [(0.5, 0.3), (3.0, 1.0), (3.0, 50.0), (40.0, 0.5), (20.0, 5.0)])
    func recovers(mean: Double, size: Double) {
        let truth = NegativeBinomial(mean: mean, size: size)
        var generator = SeededGenerator(seed: 41)
        for bursts in [0, 60] {
            var counts = (0..<3000).map { _ in draw(truth, &generator) }
            for index in 0..<bursts { counts[index * 50] = Int(mean * 30) + 60 + index }
            let fit = NegativeBinomial.fit(counts)
            #expect(abs(fit.mean - mean) < 4 * (truth.variance / 3000).squareRoot() + 0.02 * mean)
            #expect(abs(log(fit.size / size)) < (size > 10 ? 1 : 0.25), "\(fit)")
        }
    }

    @Test("Counts that vary too little, or not at all, give Poisson's distribution")
    func degenerate() {
        #expect(NegativeBinomial.fit([]) == NegativeBinomial(mean: 0, size: .infinity))
        #expect(NegativeBinomial.fit([0, 0, 0]) == NegativeBinomial(mean: 0, size: .infinity))
        #expect(NegativeBinomial.fit([7]) == NegativeBinomial(mean: 7, size: .infinity))
        #expect(NegativeBinomial.fit([4, 4, 5, 5]) == NegativeBinomial(mean: 4.5, size: .infinity))
    }

    @Test("One burst in a quiet month does not raise the bar for itself")
    func singleBurst() {
        var counts = [Int](repeating: 0, count: 720)
        for index in stride(from: 0, to: 720, by: 24) { counts[index] = 1 }
        counts[400] = 500
        #expect(NegativeBinomial.fit(counts).logUpperTail(atLeast: 500) < -100)
    }

    /// A draw by inversion of the distribution's sum.
    private func draw(_ distribution: NegativeBinomial, _ generator: inout SeededGenerator) -> Int {
        let (mean, size) = (distribution.mean, distribution.size)
        let share = mean / (mean + size)
        var chance = exp(size * log(size / (mean + size)))
        var rest = generator.unit() - chance
        var count = 0
        while rest >= 0, count < 100_000 {
            chance *= (Double(count) + size) / Double(count + 1) * share
            count += 1
            rest -= chance
        }
        return count
    }
}
