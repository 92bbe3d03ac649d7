import Records

/// What accounts did in each bin, packed for a first look at tens of millions of pairs: nearly all of them are passed
/// over after a few bins, and reading those few from memory is what the look costs.
struct ChanceScreen: Sendable {
    /// A bin's number above, the actions in it below; more actions than fit are left out, which only lowers the sum. By
    /// row, the bins with most actions first; row `r` has `starts[r]..<starts[r + 1]`.
    private let marks: [UInt32]
    private let starts: [UInt32]
    /// The first marks of each row once more, side by side: one line of the cache a look, and few lines in all.
    private let heads: [UInt32]

    private static let actionBits: UInt32 = 12
    private static let mostActions: UInt32 = (1 << actionBits) - 1
    private static let mostBins = 1 << 20
    private static let headMarks = 16

    /// Nil where there are more bins than can be packed.
    init?(_ propensities: Propensities, plan: RowPlan) {
        if propensities.totals.count > Self.mostBins { return nil }
        var marks: [UInt32] = []
        var starts: [UInt32] = [0]
        var heads = [UInt32](repeating: 0, count: plan.rowCount * Self.headMarks)
        starts.reserveCapacity(plan.rowCount + 1)
        for (row, account) in plan.originals.enumerated() {
            let start = marks.count
            for entry in propensities.entries(of: Int(account)) where entry.actions > 0 {
                marks.append(entry.bin << Self.actionBits | min(UInt32(entry.actions), Self.mostActions))
            }
            marks[start...].sort { ($1 & Self.mostActions, $0) < ($0 & Self.mostActions, $1) }
            for (place, mark) in marks[start...].prefix(Self.headMarks).enumerated() {
                heads[row * Self.headMarks + place] = mark
            }
            starts.append(UInt32(marks.count))
        }
        self.marks = marks
        self.heads = heads
        self.starts = starts
    }

    /// Whether chance makes an account meet the account of `row` more often than `limit`.
    /// - Parameter share: by bin, the share of others' actions that lie in the first account's crowds.
    func exceeds(_ limit: Float, row: UInt32, share: [Float]) -> Bool {
        let share = share.span
        let heads = heads.span
        var sum: Float = 0
        for index in Int(row) * Self.headMarks..<(Int(row) + 1) * Self.headMarks {
            let mark = heads[index]
            sum += Float(mark & Self.mostActions) * share[Int(mark >> Self.actionBits)]
        }
        if sum > limit { return true }
        let end = Int(starts[Int(row) + 1])
        var next = Int(starts[Int(row)]) + Self.headMarks
        let marks = marks.span
        while next < end {
            let mark = marks[next]
            next += 1
            sum += Float(mark & Self.mostActions) * share[Int(mark >> Self.actionBits)]
            if sum > limit { return true }
        }
        return false
    }
}
