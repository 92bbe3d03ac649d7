/// How numbers of days are spread over statements, exact: quantiles are values that occur.
package struct DaySpread: Codable, Sendable, Hashable {
    /// Statements that have the number.
    package var count: Int
    package var least: Int
    /// The smallest number of days that at least half of the statements do not exceed.
    package var median: Int
    package var ninetieth: Int
    package var ninetyNinth: Int
    package var most: Int

    /// - Parameter counts: statements by number of days.
    /// - Returns: nil without statements.
    package init?(_ counts: [Int: Int]) {
        let sorted = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let total = sorted.reduce(0) { $0 + $1.value }
        // The inverse of the empirical distribution (Hyndman and Fan's first definition), in whole numbers.
        func quantile(_ hundredths: Int) -> Int {
            var sum = 0
            for (days, count) in sorted {
                sum += count
                if sum * 100 >= total * hundredths { return days }
            }
            return last.key
        }
        count = total
        least = first.key
        median = quantile(50)
        ninetieth = quantile(90)
        ninetyNinth = quantile(99)
        most = last.key
    }
}
