import Bytes
import Corpus
import Records

/// The actions laid out for row-wise counting.
///
/// Accounts get new numbers, the most active first: the partners that are met most often then share a few cache lines
/// of the dense row, and each pair is counted from its more active side.
struct RowPlan: Sendable {
    let actions: SortedActions
    /// New account number at each position.
    let rows: [UInt32]
    /// Window neighbours of each position: `lower[p]..<upper[p]`, itself included.
    let lower: [UInt32]
    let upper: [UInt32]
    /// Positions by new account number, ascending; account `r` has `starts[r]..<starts[r + 1]`.
    let positions: [UInt32]
    let starts: [UInt32]
    /// The corpus's account index of each new number.
    let originals: [UInt32]
    /// Pairs of actions on one object within the window.
    let candidatePairs: UInt64

    /// Number of accounts with an action left.
    var rowCount: Int { originals.count }

    init(_ actions: SortedActions, window: Window, accountCount: Int) {
        self.actions = actions
        (lower, upper) = actions.neighbourRanges(window)
        var pairs: UInt64 = 0
        for position in 0..<actions.count { pairs += UInt64(upper[position]) - UInt64(position) - 1 }
        candidatePairs = pairs

        var counts = [UInt32](repeating: 0, count: accountCount)
        for account in actions.accounts { counts[Int(account)] += 1 }
        let active = (0..<UInt32(accountCount)).filter { counts[Int($0)] > 0 }
        let byActivity = RadixSort.order(of: active.map { UInt64(UInt32.max - counts[Int($0)]) })
        let originals = byActivity.map { active[Int($0)] }
        var renumbered = [UInt32](repeating: 0, count: accountCount)
        for (row, account) in originals.enumerated() { renumbered[Int(account)] = UInt32(row) }
        self.originals = originals
        rows = actions.accounts.map { renumbered[Int($0)] }
        (positions, starts) = RadixSort.group(
            (0..<UInt32(actions.count)).map { $0 }, by: rows, bucketCount: originals.count)
    }

    /// Refuses what would pass the limit, and notes what is heavy.
    func check(_ layer: Layer, limits: SearchLimits, progress: Progress) throws(CoordinationError) {
        guard candidatePairs > min(limits.heavyPairs, limits.maximumPairs) else { return }
        var heaviest: (object: UInt32, pairs: UInt64) = (0, 0)
        var current: (object: UInt32, pairs: UInt64) = (.max, 0)
        for position in 0..<actions.count {
            if actions.objects[position] != current.object { current = (actions.objects[position], 0) }
            current.pairs += UInt64(upper[position]) - UInt64(position) - 1
            if current.pairs > heaviest.pairs { heaviest = current }
        }
        let name = layer.objects.string(heaviest.object)
        let share = Double(heaviest.pairs) / Double(candidatePairs)
        if candidatePairs > limits.maximumPairs {
            throw .tooManyPairs(
                trace: layer.trace, pairs: candidatePairs, limit: limits.maximumPairs, heaviest: name, share: share)
        }
        progress.note(
            "heavy: trace '\(layer.trace.name)' has \(candidatePairs) pairs of actions within the window, "
                + "\(Int((share * 100).rounded())) % of them on '\(name)'. The search stays exact and takes longer.")
    }

    /// Actions of an account.
    func actionCount(_ row: UInt32) -> Int { Int(starts[Int(row) + 1] - starts[Int(row)]) }

    /// Neighbours that a walk over an account's row visits.
    func visits(_ row: UInt32) -> Int {
        positions[Int(starts[Int(row)])..<Int(starts[Int(row) + 1])].reduce(0) {
            $0 + Int(upper[Int($1)] - lower[Int($1)])
        }
    }

    /// Cuts the rows into at most `count` runs of about the same number of neighbours to visit.
    func chunks(_ count: Int) -> [Range<UInt32>] {
        let target = max(1, (candidatePairs * 2 + UInt64(actions.count)) / UInt64(count))
        var chunks: [Range<UInt32>] = []
        var start: UInt32 = 0
        var cost: UInt64 = 0
        for row in 0..<UInt32(rowCount) {
            cost += UInt64(visits(row))
            if cost >= target {
                chunks.append(start..<row + 1)
                start = row + 1
                cost = 0
            }
        }
        if start < UInt32(rowCount) { chunks.append(start..<UInt32(rowCount)) }
        return chunks
    }
}
