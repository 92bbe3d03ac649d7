/// How a statement puts its number.
package enum ClaimWording: String, Codable, Sendable, CaseIterable {
    case exact
    /// "about", "some", "close to", "around".
    case about
    case moreThan = "more_than"
    case lessThan = "less_than"
    /// "at least", or a plus sign after the number.
    case atLeast = "at_least"
    case atMost = "at_most"
    /// "between … and …".
    case range
    /// "there were none": the speaker says that the number is zero.
    case none
    /// "no evidence", "not found": the speaker says what he did not see, which is no number.
    case noEvidence = "no_evidence"

    /// Whether a number stands in the statement.
    package var hasNumber: Bool { self != .none && self != .noEvidence }
}

/// The numbers that a statement's wording admits, all of them counts or amounts of zero and above.
package struct ImpliedInterval: Hashable, Sendable {
    package var low: Double
    package var includesLow: Bool
    /// Nil where the wording sets no upper end.
    package var high: Double?
    package var includesHigh: Bool

    package init(low: Double, includesLow: Bool = true, high: Double?, includesHigh: Bool = true) {
        self.low = low
        self.includesLow = includesLow
        self.high = high
        self.includesHigh = includesHigh
    }

    /// The interval of a wording.
    ///
    /// | wording | interval |
    /// |---|---|
    /// | exact | [x, x] |
    /// | about | [x (1 − share), x (1 + share)] |
    /// | more than, less than | (x, ∞), [0, x) |
    /// | at least, at most | [x, ∞), [0, x] |
    /// | range | [x, upper] |
    /// | none | [0, 0] |
    /// | no evidence | nil: who has seen nothing has not said how many there are |
    ///
    /// - Parameter aboutShare: half the width of "about" as a share of the number.
    package init?(_ wording: ClaimWording, number: Double?, upper: Double?, aboutShare: Double) {
        let number = number ?? 0
        switch wording {
        case .exact: self.init(low: number, high: number)
        case .about: self.init(low: number * (1 - aboutShare), high: number * (1 + aboutShare))
        case .moreThan: self.init(low: number, includesLow: false, high: nil)
        case .lessThan: self.init(low: 0, high: number, includesHigh: false)
        case .atLeast: self.init(low: number, high: nil)
        case .atMost: self.init(low: 0, high: number)
        case .range: self.init(low: number, high: upper ?? number)
        case .none: self.init(low: 0, high: 0)
        case .noEvidence: return nil
        }
    }

    /// Whether no number lies in both.
    package func isDisjoint(from other: ImpliedInterval) -> Bool {
        ends(before: other) || other.ends(before: self)
    }

    private func ends(before other: ImpliedInterval) -> Bool {
        guard let high else { return false }
        return high < other.low || high == other.low && !(includesHigh && other.includesLow)
    }
}
