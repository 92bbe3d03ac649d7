import Glibc

/// Counts that vary more than Poisson's: their rate is itself drawn from a gamma distribution. What posts, accounts and
/// shares in an hour look like while nothing particular happens.
package struct NegativeBinomial: Sendable, Equatable {
    /// Expected count, at least 0.
    package var mean: Double
    /// The dispersion parameter r, above 0: the variance is mean + mean² / r. Infinity is the Poisson distribution.
    package var size: Double

    package init(mean: Double, size: Double) {
        precondition(mean >= 0 && size > 0)
        self.mean = mean
        self.size = size
    }

    package var variance: Double { mean + mean * mean / size }

    /// The logarithm of the probability of k or more; relative error of the logarithm below 10⁻⁹ for a size from 10⁻⁶
    /// up.
    package func logUpperTail(atLeast k: Int) -> Double {
        if size == .infinity { return PoissonTail.logUpperTail(atLeast: k, mean: mean) }
        if k <= 0 { return 0 }
        if mean == 0 { return -.infinity }
        return IncompleteBeta.logValue(
            a: Double(k), b: size, x: mean / (mean + size), rest: size / (mean + size))
    }

    /// The distribution whose mean and variance are those of the counts, when what a burst adds to them is left out.
    ///
    /// No likelihood is maximised: a baseline is fitted for thousands of topics, and to counts that hold the very
    /// outliers that are looked for. Counts above a cap are left out. It begins at the 95th percentile (and 1), and rises
    /// to where the fit expects less than 0.05 of all counts to lie beyond, until it rises no more: the forward search of
    /// A. C. Atkinson and M. Riani ("Robust Diagnostic Regression Analysis", 2000), one-sided. Of counts that follow the
    /// distribution hardly one is left out; outliers are, as long as they are fewer than one in twenty and lie clear of
    /// the rest. Where the variance is not above the mean, and for no counts, the size is infinite.
    /// - Parameter counts: none below 0.
    package static func fit(_ counts: [Int]) -> NegativeBinomial {
        let sorted = counts.sorted()
        guard let largest = sorted.last else { return NegativeBinomial(mean: 0, size: .infinity) }
        precondition(sorted[0] >= 0)
        var cap = min(largest, max(1, sorted[(sorted.count - 1) * 95 / 100]))
        while true {
            let fitted = moments(sorted, cap: cap)
            let next = min(largest, fitted.countExceeded(logP: log(0.05 / Double(sorted.count)), from: cap))
            if next == cap { return fitted }
            cap = next
        }
    }

    /// The smallest count from `start` up that is exceeded with a probability below e to the power of `logP`.
    private func countExceeded(logP: Double, from start: Int) -> Int {
        var (low, high) = (start, start)
        while logUpperTail(atLeast: high + 1) > logP {
            low = high + 1
            high = 2 * high + 1
        }
        while low < high {
            let middle = (low + high) / 2
            if logUpperTail(atLeast: middle + 1) > logP { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The fit to the counts that are not above the cap.
    private static func moments(_ sorted: [Int], cap: Int) -> NegativeBinomial {
        let kept = sorted.prefix { $0 <= cap }
        let mean = kept.reduce(0) { $0 + Double($1) } / Double(kept.count)
        let squares = kept.reduce(0) { sum, count in
            let difference = Double(count) - mean
            return sum + difference * difference
        }
        let surplus = squares / Double(max(1, kept.count - 1)) - mean
        return NegativeBinomial(mean: mean, size: surplus > 0 ? mean * mean / surplus : .infinity)
    }
}
