import Records
import Statistics

/// M03: which share of the assets is still up so long after a clock zero, with bounds for those of which nothing is known
/// at that time.
package struct ResidualUp: Sendable, Hashable {
    /// Days after the clock zero.
    package var day: Int
    package var up: Int
    package var down: Int
    package var unknown: Int

    package init(day: Int, up: Int, down: Int, unknown: Int) {
        self.day = day
        self.up = up
        self.down = down
        self.unknown = unknown
    }

    /// Counts the assets that have the clock zero. An asset is up where it was seen up at that time or later and not found gone
    /// before, and down where it was found gone by then.
    package init(_ histories: Histories, _ clocks: Clocks, day: Int) {
        self.init(day: day, up: 0, down: 0, unknown: 0)
        for (index, history) in histories.ofAsset.enumerated() {
            guard let zero = clocks.ofAsset[index] else { continue }
            let span = Int64(day) * Day.milliseconds
            // Where the clock zero is known to a day only, the asset must be up (or gone) whichever moment it was.
            let answers = [zero.earliest, zero.latest].map { history.isUp(at: $0.milliseconds + span) }
            if answers[0] != answers[1] {
                unknown += 1
            } else if let isUp = answers[0] {
                if isUp { up += 1 } else { down += 1 }
            } else {
                unknown += 1
            }
        }
    }

    package var total: Int { up + down + unknown }

    /// The share with all unknown taken as gone, and with all taken as up; nil without assets.
    package var bounds: ClosedRange<Double>? {
        total == 0 ? nil : Double(up) / Double(total)...Double(up + unknown) / Double(total)
    }

    /// The widest that the share can be: the confidence limits of both bounds.
    package var interval: ClosedRange<Double>? {
        if total == 0 { return nil }
        let low = ProportionIntervals.wilson(successes: up, trials: total).lowerBound
        let high = ProportionIntervals.wilson(successes: up + unknown, trials: total).upperBound
        return low...high
    }

    package var figures: [Figure] {
        var share = Figure.share("still up after \(day) days, of those known", up, of: up + down)
        if up + down == 0 { share.remark = "nothing is known of any asset at that time" }
        guard let bounds, let interval, total >= Shares.fewest else { return [share] }
        var figures = [share]
        // Without any unknown the bounds are the share itself.
        if unknown > 0 {
            figures.append(
                Figure(
                    "bounds after \(day) days: all \(unknown) unknown gone … all up", nil, unit: "share",
                    low: bounds.lowerBound, high: bounds.upperBound, count: unknown, of: total))
        }
        figures.append(
            Figure(
                "bounds with confidence after \(day) days", nil, unit: "share", low: interval.lowerBound,
                high: interval.upperBound, count: up, of: total))
        return figures
    }

    package static func measurement(
        of subject: String, _ histories: Histories, _ clocks: Clocks, days: [Int], inputs: [String], notes: [String]
    ) -> (results: [ResidualUp], measurement: Measurement) {
        let results = days.map { ResidualUp(histories, clocks, day: $0) }
        return (
            results,
            Measurement(
                .residualUp, of: "\(subject), from \(clocks.zero.title)", figures: results.flatMap(\.figures),
                refusal: results.allSatisfy { $0.total == 0 }
                    ? "no asset has the clock \(clocks.zero.rawValue)" : nil, notes: notes, inputs: inputs)
        )
    }
}
