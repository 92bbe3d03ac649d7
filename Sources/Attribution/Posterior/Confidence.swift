/// How good the grounds are: never in one sentence with how likely something is.
package enum Confidence: String, Codable, Sendable, CaseIterable, Comparable {
    case low
    case moderate
    case high

    package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The most confidence that the evidence allows; whoever signs may state less.
package struct ConfidenceCeiling: Hashable, Sendable {
    package let level: Confidence
    /// Why not more; empty for high.
    package let reasons: [String]

    /// Moderate needs two diagnostic indicators that are independent in source and substance. High needs two such of
    /// different classes, and that no single row decides which hypothesis comes first. Rows that say only where somebody
    /// comes from, and rows whose source is more likely wrong than right, are no indicators.
    package init(_ run: PosteriorRun) {
        let indicators = run.counted.filter {
            $0.standing.weight > 0 && !$0.row.isOrigin && $0.row.right.upperBound > 0.5
        }.map(\.row)
        let pairs = indicators.indices.flatMap { first in
            indicators.indices.dropFirst(first + 1).map { (indicators[first], indicators[$0]) }
        }.filter { Self.areIndependent($0, $1) }
        let decisive = run.leaveOneOut.filter(\.changesLeader).map(\.row)
        var reasons: [String] = []
        if indicators.isEmpty {
            reasons.append("no diagnostic indicator from a source that may be right")
        } else if pairs.isEmpty {
            reasons.append("no two diagnostic indicators that are independent in source and substance")
        } else if !pairs.contains(where: { $0.0.evidenceClass != $0.1.evidenceClass }) {
            reasons.append("independent diagnostic indicators of one class only")
        }
        if !decisive.isEmpty {
            reasons.append("without \(decisive.joined(separator: " or ")) another hypothesis would come first")
        }
        level = pairs.isEmpty ? .low : reasons.isEmpty ? .high : .moderate
        self.reasons = reasons
    }

    private static func areIndependent(_ first: JudgedRow, _ second: JudgedRow) -> Bool {
        first.sourceGroup != second.sourceGroup
            && (first.dependencyGroup == nil || first.dependencyGroup != second.dependencyGroup)
    }

    /// The sentence of confidence.
    package var sentence: String {
        "Confidence can be \(level.rawValue) at most"
            + (reasons.isEmpty ? "." : ": " + reasons.joined(separator: "; ") + ".")
    }
}
