/// Quantiles of samples.
package enum Quantile {
    /// The value below which a share of the numbers lies, in proportion between neighbours, as in R's quantiles of type 7.
    /// - Parameters:
    ///   - sorted: in rising order, at least one.
    ///   - share: from 0 to 1.
    package static func value(of sorted: [Double], at share: Double) -> Double {
        precondition(!sorted.isEmpty && (0...1).contains(share))
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        if below + 1 >= sorted.count { return sorted[sorted.count - 1] }
        // A plain value where the neighbours are equal, infinite ones included.
        if sorted[below] == sorted[below + 1] { return sorted[below] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
