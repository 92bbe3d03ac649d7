package import Records

/// What is held to be chance when two accounts meet on an object, and how surely it must be excluded.
///
/// Each account keeps how much it did in each bin of time, and each object keeps the crowd that it had at each
/// moment; who of those active in the bin stands where in the crowds is chance. Given what account b did, each of
/// the n actions of account a in a bin then lies at any of the N places that are not b's with equal probability,
/// and K of these are in the crowd of one of b's actions: on its object, within the window. The meetings in a bin
/// are hypergeometric, their sum over all bins is a sum of independent trials (Poisson-binomial), and its upper
/// tail at the pair's occasions is the p-value. Viral objects have large crowds and prove little.
package struct ChanceModel: Sendable, Equatable {
    /// The bin of time within which who acted when is left to chance. Shorter bins put down more to habit and
    /// to the rhythm of the day, and need more evidence.
    package var bin: Window
    /// The false discovery rate at which a pair is still reported.
    package var rate: Double
    /// Whether pairs are given, too, that cannot be reported at `rate`.
    package var keepsUnlikely: Bool

    /// - Parameters:
    ///   - bin: above zero; without limit the whole input is one bin.
    ///   - rate: above 0 and below 1.
    package init(bin: Window = .sixHours, rate: Double = 0.01, keepsUnlikely: Bool = true) {
        precondition(bin.milliseconds > 0 && rate > 0 && rate < 1)
        self.bin = bin
        self.rate = rate
        self.keepsUnlikely = keepsUnlikely
    }
}

extension Window {
    package static let sixHours = Window(milliseconds: 21_600_000)
}

/// The pairs of accounts that could have been tied in a trace: what a probability must be corrected for.
package struct TestablePairs: Sendable, Equatable {
    /// Whether an account acted on as many objects as an edge needs, by account index.
    package var isTestable: [Bool]

    /// How many pairs these accounts make.
    package var count: Double {
        let accounts = Double(isTestable.reduce(0) { $0 + ($1 ? 1 : 0) })
        return accounts * (accounts - 1) / 2
    }
}
