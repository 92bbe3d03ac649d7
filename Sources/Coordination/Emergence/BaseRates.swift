/// How common each measure is among all who take part in the topics of one trace on one platform: today, in each hour of
/// today, and in the weeks before.
struct BaseRates: Sendable {
    /// Counts and totals of a day or an hour. In double precision: a platform's month passes what a float counts.
    struct Sums: Sendable {
        var counts = SIMD8<Double>.zero
        var totals = SIMD8<Double>.zero

        @inline(__always)
        mutating func add(_ flags: UInt8, posts: Double) {
            counts += SIMD8<Double>(Tally.counts[Int(flags)])
            totals += SIMD8<Double>(Tally.totals[Int(flags)])
            totals[Measure.youngPosts.rawValue] += posts
            if flags & AccountStates.Flags.young != 0 { counts[Measure.youngPosts.rawValue] += posts }
        }
    }

    /// The days before, each counting a twenty-eighth less than the one after it.
    private var past = Sums()
    private(set) var today = Sums()
    private(set) var hours = [Sums](repeating: Sums(), count: 24)

    /// The past counts as much as so many accounts of today: a quiet hour alone says little.
    private static let pastWeight = 50.0
    /// With fewer accounts than this nothing is said.
    private static let least = 200.0

    mutating func begin() {
        past.counts = (past.counts + today.counts) * (27.0 / 28)
        past.totals = (past.totals + today.totals) * (27.0 / 28)
        today = Sums()
        for hour in hours.indices { hours[hour] = Sums() }
    }

    mutating func add(_ flags: UInt8, hour: UInt8, posts: UInt8) {
        today.add(flags, posts: Double(posts))
        hours[Int(hour)].add(flags, posts: Double(posts))
    }

    /// What the others lead one to expect of a topic's crowd of today.
    func expected(counts: Tally, totals: Tally) -> Tally {
        expected(counts, totals, in: today)
    }

    /// The same for one measure in one hour.
    func expected(_ measure: Measure, count: Double, total: Double, hour: Int) -> Double {
        let lane = measure.rawValue
        let rest = today.totals[lane] + past.totals[lane]
        if rest < Self.least { return total }
        let rate =
            (hours[hour].counts[lane] - count + Self.pastWeight * rate(lane))
            / (hours[hour].totals[lane] - total + Self.pastWeight)
        return total * min(1, max(0, rate))
    }

    private func expected(_ counts: Tally, _ totals: Tally, in sums: Sums) -> Tally {
        var expected = Tally.zero
        for lane in 0...Measure.youngPosts.rawValue {
            let total = Double(totals[lane])
            // Leaving the topic out is what makes a small input speak: it must not explain itself.
            let restTotal = sums.totals[lane] - total
            let restCount = sums.counts[lane] - Double(counts[lane])
            if restTotal + past.totals[lane] < Self.least {
                expected[lane] = totals[lane]
                continue
            }
            let rate = (restCount + Self.pastWeight * rate(lane)) / (restTotal + Self.pastWeight)
            expected[lane] = Float(total * min(1, max(0, rate)))
        }
        return expected
    }

    /// The rate of the days before; half of one count is added, since what was never seen is not impossible.
    private func rate(_ lane: Int) -> Double {
        let (counts, totals) =
            past.totals[lane] > 0
            ? (past.counts[lane], past.totals[lane])
            : (
                today.counts[lane], today.totals[lane]
            )
        return (counts + 0.5) / (totals + 1)
    }
}
