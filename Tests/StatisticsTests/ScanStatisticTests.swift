import Glibc
import Testing

@testable import Statistics

@Suite("Scan statistic")
struct ScanStatisticTests {
    @Test(
        "Sliding windows fill up as often as in simulations",
        // 60,000 to 400,000 simulated processes each with numpy 2.4.6; the last number is the standard error.
        arguments: [
            (2.0, 30.0, 9, 0.03787, 0.0006), (2.0, 30.0, 10, 0.008677, 0.00017), (0.5, 60.0, 5, 0.04091, 0.00063),
            (0.05, 100.0, 3, 0.00588, 0.00017), (10.0, 20.0, 24, 0.018717, 0.00055),
            (10.0, 20.0, 27, 0.00145, 0.00012), (50.0, 10.0, 80, 0.005533, 0.00043), (1.0, 1.5, 6, 0.001995, 0.00007),
            (0.001, 1000.0, 2, 0.00098, 0.00007),
        ])
    func sliding(mean: Double, lengths: Double, k: Int, simulated: Double, error: Double) {
        let found = exp(ScanStatistic.poissonLogUpperTail(atLeast: k, windowMean: mean, lengths: lengths))
        #expect(abs(found - simulated) < 0.1 * simulated + 2 * error, "\(found)")
    }

    @Test(
        "Windows that move from bin to bin are not taken for fuller than they are, and not for much emptier",
        // 400,000 simulated series each with numpy 2.4.6.
        arguments: [
            (2.0, 24.0, 30.0, 10, 0.00768), (2.0, 24.0, 30.0, 12, 0.000285), (0.5, 24.0, 60.0, 6, 0.0039825),
            (10.0, 24.0, 20.0, 25, 0.006555), (10.0, 24.0, 20.0, 28, 0.0003575), (50.0, 24.0, 10.0, 85, 0.0003625),
            (2.0, 4.0, 30.0, 10, 0.0043625), (2.0, 1.0, 30.0, 9, 0.007045), (0.05, 10.0, 100.0, 3, 0.00522),
        ])
    func binned(mean: Double, bins: Double, lengths: Double, k: Int, simulated: Double) {
        let found = exp(
            ScanStatistic.poissonLogUpperTail(
                atLeast: k, windowMean: mean, lengths: lengths, positions: (lengths - 1) * bins + 1))
        #expect(found > 0.97 * simulated && found < 1.75 * simulated, "\(found)")
    }

    @Test("A single window needs no correction, and a scan never lowers a p-value nor passes 1")
    func ends() {
        let alone = PoissonTail.logUpperTail(atLeast: 12, mean: 3)
        #expect(agrees(ScanStatistic.poissonLogUpperTail(atLeast: 12, windowMean: 3, lengths: 1), alone, within: 1e-12))
        #expect(ScanStatistic.poissonLogUpperTail(atLeast: 12, windowMean: 3, lengths: 2) > alone)
        #expect(ScanStatistic.poissonLogUpperTail(atLeast: 3, windowMean: 3, lengths: 5) == 0)
        #expect(ScanStatistic.poissonLogUpperTail(atLeast: 0, windowMean: 0, lengths: 5) == 0)
        #expect(ScanStatistic.poissonLogUpperTail(atLeast: 1, windowMean: 0, lengths: 5) == -.infinity)
        #expect(ScanStatistic.poissonLogUpperTail(atLeast: 4, windowMean: 3.9, lengths: 1e9) == 0)
    }

    @Test("Far out the correction is a factor, and the logarithm goes on")
    func farOut() {
        let alone = PoissonTail.logUpperTail(atLeast: 1000, mean: 2)
        let scanned = ScanStatistic.poissonLogUpperTail(atLeast: 1000, windowMean: 2, lengths: 100)
        #expect(scanned - alone > log(99) && scanned - alone < log(100 * 1000))
        #expect(ScanStatistic.poissonLogUpperTail(atLeast: 1000, windowMean: 2, lengths: 100, positions: 1) == alone)
    }

    @Test("Bonferroni multiplies by what was tried")
    func bonferroni() {
        #expect(
            agrees(
                ScanStatistic.bonferroni(logP: -900, positions: 500, windowLengths: 4), -900 + log(2000), within: 1e-14)
        )
        #expect(ScanStatistic.bonferroni(logP: -2, positions: 500) == 0)
    }
}
