import Testing

@testable import Statistics

@Suite("Poisson tail")
struct PoissonTailTests {
    @Test(
        "The upper tail agrees with sums to 60 digits, in the far tails too",
        // mpmath 1.4.1.
        arguments: [
            (1, 1e-300, -690.775_527_898_213_71), (1, 2.5, -0.085_650_483_742_038_181),
            (2, 0.001, -14.509_324_377_411_874), (3, 0.7, -3.377_239_161_822_133_7),
            (5, 12.25, -0.006_398_703_764_508_857_8), (12, 12.25, -0.567_966_300_992_772_35),
            (40, 0.05, -230.198_710_436_004_05), (64, 3.0, -137.809_795_492_395_99),
            (100, 250.5, -8.664_807_644_777_702_4e-28), (400, 2.0, -1725.236_825_811_344_6),
            (1000, 1000.0, -0.684_771_863_290_310_15), (1500, 0.001, -19_836.040_102_724_74),
            (100_000, 99_000.5, -7.180_113_064_658_755_7), (250_000, 1.0, -2_857_312.182_754_060_8),
            (20, 1e-200, -9252.675_988_436_936_2),
        ])
    func upperTail(k: Int, mean: Double, expected: Double) {
        let found = PoissonTail.logUpperTail(atLeast: k, mean: mean)
        #expect(agrees(found, expected, within: 1e-11), "\(found)")
    }

    @Test("Neighbouring tails differ by the probability of the count between them")
    func differences() {
        for mean in [0.01, 1, 7.5, 63.9, 64.1, 500] {
            for k in [1, 2, 8, 62, 63, 64, 65, 500, 501] {
                let tail = PoissonTail.logUpperTail(atLeast: k, mean: mean)
                let sum = LogSpace.sum(
                    PoissonTail.logProbability(of: k, mean: mean), PoissonTail.logUpperTail(atLeast: k + 1, mean: mean))
                #expect(abs(tail - sum) < 1e-11 * max(1, abs(tail)), "k \(k), mean \(mean)")
            }
        }
    }

    @Test("Nothing is always reached, and without events nothing else is")
    func ends() {
        #expect(PoissonTail.logUpperTail(atLeast: 0, mean: 3) == 0)
        #expect(PoissonTail.logUpperTail(atLeast: -5, mean: 0) == 0)
        #expect(PoissonTail.logUpperTail(atLeast: 1, mean: 0) == -.infinity)
        #expect(PoissonTail.logUpperTail(atLeast: 5, mean: .infinity) == 0)
    }
}

@Suite("Normal tail")
struct NormalTailTests {
    @Test(
        "The upper tail's logarithm is right on both sides and far out",
        // mpmath 1.4.1.
        arguments: [
            (-20.0, -2.753_624_118_606_233_7e-89), (-5.0, -2.866_516_129_637_635_9e-7),
            (0.0, -0.693_147_180_559_945_31), (1.5, -2.705_944_400_823_889_8), (9.99, -53.130_353_745_606_013),
            (10.01, -53.332_315_610_880_731), (40.0, -804.608_442_013_753_79), (2000.0, -2_000_008.519_841_242_7),
        ])
    func tail(x: Double, expected: Double) {
        #expect(agrees(NormalTail.logUpperTail(x), expected, within: 1e-12))
    }

    @Test(
        "The quantile is right in the middle and far out",
        // mpmath 1.4.1.
        arguments: [
            (1e-300, -37.047_096_299_361_199), (1e-20, -9.262_340_089_798_407_6), (0.001, -3.090_232_306_167_813_5),
            (0.02425, -1.972_961_051_311_884_8), (0.3, -0.524_400_512_708_040_82), (0.5, 0),
            (0.975, 1.959_963_984_540_053_9),
        ])
    func quantiles(probability: Double, expected: Double) {
        #expect(agrees(NormalTail.quantile(probability), expected, within: 1e-13))
    }
}
