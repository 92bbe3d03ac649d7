/// Least-significant-digit radix sorts. All are stable: equal keys keep their input order.
package enum RadixSort {
    /// The order that sorts `keys` ascending: `result[0]` is the index of the smallest key.
    ///
    /// Eleven bits a pass, and passes whose digit is the same in all keys are skipped, so that the cost follows the
    /// range of the keys and not their width.
    package static func order(of keys: [UInt64]) -> [UInt32] {
        precondition(keys.count <= Int(UInt32.max))
        if isSorted(keys) { return (0..<UInt32(keys.count)).map { $0 } }
        var order = [UInt32](unsafeUninitializedCapacity: keys.count) { buffer, count in
            for index in 0..<keys.count { buffer[index] = UInt32(truncatingIfNeeded: index) }
            count = keys.count
        }
        var source = keys
        var keyScratch = [UInt64](unsafeUninitializedCapacity: keys.count) { $1 = keys.count }
        var orderScratch = [UInt32](unsafeUninitializedCapacity: keys.count) { $1 = keys.count }
        for shift in stride(from: UInt64(0), to: 64, by: 11) {
            let moved = source.withUnsafeBufferPointer { from in
                keyScratch.withUnsafeMutableBufferPointer { to in
                    order.withUnsafeBufferPointer { fromOrder in
                        orderScratch.withUnsafeMutableBufferPointer { toOrder in
                            pass(from, to, fromOrder, toOrder, shift: shift)
                        }
                    }
                }
            }
            if moved {
                swap(&source, &keyScratch)
                swap(&order, &orderScratch)
            }
        }
        return order
    }

    /// Sorts `keys` in place, ascending.
    package static func sort(_ keys: inout [UInt64]) {
        if isSorted(keys) { return }
        var scratch = [UInt64](unsafeUninitializedCapacity: keys.count) { $1 = keys.count }
        for shift in stride(from: UInt64(0), to: 64, by: 11) {
            let moved = keys.withUnsafeBufferPointer { from in
                scratch.withUnsafeMutableBufferPointer { to in pass(from, to, shift: shift) }
            }
            if moved { swap(&keys, &scratch) }
        }
    }

    /// The stable order by a dense key: `order` rearranged so that `buckets[order[i]]` ascends.
    /// - Parameter bucketCount: every bucket is below it.
    /// - Returns: the new order and, for each bucket, where it starts in it (`bucketCount + 1` entries).
    package static func group(
        _ order: [UInt32], by buckets: [UInt32], bucketCount: Int
    ) -> (order: [UInt32], starts: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: bucketCount + 1)
        for bucket in buckets { starts[Int(bucket) + 1] += 1 }
        for index in 0..<bucketCount { starts[index + 1] += starts[index] }
        var next = starts
        var grouped = [UInt32](unsafeUninitializedCapacity: order.count) { $1 = order.count }
        for item in order {
            let bucket = Int(buckets[Int(item)])
            grouped[Int(next[bucket])] = item
            next[bucket] += 1
        }
        return (grouped, starts)
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

    /// Counts the digit at `shift`; nil where all keys share it.
    private static func offsets(_ keys: UnsafeBufferPointer<UInt64>, shift: UInt64) -> [Int]? {
        var counts = [Int](repeating: 0, count: 2049)
        for key in keys { counts[Int(truncatingIfNeeded: (key &>> shift) & 2047) + 1] += 1 }
        if counts.contains(keys.count) { return nil }
        for digit in 0..<2048 { counts[digit + 1] += counts[digit] }
        return counts
    }

    private static func pass(
        _ from: UnsafeBufferPointer<UInt64>, _ to: UnsafeMutableBufferPointer<UInt64>, shift: UInt64
    ) -> Bool {
        guard var next = offsets(from, shift: shift) else { return false }
        next.withUnsafeMutableBufferPointer { next in
            for key in from {
                let digit = Int(truncatingIfNeeded: (key &>> shift) & 2047)
                to[next[digit]] = key
                next[digit] &+= 1
            }
        }
        return true
    }

    private static func pass(
        _ from: UnsafeBufferPointer<UInt64>, _ to: UnsafeMutableBufferPointer<UInt64>,
        _ fromOrder: UnsafeBufferPointer<UInt32>, _ toOrder: UnsafeMutableBufferPointer<UInt32>, shift: UInt64
    ) -> Bool {
        guard var next = offsets(from, shift: shift) else { return false }
        next.withUnsafeMutableBufferPointer { next in
            for index in 0..<from.count {
                let key = from[index]
                let digit = Int(truncatingIfNeeded: (key &>> shift) & 2047)
                to[next[digit]] = key
                toOrder[next[digit]] = fromOrder[index]
                next[digit] &+= 1
            }
        }
        return true
    }
}
