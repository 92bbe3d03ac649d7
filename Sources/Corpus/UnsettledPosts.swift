import Bytes

/// Events whose content ids have not been compared yet. A content id names a post of its account only.
///
/// Each id is kept as 128 bits of a hash that is seeded anew in each run, beside its account. Two different ids among a
/// billion of one account meet with a probability below 10⁻²⁰, which is less than the memory's own; nobody can aim at
/// it, since the seeds are not known.
struct UnsettledPosts {
    /// An event of a post that an earlier event was of too.
    struct Repeat {
        var post: UInt32
        var account: UInt32
        /// The first event of the same post.
        var first: UInt32
    }

    private struct Key: Hashable {
        var account: UInt32
        var high: UInt64
        var low: UInt64
    }

    private var high: [UInt64] = []
    private var low: [UInt64] = []
    private var accounts: [UInt32] = []
    private var posts: [UInt32] = []
    private let seeds = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

    mutating func append(_ identifier: ByteView, account: UInt32, post: UInt32) {
        high.append(identifier.hash(seed: seeds.0))
        low.append(identifier.hash(seed: seeds.1))
        accounts.append(account)
        posts.append(post)
    }

    /// Every event whose post was met before, by post index.
    consuming func repeats() -> [Repeat] {
        var found: [Repeat] = []
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
                if end - start > 1 { compare(order[start..<end].map { Int(entries[Int($0)]) }, into: &found) }
                start = end
            }
        }
        return found.sorted { $0.post < $1.post }
    }

    private func compare(_ run: [Int], into found: inout [Repeat]) {
        var firsts: [Key: UInt32] = [:]
        for entry in run {
            let key = Key(account: accounts[entry], high: high[entry], low: low[entry])
            if let first = firsts[key] {
                found.append(Repeat(post: posts[entry], account: accounts[entry], first: first))
            } else {
                firsts[key] = posts[entry]
            }
        }
    }
}
