/// The matrix of R. Heuer's Analysis of Competing Hypotheses, as a view of the intervals.
///
/// It is for looking at: three studies found that the matrix by itself brings no gain in accuracy or costs some (M. Dhami
/// and others, 2019; C. Karvetski and D. Mandel, 2020; D. Mandel, C. Karvetski and M. Dhami, 2018). The numbers come from
/// `PosteriorRun`.
package struct HypothesisMatrix: Sendable {
    package enum Cell: String, Sendable, CaseIterable {
        case consistent = "C"
        case inconsistent = "I"
        case notApplicable = "NA"
    }

    package struct Line: Sendable {
        package var row: CountedRow
        /// In the order of the hypotheses.
        package var cells: [Cell]
    }

    package let hypotheses: [String]
    package let lines: [Line]

    package init(_ question: AttributionQuestion, _ counted: [CountedRow]) {
        hypotheses = question.hypotheses.map(\.id)
        lines = counted.map { Line(row: $0, cells: Self.cells($0.row.intervals)) }
    }

    /// Inconsistent is a hypothesis under which the row is surely less likely than under another; consistent, one of the
    /// others under which it is surely more likely than under some. Where neither is sure, the row does not apply.
    package static func cells(_ intervals: [RatioInterval]) -> [Cell] {
        let best = intervals.map(\.low).max() ?? 0
        let worst = intervals.map(\.high).min() ?? 0
        return intervals.map { $0.high < best ? .inconsistent : $0.low > worst ? .consistent : .notApplicable }
    }

    /// How many counting rows speak against each hypothesis.
    package var inconsistencies: [Int] {
        hypotheses.indices.map { hypothesis in
            lines.count { $0.row.standing.weight > 0 && $0.cells[hypothesis] == .inconsistent }
        }
    }
}
