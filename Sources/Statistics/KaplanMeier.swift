/// The share of subjects to whom something has not happened yet, where some were lost from sight before it could (E. L.
/// Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958).
///
/// Times are in whatever unit they are given. The curve is 1 before the first event, and a step is where it falls.
package struct KaplanMeier: Sendable {
    package struct Step: Sendable, Hashable {
        package let time: Double
        /// How many were watched just before, with those who were lost at this very time.
        package let atRisk: Int
        package let events: Int
        /// The share left from this time on, 0...1.
        package let survival: Double
        /// By M. Greenwood (1926); 0 where nobody is left.
        package let standardError: Double
        /// The limits of the survival on the scale of log(−log), as "exponential Greenwood" in lifelines and
        /// `log-log` in R. Where nobody is left that scale ends: the limits are then 0 and the upper limit before, since
        /// the curve cannot rise.
        package let low: Double
        package let high: Double
    }

    /// How many subjects there were.
    package let count: Int
    /// Ascending in time; none where nothing happened.
    package let steps: [Step]

    /// - Parameters:
    ///   - times: when each subject's event, or the end of its watch, was; any number but not-a-number.
    ///   - isEvent: whether it was the event.
    ///   - level: the confidence of the limits, above 0 and below 1.
    package init(times: [Double], isEvent: [Bool], level: Double = 0.95) {
        precondition(times.count == isEvent.count)
        let table = EventTable(times: times, causes: isEvent.map { $0 ? 1 : 0 }, count: 1)
        let band = LogLogBand(level: level)
        var steps: [Step] = []
        steps.reserveCapacity(table.times.count)
        // The sum of d / (n (n − d)), the relative variance.
        var (survival, variance, high) = (1.0, 0.0, 1.0)
        for (index, time) in table.times.enumerated() {
            let (atRisk, events) = (Double(table.atRisk[index]), Double(table.events[index]))
            survival *= (atRisk - events) / atRisk
            var (standardError, low) = (0.0, 0.0)
            if survival > 0 {
                variance += events / (atRisk * (atRisk - events))
                standardError = survival * variance.squareRoot()
                if let limits = band.limits(of: survival, standardError: standardError) { (low, high) = limits }
            }
            steps.append(
                Step(
                    time: time, atRisk: table.atRisk[index], events: table.events[index], survival: survival,
                    standardError: standardError, low: low, high: high))
        }
        self.steps = steps
        count = times.count
    }

    /// The last step up to a time; nil before the first, where all are left.
    package func step(at time: Double) -> Step? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? steps[low - 1] : nil
    }

    /// The share left at a time, events at that time taken off.
    package func survival(at time: Double) -> Double { step(at: time)?.survival ?? 1 }

    /// The time from which on no more than half are left; nil where it is not reached.
    package var median: Double? { first { $0.survival } }

    /// The limits of the median: the times from which on the lower, and the upper limit of the survival are no more than a
    /// half (R. Brookmeyer and J. Crowley, "A confidence interval for the median survival time", Biometrics 38, 1982, on
    /// the log(−log) scale). Nil where not reached: a high limit of nil is "not known to end".
    package var medianLimits: (low: Double?, high: Double?) { (first { $0.low }, first { $0.high }) }

    /// A half may come out of the product a few last digits above itself.
    private func first(_ share: (Step) -> Double) -> Double? {
        steps.first { share($0) <= 0.5 + 1e-12 }?.time
    }
}
