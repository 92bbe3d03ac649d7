import Statistics

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
        // What was never seen is not impossible.
        return NegativeBinomial(mean: max(mean, 0.01), size: 1 / dispersion).logUpperTail(atLeast: Int(count))
    }

    /// What a topic may be expected to draw, as a multiple of the base rate, after its own past: the mean of the gamma
    /// distribution that the past leaves of the one that topics have among themselves. Never below 1: a topic that drew
    /// little does not make the ordinary surprising.
    static func ownFactor(count: Double, expected: Double, dispersion: Double) -> Double {
        max(1, (count + 1 / dispersion) / (expected + 1 / dispersion))
    }
}
