import Glibc

/// Joins p-values of tests that may depend on each other into one (Y. Liu and J. Xie, "Cauchy combination test", JASA
/// 115, 2020), on logarithms: the weighted mean of cot(πp) is compared with the Cauchy distribution.
///
/// A test without any evidence has p = 1, for which the statistic is minus infinity and would undo whatever the others
/// found. Values above 0.99 are therefore taken as 0.99 (the truncated Cauchy combination of Y. Fang, C. Chang, Y. Park
/// and G. C. Tseng, "Heavy-tailed distribution for combining dependent p-values", Statistica Sinica 33, 2023). The
/// result is never above 0.99 for the same reason. One test without any evidence still outweighs a p of 0.01; a strong
/// one it weakens by its share only. The result is right to a relative error of 10⁻¹³ of the logarithm.
///
/// Values are added one by one, without memory of their own, since this runs for millions of pairs.
package struct CauchyCombination: Sendable {
    /// The logarithm of the value above which p-values are truncated, 0.99.
    package static let largestLogP = log(0.99)

    private static let logPi = 1.144_729_885_849_400_2

    /// The sum of the positive terms is `exp(scale) · scaledSum`: 1 / p does not fit a Double below 10⁻³⁰⁸.
    private var scale = 0.0
    private var scaledSum = 0.0
    /// The sum of the negative terms, without their sign.
    private var against = 0.0
    private var totalWeight = 0.0

    package init() {}

    /// Adds a test.
    /// - Parameters:
    ///   - logP: natural logarithm of its p-value, at most 0.
    ///   - weight: at least 0; only the ratios count, and they must not depend on the p-values.
    package mutating func add(logP: Double, weight: Double = 1) {
        precondition(logP <= 0 && weight >= 0)
        if weight == 0 { return }
        totalWeight += weight
        let logP = min(logP, Self.largestLogP)
        if logP == -.infinity {
            scale = .infinity
        } else if logP < -18 {
            // cot(πp) = 1 / (πp), to a relative error of (πp)² / 3, below 10⁻¹⁵.
            let logTerm = -logP - Self.logPi
            if logTerm > scale {
                scaledSum *= exp(scale - logTerm)
                scale = logTerm
            }
            scaledSum += weight * exp(logTerm - scale)
        } else {
            let term = Self.cotangent(logP)
            if term >= 0 { scaledSum += weight * term * exp(-scale) } else { against -= weight * term }
        }
    }

    /// The logarithm of the joint p-value; 0 where nothing was added.
    package var logP: Double {
        if totalWeight == 0 { return 0 }
        if scale == .infinity { return -.infinity }
        let logFor = scale + log(scaledSum / totalWeight)
        if logFor > 40 {
            let share = against / totalWeight * exp(-logFor)
            return -(logFor + log1p(-share)) - Self.logPi
        }
        return log(atan2(1, exp(logFor) - against / totalWeight) / .pi)
    }

    /// The joint p-value's logarithm of tests with equal weights, or with the weights given.
    package static func logP(of logPValues: [Double], weights: [Double]? = nil) -> Double {
        precondition(weights.map { $0.count == logPValues.count } ?? true)
        var combination = CauchyCombination()
        for (index, logP) in logPValues.enumerated() { combination.add(logP: logP, weight: weights?[index] ?? 1) }
        return combination.logP
    }

    /// cot(πp) for p between 10⁻⁸ and 0.99.
    private static func cotangent(_ logP: Double) -> Double {
        let p = exp(logP)
        return p <= 0.5 ? 1 / tan(.pi * p) : -1 / tan(.pi * -expm1(logP))
    }
}
