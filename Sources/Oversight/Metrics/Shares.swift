import Statistics

/// Shares as every metric states them.
package enum Shares {
    /// Below so many in all, a percentage says more than is known: the counts stand alone.
    package static let fewest = 5

    /// More than this is no number of assets; a million such numbers can be added up.
    static let mostAssets: Int64 = 1_000_000_000_000

    static func figure(_ label: String, _ count: Int, of total: Int, way: String? = nil) -> Figure {
        guard total >= fewest else {
            return Figure(
                label, nil, unit: "share", count: count, of: total,
                remark: total == 0 ? "nothing to take a share of" : counted(count...count, of: total),
                way: way)
        }
        let interval = ProportionIntervals.wilson(successes: count, trials: total)
        return Figure(
            label, Double(count) / Double(total), unit: "share", low: interval.lowerBound, high: interval.upperBound,
            count: count, of: total, way: way)
    }

    /// Counts in words where there are too few for a share.
    static func counted(_ counts: ClosedRange<Int>, of total: Int) -> String {
        let words = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
        return "\(words) of \(total): too few for a percentage"
    }

    /// The counts that limits of a share stand for.
    static func counts(_ low: Double?, _ high: Double?, of total: Int) -> ClosedRange<Int> {
        func whole(_ share: Double) -> Int { Int((min(1, max(0, share)) * Double(total)).rounded()) }
        let least = whole(low ?? 0)
        return least...max(least, whole(high ?? 1))
    }
}

extension Figure {
    /// A share with Wilson's interval; below five in all, only the counts.
    package static func share(_ label: String, _ count: Int, of total: Int, way: String? = nil) -> Figure {
        Shares.figure(label, count, of: total, way: way)
    }
}
