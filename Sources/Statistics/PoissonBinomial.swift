import Glibc

/// The number of successes among independent trials that need not be equally likely (S. D. Poisson, 1837), with the
/// trials given as groups of equal probability.
///
/// Both tails are sums or products of positive numbers around the tail itself, never a difference of numbers near 1, so
/// that a probability of 10⁻³⁰⁰⁰ comes out with as many digits as one of 0.01.
package struct PoissonBinomial: Sendable {
    /// Trials that may go either way, alike within a group.
    struct Group: Sendable {
        /// The probability of a success, and that of none. Both are kept, since either may be tiny.
        var success: Double
        var failure: Double
        /// ln(success / failure).
        var logOdds: Double
        /// How many trials, at least 1.
        var trials: Int

        /// ln(failure), from whichever of the two is the smaller.
        var logFailure: Double { success < 0.5 ? log1p(-success) : log(failure) }

        /// The two probabilities when the odds are multiplied by e to the power of `tilt`.
        func tilted(_ tilt: Double) -> (success: Double, failure: Double) {
            let odds = exp(logOdds + tilt)
            let failure = 1 / (1 + odds)
            // Not 1 − failure, which would lose the digits of a small probability.
            return (odds.isFinite ? odds * failure : 1, failure)
        }
    }

    /// Groups with probabilities above 0 and below 1, and how many trials they have together.
    let groups: [Group]
    let uncertain: Int
    /// Trials that succeed with probability 1.
    let certain: Int
    /// Expected number of successes among the uncertain trials.
    let uncertainMean: Double
    /// Variance of the number of successes.
    package let variance: Double

    /// Expected number of successes.
    package var mean: Double { uncertainMean + Double(certain) }

    /// How many trials there are whose outcome is open, times the number of successes asked for, up to which
    /// `logUpperTail` sums exactly: at most as many steps of about four nanoseconds.
    package static let exactLimit = 20_000

    /// - Parameter groups: the probability of a success, 0...1, and the number of trials that have it, at least 0.
    package init(groups: [(probability: Double, trials: Int)]) {
        var kept: [Group] = []
        kept.reserveCapacity(groups.count)
        var certain = 0
        for (probability, trials) in groups {
            precondition(probability >= 0 && probability <= 1 && trials >= 0)
            if probability == 0 || trials == 0 { continue }
            if probability == 1 {
                certain += trials
            } else {
                kept.append(
                    Group(
                        success: probability, failure: 1 - probability,
                        logOdds: log(probability / (1 - probability)), trials: trials))
            }
        }
        self.init(kept, certain: certain)
    }

    private init(_ groups: [Group], certain: Int) {
        self.groups = groups
        self.certain = certain
        var (trials, mean, variance) = (0, 0.0, 0.0)
        for group in groups {
            trials += group.trials
            mean += Double(group.trials) * group.success
            variance += Double(group.trials) * group.success * group.failure
        }
        uncertain = trials
        uncertainMean = mean
        self.variance = variance
    }

    /// The logarithm of the probability of k successes or more.
    ///
    /// Exact where trials × k is at most `exactLimit`, and for one success and for nothing but successes; by the saddle
    /// point elsewhere, with its error.
    package func logUpperTail(atLeast k: Int) -> Double {
        let wanted = k - certain
        if wanted > 0, wanted <= uncertain, wanted <= Self.exactLimit / uncertain {
            return exactLogUpperTail(atLeast: k)
        }
        return saddlePointLogUpperTail(atLeast: k)
    }

    /// The tails that need no summing; nil for the others.
    /// - Parameter wanted: successes among the uncertain trials.
    func plainLogUpperTail(_ wanted: Int) -> Double? {
        if wanted <= 0 { return 0 }
        if wanted > uncertain { return -.infinity }
        if wanted == uncertain { return groups.reduce(0) { $0 + Double($1.trials) * log($1.success) } }
        if wanted == 1 {
            return LogSpace.complement(groups.reduce(0) { $0 + Double($1.trials) * $1.logFailure })
        }
        return nil
    }

    /// The same trials with the failures counted. The certain successes are left out.
    var reflected: PoissonBinomial {
        PoissonBinomial(
            groups.map {
                Group(success: $0.failure, failure: $0.success, logOdds: -$0.logOdds, trials: $0.trials)
            }, certain: 0)
    }
}
