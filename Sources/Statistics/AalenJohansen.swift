/// The share of subjects that left by each of several causes that exclude each other (O. O. Aalen and S. Johansen, "An
/// empirical transition matrix for nonhomogeneous Markov chains based on censored observations", Scandinavian Journal of
/// Statistics 5, 1978): an account that its owner deleted cannot be removed by the platform any more, which is something
/// else than being lost from sight.
///
/// Events at one time are taken together as they are, without pulling them apart at random.
package struct AalenJohansen: Sendable {
    package struct Step: Sendable, Hashable {
        package let time: Double
        /// How many were watched just before, with those who were lost at this very time.
        package let atRisk: Int
        /// How many left by this cause at this time; may be 0 where others left by another.
        package let events: Int
        /// The cumulative incidence: the share that has left by this cause, 0...1.
        package let incidence: Double
        /// By the delta method (G. E. Dinse and M. G. Larson, "A note on semi-Markov models for partially censored data",
        /// Biometrika 73, 1986; D. Collett, "Modelling Survival Data in Medical Research"), as lifelines and SAS LIFETEST
        /// have it. R's cmprsk has Aalen's variance, which is a little larger in small samples.
        package let standardError: Double
        /// The limits of the incidence on the scale of log(−log). Nil before the first event of this cause, of which the
        /// method says nothing; where all have left by it, the lower limit before and 1.
        package let low: Double?
        package let high: Double?
    }

    /// How many subjects there were.
    package let count: Int
    /// The share to whom nothing has happened yet, at each step's time; it and the incidences sum to 1.
    package let survival: [Double]
    /// For each cause, in the order of their numbers: a step for each time at which somebody left by any of them.
    package let curves: [[Step]]

    /// - Parameters:
    ///   - times: when each subject left, or its watch ended; any number but not-a-number.
    ///   - causes: why: 0 for lost from sight, otherwise 1...`causeCount`.
    ///   - causeCount: how many causes there are, at least 1.
    ///   - level: the confidence of the limits, above 0 and below 1.
    package init(times: [Double], causes: [Int], causeCount: Int, level: Double = 0.95) {
        let table = EventTable(times: times, causes: causes, count: causeCount)
        let band = LogLogBand(level: level)
        var survival: [Double] = []
        survival.reserveCapacity(table.times.count)
        var left = 1.0
        for index in table.times.indices {
            let ended = table.events[index * causeCount..<(index + 1) * causeCount].reduce(0, +)
            left *= Double(table.atRisk[index] - ended) / Double(table.atRisk[index])
            survival.append(left)
        }
        self.survival = survival
        curves = (0..<causeCount).map { cause in
            Self.curve(of: cause, among: causeCount, table: table, survival: survival, band: band)
        }
        count = times.count
    }

    private static func curve(
        of cause: Int, among causeCount: Int, table: EventTable, survival: [Double], band: LogLogBand
    ) -> [Step] {
        var steps: [Step] = []
        steps.reserveCapacity(table.times.count)
        var (incidence, variance) = (0.0, IncidenceVariance())
        var low: Double?
        for (index, time) in table.times.enumerated() {
            let atRisk = Double(table.atRisk[index])
            let events = table.events[index * causeCount + cause]
            let before = index > 0 ? survival[index - 1] : 1
            let rise = before * Double(events) / atRisk
            incidence = min(1, incidence + rise)
            variance.add(
                rise: rise, events: Double(events), survivalBefore: before, atRisk: atRisk,
                allEvents: Double(table.events[index * causeCount..<(index + 1) * causeCount].reduce(0, +)))
            let standardError = variance.value.squareRoot()
            var high: Double?
            if let limits = band.limits(of: incidence, standardError: standardError) {
                (low, high) = limits
            } else if incidence == 1 {
                (low, high) = (low ?? 0, 1)
            }
            steps.append(
                Step(
                    time: time, atRisk: table.atRisk[index], events: events, incidence: incidence,
                    standardError: standardError, low: low, high: high))
        }
        return steps
    }

    /// The last step of a cause, 1...`causeCount`, up to a time; nil before the first, where nobody has left.
    package func step(of cause: Int, at time: Double) -> Step? {
        let steps = curves[cause - 1]
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? steps[low - 1] : nil
    }

    /// The share that has left by a cause, 1...`causeCount`, up to a time and at it.
    package func incidence(of cause: Int, at time: Double) -> Double { step(of: cause, at: time)?.incidence ?? 0 }
}

/// The variance of an incidence F(t) by the delta method:
///
///     Σ (F(t) − Fⱼ)² d / n(n − d)  +  Σ S² e(n − e) / n³  −  2 Σ (F(t) − Fⱼ) S e / n²
///
/// over the times j up to t, with e of all d events being of the cause, and S the survival just before. Each sum is
/// carried along as F rises, by positive steps alone, so that nothing cancels within it.
private struct IncidenceVariance {
    private var (squares, distances, weights) = (0.0, 0.0, 0.0)
    private var own = 0.0
    private var (mixed, mixedWeights) = (0.0, 0.0)

    mutating func add(rise: Double, events: Double, survivalBefore: Double, atRisk: Double, allEvents: Double) {
        squares += rise * (2 * distances + rise * weights)
        distances += rise * weights
        mixed += rise * mixedWeights
        own += survivalBefore * survivalBefore * events * (atRisk - events) / (atRisk * atRisk * atRisk)
        // Where all leave at once nothing comes later that this could have a distance to.
        if allEvents < atRisk { weights += allEvents / (atRisk * (atRisk - allEvents)) }
        mixedWeights += survivalBefore * events / (atRisk * atRisk)
    }

    var value: Double { max(0, squares + own - 2 * mixed) }
}
