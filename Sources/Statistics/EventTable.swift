import Bytes
import Glibc

/// Who was still at risk and what happened at each time: what survival curves are made of.
///
/// A subject that is lost at the very time of an event was still at risk of it: events come before censorings.
struct EventTable {
    /// The distinct times at which something happened other than a censoring, ascending.
    private(set) var times: [Double] = []
    /// How many were still watched just before each of the times.
    private(set) var atRisk: [Int] = []
    /// How many left by each cause, `causes` numbers for each of the times.
    private(set) var events: [Int] = []

    /// - Parameters:
    ///   - times: when the watch of each subject ended; any number but not-a-number.
    ///   - causes: why: 0 for censoring, otherwise 1...`count`.
    ///   - count: how many causes there are.
    init(times given: [Double], causes: [Int], count: Int) {
        precondition(given.count == causes.count && count > 0)
        let order = RadixSort.order(of: given.map(Self.sortKey))
        var ended = [Int](repeating: 0, count: count + 1)
        var (start, left) = (0, order.count)
        while start < order.count {
            // Adding zero makes minus zero plain zero, which it equals.
            let time = given[Int(order[start])] + 0
            for cause in ended.indices { ended[cause] = 0 }
            var end = start
            while end < order.count, given[Int(order[end])] == time {
                let cause = causes[Int(order[end])]
                precondition((0...count).contains(cause), "a cause is 0 for censoring, or one of 1...\(count)")
                ended[cause] += 1
                end += 1
            }
            if ended[0] < end - start {
                times.append(time)
                atRisk.append(left)
                for cause in 1...count { events.append(ended[cause]) }
            }
            left -= end - start
            start = end
        }
    }

    /// Whole numbers in the order of the times.
    private static func sortKey(_ time: Double) -> UInt64 {
        precondition(!time.isNaN, "a time is a number")
        let bits = (time + 0).bitPattern
        return time < 0 ? ~bits : bits | 1 << 63
    }
}

/// The limits of a share at the given number of standard errors on the scale of log(−log), on which they cannot leave
/// 0...1 (J. D. Kalbfleisch and R. L. Prentice, "The Statistical Analysis of Failure Time Data", 1980).
struct LogLogBand {
    /// The normal quantile that belongs to the confidence.
    let deviations: Double

    /// - Parameter level: the confidence, above 0 and below 1.
    init(level: Double) {
        precondition(level > 0 && level < 1)
        deviations = -NormalTail.quantile((1 - level) / 2)
    }

    /// Nil for 0 and 1, where the scale ends.
    func limits(of share: Double, standardError: Double) -> (low: Double, high: Double)? {
        guard share > 0, share < 1 else { return nil }
        let logarithm = log(share)
        let spread = exp(deviations * standardError / (share * -logarithm))
        return (exp(logarithm * spread), exp(logarithm / spread))
    }
}
