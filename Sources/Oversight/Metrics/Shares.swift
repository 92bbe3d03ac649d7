import Statistics

/// Shares as every metric states them.
enum Shares {
    /// Below so many in all, a percentage says more than is known: the counts stand alone.
    static let fewest = 5

    static func figure(_ label: String, _ count: Int, of total: Int) -> Figure {
        guard total >= fewest else {
            return Figure(
                label, nil, unit: "share", count: count, of: total,
                remark: total == 0 ? "nothing to take a share of" : "\(count) of \(total): too few for a percentage")
        }
        let interval = ProportionIntervals.wilson(successes: count, trials: total)
        return Figure(
            label, Double(count) / Double(total), unit: "share", low: interval.lowerBound, high: interval.upperBound,
            count: count, of: total)
    }
}
