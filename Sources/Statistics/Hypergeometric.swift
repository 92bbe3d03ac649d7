import Glibc

/// The number of marked things in a sample drawn without putting back, as in Fisher's exact test of whether two sets
/// share more members than chance gives them.
package enum Hypergeometric {
    /// The logarithm of the probability of k marked things or more in the sample; relative error of the logarithm below
    /// 10⁻¹⁰. A sum of as many terms as are felt, at most about ten standard deviations.
    /// - Parameters:
    ///   - k: any whole number.
    ///   - population: how many things there are.
    ///   - marked: how many of them are marked.
    ///   - drawn: how many are drawn.
    package static func logUpperTail(atLeast k: Int, population: Int, marked: Int, drawn: Int) -> Double {
        precondition((0...population).contains(marked) && (0...population).contains(drawn))
        let fewest = max(0, marked + drawn - population)
        let most = min(marked, drawn)
        if k <= fewest { return 0 }
        if k > most { return -.infinity }
        let unmarkedLeft = Double(population - marked - drawn)
        if Double(k) > Double(marked) * Double(drawn) / Double(population) {
            var (term, rest, x) = (1.0, 0.0, Double(k))
            while term > 1e-19 * (1 + rest) {
                term *= (Double(marked) - x) * (Double(drawn) - x) / ((x + 1) * (unmarkedLeft + x + 1))
                rest += term
                x += 1
            }
            return logProbability(k, population, marked, drawn) + log1p(rest)
        }
        var (term, rest, x) = (1.0, 0.0, Double(k - 1))
        while term > 1e-19 * (1 + rest) {
            term *= x * (unmarkedLeft + x) / ((Double(marked) - x + 1) * (Double(drawn) - x + 1))
            rest += term
            x -= 1
        }
        return LogSpace.complement(min(0, logProbability(k - 1, population, marked, drawn) + log1p(rest)))
    }

    /// The logarithm of the probability of exactly `k`, as a quotient of three binomial probabilities that are not small
    /// where it is not (C. Loader, 2000).
    static func logProbability(_ k: Int, _ population: Int, _ marked: Int, _ drawn: Int) -> Double {
        let share = Double(drawn) / Double(population)
        let rest = Double(population - drawn) / Double(population)
        func binomial(_ successes: Int, of trials: Int) -> Double {
            LogGamma.binomial(Double(successes), Double(trials - successes), success: share, failure: rest)
        }
        return binomial(k, of: marked) + binomial(drawn - k, of: population - marked)
            - binomial(drawn, of: population)
    }
}
