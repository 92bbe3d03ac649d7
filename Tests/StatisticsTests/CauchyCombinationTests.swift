import Glibc
import Testing

@testable import Statistics

@Suite("Cauchy combination")
struct CauchyCombinationTests {
    @Test(
        "Joint p-values agree with the formula in thousands of digits",
        // mpmath 1.4.1, up to 6000 digits, with values above 0.99 truncated.
        arguments: [
            ([-3.0, -0.5], nil, -2.277_689_469_589_464_2),
            ([-1.0, -1.0, -1.0], nil, -1.0),
            ([-5000.0, 0.0], nil, -4999.306_852_819_440_1),
            ([-5000.0, -4999.0, -1.0], [1, 2, 3], -4998.759_685_244_704),
            ([-0.01, -0.001, 0.0], nil, -0.010_050_335_853_501_441),
            ([-40.0, -1e-30], nil, -39.306_852_819_440_054),
            ([-17.9, -18.1, -0.7], nil, -17.599_526_580_968_853),
            ([-60.0, -2.0, -0.0001, -0.2], [0.5, 1, 1, 4], -57.435_050_642_538_463),
            ([-800.0, -800.0, -800.0, -800.0, -800.0], nil, -800.0),
            ([-0.693_147_180_559_945_3, -0.7, -0.69], nil, -0.694_373_761_159_304_37),
            ([-3.0, 0.0, 0.0, 0.0], nil, -0.014_380_061_200_790_642),
            ([-38.0, -41.0, -0.001], [1, 1, 1e6], -27.233_074_793_462_641),
        ] as [([Double], [Double]?, Double)])
    func oracle(logP: [Double], weights: [Double]?, expected: Double) {
        let found = CauchyCombination.logP(of: logP, weights: weights)
        #expect(agrees(found, expected, within: 1e-12), "\(found)")
        let reversed = CauchyCombination.logP(of: logP.reversed(), weights: weights?.reversed())
        #expect(agrees(reversed, expected, within: 1e-12), "\(reversed)")
    }

    @Test("A single value comes back as it was, up to 0.99")
    func single() {
        for logP in [-5000, -700.5, -37, -18.0001, -17.9999, -3, -0.7, -0.5, -0.0101] {
            #expect(agrees(CauchyCombination.logP(of: [logP], weights: [3]), logP, within: 1e-13))
        }
        #expect(agrees(CauchyCombination.logP(of: [-1e-9]), CauchyCombination.largestLogP, within: 1e-12))
        #expect(agrees(CauchyCombination.logP(of: [0]), CauchyCombination.largestLogP, within: 1e-12))
    }

    @Test("A test without evidence weakens a strong one by its share only")
    func withoutEvidence() {
        let joint = CauchyCombination.logP(of: [-100, 0, 0, 0])
        #expect(abs(joint - (-100 + log(4))) < 1e-12)
    }

    @Test("Nothing gives 1, a certain one gives 0, and a weight of zero is not there")
    func ends() {
        #expect(CauchyCombination().logP == 0)
        #expect(CauchyCombination.logP(of: [-3], weights: [0]) == 0)
        #expect(CauchyCombination.logP(of: [-.infinity, -2, -.infinity]) == -.infinity)
        #expect(CauchyCombination.logP(of: [-2, -.infinity, 0]) == -.infinity)
        #expect(
            CauchyCombination.logP(of: [-3, -900, -4], weights: [1, 0, 1]) == CauchyCombination.logP(of: [-3, -4]))
    }

    @Test("Independent uniform values give small joint values as often as they should")
    func calibration() {
        var generator = SeededGenerator(seed: 31)
        var below = 0
        let size = 50_000
        for _ in 0..<size {
            var joint = CauchyCombination()
            for _ in 0..<4 { joint.add(logP: log(generator.unit() + 0x1p-54)) }
            if joint.logP <= log(0.01) { below += 1 }
        }
        // 0.01 with a standard deviation of 0.00044; the truncation adds a few.
        #expect(abs(Double(below) / Double(size) - 0.01) < 0.0018)
    }
}
