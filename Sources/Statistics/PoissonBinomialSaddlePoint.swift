import Glibc

extension PoissonBinomial {
    /// The logarithm of the probability of k successes or more by the saddle-point formula of R. Lugannani and S. Rice
    /// (1980) for whole numbers, with the second-order term of H. E. Daniels ("Tail probability approximations",
    /// International Statistical Review 55, 1987).
    ///
    /// The relative error of the probability (above 1/2: of the rest to 1) is below 1 %, in 300,000 random cases below
    /// 0.6 % and 0.002 % on average, in the farthest tail too. Where few trials are truly open, or the second-order term
    /// says that the formula is not to be relied on, the exact sum is taken. The cost is that of about eight
    /// exponentials for each group, however many trials there are.
    package func saddlePointLogUpperTail(atLeast k: Int) -> Double {
        let wanted = k - certain
        if let plain = plainLogUpperTail(wanted) { return plain }
        if Double(wanted) > uncertainMean {
            if let logTail = saddlePointFarTail(wanted) { return logTail }
        } else if let logRest = reflected.saddlePointFarTail(uncertain - wanted + 1) {
            return LogSpace.complement(min(0, logRest))
        }
        return exactLogUpperTail(atLeast: k)
    }

    /// The same for `wanted` above the mean and below the number of trials; nil where the formula is not good enough.
    private func saddlePointFarTail(_ wanted: Int) -> Double? {
        let k = Double(wanted)
        let tilt = tilt(toMean: k)
        let exponent = tilt * k - logNormalisation(tilt)
        let w = (2 * max(0, exponent)).squareRoot()
        let (mean, second, third, fourth) = cumulants(w < 0.1 ? 0 : tilt)
        if w < 0.1 {
            // Next to the mean the formula is a difference of poles that cancel, and no tilt is needed.
            return second < 8 ? nil : edgeworthLogUpperTail(k - mean, second, third, fourth)
        }

        if second < 3 { return nil }
        let deviation = second.squareRoot()
        let skewness = third / (second * deviation)
        let excess = fourth / (second * second)
        // The tail's generating function is the distribution's times 1 / (1 − e⁻ᵗ): this and two derivatives.
        let pole = -1 / expm1(-tilt)
        let decay = exp(-tilt)
        let slope = -decay * pole * pole
        let bend = decay * (1 + decay) * pole * pole * pole
        let first = NormalTail.millsRatio(w) - 1 / w + pole / deviation
        let correction =
            (pole * (excess / 8 - 5 * skewness * skewness / 24) + slope * skewness / (2 * deviation)
                - bend / (2 * second)) / deviation + 1 / (w * w * w)
        // Of the next term only the size is known: about the square of this one.
        guard first > 0, abs(correction) < 0.04 * first else { return nil }
        return -exponent - LogGamma.halfLogTwoPi + log(first + correction)
    }

    /// Edgeworth's series to the order of 1 / variance, for k near the mean. The number of successes plus a uniform
    /// number within ±1/2 has a density, and reaches k − 1/2 exactly when the successes reach k.
    /// - Parameters:
    ///   - excessOverMean: k less the mean.
    ///   - second, third, fourth: the cumulants.
    private func edgeworthLogUpperTail(
        _ excessOverMean: Double, _ second: Double, _ third: Double, _ fourth: Double
    ) -> Double {
        let smoothed = second + 1.0 / 12
        let deviation = smoothed.squareRoot()
        let skewness = third / (smoothed * deviation)
        let excess = (fourth - 1.0 / 120) / (smoothed * smoothed)
        let x = (excessOverMean - 0.5) / deviation
        let square = x * x
        let series =
            skewness / 6 * (square - 1) + excess / 24 * x * (square - 3)
            + skewness * skewness / 72 * x * (square * (square - 10) + 15)
        return log(NormalTail.millsRatio(x) + series) - square / 2 - LogGamma.halfLogTwoPi
    }

    /// The tilt at which `target` successes are expected: the s with K′(s) = target, K the logarithm of the
    /// moment-generating function.
    /// - Parameter target: above 0 and below the number of trials.
    func tilt(toMean target: Double) -> Double {
        let trials = Double(uncertain)
        let logit = log(target) - log(trials - target)
        var (low, high) = (-Double.infinity, Double.infinity)
        var tilt = 0.0
        for _ in 0..<200 {
            var (mean, rest, variance) = (0.0, 0.0, 0.0)
            for group in groups {
                let (success, failure) = group.tilted(tilt)
                let size = Double(group.trials)
                mean += size * success
                rest += size * failure
                variance += size * success * failure
            }
            if abs(mean - target) <= 1e-11 * min(target, trials - target) { break }
            if mean < target { low = tilt } else { high = tilt }
            // Newton's step for the log odds of the mean: with equal trials it leads to the answer at once. Where nearly
            // all trials are sure under this tilt the mean hardly moves, and the step would be far too long.
            let step = (logit - log(mean / rest)) * mean * rest / (trials * variance)
            var next = tilt + max(-20, min(20, step))
            if !(next > low && next < high) { next = (low + high) / 2 }
            if next == tilt { break }
            tilt = next
        }
        return tilt
    }

    /// K(s), the logarithm of the mean of e to the power of s × successes, over the uncertain trials.
    func logNormalisation(_ tilt: Double) -> Double {
        groups.reduce(0) { sum, group in
            // 1 + success · (eˢ − 1), in the way that neither overflows nor cancels.
            let each: Double
            if group.success < 0.5, tilt < 700 {
                each = log1p(group.success * expm1(tilt))
            } else {
                let logOdds = group.logOdds + tilt
                each = group.logFailure + max(0, logOdds) + log1p(exp(-abs(logOdds)))
            }
            return sum + Double(group.trials) * each
        }
    }

    /// The first four cumulants of the uncertain successes when the odds are multiplied by e to the power of `tilt`.
    private func cumulants(_ tilt: Double) -> (Double, Double, Double, Double) {
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
        for group in groups {
            let size = Double(group.trials)
            let (success, failure) = group.tilted(tilt)
            let product = success * failure
            first += size * success
            second += size * product
            third += size * product * (failure - success)
            fourth += size * product * (1 - 6 * product)
        }
        return (first, second, third, fourth)
    }
}
