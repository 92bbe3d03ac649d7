import Testing

@testable import Statistics

@Suite("Intervals of shares")
struct ProportionIntervalsTests {
    @Test(
        "Wilson's interval agrees with statsmodels",
        // statsmodels 0.15.0, proportion_confint with wilson.
        arguments: [
            (0, 10, 0.95, 0.0, 0.277_532_799_862_889_2), (10, 10, 0.95, 0.722_467_200_137_110_7, 1),
            (3, 17, 0.95, 0.061_911_266_376_209_97, 0.410_294_585_688_341_26),
            (81, 263, 0.95, 0.255_288_519_878_274_2, 0.366_209_576_982_800_04),
            (1, 1000, 0.99, 0.000_117_416_353_618_320_78, 0.008_460_566_219_981_694),
            (500, 1000, 0.9, 0.474_027_691_478_420_1, 0.525_972_308_521_579_8),
        ])
    func wilson(successes: Int, trials: Int, level: Double, low: Double, high: Double) {
        let found = ProportionIntervals.wilson(successes: successes, trials: trials, level: level)
        #expect(abs(found.lowerBound - low) < 1e-14)
        #expect(abs(found.upperBound - high) < 1e-14)
    }

    @Test(
        "Newcombe's interval of a difference agrees with statsmodels",
        // statsmodels 0.15.0, confint_proportions_2indep with newcomb; the first is in Newcombe's paper.
        arguments: [
            (56, 70, 48, 80, 0.95, 0.052_431_472_402_364_98, 0.333_872_654_036_906),
            (9, 10, 3, 10, 0.95, 0.170_522_723_934_503_02, 0.809_017_973_535_488_1),
            (10, 10, 0, 20, 0.95, 0.679_086_037_141_914_7, 1),
            (0, 10, 0, 10, 0.95, -0.277_532_799_862_889_2, 0.277_532_799_862_889_2),
            (5, 56, 0, 29, 0.99, -0.106_027_769_747_379_06, 0.235_293_246_177_160_52),
            (120, 1000, 90, 1100, 0.9, 0.016_578_041_986_104_2, 0.060_095_349_582_970_72),
        ])
    func newcombe(
        successes: Int, trials: Int, otherSuccesses: Int, otherTrials: Int, level: Double, low: Double, high: Double
    ) {
        let found = ProportionIntervals.newcombe(
            successes: successes, trials: trials, minus: otherSuccesses, of: otherTrials, level: level)
        #expect(abs(found.lowerBound - low) < 1e-14)
        #expect(abs(found.upperBound - high) < 1e-14)
    }

    @Test("Without trials nothing is known")
    func empty() {
        #expect(ProportionIntervals.wilson(successes: 0, trials: 0) == 0...1)
        let difference = ProportionIntervals.newcombe(successes: 0, trials: 0, minus: 5, of: 10)
        #expect(difference.lowerBound < -0.5 && difference.upperBound > 0.5)
    }
}
