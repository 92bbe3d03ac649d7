import Records

/// Two accounts with more pairs of posts than fit in memory: the same figures, walked for and not held.
///
/// Two accounts that flood one object 20,000 times each make 400 million pairs. Sums are taken on one walk, and the
/// median gap is found digit by digit on a few more.
struct HeavyPair {
    let plan: RowPlan
    /// Row numbers of the two.
    let own: UInt32
    let other: UInt32

    /// The edge at `window`, or nil where no pair lies within it. `a` is the account of `own`.
    func edge(within window: Window) -> Edge? {
        var edge = Edge(
            a: plan.originals[Int(own)], b: plan.originals[Int(other)], weight: 0, pairs: 0, postsA: 0, postsB: 0,
            first: .max, last: .min, medianGap: 0, leadsA: 0, leadsB: 0, days: 0)
        var ownPosts: Set<UInt32> = []
        var otherPosts: Set<UInt32> = []
        var days: Set<Int64> = []
        var lastObject = UInt32.max
        var lastDay = Int64.min
        var lastOwn = UInt32.max
        var otherReach: UInt32 = 0
        let actions = plan.actions
        plan.forEachPair(own, other, within: window) { position, partner in
            let (time, partnerTime) = (actions.times[Int(position)], actions.times[Int(partner)])
            edge.pairs += 1
            edge.first = min(edge.first, time, partnerTime)
            edge.last = max(edge.last, time, partnerTime)
            if time < partnerTime { edge.leadsA += 1 } else if time > partnerTime { edge.leadsB += 1 }
            if position != lastOwn {
                lastOwn = position
                ownPosts.insert(actions.posts[Int(position)])
                if actions.objects[Int(position)] != lastObject {
                    lastObject = actions.objects[Int(position)]
                    edge.weight += 1
                }
            }
            // Partners' positions only ever reach further: each is new once.
            if partner >= otherReach {
                otherReach = partner + 1
                otherPosts.insert(actions.posts[Int(partner)])
            }
            let day = min(time, partnerTime).floorDivided(by: 86_400_000)
            if day != lastDay {
                lastDay = day
                days.insert(day)
            }
        }
        if edge.pairs == 0 { return nil }
        edge.postsA = UInt32(ownPosts.count)
        edge.postsB = UInt32(otherPosts.count)
        edge.days = UInt32(days.count)
        let upper = gap(atRank: edge.pairs / 2, within: window)
        let lower = edge.pairs % 2 == 1 ? upper : gap(atRank: edge.pairs / 2 - 1, within: window)
        edge.medianGap = Double(lower) / 2 + Double(upper) / 2
        return edge
    }

    /// The gap that stands at `rank` (from 0) among all, ascending: sixteen bits a walk, the highest first.
    private func gap(atRank rank: UInt64, within window: Window) -> UInt64 {
        var rank = rank
        var prefix: UInt64 = 0
        let actions = plan.actions
        for shift in stride(from: UInt64(48), through: 0, by: -16) {
            var counts = [UInt64](repeating: 0, count: 1 << 16)
            plan.forEachPair(own, other, within: window) { position, partner in
                let gap = UInt64(abs(actions.times[Int(position)] &- actions.times[Int(partner)]))
                // Only gaps that agree in all the digits found so far; a shift of 64 gives zero on both sides.
                if gap >> (shift + 16) == prefix >> (shift + 16) { counts[Int(gap >> shift & 0xFFFF)] += 1 }
            }
            var digit: UInt64 = 0
            while counts[Int(digit)] <= rank {
                rank -= counts[Int(digit)]
                digit += 1
            }
            prefix |= digit << shift
        }
        return prefix
    }
}

extension RowPlan {
    /// Every pair of positions of two rows on one object within `window`, which is at most the plan's own.
    func forEachPair(_ own: UInt32, _ other: UInt32, within window: Window, _ body: (UInt32, UInt32) -> Void) {
        let partners = positions[Int(starts[Int(other)])..<Int(starts[Int(other) + 1])]
        var start = partners.startIndex
        for index in Int(starts[Int(own)])..<Int(starts[Int(own) + 1]) {
            let position = positions[index]
            while start < partners.endIndex, partners[start] < lower[Int(position)] { start += 1 }
            var next = start
            while next < partners.endIndex, partners[next] < upper[Int(position)] {
                let gap = abs(actions.times[Int(position)] &- actions.times[Int(partners[next])])
                if gap <= window.milliseconds { body(position, partners[next]) }
                next += 1
            }
        }
    }
}
