import Bytes
import Records

/// The pairs of posts of one account with a batch of partners, and the figures that follow from them.
struct CoactionDetails {
    /// A pair of actions, by position in the sorted columns.
    private struct Pair {
        var own: UInt32
        var other: UInt32
    }

    private var pairs: [Pair] = []
    private var starts: [Int] = []
    private var next: [Int] = []
    /// The selected partner's pairs, by gap.
    private var gaps: [Int64] = []
    private var selected: [Pair] = []
    private var scratch: [UInt64] = []

    /// Makes room for a batch of partners with so many pairs each.
    mutating func begin(_ counts: some Sequence<UInt64>) {
        starts.removeAll(keepingCapacity: true)
        var total = 0
        for count in counts {
            starts.append(total)
            total += Int(count)
        }
        starts.append(total)
        next = starts
        pairs.removeAll(keepingCapacity: true)
        pairs.append(contentsOf: repeatElement(Pair(own: 0, other: 0), count: total))
    }

    mutating func add(_ slot: Int, own: UInt32, other: UInt32) {
        pairs[next[slot]] = Pair(own: own, other: other)
        next[slot] += 1
    }

    /// Takes up one partner's pairs, the closest in time first.
    mutating func select(_ slot: Int, actions: SortedActions) {
        let range = starts[slot]..<starts[slot + 1]
        let order = order(of: range) { UInt64(abs(actions.times[Int($0.own)] &- actions.times[Int($0.other)])) }
        selected.removeAll(keepingCapacity: true)
        gaps.removeAll(keepingCapacity: true)
        for index in order {
            let pair = pairs[range.lowerBound + Int(index)]
            selected.append(pair)
            gaps.append(abs(actions.times[Int(pair.own)] &- actions.times[Int(pair.other)]))
        }
    }

    private mutating func order(of range: Range<Int>, by key: (Pair) -> UInt64) -> [UInt32] {
        if range.count < 64 {
            // Few pairs, the usual case: insertion sort beats eleven-bit counting by far.
            var order: [UInt32] = []
            order.reserveCapacity(range.count)
            scratch.removeAll(keepingCapacity: true)
            for (index, position) in range.enumerated() {
                let value = key(pairs[position])
                scratch.append(value)
                order.append(UInt32(index))
                var hole = index
                while hole > 0, scratch[Int(order[hole - 1])] > value {
                    order[hole] = order[hole - 1]
                    hole -= 1
                }
                order[hole] = UInt32(index)
            }
            return order
        }
        return RadixSort.order(of: pairs[range].map(key))
    }

    /// The edge at `window`, or nil where no pair lies within it.
    mutating func edge(within window: Window, a: UInt32, b: UInt32, actions: SortedActions) -> Edge? {
        var end = gaps.count
        while end > 0, gaps[end - 1] > window.milliseconds { end -= 1 }
        if end == 0 { return nil }
        var first = Int64.max
        var last = Int64.min
        var leadsA: UInt64 = 0
        var leadsB: UInt64 = 0
        for pair in selected[..<end] {
            let own = actions.times[Int(pair.own)]
            let other = actions.times[Int(pair.other)]
            first = min(first, own, other)
            last = max(last, own, other)
            if own < other { leadsA += 1 } else if own > other { leadsB += 1 }
        }
        let middle = end / 2
        let median = end % 2 == 1 ? Double(gaps[middle]) : Double(gaps[middle - 1]) / 2 + Double(gaps[middle]) / 2
        return Edge(
            a: a, b: b,
            weight: distinct(end) { UInt64(actions.objects[Int($0.own)]) },
            pairs: UInt64(end),
            postsA: distinct(end) { UInt64(actions.posts[Int($0.own)]) },
            postsB: distinct(end) { UInt64(actions.posts[Int($0.other)]) },
            first: first, last: last, medianGap: median,
            leadsA: leadsA, leadsB: leadsB,
            days: distinct(end) {
                let earlier = min(actions.times[Int($0.own)], actions.times[Int($0.other)])
                return UInt64(bitPattern: earlier.floorDivided(by: 86_400_000))
            })
    }

    /// Number of distinct values among the first `count` selected pairs.
    private mutating func distinct(_ count: Int, _ value: (Pair) -> UInt64) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        for pair in selected[..<count] { scratch.append(value(pair)) }
        if count < 256 { scratch.sort() } else { RadixSort.sort(&scratch) }
        var distinct: UInt32 = 1
        for index in 1..<max(1, count) where scratch[index] != scratch[index - 1] { distinct += 1 }
        return distinct
    }
}
