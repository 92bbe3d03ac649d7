/// Least-significant-digit radix sorts. All are stable: equal keys keep their input order.
///
/// Eleven bits a pass. The digits of all passes are counted in one sweep, and a pass whose digit is the same in all keys
/// is skipped, so that the cost follows the range of the keys and not their width.
package enum RadixSort {
    /// The order that sorts `keys` ascending: `result[0]` is the index of the smallest key.
    package static func order(of keys: [UInt64]) -> [UInt32] {
        var order = identity(keys.count)
        if !isSorted(keys) { sort(&order, by: keys) }
        return order
    }

    /// The order that sorts by `weights` descending, and where these are equal by `keys` ascending.
    package static func order(of keys: [UInt64], thenDescending weights: [UInt32]) -> [UInt32] {
        precondition(keys.count == weights.count)
        var order = order(of: keys)
        sort(&order, by: order.map { UInt64(UInt32.max - weights[Int($0)]) })
        return order
    }

    /// Sorts `keys` in place, ascending.
    package static func sort(_ keys: inout [UInt64]) {
        if isSorted(keys) { return }
        let histograms = Histograms(keys)
        var scratch = [UInt64](unsafeUninitializedCapacity: keys.count) { $1 = keys.count }
        for pass in 0..<Histograms.passes {
            guard var next = histograms.starts(pass) else { continue }
            let shift = UInt64(pass * 11)
            keys.withUnsafeBufferPointer { from in
                scratch.withUnsafeMutableBufferPointer { to in
                    next.withUnsafeMutableBufferPointer { next in
                        for key in from {
                            let digit = Int(truncatingIfNeeded: (key &>> shift) & 2047)
                            to[Int(next[digit])] = key
                            next[digit] &+= 1
                        }
                    }
                }
            }
            swap(&keys, &scratch)
        }
    }

    /// The stable order by a dense key: `order` rearranged so that `buckets[order[i]]` ascends.
    /// - Parameter bucketCount: every bucket is below it.
    /// - Returns: the new order and, for each bucket, where it starts in it (`bucketCount + 1` entries).
    package static func group(
        _ order: [UInt32], by buckets: [UInt32], bucketCount: Int
    ) -> (order: [UInt32], starts: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: bucketCount + 1)
        for item in order { starts[Int(buckets[Int(item)]) + 1] += 1 }
        for index in 0..<bucketCount { starts[index + 1] += starts[index] }
        var next = starts
        let grouped = [UInt32](unsafeUninitializedCapacity: order.count) { grouped, count in
            for item in order {
                let bucket = Int(buckets[Int(item)])
                grouped[Int(next[bucket])] = item
                next[bucket] += 1
            }
            count = order.count
        }
        return (grouped, starts)
    }

    private static func identity(_ count: Int) -> [UInt32] {
        precondition(count <= Int(UInt32.max))
        return [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count { buffer[index] = UInt32(truncatingIfNeeded: index) }
            initialized = count
        }
    }

    private static func isSorted(_ keys: [UInt64]) -> Bool {
        keys.withUnsafeBufferPointer { keys in
            var index = 1
            while index < keys.count {
                if keys[index - 1] > keys[index] { return false }
                index += 1
            }
            return true
        }
    }

    /// Sorts `order` by `keys[i]`, the key of `order[i]`.
    private static func sort(_ order: inout [UInt32], by given: [UInt64]) {
        var keys = given
        let count = keys.count
        let histograms = Histograms(keys)
        let passes = (0..<Histograms.passes).filter { histograms.starts($0) != nil }
        if passes.isEmpty { return }
        var keyScratch = [UInt64](unsafeUninitializedCapacity: count) { $1 = count }
        var orderScratch = [UInt32](unsafeUninitializedCapacity: count) { $1 = count }
        for pass in passes {
            guard var next = histograms.starts(pass) else { continue }
            let shift = UInt64(pass * 11)
            // Keys need not move in the last pass: nobody looks at them again.
            let movesKeys = pass != passes.last
            keys.withUnsafeBufferPointer { from in
                keyScratch.withUnsafeMutableBufferPointer { to in
                    order.withUnsafeBufferPointer { fromOrder in
                        orderScratch.withUnsafeMutableBufferPointer { toOrder in
                            next.withUnsafeMutableBufferPointer { next in
                                for index in 0..<from.count {
                                    let key = from[index]
                                    let digit = Int(truncatingIfNeeded: (key &>> shift) & 2047)
                                    let target = Int(next[digit])
                                    next[digit] &+= 1
                                    if movesKeys { to[target] = key }
                                    toOrder[target] = fromOrder[index]
                                }
                            }
                        }
                    }
                }
            }
            swap(&keys, &keyScratch)
            swap(&order, &orderScratch)
        }
    }
}

/// How often each digit occurs, for every pass of a radix sort.
private struct Histograms {
    static let passes = 6
    private var counts: [UInt32]
    private let keyCount: Int

    init(_ keys: [UInt64]) {
        keyCount = keys.count
        counts = [UInt32](repeating: 0, count: Self.passes * 2048)
        counts.withUnsafeMutableBufferPointer { counts in
            for key in keys {
                var rest = key
                var base = 0
                while base < Self.passes * 2048 {
                    counts[base &+ Int(truncatingIfNeeded: rest & 2047)] &+= 1
                    rest &>>= 11
                    base &+= 2048
                }
            }
        }
    }

    /// Where each digit of the pass begins; nil where all keys share it.
    func starts(_ pass: Int) -> [UInt32]? {
        let digits = counts[pass * 2048..<(pass + 1) * 2048]
        if digits.contains(UInt32(truncatingIfNeeded: keyCount)) { return nil }
        var sum: UInt32 = 0
        return digits.map { count in
            defer { sum &+= count }
            return sum
        }
    }
}
