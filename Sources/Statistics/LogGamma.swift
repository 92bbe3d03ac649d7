import Glibc

/// The gamma function's logarithm and the two pieces into which C. Loader parts probabilities of counts ("Fast and
/// accurate computation of binomial probabilities", 2000). The pieces are small where the probability is not, so that
/// no digits are lost between large numbers that nearly cancel.
package enum LogGamma {
    /// Half the logarithm of 2π.
    static let halfLogTwoPi = 0.918_938_533_204_672_8

    /// The logarithm of Γ(x) for x > 0.
    package static func of(_ x: Double) -> Double {
        // The C library's plain lgamma writes the sign into a global variable, which threads would share.
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }

    /// The logarithm of n! for n ≥ 0.
    package static func factorial(_ n: Int) -> Double {
        of(Double(n) + 1)
    }

    /// What Stirling's formula leaves out of the logarithm of Γ(x + 1), for x > 0; absolute error below 10⁻¹⁴.
    static func stirlingError(_ x: Double) -> Double {
        if x <= 16 { return of(x + 1) - (x + 0.5) * log(x) + x - halfLogTwoPi }
        let square = 1 / (x * x)
        let inner = 1.0 / 1260 - square * (1.0 / 1680 - square / 1188)
        return (1.0 / 12 - square * (1.0 / 360 - square * inner)) / x
    }

    /// `observed · ln(observed / expected) + expected − observed`: how far a count lies from what is expected, in nats.
    /// Zero where they are equal, positive elsewhere; neither may be negative, and `expected` not zero.
    static func deviance(_ observed: Double, _ expected: Double) -> Double {
        if observed == 0 { return expected }
        let difference = observed - expected
        guard abs(difference) < 0.1 * (observed + expected) else {
            return observed * (log(observed) - log(expected)) - difference
        }
        // ln(observed / expected) = 2 artanh v; its first term is taken together with the difference.
        let v = difference / (observed + expected)
        let square = v * v
        var power = 2 * observed * v
        var sum = difference * v
        var divisor = 1.0
        while true {
            power *= square
            divisor += 2
            let next = sum + power / divisor
            if next == sum { return sum }
            sum = next
        }
    }

    /// The logarithm of Γ(n + 1) / (Γ(x + 1) Γ(n − x + 1)) · success^x · failure^(n − x), the binomial probability, which
    /// is defined for fractions too. `success` and `failure` sum to 1; both are given so that neither loses digits.
    /// - Parameters:
    ///   - x: successes, 0...n, not necessarily whole.
    ///   - rest: n − x.
    static func binomial(_ x: Double, _ rest: Double, success: Double, failure: Double) -> Double {
        let n = x + rest
        if x == 0 { return rest == 0 ? 0 : rest * logOf(failure, complement: success) }
        if rest == 0 { return x * logOf(success, complement: failure) }
        return stirlingError(n) - stirlingError(x) - stirlingError(rest)
            - deviance(x, n * success) - deviance(rest, n * failure)
            - halfLogTwoPi - 0.5 * (log(x) + log(rest) - log(n))
    }

    /// ln p, from 1 − p where that is the smaller.
    private static func logOf(_ probability: Double, complement: Double) -> Double {
        complement < 0.5 ? log1p(-complement) : log(probability)
    }
}
