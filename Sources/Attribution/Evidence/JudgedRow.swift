import Statistics

/// A row as the arithmetic sees it: an interval for each hypothesis, in the question's order, and how likely the source
/// is right.
package struct JudgedRow: Hashable, Sendable {
    package var id: String
    package var intervals: [RatioInterval]
    package var right: ClosedRange<Double>
    package var sourceGroup: String
    package var dependencyGroup: String?
    package var evidenceClass: EvidenceClass
    package var isOrigin: Bool

    package init(
        id: String, intervals: [RatioInterval], right: ClosedRange<Double>, sourceGroup: String,
        dependencyGroup: String? = nil, evidenceClass: EvidenceClass = .contextual, isOrigin: Bool = false
    ) {
        self.id = id
        self.intervals = intervals
        self.right = right
        self.sourceGroup = sourceGroup
        self.dependencyGroup = dependencyGroup
        self.evidenceClass = evidenceClass
        self.isOrigin = isOrigin
    }

    package init(_ row: EvidenceRow, intervals: [RatioInterval]) {
        self.init(
            id: row.id, intervals: intervals, right: row.grade.probabilityRight, sourceGroup: row.sourceGroup,
            dependencyGroup: row.dependencyGroup, evidenceClass: row.evidenceClass, isOrigin: row.isOrigin)
    }

    /// Whether it tells any two hypotheses apart: the ratio of one to the other excludes one. Where the source is never
    /// right, it does not.
    package var isDiagnostic: Bool { guaranteed > 0 && right.upperBound > 0 }

    /// The largest logarithm of a ratio that the intervals guarantee for any two hypotheses; 0 or less where none does.
    var guaranteed: Double {
        guard let best = intervals.map(\.low).max(), let worst = intervals.map(\.high).min(), best > worst else {
            return 0
        }
        return PlainMath.log(best / worst)
    }

    /// What rows of one dependency group are ranked by: the guaranteed ratio, less where the source is doubtful.
    var strength: Double { guaranteed * (right.lowerBound + right.upperBound) / 2 }
}

/// How a row enters the result.
package enum RowStanding: Hashable, Sendable {
    case full
    /// It follows in part from a stronger row of its group: with this share of its weight.
    case shared(Double, behind: String)
    /// A stronger row of the same dependency group comes from the same source group: the same, said twice.
    case repeated(of: String)
    /// Its intervals leave every ratio of two hypotheses free to be one.
    case nonDiagnostic

    /// The exponent of its ratios: 1 counts fully, 0 not at all.
    package var weight: Double {
        switch self {
        case .full: 1
        case .shared(let share, _): share
        case .repeated, .nonDiagnostic: 0
        }
    }

    package var words: String {
        switch self {
        case .full: "counts fully"
        case .shared(let share, let other):
            "counts for \(share) of its weight: it depends on \(other), which is stronger, and how far is not known"
        case .repeated(let other): "does not count: the same source group says the same in \(other)"
        case .nonDiagnostic: "not diagnostic: its intervals leave it open which hypothesis it speaks for"
        }
    }
}

/// A row with its standing among the others.
package struct CountedRow: Hashable, Sendable {
    package var row: JudgedRow
    package var standing: RowStanding

    /// Settles how rows count, in the order of their names.
    ///
    /// Of each dependency group the strongest counts fully. How much the next ones add is not known, between nothing and
    /// everything: the second counts for a half, the third for a quarter, and so on, so that no group counts for more than
    /// twice its strongest row. One that shares its source group with a stronger row of the group does not count at all.
    package static func settle(_ rows: [JudgedRow]) -> [CountedRow] {
        let sorted = rows.sorted { Self.precedes($0.id, $1.id) }
        var standings = sorted.map { $0.isDiagnostic ? RowStanding.full : .nonDiagnostic }
        let groups = Set(sorted.compactMap(\.dependencyGroup)).sorted(by: Self.precedes)
        for group in groups {
            let members = sorted.indices
                .filter { sorted[$0].dependencyGroup == group && sorted[$0].isDiagnostic }
                .sorted {
                    let (left, right) = (sorted[$0], sorted[$1])
                    if left.strength != right.strength { return left.strength > right.strength }
                    return Self.precedes(left.id, right.id)
                }
            guard let strongest = members.first else { continue }
            var share = 1.0
            var heard = [sorted[strongest].sourceGroup: sorted[strongest].id]
            for index in members.dropFirst() {
                if let said = heard[sorted[index].sourceGroup] {
                    standings[index] = .repeated(of: said)
                } else {
                    share /= 2
                    heard[sorted[index].sourceGroup] = sorted[index].id
                    standings[index] = .shared(share, behind: sorted[strongest].id)
                }
            }
        }
        return zip(sorted, standings).map { CountedRow(row: $0, standing: $1) }
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
