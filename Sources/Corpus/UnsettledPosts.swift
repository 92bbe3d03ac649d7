import Bytes

/// Events whose content ids have not been compared yet. A content id names a post of its account only.
///
/// Each id is kept as 128 bits of a hash that is seeded anew in each run. Two different ids among a billion meet with a
/// probability below 10⁻²⁰, which is less than the memory's own; nobody can aim at it, since the seed is not known.
struct UnsettledPosts {
    private var high: [UInt64] = []
    private var low: [UInt64] = []
    private var posts: [UInt32] = []
    private let seeds = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

    mutating func append(_ identifier: ByteView, account: UInt32, post: UInt32) {
        high.append(identifier.hash(seed: seeds.0 &+ UInt64(account)))
        low.append(identifier.hash(seed: seeds.1 &+ UInt64(account)))
        posts.append(post)
    }

    /// For each post whose id was met before: the post, and the first one with that id.
    consuming func repeats() -> [(post: UInt32, first: UInt32)] {
        var found: [(post: UInt32, first: UInt32)] = []
        // An eighth at a time, so that sorting needs little room beside the columns.
        for part in 0..<UInt64(8) {
            var keys: [UInt64] = []
            var entries: [UInt32] = []
            for index in high.indices where high[index] >> 61 == part {
                // Thirty-three bits set almost all apart; the rest is compared within a run.
                keys.append((high[index] & 0x1FFF_FFFF_FFFF_FFFF) >> 28)
                entries.append(UInt32(truncatingIfNeeded: index))
            }
            let order = RadixSort.order(of: keys)
            var start = 0
            while start < order.count {
                var end = start + 1
                while end < order.count, keys[Int(order[end])] == keys[Int(order[start])] { end += 1 }
                if end - start > 1 { compare(order[start..<end].map { entries[Int($0)] }, into: &found) }
                start = end
            }
        }
        return found.sorted { $0.post < $1.post }
    }

    private func compare(_ run: [UInt32], into found: inout [(post: UInt32, first: UInt32)]) {
        struct Key: Hashable {
            var high: UInt64
            var low: UInt64
        }
        var firsts: [Key: UInt32] = [:]
        for entry in run {
            let key = Key(high: high[Int(entry)], low: low[Int(entry)])
            if let first = firsts[key] {
                found.append((posts[Int(entry)], first))
            } else {
                firsts[key] = posts[Int(entry)]
            }
        }
    }
}
