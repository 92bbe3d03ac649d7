package import Records

/// When assets are looked at after a clock zero: fixed before, so that the gap between last seen up and first seen gone is
/// bounded and comparable between platforms (design S3).
package struct PollingPlan: Codable, Sendable, Hashable {
    /// A stretch of equal intervals.
    package struct Stretch: Codable, Sendable, Hashable {
        /// Milliseconds between two looks.
        package var every: Int64
        /// How many looks; nil for without end.
        package var times: Int?

        package init(every: Int64, times: Int?) {
            self.every = every
            self.times = times
        }
    }

    package var stretches: [Stretch]
    /// From how many vantages each asset is looked at each time.
    package var vantages: Int

    package init(stretches: [Stretch], vantages: Int) {
        self.stretches = stretches
        self.vantages = vantages
    }

    private static let hour: Int64 = 3_600_000

    /// Hourly for a day, six-hourly for a week, daily for ninety days, weekly after; two vantages.
    package static let standard = PollingPlan(
        stretches: [
            Stretch(every: hour, times: 24), Stretch(every: 6 * hour, times: 28), Stretch(every: 24 * hour, times: 90),
            Stretch(every: 7 * 24 * hour, times: nil),
        ], vantages: 2)

    /// The looks that are due in a span of time, in order.
    /// - Parameter zero: the clock zero; the first look is one interval after it.
    package func looks(after zero: Instant, from first: Instant, to last: Instant) -> [Instant] {
        var looks: [Instant] = []
        var time = zero.milliseconds
        for stretch in stretches where stretch.every > 0 {
            var left = stretch.times ?? Int.max
            if stretch.times == nil, time < first.milliseconds {
                let skipped = (first.milliseconds - time) / stretch.every
                time += max(0, skipped - 1) * stretch.every
            }
            while left > 0, time + stretch.every <= last.milliseconds {
                time += stretch.every
                left -= 1
                if time >= first.milliseconds { looks.append(Instant(milliseconds: time)) }
            }
            if left > 0 { break }
        }
        return looks
    }

    /// The longest gap between two looks of the plan before a moment so long after the clock zero: no event's interval can
    /// be narrower.
    package func gap(after elapsed: Int64) -> Int64 {
        var end: Int64 = 0
        for stretch in stretches {
            guard let times = stretch.times else { return stretch.every }
            end += Int64(times) * stretch.every
            if elapsed <= end { return stretch.every }
        }
        return stretches.last?.every ?? 0
    }
}
