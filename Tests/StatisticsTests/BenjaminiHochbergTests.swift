import Glibc
import Testing

@testable import Statistics

@Suite("Benjamini and Hochberg")
struct BenjaminiHochbergTests {
    private let pValues = [
        0.001, 0.04, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34,
        0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.001,
    ]

    @Test("q-values agree with statsmodels")
    func qValues() {
        // statsmodels 0.15.0, multipletests with fdr_bh.
        let expected = [
            0.013, 0.156, 0.069_333_333_333_333_33, 0.156, 0.156, 0.156, 0.195, 0.213_777_777_777_777_76, 0.444, 0.444,
            0.444, 0.444, 0.446875, 0.446875, 0.446875, 0.492_555_555_555_555_6, 0.492_555_555_555_555_6,
            0.525_473_684_210_526_3, 0.735_428_571_428_571_4, 0.735_428_571_428_571_4, 0.822_545_454_545_454_5,
            0.861_391_304_347_826_2, 0.975, 0.975, 0.975, 0.013,
        ]
        let found = BenjaminiHochberg.logQValues(logPValues: pValues.map { log($0) }, tests: 26)
        for (q, expected) in zip(found, expected) { #expect(agrees(exp(q), expected, within: 1e-13)) }
    }

    @Test("Tests that were never seen count, as if their values were 1")
    func unseenTests() {
        // statsmodels 0.15.0 on the values and 74 ones.
        let expected = [0.05, 0.6, 0.266_666_666_666_666_66, 0.6, 0.6, 0.6, 0.75, 0.822_222_222_222_222_2]
        let found = BenjaminiHochberg.logQValues(logPValues: pValues.map { log($0) }, tests: 100)
        for (q, expected) in zip(found, expected) { #expect(agrees(exp(q), expected, within: 1e-13)) }
        #expect(found[8..<25].allSatisfy { $0 == 0 })
        let sorted = pValues.map { log($0) }.sorted()
        #expect(BenjaminiHochberg.threshold(sortedLogP: sorted, tests: 100, rate: 0.1) == 2)
    }

    @Test("The threshold rejects exactly those whose q is not above the rate")
    func thresholdAgreesWithQValues() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<300 {
            let count = 1 + generator.below(40)
            // Few different values, so that there are ties.
            let logP = (0..<count).map { _ in -Double(generator.below(12)) * 0.7 }
            let tests = Double(count + generator.below(30))
            let rate = 0.01 + 0.5 * generator.unit()
            let q = BenjaminiHochberg.logQValues(logPValues: logP, tests: tests)
            let rejected = BenjaminiHochberg.threshold(sortedLogP: logP.sorted(), tests: tests, rate: rate)
            #expect(q.count { $0 <= log(rate) } == rejected)
            for (one, other) in zip(logP.indices, logP.indices.reversed()) {
                if logP[one] == logP[other] { #expect(q[one] == q[other]) }
                if logP[one] < logP[other] { #expect(q[one] <= q[other]) }
            }
            #expect(zip(q, logP).allSatisfy { $0 >= $1 && $0 <= 0 })
        }
    }

    @Test("Values below the smallest Double keep their order, and zero stays zero")
    func farTails() {
        let q = BenjaminiHochberg.logQValues(logPValues: [-5000, -.infinity, -0.0, -1e7, 0], tests: 1000)
        #expect(q[1] == -.infinity)
        #expect(agrees(q[3], -1e7 + log(500), within: 1e-14))
        #expect(agrees(q[0], -5000 + log(1000.0 / 3), within: 1e-14))
        #expect(q[2] == 0 && q[4] == 0)
        #expect(BenjaminiHochberg.logQValues(logPValues: [], tests: 0).isEmpty)
        #expect(BenjaminiHochberg.threshold(sortedLogP: [], tests: 10, rate: 0.5) == 0)
    }

    @Test("Of true nulls hardly any is rejected")
    func uniformValues() {
        var generator = SeededGenerator(seed: 22)
        let sorted = (0..<100_000).map { _ in log(generator.unit() + 0x1p-54) }.sorted()
        #expect(BenjaminiHochberg.threshold(sortedLogP: sorted, tests: 100_000, rate: 0.01) == 0)
    }
}
