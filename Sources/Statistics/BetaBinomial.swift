import Glibc

/// The number of successes in trials whose chance is itself known only by a beta distribution: what is to be expected of
/// one sample after another of the same kind was seen.
package struct BetaBinomial: Sendable, Equatable {
    package let trials: Int
    /// The beta distribution's parameters, above 0.
    package let alpha: Double
    package let beta: Double

    /// - Parameter trials: at least 0.
    package init(trials: Int, alpha: Double, beta: Double) {
        precondition(trials >= 0 && alpha > 0 && beta > 0)
        self.trials = trials
        self.alpha = alpha
        self.beta = beta
    }

    /// What another sample with `successes` of `seen` leads one to expect, when before it every chance was as likely as
    /// any other: Beta(1 + k, 1 + N − k).
    package init(trials: Int, after successes: Int, of seen: Int) {
        precondition(successes >= 0 && successes <= seen)
        self.init(trials: trials, alpha: 1 + Double(successes), beta: 1 + Double(seen - successes))
    }

    /// The logarithm of the probability of exactly k; relative error below 10⁻¹⁰.
    package func logProbability(of k: Int) -> Double {
        guard (0...trials).contains(k) else { return -.infinity }
        let (x, rest) = (Double(k), Double(trials - k))
        if trials == 0 { return 0 }
        // A quotient of three binomial probabilities, in which any chance cancels; with this one they are not small
        // where the result is not (C. Loader, 2000).
        let share = (x + alpha) / (Double(trials) + alpha + beta)
        let failure = (rest + beta) / (Double(trials) + alpha + beta)
        func binomial(_ successes: Double, _ failures: Double) -> Double {
            LogGamma.binomial(successes, failures, success: share, failure: failure)
        }
        let logOdds = log(alpha) - log(x + alpha) + log(beta / (alpha + beta)) - log(failure)
        return min(0, binomial(x, rest) + binomial(alpha, beta) - binomial(x + alpha, rest + beta) + logOdds)
    }

    /// The logarithm of the probability of k or fewer.
    package func logLowerTail(atMost k: Int) -> Double {
        mirrored.logUpperTail(atLeast: trials - k)
    }

    /// The logarithm of the probability of k or more; relative error below 10⁻¹⁰. The cost grows with the number of
    /// trials.
    package func logUpperTail(atLeast k: Int) -> Double {
        if k <= 0 { return 0 }
        if k > trials { return -.infinity }
        if Double(k) > Double(trials) * (alpha / (alpha + beta)) { return logSum(from: k) }
        return LogSpace.complement(min(0, mirrored.logSum(from: trials - k + 1)))
    }

    private var mirrored: BetaBinomial { BetaBinomial(trials: trials, alpha: beta, beta: alpha) }

    /// The logarithm of the sum of the probabilities from k to the end.
    private func logSum(from k: Int) -> Double {
        let n = Double(trials)
        // Only with one peak do the terms fall faster and faster.
        let hasOnePeak = alpha >= 1 && beta >= 1
        var (term, rest, scale) = (1.0, 0.0, 0.0)
        for next in stride(from: Double(k), to: n, by: 1) {
            let ratio = (n - next) * (next + alpha) / ((next + 1) * (n - next - 1 + beta))
            term *= ratio
            rest += term
            if hasOnePeak, ratio < 1, term * (n - next) < 1e-17 * (1 + rest) { break }
            if rest > 1e200 {
                scale += log(1e200)
                term /= 1e200
                rest = (1 + rest) / 1e200 - 1
            }
        }
        return min(0, logProbability(of: k) + scale + log1p(rest))
    }
}
