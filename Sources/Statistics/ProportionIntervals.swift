import Glibc

/// Confidence intervals for shares.
package enum ProportionIntervals {
    /// E. B. Wilson's score interval for a share ("Probable inference", JASA 22, 1927), without correction for
    /// continuity. Without trials nothing is known: 0...1.
    /// - Parameters:
    ///   - successes: 0...trials.
    ///   - level: the confidence, above 0 and below 1.
    package static func wilson(successes: Int, trials: Int, level: Double = 0.95) -> ClosedRange<Double> {
        precondition(successes >= 0 && successes <= trials && level > 0 && level < 1)
        if trials == 0 { return 0...1 }
        let z = -NormalTail.quantile((1 - level) / 2)
        let n = Double(trials)
        let (hits, misses) = (Double(successes), Double(trials - successes))
        let half = z * (hits * misses / n + z * z / 4).squareRoot()
        // At the ends the exact limits are 0 and 1; subtraction would leave a rest.
        let low = successes == 0 ? 0 : (hits + z * z / 2 - half) / (n + z * z)
        let high = successes == trials ? 1 : (hits + z * z / 2 + half) / (n + z * z)
        return max(0, low)...min(1, high)
    }

    /// R. G. Newcombe's hybrid score interval for the difference of two independent shares, the first less the second
    /// (method 10 of "Interval estimation for the difference between independent proportions", Statistics in Medicine
    /// 17, 1998). Without trials on one side it is as wide as what that share may be.
    package static func newcombe(
        successes: Int, trials: Int, minus otherSuccesses: Int, of otherTrials: Int, level: Double = 0.95
    ) -> ClosedRange<Double> {
        let one = wilson(successes: successes, trials: trials, level: level)
        let other = wilson(successes: otherSuccesses, trials: otherTrials, level: level)
        // A share that is not known is taken as 1/2, from which Wilson's limits reach to both ends.
        let p = trials == 0 ? 0.5 : Double(successes) / Double(trials)
        let q = otherTrials == 0 ? 0.5 : Double(otherSuccesses) / Double(otherTrials)
        let down = hypot(p - one.lowerBound, other.upperBound - q)
        let up = hypot(one.upperBound - p, q - other.lowerBound)
        return max(-1, p - q - down)...min(1, p - q + up)
    }
}
