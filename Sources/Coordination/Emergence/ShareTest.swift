import Glibc

/// Whether a count is more than its crowd explains.
///
/// Of `n` accounts that took part, the base rate of the same days and hours leads one to expect `mean` of the kind that
/// is counted. Topics differ, though, and a count that is some way off is no news: the expectation itself varies from
/// topic to topic with a gamma distribution, which makes the count negative binomial with mean `mean` and variance
/// `mean` + `dispersion` · `mean`². A topic that always drew more than the base rate is measured by its own past.
enum ShareTest {
    /// The logarithm of the probability of `count` or more.
    static func logUpperTail(_ count: Double, mean: Double, dispersion: Double) -> Double {
        if count <= mean || count <= 0 { return 0 }
        let size = 1 / dispersion
        let success = mean / (mean + size)
        // The terms fall at least as fast as a geometric series does from here on, which bounds their sum from above.
        let ratio = (count + size) / (count + 1) * success
        let term =
            logGamma(count + size) - logGamma(size) - logGamma(count + 1) + count * log(success)
            + size * log1p(-success)
        return min(0, term - log1p(-min(ratio, 1 - 1e-12)))
    }

    private static func logGamma(_ value: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(value, &sign)
    }

    /// What a topic may be expected to draw, as a multiple of the base rate, after its own past: the mean of the gamma
    /// distribution that the past leaves of the one that topics have among themselves. Never below 1: a topic that drew
    /// little does not make the ordinary surprising.
    static func ownFactor(count: Double, expected: Double, dispersion: Double) -> Double {
        max(1, (count + 1 / dispersion) / (expected + 1 / dispersion))
    }
}

enum PlainLog {
    static func of(_ value: Double) -> Double { log(value) }
}
