import Corpus
import Records
import Statistics

/// What chance makes of one layer: made once for a search, before anything is dropped.
struct Chances: Sendable {
    let model: ChanceModel
    /// By window, in the order of the search's windows.
    private(set) var propensities: [Propensities]
    private(set) var tests: [PairTests]
    /// Pairs with a larger p-value cannot be reported at the model's rate, however many are found.
    private(set) var limit = Probability.certain
    /// How often each pair is looked at: once on all objects, and where some are rare and some are not, once more on
    /// the rare ones.
    private var looks = 1
    /// What was seen on rare objects alone, by window; empty where there was one look.
    var rare: [RareTies] = []
    /// The limit for the p-value of one look, as a logarithm.
    private var looked = 0.0
    /// For each small weight the most expected meetings at which a pair may stay below `limit`.
    private var tabled: [Double] = []

    init(
        _ actions: SortedActions, model: ChanceModel, windows: [Window], minimumWeight: Int, accountCount: Int
    ) throws(CoordinationError) {
        self.model = model
        let bins = TimeBins(actions, length: model.bin)
        let isTestable = actions.accounts(withObjects: minimumWeight, of: accountCount)
        var propensities: [Propensities] = []
        for window in windows {
            propensities.append(
                try Propensities(actions, bins: bins, window: window, isWanted: isTestable))
        }
        self.propensities = propensities
        tests = propensities.map {
            PairTests($0, model: model, isTestable: isTestable, minimumWeight: minimumWeight)
        }
    }

    /// The chances of a second look, at the rare objects, with the limits of the first.
    init(
        _ rare: SortedActions, like first: Chances, windows: [Window], minimumWeight: Int, accountCount: Int
    ) throws(CoordinationError) {
        self = first
        let bins = TimeBins(rare, length: model.bin)
        let isTestable = rare.accounts(withObjects: minimumWeight, of: accountCount)
        propensities = []
        for window in windows {
            propensities.append(try Propensities(rare, bins: bins, window: window, isWanted: isTestable))
        }
    }

    /// The p-value of one look, so that the least of all looks may be taken: that of Bonferroni.
    func corrected(_ probability: Probability) -> Probability {
        looks == 1
            ? probability : Probability(logarithm: min(0, probability.logarithm + PlainMath.log(Double(looks))))
    }

    /// Works out what cannot be reported when at most `edges` edges can be found: the procedure of Benjamini and
    /// Hochberg rejects none with a p-value above their share of all tests.
    mutating func bound(edges: UInt64, looks: Int) {
        self.looks = looks
        let fewest = tests.map(\.count).min() ?? 0
        let share = min(1, Double(edges) / max(1, fewest))
        limit = Probability(min(1, model.rate * share))
        for index in tests.indices { tests[index].limit = limit }
        looked = limit.logarithm - PlainMath.log(Double(looks))
        tabled = (0...64).map { Self.mostExpected(weight: $0, looked) }
    }

    /// The most expected meetings at which a pair of this weight may have a p-value below `limit`; somewhat more, so that
    /// rounding leaves no pair out.
    func mostExpected(weight: UInt32) -> Double {
        let weight = Int(weight)
        return 1.000_01 * (weight < tabled.count ? tabled[weight] : Self.mostExpected(weight: weight, looked))
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
