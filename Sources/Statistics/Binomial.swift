import Glibc

/// The number of successes in trials that are alike and independent.
package enum Binomial {
    /// The logarithm of the probability of k successes or more; relative error of the logarithm below 10⁻¹⁰.
    /// - Parameters:
    ///   - k: any whole number.
    ///   - trials: at least 0.
    ///   - probability: of a success, 0...1.
    package static func logUpperTail(atLeast k: Int, trials: Int, probability: Double) -> Double {
        precondition(trials >= 0 && probability >= 0 && probability <= 1)
        if k <= 0 { return 0 }
        if k > trials { return -.infinity }
        return IncompleteBeta.logValue(
            a: Double(k), b: Double(trials - k + 1), x: probability, rest: 1 - probability)
    }
}
