import Corpus
import Records
import Statistics

/// What chance makes of one layer: made once for a search, before anything is dropped.
struct Chances: Sendable {
    let model: ChanceModel
    /// By window, in the order of the search's windows.
    let propensities: [Propensities]
    let tests: [PairTests]
    /// Pairs with a larger p-value cannot be reported at the model's rate, however many are found.
    private(set) var limit = Probability.certain
    /// For each small weight the most expected meetings at which a pair may stay below `limit`.
    private var tabled: [Double] = []

    init(_ actions: SortedActions, model: ChanceModel, windows: [Window], minimumWeight: Int, accountCount: Int) {
        self.model = model
        let bins = TimeBins(actions, length: model.bin)
        let isTestable = actions.accounts(withObjects: minimumWeight, of: accountCount)
        propensities = windows.map { Propensities(actions, bins: bins, window: $0, isWanted: isTestable) }
        tests = propensities.map {
            PairTests($0, model: model, isTestable: isTestable, minimumWeight: minimumWeight)
        }
    }

    /// Works out what cannot be reported when at most `edges` edges can be found: the procedure of Benjamini and
    /// Hochberg rejects none with a p-value above their share of all tests.
    mutating func bound(edges: UInt64) {
        let fewest = tests.map(\.count).min() ?? 0
        let share = min(1, Double(edges) / max(1, fewest))
        limit = Probability(min(1, model.rate * share))
        tabled = (0...64).map { Self.mostExpected(weight: $0, limit.logarithm) }
    }

    /// The most expected meetings at which a pair of this weight may have a p-value below `limit`; somewhat more, so that
    /// rounding leaves no pair out.
    func mostExpected(weight: UInt32) -> Double {
        let weight = Int(weight)
        return 1.000_01 * (weight < tabled.count ? tabled[weight] : Self.mostExpected(weight: weight, limit.logarithm))
    }

    /// The least p-value that is given for a weight and an expectation, as a logarithm: that of as many equally likely
    /// meetings as the weight needs. Very unlike trials can have a smaller one; keeping to this one is on the safe side,
    /// and lets a pair be passed over by its expectation alone.
    static func least(weight: Int, expected: Double) -> Double {
        if expected >= Double(weight) { return 0 }
        return Double(weight) * PlainMath.log(max(1e-300, expected / Double(weight)))
    }

    /// Where `least` reaches the limit.
    private static func mostExpected(weight: Int, _ limit: Double) -> Double {
        weight == 0 ? 0 : Double(weight) * PlainMath.exp(max(-690, limit / Double(weight)))
    }
}

extension SortedActions {
    /// Which accounts acted on at least so many distinct objects.
    func accounts(withObjects minimum: Int, of accountCount: Int) -> [Bool] {
        var counts = [UInt32](repeating: 0, count: accountCount)
        var lastObjects = [UInt32](repeating: .max, count: accountCount)
        for position in 0..<count {
            let account = Int(accounts[position])
            if lastObjects[account] != objects[position] {
                lastObjects[account] = objects[position]
                counts[account] += 1
            }
        }
        return counts.map { $0 >= minimum }
    }
}
