import Bytes
import Glibc

/// The false discovery rate of Y. Benjamini and Y. Hochberg (1995), on logarithms of p-values.
///
/// The number of tests may exceed the number of values: pairs that never met were tested too, with p = 1. They cannot be
/// rejected, and they raise the bar for the others.
package enum BenjaminiHochberg {
    /// The logarithm of each value's q, the smallest rate at which it is rejected, in the order of the values.
    ///
    /// Equal p-values get equal q-values. No q is above 1, nor below its p.
    /// - Parameters:
    ///   - logPValues: natural logarithms, none above 0 or not a number.
    ///   - tests: how many tests there were; taken as the number of values if it is below.
    package static func logQValues(logPValues: [Double], tests: Double) -> [Double] {
        let count = logPValues.count
        let logTests = log(max(tests, Double(count)))
        let order = RadixSort.order(of: logPValues.map(sortKey))
        var result = logPValues
        var smallest = 0.0
        for rank in stride(from: count, to: 0, by: -1) {
            let index = Int(order[rank - 1])
            smallest = min(smallest, logPValues[index] + (logTests - log(Double(rank))))
            result[index] = smallest
        }
        return result
    }

    /// How many of the values, from the smallest, are rejected at the given rate.
    /// - Parameters:
    ///   - sortedLogP: natural logarithms of p-values, ascending.
    ///   - tests: how many tests there were; taken as the number of values if it is below.
    ///   - rate: the false discovery rate to keep, above 0 and up to 1.
    package static func threshold(sortedLogP: [Double], tests: Double, rate: Double) -> Int {
        precondition(rate > 0 && rate <= 1)
        let logTests = log(max(tests, Double(sortedLogP.count)))
        let logRate = log(rate)
        // The largest rank that passes takes all smaller ones with it, whether they pass themselves or not.
        for rank in stride(from: sortedLogP.count, to: 0, by: -1)
        where sortedLogP[rank - 1] + (logTests - log(Double(rank))) <= logRate {
            return rank
        }
        return 0
    }

    /// Whole numbers in the order of logarithms of probabilities.
    private static func sortKey(_ logP: Double) -> UInt64 {
        precondition(logP <= 0, "a probability is at most 1, and a number")
        // Of two negative numbers the one with the larger bit pattern is the smaller. Minus zero becomes zero.
        return logP == 0 ? .max : ~logP.bitPattern
    }
}
