import Statistics

/// One account laid open, bin by bin, against which its partners are weighed.
struct ChanceRow {
    private let propensities: Propensities
    /// Of the account that is laid open: its actions, the share that its crowds have among the places of others, and
    /// its places in crowds, by bin.
    private var actions: [Float]
    private(set) var share: [Float]
    private var crowd: [Float]
    private var account: Int?
    private var trials: [(probability: Double, trials: Int)] = []

    init(_ propensities: Propensities) {
        self.propensities = propensities
        actions = [Float](repeating: 0, count: propensities.totals.count)
        share = actions
        crowd = actions
    }

    /// Lays `account` open in the place of the one before.
    mutating func open(_ account: UInt32) {
        if self.account == Int(account) { return }
        if let before = self.account {
            for entry in propensities.entries(of: before) {
                actions[Int(entry.bin)] = 0
                share[Int(entry.bin)] = 0
                crowd[Int(entry.bin)] = 0
            }
        }
        self.account = Int(account)
        for entry in propensities.entries(of: Int(account)) {
            let bin = Int(entry.bin)
            actions[bin] = entry.actions
            crowd[bin] = entry.crowd
            share[bin] = entry.share
        }
    }

    /// How often chance makes the open account and `partner` meet: the larger of both directions' expectations.
    func expectedMeetings(with partner: UInt32) -> Double {
        var ofPartner: Float = 0
        var ofOwn: Float = 0
        let entries = propensities.entries.span
        let (share, actions) = (self.share.span, self.actions.span)
        for index in Int(propensities.starts[Int(partner)])..<Int(propensities.starts[Int(partner) + 1]) {
            let entry = entries[index]
            ofPartner += entry.actions * share[Int(entry.bin)]
            ofOwn += entry.share * actions[Int(entry.bin)]
        }
        return Double(max(ofPartner, ofOwn))
    }

    /// The probability that chance makes the open account and `partner` meet at least `occasions` times: the larger of
    /// both directions'.
    mutating func probability(of partner: UInt32, atLeast occasions: UInt32) -> Probability {
        let expected = expectedMeetings(with: partner)
        let bound = PoissonTail.logUpperTail(atLeast: Int(occasions), mean: expected)
        // Poisson's tail lies above the true one. Where it is not small, nothing hangs on by how much.
        if bound > Self.coarse { return Probability(logarithm: bound) }
        gatherTrials(partner, drawnByPartner: true)
        let ofPartner = PoissonBinomial(groups: trials).logUpperTail(atLeast: Int(occasions))
        gatherTrials(partner, drawnByPartner: false)
        let ofOwn = PoissonBinomial(groups: trials).logUpperTail(atLeast: Int(occasions))
        return Probability(
            logarithm: max(ofPartner, ofOwn, Chances.least(weight: Int(occasions), expected: expected)))
    }

    /// Probabilities above this one (a fiftieth, in logarithms) are given by their bound.
    private static let coarse = -3.912

    /// The trials of one direction, a group a bin: what one account did is drawn from the places that are not the
    /// other's, of which those in the other's crowds are marked.
    private mutating func gatherTrials(_ partner: UInt32, drawnByPartner: Bool) {
        trials.removeAll(keepingCapacity: true)
        for entry in propensities.entries(of: Int(partner)) {
            let bin = Int(entry.bin)
            let drawn = drawnByPartner ? entry.actions : actions[bin]
            let marked = drawnByPartner ? crowd[bin] : entry.crowd
            if drawn == 0 || marked == 0 { continue }
            let taken = drawnByPartner ? actions[bin] : entry.actions
            let places = max(1, propensities.totals[bin] - Double(taken))
            // The hypergeometric tail lies below both binomial ones; the one with fewer trials comes closer.
            trials.append((min(1, Double(max(drawn, marked)) / places), Int(min(drawn, marked))))
        }
    }
}
