import Glibc
import Testing

@testable import Statistics

@Suite("Counts of two lists, and of none")
struct SmallCountsTests {
    @Test(
        "Chapman's size, error and limits are right",
        // By mpmath 1.4.1 in 50 digits.
        arguments: [
            (800, 12800, 780, 13127.8104993597951, 71.8871105959286598, 13015.9405531358896, 13303.5512710348267),
            (200, 300, 60, 990.819672131147541, 93.8696579697769986, 835.35409192809345, 1207.4191753701321),
            (50, 40, 7, 260.375, 71.772317957552409, 165.686841483134426, 463.494526827672559),
            (10, 10, 10, 10, 0, 10, 10), (0, 0, 0, 0, 0, 0, 0),
        ])
    func chapman(first: Int, second: Int, both: Int, size: Double, error: Double, low: Double, high: Double) {
        for found in [
            Chapman(first: first, second: second, both: both), Chapman(first: second, second: first, both: both),
        ] {
            #expect(agrees(found.size, size, within: 1e-13) && agrees(found.standardError, error, within: 1e-13))
            let limits = found.limits()
            #expect(agrees(limits.lowerBound, low, within: 1e-13) && agrees(limits.upperBound, high, within: 1e-13))
            #expect(limits.lowerBound >= Double(found.seen) && found.seen == first + second - both)
        }
        #expect(Chapman(first: 0, second: 0, both: 0).coverage == nil)
        #expect(agrees(Chapman(first: 50, second: 40, both: 7).coverage ?? 0, 40 / 260.375, within: 1e-14))
    }

    @Test(
        "Beta-binomial probabilities and tails are right, far out too",
        // By mpmath 1.4.1 in 50 digits: probability of k, of k or more, of k or fewer.
        arguments: [
            (22, 7, 11, 0, -6.67313992746704836, 0, -6.67313992746704836),
            (22, 3, 5, 0, -4.64822967544853834, 0, -4.64822967544853834),
            (22, 7, 11, 9, -2.18721362535659001, -0.710884659778148997, -0.476392678185713961),
            (1000, 7, 11, 300, -5.8813657966530591, -0.255678972801616662, -1.47665486837674412),
            (1000, 7, 11, 900, -18.3414983871477439, -15.9735675074600157, -1.04725410025392649e-7),
            (22, 0.5, 0.5, 3, -3.21431343096877799, -0.258525969017809694, -1.31679092970088852),
            (5000, 1, 1, 17, -8.51739317141890369, -0.00340511095161462171, -5.627021413522739),
            (200, 50, 5000, 40, -77.5365492460543207, -77.4661425240476887, -1.54631142640247538e-35),
            (100_000, 7, 11, 0, -62.1907973077370193, 0, -62.1907973077370193),
            (2000, 2000, 1, 100, -2369.43002547884585, 0, -2369.38123531467642),
        ])
    func betaBinomial(
        trials: Int, alpha: Double, beta: Double, k: Int, exactly: Double, orMore: Double, orFewer: Double
    ) {
        let found = BetaBinomial(trials: trials, alpha: alpha, beta: beta)
        #expect(agrees(found.logProbability(of: k), exactly, within: 1e-12))
        #expect(agrees(found.logUpperTail(atLeast: k), orMore, within: 1e-12) || orMore == 0)
        #expect(agrees(found.logLowerTail(atMost: k), orFewer, within: 1e-11))
    }

    @Test("The published screen of 0 of 22 comes out against each set of peers")
    func originScreen() {
        #expect(
            agrees(
                exp(BetaBinomial(trials: 22, after: 6, of: 16).logLowerTail(atMost: 0)), 0.0012644223170538964,
                within: 1e-12))
        #expect(
            agrees(
                exp(BetaBinomial(trials: 22, after: 2, of: 6).logLowerTail(atMost: 0)), 0.00957854406130273,
                within: 1e-12))
        #expect(
            agrees(exp(FisherExact(hits: 0, of: 22, against: 6, of: 16).logLess), 0.0029007335508883497, within: 1e-12))
        // The plain binomial against 6 of 16 and 1 of 65.
        let rest = { (share: Double) in
            exp(LogSpace.complement(Binomial.logUpperTail(atLeast: 1, trials: 22, probability: share)))
        }
        #expect(agrees(rest(6.0 / 16), 3.2311742677852644e-05, within: 1e-12))
        #expect(agrees(rest(1.0 / 65), 0.7109934200010752, within: 1e-12))
    }

    @Test("Beta-binomial probabilities sum to one, and tails to each other")
    func sums() {
        for (trials, alpha, beta) in [(0, 2.0, 3.0), (1, 0.2, 0.1), (30, 0.3, 4), (57, 8, 0.9), (64, 12, 5)] {
            let found = BetaBinomial(trials: trials, alpha: alpha, beta: beta)
            var sum = 0.0
            for k in 0...trials {
                sum += exp(found.logProbability(of: k))
                #expect(agrees(exp(found.logLowerTail(atMost: k)), min(1, sum), within: 1e-11))
                let above = exp(found.logUpperTail(atLeast: k + 1))
                #expect(abs(above + sum - 1) < 1e-11)
            }
            #expect(abs(sum - 1) < 1e-12)
            #expect(found.logProbability(of: -1) == -.infinity && found.logProbability(of: trials + 1) == -.infinity)
            #expect(found.logLowerTail(atMost: -1) == -.infinity && found.logUpperTail(atLeast: -1) == 0)
        }
    }

    @Test("Sums that begin with next to nothing do not overflow")
    func fromNextToNothing() {
        // U-shaped with nearly all at the far end: the terms grow by 10⁻⁶⁰⁰ to 1.
        let found = BetaBinomial(trials: 3000, alpha: 5000, beta: 0.01)
        #expect(abs(found.logUpperTail(atLeast: 2990)) < 0.1)
        #expect(found.logLowerTail(atMost: 100) < -1000)
        #expect(agrees(found.logLowerTail(atMost: 3000), 0, within: 0))
    }

    @Test(
        "Fisher's test is right on both sides",
        // Exact fractions in Python; scipy 1.17.1 agrees.
        arguments: [
            (0, 22, 6, 16, -5.84279162539361801, 0, -5.84279162539361801),
            (3, 4, 1, 4, -0.0143887374520996069, -1.41528189799314291, -0.722134717433197599),
            (18, 20, 6, 20, -5.01058486052832691e-6, -9.01000799992815584, -8.31686081936821053),
            (5, 10, 5, 10, -0.397706632092460926, -0.397706632092460926, 0), (0, 5, 0, 7, 0, 0, 0),
            (60, 100, 10, 300, -2.33331580752229142e-35, -75.9472571828329499, -75.9472571828329499),
            (1, 24, 11, 24, -7.01455329635328488, -0.0000388153490290669102, -6.32140611579333957),
            (900, 1000, 100, 1200, 0, -848.802722437925665, -848.791948367809849),
            (7, 9, 2, 30, -1.27881464019011478e-6, -9.4956742561589303, -9.4956742561589303), (0, 0, 3, 9, 0, 0, 0),
            (0, 0, 0, 0, 0, 0, 0), (4, 4, 9, 9, 0, 0, 0),
        ])
    func fisher(hits: Int, trials: Int, others: Int, otherTrials: Int, less: Double, greater: Double, both: Double) {
        let found = FisherExact(hits: hits, of: trials, against: others, of: otherTrials)
        func near(_ value: Double, _ expected: Double) -> Bool {
            agrees(value, expected, within: 1e-11) || abs(value - expected) < 1e-15
        }
        #expect(near(found.logLess, less), "\(found.logLess)")
        #expect(near(found.logGreater, greater), "\(found.logGreater)")
        #expect(near(found.logTwoSided, both), "\(found.logTwoSided)")
    }

    @Test("Fisher's two sides agree with adding up all tables")
    func fisherBruteForce() {
        for (trials, otherTrials) in [(3, 5), (8, 8), (10, 31)] {
            for hits in 0...trials {
                for others in 0...otherTrials {
                    let marked = hits + others
                    let range = max(0, marked - otherTrials)...min(marked, trials)
                    func logProbability(_ k: Int) -> Double {
                        Hypergeometric.logProbability(k, trials + otherTrials, marked, trials)
                    }
                    let bar = logProbability(hits) + 1e-7
                    let sum = range.map(logProbability).filter { $0 <= bar }.reduce(0) { $0 + exp($1) }
                    let found = exp(FisherExact(hits: hits, of: trials, against: others, of: otherTrials).logTwoSided)
                    #expect(abs(found - sum) < 1e-12)
                }
            }
        }
    }
}
