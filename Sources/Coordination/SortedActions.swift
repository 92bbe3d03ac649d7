import Bytes
import Corpus
import Records

/// The actions of one layer by (object, time), without exact repeats.
///
/// All columns run in parallel: entry `p` of each belongs to position `p`. Ties in time are ordered by account and post,
/// so that the order of the input's rows never shows in a result.
struct SortedActions {
    var objects: [UInt32] = []
    var accounts: [UInt32] = []
    var times: [Int64] = []
    var posts: [UInt32] = []
    /// Exact repeats that were dropped.
    private(set) var repeats = 0

    var count: Int { objects.count }

    /// None.
    init() {}

    init(_ layer: Layer) {
        let actions = layer.actions
        guard let earliest = actions.times.min() else { return }
        let byTime = RadixSort.order(of: actions.times.map { UInt64(bitPattern: $0 &- earliest) })
        let (order, _) = RadixSort.group(byTime, by: actions.objects, bucketCount: layer.objects.count)
        objects.reserveCapacity(order.count)
        accounts.reserveCapacity(order.count)
        times.reserveCapacity(order.count)
        posts.reserveCapacity(order.count)
        for index in order {
            objects.append(actions.objects[Int(index)])
            accounts.append(actions.accounts[Int(index)])
            times.append(actions.times[Int(index)])
            posts.append(layer.identity(actions.posts[Int(index)]))
        }
        orderTies()
        dropRepeats()
    }

    private mutating func orderTies() {
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, objects[end] == objects[start], times[end] == times[start] { end += 1 }
            if end - start > 1 {
                let sorted = (start..<end)
                    .map { UInt64(accounts[$0]) << 32 | UInt64(posts[$0]) }
                    .sorted()
                for (offset, key) in sorted.enumerated() {
                    accounts[start + offset] = UInt32(truncatingIfNeeded: key >> 32)
                    posts[start + offset] = UInt32(truncatingIfNeeded: key)
                }
            }
            start = end
        }
    }

    private mutating func dropRepeats() {
        var isKept = [Bool](repeating: true, count: count)
        for position in 1..<max(1, count)
        where posts[position] == posts[position - 1] && accounts[position] == accounts[position - 1]
            && times[position] == times[position - 1] && objects[position] == objects[position - 1]
        {
            isKept[position] = false
            repeats += 1
        }
        if repeats > 0 { keep(isKept) }
    }

    /// Drops every position whose entry in `isKept` is false.
    mutating func keep(_ isKept: [Bool]) {
        var target = 0
        for position in 0..<count where isKept[position] {
            objects[target] = objects[position]
            accounts[target] = accounts[position]
            times[target] = times[position]
            posts[target] = posts[position]
            target += 1
        }
        let surplus = count - target
        objects.removeLast(surplus)
        accounts.removeLast(surplus)
        times.removeLast(surplus)
        posts.removeLast(surplus)
    }

    /// For each position the time to the nearest action of another account on the same object; `Int64.max` if none.
    func nearestOther() -> [Int64] {
        var gaps = [Int64](repeating: .max, count: count)
        scanNearest(0..<count, into: &gaps)
        scanNearest((0..<count).reversed(), into: &gaps)
        return gaps
    }

    private func scanNearest(_ positions: some Sequence<Int>, into gaps: inout [Int64]) {
        var object = UInt32.max
        var nearest = NearestOther()
        for position in positions {
            if objects[position] != object {
                object = objects[position]
                nearest = NearestOther()
            }
            let gap = nearest.gap(account: accounts[position], time: times[position])
            gaps[position] = min(gaps[position], gap)
        }
    }

    /// For each position the first position and the one behind the last on the same object within `window`.
    func neighbourRanges(_ window: Window) -> (lower: [UInt32], upper: [UInt32]) {
        var lower = [UInt32](repeating: 0, count: count)
        var upper = [UInt32](repeating: 0, count: count)
        var low = 0
        var high = 0
        for position in 0..<count {
            let object = objects[position]
            let time = times[position]
            while objects[low] != object || time &- times[low] > window.milliseconds { low += 1 }
            high = max(high, position)
            while high < count, objects[high] == object, times[high] &- time <= window.milliseconds { high += 1 }
            lower[position] = UInt32(low)
            upper[position] = UInt32(high)
        }
        return (lower, upper)
    }
}

/// Follows the actions on one object in order of time, forwards or backwards, one after another.
struct NearestOther {
    private var lastAccount = UInt32.max
    private var lastTime: Int64 = 0
    private var otherTime: Int64?

    /// How far the last action of another account lies from this one, milliseconds; `Int64.max` where there was none.
    mutating func gap(account: UInt32, time: Int64) -> Int64 {
        if lastAccount != account {
            if lastAccount != .max { otherTime = lastTime }
            lastAccount = account
        }
        lastTime = time
        return otherTime.map { abs(time &- $0) } ?? .max
    }
}
