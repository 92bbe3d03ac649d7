import Records

/// Two claims about the same quantity of the same event, the earlier first.
package struct ClaimPair: Hashable, Sendable {
    package enum Relation: String, Codable, Sendable, CaseIterable {
        /// Both wordings admit a common number, or the numbers differ by no more than the tolerance.
        case consistent
        /// The same speaker gave another number later.
        case revised
        /// Another speaker gave another number, of another scope: no contradiction follows.
        case differs
        /// The same scope, and no number satisfies both wordings.
        case contradictory
        /// One of them names no number ("no evidence"): they stand side by side.
        case sideBySide = "side_by_side"

        /// What should be looked at first: the lower, the sooner.
        package var rank: Int {
            switch self {
            case .contradictory: 0
            case .sideBySide: 1
            case .revised: 2
            case .differs: 3
            case .consistent: 4
            }
        }
    }

    package enum Direction: String, Codable, Sendable {
        case up
        case down
        case level
    }

    package let earlier: StatedClaim
    package let later: StatedClaim
    package let relation: Relation
    /// The parts of the scope that are not the same: `period`, `territory`, `coverage`.
    package let scopeDifferences: [String]
    package let isSameSpeaker: Bool
    /// |x − y| / max(x, y); nil where one of them has no number, 0 where both are zero.
    package let relativeDiscrepancy: Double?
    /// The later number over the earlier; nil where there is none, or the earlier is zero.
    package let ratio: Double?
    package let direction: Direction?
    /// Days from the earlier to the later claim: both bounds where a date is known only to a day or less.
    package let days: ClosedRange<Int>

    package init(_ earlier: StatedClaim, _ later: StatedClaim, rule: StatementConsistency) {
        self.earlier = earlier
        self.later = later
        scopeDifferences = earlier.scope.differences(from: later.scope)
        isSameSpeaker = ClaimScope.folded(earlier.speaker) == ClaimScope.folded(later.speaker)
        let least = max(0, later.date.firstDay - earlier.date.lastDay)
        days = least...max(least, later.date.lastDay - earlier.date.firstDay)

        guard let before = earlier.representative, let after = later.representative,
            let first = earlier.interval(aboutShare: rule.aboutShare),
            let second = later.interval(aboutShare: rule.aboutShare)
        else {
            relativeDiscrepancy = nil
            ratio = nil
            direction = nil
            relation = earlier.wording == later.wording ? .consistent : .sideBySide
            return
        }
        let discrepancy = before == after ? 0 : abs(after - before) / max(after, before)
        relativeDiscrepancy = discrepancy
        ratio = before > 0 ? after / before : nil
        direction = after > before ? .up : after < before ? .down : .level

        let isApart = first.isDisjoint(from: second) && discrepancy > rule.tolerance
        if scopeDifferences.isEmpty {
            relation =
                isApart ? .contradictory : isSameSpeaker && discrepancy > rule.tolerance ? .revised : .consistent
        } else {
            relation = discrepancy <= rule.tolerance ? .consistent : isSameSpeaker ? .revised : .differs
        }
    }

    /// The relation in words: `revised up in 28 days, scope differs (period, coverage)`.
    package var description: String {
        var words: String
        switch relation {
        case .consistent: words = "consistent"
        case .revised: words = "revised \((direction ?? .level).rawValue) in \(Self.spelled(days))"
        case .differs: words = "another speaker's number"
        case .contradictory: words = "contradictory"
        case .sideBySide: words = "side by side: one of them names no number"
        }
        if !scopeDifferences.isEmpty { words += ", scope differs (\(scopeDifferences.joined(separator: ", ")))" }
        return words
    }

    private static func spelled(_ days: ClosedRange<Int>) -> String {
        let bounds =
            days.lowerBound == days.upperBound ? "\(days.lowerBound)" : "\(days.lowerBound) to \(days.upperBound)"
        return bounds == "1" ? "1 day" : "\(bounds) days"
    }

    /// The pair as M13.
    /// - Parameter input: the digest of a claim's entry in the register.
    package func measurement(
        rule: StatementConsistency, input: (StatedClaim) -> String = { $0.name }
    ) -> Measurement {
        var figures: [Figure] = [
            Figure(
                "relative discrepancy", relativeDiscrepancy, unit: "share",
                remark: relativeDiscrepancy == nil ? missingNumber : description)
        ]
        if let ratio { figures.append(Figure("later over earlier", ratio, unit: "ratio")) }
        let isDated = days.lowerBound == days.upperBound
        figures.append(
            Figure(
                "days between", isDated ? Double(days.lowerBound) : nil, unit: "days", low: Double(days.lowerBound),
                high: Double(days.upperBound), remark: isDated ? nil : "dates known only within bounds"))
        var notes = ["type: \(description)", Self.spelled(earlier), Self.spelled(later)]
        if [earlier.wording, later.wording].contains(.about) {
            notes.append("'about' is read as ± \(Self.percent(rule.aboutShare))")
        }
        if relation == .consistent, let relativeDiscrepancy, relativeDiscrepancy > 0 {
            notes.append("differences up to \(Self.percent(rule.tolerance)) are put down to counting")
        }
        if [earlier.wording, later.wording].contains(.range) { notes.append("a range is compared by its middle") }
        return Measurement(
            .statementConsistency, of: StatementConsistency.subject(earlier), figures: figures, notes: notes,
            inputs: [input(earlier), input(later)])
    }

    private var missingNumber: String {
        earlier.representative == nil && later.representative == nil
            ? "no number on either side" : "no number on one side"
    }

    private static func spelled(_ claim: StatedClaim) -> String {
        let audience = claim.audience.map { " to \($0)" } ?? ""
        let counted =
            switch claim.wording {
            case .noEvidence: "no evidence of \(claim.quantity)"
            case .none: "no \(claim.quantity)"
            default: "\(claim.statement) \(claim.quantity)"
            }
        return "\(claim.date): \(claim.speaker)\(audience): \(counted) [\(claim.name)]"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0
            ? "\(Int(tenths / 10)) %" : "\(tenths / 10) %"
    }
}
