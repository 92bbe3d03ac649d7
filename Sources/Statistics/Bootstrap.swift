/// How far a figure would move if the sample had come out otherwise (B. Efron, "Bootstrap methods: another look at the
/// jackknife", Annals of Statistics 7, 1979).
package enum Bootstrap {
    /// The percentile interval of a statistic over samples of the same size, drawn from the units with replacement.
    ///
    /// Units are what was sampled independently: accounts or groups, not posts of one account. The limits lie between
    /// neighbouring values in proportion, as in R's quantiles of type 7.
    /// - Parameters:
    ///   - units: how many there are.
    ///   - resamples: how many samples are drawn; for limits at 95 % a thousand and more.
    ///   - level: the confidence, above 0 and below 1.
    ///   - seed: the same seed gives the same interval.
    ///   - statistic: gets the indexes of the units drawn, and answers nil where the figure is not defined for them.
    ///     Such samples are left out.
    /// - Returns: nil if there is no unit or no sample has a value.
    package static func interval(
        units: Int, resamples: Int = 2000, level: Double = 0.95, seed: UInt64, statistic: ([Int]) -> Double?
    ) -> ClosedRange<Double>? {
        precondition(units >= 0 && resamples > 0 && level > 0 && level < 1)
        if units == 0 { return nil }
        var generator = SeededGenerator(seed: seed)
        var drawn = [Int](repeating: 0, count: units)
        var values: [Double] = []
        values.reserveCapacity(resamples)
        for _ in 0..<resamples {
            for index in drawn.indices { drawn[index] = generator.below(units) }
            if let value = statistic(drawn), !value.isNaN { values.append(value) }
        }
        if values.isEmpty { return nil }
        values.sort()
        return Quantile.value(of: values, at: (1 - level) / 2)...Quantile.value(of: values, at: (1 + level) / 2)
    }
}
