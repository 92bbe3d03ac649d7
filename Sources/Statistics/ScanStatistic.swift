import Glibc

/// How unusual the fullest of many overlapping windows is. Whoever slides a window until it is full and then takes the
/// probability of that window alone finds bursts in noise.
package enum ScanStatistic {
    /// The logarithm of the probability that some window of a fixed length holds k events or more, when events come at a
    /// steady rate and independently of each other.
    ///
    /// S. E. Alm's approximation for windows that slide without steps ("On the distribution of the scan statistic of a
    /// Poisson process", in Probability and Mathematical Statistics, Essays in Honour of C.-G. Esseen, Uppsala 1983), and
    /// never more than Bonferroni's bound over the positions. Against simulations with probabilities below 0.05 it is
    /// within 10 % for sliding windows. A window that moves from bin to bin sees less: there the result is up to about
    /// 1.6 times the truth, on the safe side. Where k is not above the mean the answer is 1.
    /// - Parameters:
    ///   - k: events in the fullest window.
    ///   - windowMean: expected events in one window, at least 0.
    ///   - lengths: the time that was scanned over the length of the window, at least 1.
    ///   - positions: how many windows were looked at, one after every bin; infinity for a window that slides.
    package static func poissonLogUpperTail(
        atLeast k: Int, windowMean: Double, lengths: Double, positions: Double = .infinity
    ) -> Double {
        precondition(windowMean >= 0 && lengths >= 1 && positions >= 1)
        if Double(k) <= windowMean || k <= 0 { return 0 }
        if windowMean == 0 { return -.infinity }
        let first = PoissonTail.logUpperTail(atLeast: k, mean: windowMean)
        // Later windows fill up at this rate: each arrival that finds k − 1 others within the last length, but for those
        // that only go on with a clump.
        let logRate =
            log(1 - windowMean / Double(k)) + log(windowMean * (lengths - 1))
            + PoissonTail.logProbability(of: k - 1, mean: windowMean)
        // Of a small rate the complement is the rate; its own Double may be zero.
        let logLater = logRate < -40 ? logRate : LogSpace.complement(-exp(logRate))
        let sliding = LogSpace.sum(first, LogSpace.complement(first) + logLater)
        return min(0, sliding, first + log(positions))
    }

    /// The logarithm of a p-value corrected for a search over positions and window lengths by Bonferroni's bound, which
    /// holds for every baseline, negative binomial ones that change with the hour included, and however windows overlap.
    /// - Parameters:
    ///   - logP: natural logarithm of the fullest window's p-value under its own baseline.
    ///   - positions: how many positions were looked at, at least 1; overlapping ones each count.
    ///   - windowLengths: how many lengths of window were tried, at least 1.
    package static func bonferroni(logP: Double, positions: Double, windowLengths: Double = 1) -> Double {
        precondition(positions >= 1 && windowLengths >= 1)
        return min(0, logP + log(positions) + log(windowLengths))
    }
}
