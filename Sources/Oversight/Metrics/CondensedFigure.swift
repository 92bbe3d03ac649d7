/// A number as people read it: where the same was counted in several ways, all of them in one, from the least to the most.
package struct CondensedFigure: Sendable {
    /// What the number is, without the way of counting.
    package var label: String
    package var unit: String
    /// The least and the most of the values; nil where no way of counting gives one.
    package var values: ClosedRange<Double>?
    /// The widest limits, open where one way of counting leaves them open; nil where a way of counting says nothing at all.
    package var span: (low: Double, high: Double)?
    /// The counts behind a share, from the least to the most; nil where a way of counting gives none.
    package var counts: ClosedRange<Int>?
    package var total: Int?
    package var remark: String?
    /// In how many ways it was counted.
    package var ways: Int

    /// Nil of no figures. Those that are given are one number, counted in several ways.
    package init?(_ figures: [Figure]) {
        guard let first = figures.first else { return nil }
        label = first.base
        unit = first.unit
        let known = figures.compactMap(\.value)
        if let least = known.min(), let most = known.max() { values = least...most }
        let spans = figures.compactMap(\.span)
        if spans.count == figures.count, let low = spans.map(\.low).min(), let high = spans.map(\.high).max() {
            span = (low, high)
        }
        let counted = figures.compactMap(\.count)
        if counted.count == figures.count, let least = counted.min(), let most = counted.max() {
            counts = least...most
        }
        total = figures.allSatisfy { $0.total == first.total } ? first.total : nil
        remark = figures.compactMap(\.remark).first
        let without = figures.count - known.count
        if let reason = remark, !known.isEmpty, without > 0 {
            remark = "in \(without) of \(figures.count) ways \(reason)"
        }
        if unit == "share", let counts, let total, total > 0, total < Shares.fewest, counts.count > 1 {
            remark = Shares.counted(counts, of: total)
        }
        ways = figures.count
    }
}

extension Measurement {
    /// The figures, those that count the same in several ways as one each, in the order of their first.
    package var condensed: [CondensedFigure] {
        var groups: [[Figure]] = []
        var places: [String: Int] = [:]
        for figure in figures {
            if figure.way != nil, let place = places[figure.base] {
                groups[place].append(figure)
            } else {
                if figure.way != nil { places[figure.base] = groups.count }
                groups.append([figure])
            }
        }
        return groups.compactMap { CondensedFigure($0) }
    }

    /// The ways of counting that `condensed` takes together; none where each figure stands for itself.
    package var ways: [String] {
        var met: Set<String> = []
        return figures.compactMap(\.way).filter { met.insert($0).inserted }
    }
}
