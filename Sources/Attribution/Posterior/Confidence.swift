/// How good the grounds are: never in one sentence with how likely something is.
package enum Confidence: String, Codable, Sendable, CaseIterable, Comparable {
    case low
    case moderate
    case high

    package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The most confidence in one hypothesis that the evidence allows; whoever signs may state less.
package struct ConfidenceCeiling: Hashable, Sendable {
    /// The short name of the hypothesis.
    package let hypothesis: String
    package let level: Confidence
    /// Why not more; empty for high.
    package let reasons: [String]

    /// Words that an interval may span where confidence is high.
    private static let mostWords = 2
    /// The least probability of being right of a source that high confidence can rest on: that of B2.
    private static let soundFrom = 0.70

    /// Moderate needs two diagnostic indicators for the hypothesis that are independent in source and substance. High needs
    /// two such of different classes, both from sources graded B2 or better; a result that does not hang on one row; and an
    /// interval of two words at most. Rows that say only where somebody comes from, and rows whose source is more likely
    /// wrong than right, are no indicators.
    package init(_ run: PosteriorRun, for index: Int) {
        let indicators = HypothesisMatrix(run.question, run.counted).lines.filter {
            $0.cells[index] == .consistent && $0.row.standing.weight > 0 && !$0.row.row.isOrigin
                && $0.row.row.right.upperBound > 0.5
        }.map(\.row.row)
        let pairs = indicators.indices.flatMap { first in
            indicators.indices.dropFirst(first + 1).map { (indicators[first], indicators[$0]) }
        }.filter { Self.areIndependent($0, $1) }
        let ofTwoClasses = pairs.filter { $0.0.evidenceClass != $0.1.evidenceClass }
        var reasons: [String] = []
        if indicators.isEmpty {
            reasons.append("no diagnostic indicator for it from a source that may be right")
        } else if pairs.isEmpty {
            reasons.append("no two diagnostic indicators for it that are independent in source and substance")
        } else if ofTwoClasses.isEmpty {
            reasons.append("independent diagnostic indicators of one class only")
        } else if !ofTwoClasses.contains(where: { min($0.0.right.lowerBound, $0.1.right.lowerBound) >= Self.soundFrom })
        {
            reasons.append("no independent indicators of two classes that are both graded B2 or better")
        }
        if index == run.leader {
            let decisive = run.leaveOneOut.filter(\.changesLeader).map(\.row)
            if !decisive.isEmpty {
                reasons.append("without \(decisive.joined(separator: " or ")) another hypothesis would come first")
            }
        } else {
            reasons.append("another hypothesis comes first")
        }
        let words = run.posterior[index].words
        let span = ProbabilityWord.allCases.count { words.contains($0) }
        if span > Self.mostWords { reasons.append("its interval spans \(span) words") }
        hypothesis = run.question.hypotheses[index].id
        level = pairs.isEmpty ? .low : reasons.isEmpty ? .high : .moderate
        self.reasons = reasons
    }

    private static func areIndependent(_ first: JudgedRow, _ second: JudgedRow) -> Bool {
        first.sourceGroup != second.sourceGroup
            && (first.dependencyGroup == nil || first.dependencyGroup != second.dependencyGroup)
    }

    /// The sentence of confidence.
    package var sentence: String {
        "Confidence in \(hypothesis) can be \(level.rawValue) at most"
            + (reasons.isEmpty ? "." : ": " + reasons.joined(separator: "; ") + ".")
    }
}
