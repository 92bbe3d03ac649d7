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
    /// The bin of time within which who acted when is left to chance. Shorter bins put down more to habit, to the hour of
    /// the day and to what was in the news; where a bin holds few actions, a group makes up so much of it that its members
    /// cannot but meet, and nothing can be told.
    package var bin: Window
    /// The false discovery rate at which a pair is still reported.
    package var rate: Double
    /// For which pairs probabilities are corrected.
    package var correction: Correction
    /// Whether pairs are given, too, that cannot be reported at `rate`.
    package var keepsUnlikely: Bool

    /// - Parameters:
    ///   - bin: above zero; without limit the whole trace is one bin.
    ///   - rate: above 0 and below 1.
    package init(
        bin: Window = .sixHours, rate: Double = 0.01, correction: Correction = .all, keepsUnlikely: Bool = true
    ) {
        precondition(bin.milliseconds > 0 && rate > 0 && rate < 1)
        self.bin = bin
        self.rate = rate
        self.correction = correction
        self.keepsUnlikely = keepsUnlikely
    }

    /// The pairs of accounts that a probability is corrected for.
    package enum Correction: String, Sendable, CaseIterable {
        /// All pairs of accounts that acted on as many objects as an edge needs.
        case all
        /// Of these, the pairs that could have met as often as an edge needs. In small inputs they are few, and groups
        /// are found that the other correction cannot tell from chance; so are a publisher's own accounts.
        case attainable
    }
}

extension Window {
    package static let sixHours = Window(milliseconds: 21_600_000)
}
