import Glibc

/// Tail probabilities of the Poisson distribution, as logarithms.
///
/// Exact sums: the relative error of the logarithm stays below 10⁻¹², however small the probability. The cost is a
/// logarithm or two and a term for each step that the sum still feels: a few for a small mean, about nine times the
/// mean's square root next to a large one.
///
/// For k of at least the mean + 1 it is never below the tail of a sum of unequal trials with the same mean (W. Hoeffding
/// 1956; T. W. Anderson and S. M. Samuels 1967): a quick first look at what `PoissonBinomial` would say.
package enum PoissonTail {
    /// The logarithm of P(X ≥ k).
    /// - Parameters:
    ///   - k: any whole number; from 0 downward the probability is 1.
    ///   - mean: expected number of events, at least 0.
    package static func logUpperTail(atLeast k: Int, mean: Double) -> Double {
        precondition(mean >= 0)
        if k <= 0 || mean == .infinity { return 0 }
        if mean == 0 { return -.infinity }
        if k == 1 { return LogSpace.complement(-mean) }
        let count = Double(k)
        if count > mean {
            var divisor = count + 1
            var term = mean / divisor
            var rest = 0.0
            // Each term is smaller than the one before by more than the step earlier: what is left out is below the
            // last term times the mean's square root.
            while term > 1e-19 * (1 + rest) {
                rest += term
                divisor += 1
                term *= mean / divisor
            }
            return logProbability(of: k, mean: mean) + log1p(rest)
        }
        return LogSpace.complement(min(0, logLowerTail(below: count, mean: mean)))
    }

    /// The logarithm of P(X = k) for k ≥ 0 and a mean above 0.
    package static func logProbability(of k: Int, mean: Double) -> Double {
        let count = Double(k)
        if k < logFactorials.count { return count * log(mean) - mean - logFactorials[k] }
        return -LogGamma.stirlingError(count) - LogGamma.deviance(count, mean) - LogGamma.halfLogTwoPi
            - 0.5 * log(count)
    }

    /// The logarithm of P(X < count), for a count of 1 up to the mean.
    private static func logLowerTail(below count: Double, mean: Double) -> Double {
        var numerator = count - 1
        var term = numerator / mean
        var rest = 0.0
        while term > 1e-19 * (1 + rest) {
            rest += term
            numerator -= 1
            term *= numerator / mean
        }
        return logProbability(of: Int(count) - 1, mean: mean) + log1p(rest)
    }

    /// ln k! for the counts that nearly every call asks for.
    private static let logFactorials = (0..<64).map { LogGamma.factorial($0) }
}
