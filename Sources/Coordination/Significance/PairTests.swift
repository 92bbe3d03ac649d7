import Bytes
package import Records
package import Statistics

/// The pairs of accounts that could have been tied at one window of a trace, for all of which probabilities are
/// corrected.
package struct PairTests: Sendable, Equatable {
    /// The bin of time within which who acted when was left to chance.
    package var bin: Window
    /// Whether an account acted on as many objects as an edge needs, by account index.
    package var isTestable: [Bool]
    /// How many pairs could have been tied.
    package var count: Double
    /// P-values above it cannot be reported, whatever is found. When layers are joined they count as 1, so that it makes no
    /// difference whether such pairs were kept.
    package var limit = Probability.certain

    package init(bin: Window, isTestable: [Bool], count: Double) {
        self.bin = bin
        self.isTestable = isTestable
        self.count = count
    }

    /// Counts the pairs of a correction.
    ///
    /// With `attainable`: tests that cannot come out significant whatever happens need no correction (R. Tarone, "A modified Bonferroni
    /// method for discrete data", Biometrics 46, 1990; P. Gilbert, Applied Statistics 54, 2005, for false discovery
    /// rates). Of each pair the more active account stays where it is; the other can meet it in a bin as often as both
    /// its own actions and the places in the first one's crowds allow. Where counting would cost more than
    /// `countingLimit`, all pairs of testable accounts are taken for testable, which errs on the safe side.
    init(_ propensities: Propensities, model: ChanceModel, isTestable: [Bool], minimumWeight: Int) {
        self.init(bin: model.bin, isTestable: isTestable, count: Self.pairs(of: isTestable))
        if model.correction == .attainable,
            let attainable = Self.attainable(propensities, isTestable: isTestable, minimumWeight: minimumWeight)
        {
            count = Double(attainable)
        }
    }

    private static func pairs(of isTestable: [Bool]) -> Double {
        let accounts = Double(isTestable.reduce(0) { $0 + ($1 ? 1 : 0) })
        return accounts < 2 ? 0 : accounts * (accounts - 1) / 2
    }

    /// Visits of accounts in bins that counting may cost: about a second.
    private static let countingLimit = 300_000_000

    private static func attainable(
        _ propensities: Propensities, isTestable: [Bool], minimumWeight: Int
    ) -> Int? {
        let accountCount = isTestable.count
        var activity = [UInt64](repeating: 0, count: accountCount)
        var bins: [UInt32] = []
        var owners: [UInt32] = []
        for account in 0..<accountCount {
            for entry in propensities.entries(of: account) {
                activity[account] += UInt64(entry.actions)
                bins.append(entry.bin)
                owners.append(UInt32(account))
            }
        }
        let (order, starts) = RadixSort.group(
            (0..<UInt32(bins.count)).map { $0 }, by: bins, bucketCount: propensities.totals.count)
        var cost = 0
        for entry in propensities.entries where entry.crowd > 0 {
            cost += Int(starts[Int(entry.bin) + 1] - starts[Int(entry.bin)])
            if cost > countingLimit { return nil }
        }
        var met = [Float](repeating: 0, count: accountCount)
        var touched: [UInt32] = []
        var count = 0
        for fixed in 0..<accountCount {
            for entry in propensities.entries(of: fixed) where entry.crowd > 0 {
                for place in order[Int(starts[Int(entry.bin)])..<Int(starts[Int(entry.bin) + 1])] {
                    let other = Int(owners[Int(place)])
                    if (activity[other], other) >= (activity[fixed], fixed) { continue }
                    let actions = propensities.entries[Int(place)].actions
                    if actions == 0 { continue }
                    if met[other] == 0 { touched.append(UInt32(other)) }
                    met[other] += min(actions, entry.crowd)
                }
            }
            for other in touched {
                if Int(met[Int(other)]) >= minimumWeight { count += 1 }
                met[Int(other)] = 0
            }
            touched.removeAll(keepingCapacity: true)
        }
        return count
    }

    /// The most pairs that could have been tied in any of several layers.
    package static func count(inAnyOf tests: [PairTests]) -> Double {
        guard var isTestable = tests.first?.isTestable else { return 0 }
        for test in tests.dropFirst() {
            for account in isTestable.indices where test.isTestable[account] { isTestable[account] = true }
        }
        return min(pairs(of: isTestable), tests.reduce(0) { $0 + $1.count })
    }
}
