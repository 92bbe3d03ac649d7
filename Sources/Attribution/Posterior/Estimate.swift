import Statistics

/// Where a probability lies after all that is uncertain was drawn many times: the middle, and what holds nine tenths.
package struct Estimate: Codable, Hashable, Sendable {
    package var median: Double
    /// The 5 % quantile of the draws.
    package var low: Double
    /// The 95 % quantile.
    package var high: Double

    package init(median: Double, low: Double, high: Double) {
        self.median = median
        self.low = low
        self.high = high
    }

    /// - Parameter draws: at least one.
    init(of draws: [Double]) {
        let sorted = draws.sorted()
        self.init(
            median: Quantile.value(of: sorted, at: 0.5), low: Quantile.value(of: sorted, at: 0.05),
            high: Quantile.value(of: sorted, at: 0.95))
    }

    /// As it may be shown: to a thousandth, within 1 and 99 %. The scale of words ends there, and certainty is no result.
    package var shown: Estimate {
        Estimate(median: Self.shown(median), low: Self.shown(low), high: Self.shown(high))
    }

    /// A single probability as it may be shown.
    package static func shown(_ value: Double) -> Double {
        ((min(0.99, max(0.01, value)) * 1000).rounded()) / 1000
    }
}
