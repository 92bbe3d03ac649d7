import Bytes
import Records

/// How active each account was in each bin of time, and how many places its crowds had there.
///
/// Taken from all actions of a layer, before any are dropped because no edge can contain them: a place in a crowd is a
/// place, whoever stands there.
struct Propensities: Sendable {
    /// One account in one bin.
    struct Entry {
        /// Bin number, dense from 0 in order of time.
        var bin: UInt32
        /// The account's actions.
        var actions: Float
        /// Others' actions that lie in the crowd of one of the account's: on its object, within the window.
        var crowd: Float
        /// Their share among all of others' actions.
        var share: Float
    }

    /// All actions in each bin.
    let totals: [Double]
    /// Entries by account, ascending by bin; account `a` has `starts[a]..<starts[a + 1]`.
    let entries: [Entry]
    let starts: [UInt32]

    func entries(of account: Int) -> ArraySlice<Entry> {
        entries[Int(starts[account])..<Int(starts[account + 1])]
    }

    /// Entries held at most, at sixteen bytes each.
    private static let mostEntries = 200_000_000

    /// - Parameter isWanted: the accounts that get entries, by account index.
    /// - Throws: `tooManyBins` where accounts are active in more bins than can be held.
    init(
        _ actions: SortedActions, bins: TimeBins, window: Window, isWanted: [Bool]
    ) throws(CoordinationError) {
        totals = bins.totals
        let accountCount = isWanted.count
        let (lower, upper) = actions.neighbourRanges(window)
        // Positions by account ascend, so they come object by object and in order of time.
        let (positions, accountStarts) = RadixSort.group(
            (0..<UInt32(actions.count)).map { $0 }, by: actions.accounts, bucketCount: accountCount)
        var entries: [Entry] = []
        var starts: [UInt32] = [0]
        starts.reserveCapacity(accountCount + 1)
        var tally = BinTally(count: bins.totals.count)
        for account in 0..<accountCount {
            defer { starts.append(UInt32(entries.count)) }
            guard isWanted[account] else { continue }
            if entries.count > Self.mostEntries { throw .tooManyBins(limit: Self.mostEntries) }
            var reached: UInt32 = 0
            for index in Int(accountStarts[account])..<Int(accountStarts[account + 1]) {
                let position = Int(positions[index])
                let own = bins.numbers[position]
                tally.act(own)
                // Crowds of one account overlap: each place counts once, and its own places do not count.
                var next = max(lower[position], reached)
                reached = upper[position]
                while next < reached {
                    let bin = bins.numbers[Int(next)]
                    let end = bins.end(of: bin, in: Int(next)..<Int(reached))
                    tally.meet(bin, places: UInt32(end) - next)
                    next = UInt32(end)
                }
                tally.leaveOut(own)
            }
            tally.finish(totals: totals, into: &entries)
        }
        self.entries = entries
        self.starts = starts
    }
}

/// The bins of time that have actions, and which of them each action lies in.
struct TimeBins: Sendable {
    /// Bin number of each position in the sorted columns.
    let numbers: [UInt32]
    /// Actions in each bin.
    let totals: [Double]

    init(_ actions: SortedActions, length window: Window) {
        let length = window.milliseconds
        func raw(_ position: Int) -> Int64 {
            length == .max ? 0 : actions.times[position].floorDivided(by: length)
        }
        var least = Int64.max
        var most = Int64.min
        for position in 0..<actions.count {
            least = min(least, raw(position))
            most = max(most, raw(position))
        }
        var numbers = [UInt32](repeating: 0, count: actions.count)
        var totals: [Double] = []
        if actions.count > 0 {
            // Times are sorted within objects only. The usual span is a table; a date gone astray makes it too long.
            let span = most &- least
            if span >= 0, span < 1 << 24 {
                var seen = [UInt32](repeating: 0, count: Int(span) + 1)
                for position in 0..<actions.count { seen[Int(raw(position) - least)] += 1 }
                for index in seen.indices where seen[index] > 0 {
                    totals.append(Double(seen[index]))
                    seen[index] = UInt32(totals.count - 1)
                }
                for position in 0..<actions.count { numbers[position] = seen[Int(raw(position) - least)] }
            } else {
                let order = RadixSort.order(
                    of: (0..<actions.count).map { UInt64(bitPattern: raw($0)) ^ 1 << 63 })
                var last: Int64?
                for position in order {
                    let bin = raw(Int(position))
                    if bin != last { totals.append(0) }
                    last = bin
                    totals[totals.count - 1] += 1
                    numbers[Int(position)] = UInt32(totals.count - 1)
                }
            }
        }
        self.numbers = numbers
        self.totals = totals
    }

    /// Where in `range`, whose positions ascend in time and begin in `bin`, the bin ends.
    func end(of bin: UInt32, in range: Range<Int>) -> Int {
        if numbers[range.upperBound - 1] == bin { return range.upperBound }
        var low = range.lowerBound
        var high = range.upperBound - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if numbers[middle] == bin { low = middle } else { high = middle }
        }
        return high
    }
}

/// One account's actions and crowd, bin by bin, while they are counted.
private struct BinTally {
    private var actions: [UInt32]
    private var places: [UInt32]
    private var touched: [UInt32] = []

    init(count: Int) {
        actions = [UInt32](repeating: 0, count: count)
        places = [UInt32](repeating: 0, count: count)
    }

    mutating func act(_ bin: UInt32) {
        touch(bin)
        actions[Int(bin)] += 1
    }

    /// Counts places in the crowd.
    mutating func meet(_ bin: UInt32, places count: UInt32) {
        touch(bin)
        places[Int(bin)] += count
    }

    /// Takes the account's own place out, which was counted.
    mutating func leaveOut(_ bin: UInt32) {
        places[Int(bin)] -= 1
    }

    private mutating func touch(_ bin: UInt32) {
        if actions[Int(bin)] == 0, places[Int(bin)] == 0 { touched.append(bin) }
    }

    mutating func finish(totals: [Double], into entries: inout [Propensities.Entry]) {
        touched.sort()
        for bin in touched {
            let index = Int(bin)
            let others = max(1, totals[index] - Double(actions[index]))
            entries.append(
                Propensities.Entry(
                    bin: bin, actions: Float(actions[index]), crowd: Float(places[index]),
                    share: Float(Double(places[index]) / others)))
            actions[index] = 0
            places[index] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }
}
