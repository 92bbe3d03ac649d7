import Glibc

/// The regularised incomplete beta function: the tails of the binomial and the negative binomial distribution.
package enum IncompleteBeta {
    /// The logarithm of I_x(a, b). The relative error of the logarithm is below 10⁻⁹ for a and b from 10⁻⁶ up; the cost
    /// grows with the square root of the larger of the two.
    /// - Parameters:
    ///   - a, b: above 0.
    ///   - x: 0...1.
    ///   - rest: 1 − x, given too so that neither loses digits.
    package static func logValue(a: Double, b: Double, x: Double, rest: Double) -> Double {
        precondition(a > 0 && b > 0 && x >= 0 && rest >= 0)
        if x == 0 { return -.infinity }
        if rest == 0 { return 0 }
        // The fraction converges quickly on this side of the mean only; from the other one comes by symmetry.
        if x * (a + b + 2) <= a + 1 { return min(0, logFraction(a, b, x, rest)) }
        return LogSpace.complement(min(0, logFraction(b, a, rest, x)))
    }

    /// x^a (1 − x)^b / B(a, b) times the continued fraction of A. R. DiDonato and A. H. Morris (Algorithm 708, ACM TOMS
    /// 18, 1992), which loses no digits where x is next to 1 because a is large; evaluated by W. J. Lentz's method.
    private static func logFraction(_ a: Double, _ b: Double, _ x: Double, _ rest: Double) -> Double {
        let front = LogGamma.binomial(a, b, success: x, failure: rest) + log(a) + log(b / (a + b))
        // How far x is below the mean a / (a + b), from the smaller parts.
        let distance = a < b ? a - (a + b) * x : (a + b) * rest - b
        var numerator = Double.infinity
        var denominator = (a + 1) / (a * (distance + 1))
        var value = denominator
        for step in 1..<1_000_000 {
            let n = Double(step)
            let odd = a + 2 * n
            let bend = n * (b - n) * x / (odd - 1)
            let part = (a + n - 1) * ((a + b + n - 1) / (odd - 1)) * bend * x
            let whole = n + bend + (a + n) / (odd + 1) * (distance + 1 + n * (1 + rest))
            denominator = 1 / nonzero(whole + part * denominator)
            numerator = nonzero(whole + part / numerator)
            let change = numerator * denominator
            value *= change
            if abs(change - 1) < 2e-16 { break }
        }
        return front + log(value)
    }

    private static func nonzero(_ value: Double) -> Double {
        abs(value) < 1e-300 ? 1e-300 : value
    }
}
