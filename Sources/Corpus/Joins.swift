import Bytes
import Records

extension Corpus {
    /// Makes one post out of events that carry one content id.
    mutating func joinPosts(_ repeats: [UnsettledPosts.Repeat]) {
        postCount -= repeats.count
        for event in repeats { accounts.postCounts[Int(event.account)] -= 1 }
        guard let layer = layers.firstIndex(where: { $0.trace == .shared }) else { return }
        var firstPosts = Array(0..<UInt32(citations.count))
        for event in repeats { firstPosts[Int(event.post)] = event.first }
        layers[layer].firstPosts = firstPosts
    }

    /// A handle is a provisional key. Where exactly one account with an id was seen under it, both are one account.
    mutating func joinLearntHandles() {
        // By bytes: as text, two spellings of one letter would be one handle.
        struct Key: Hashable {
            var platform: Platform
            var handle: [UInt8]
        }
        var owner: [Key: UInt32] = [:]
        var ambiguous: Set<Key> = []
        for index in 0..<UInt32(accounts.count) where accounts.handles[Int(index)] != .max {
            let handle = Array(accounts.handleNames.bytes(accounts.handles[Int(index)]))
            let key = Key(platform: accounts.platform(index), handle: handle)
            if owner.updateValue(index, forKey: key) != nil { ambiguous.insert(key) }
        }
        if owner.isEmpty { return }
        var target = Array(0..<UInt32(accounts.count))
        var joins = false
        for index in 0..<UInt32(accounts.count) where accounts.kind(index) == .handle {
            let key = Key(platform: accounts.platform(index), handle: Array(accounts.names.bytes(index)))
            guard let known = owner[key], !ambiguous.contains(key) else { continue }
            target[Int(index)] = known
            joins = true
        }
        if joins { joinAccounts(target) }
    }

    /// Makes one account of each and its target; a target is its own target.
    private mutating func joinAccounts(_ target: [UInt32]) {
        var renumbered = [UInt32](repeating: .max, count: target.count)
        var kept = AccountTable()
        kept.handleNames = accounts.handleNames
        for index in 0..<target.count where target[index] == UInt32(index) {
            renumbered[index] = accounts.names.withBytes(UInt32(index)) { kept.names.append($0) }
            kept.platforms.append(accounts.platforms[index])
            kept.kinds.append(accounts.kinds[index])
            kept.handles.append(accounts.handles[index])
            kept.postCounts.append(accounts.postCounts[index])
            kept.firstTimes.append(accounts.firstTimes[index])
            kept.lastTimes.append(accounts.lastTimes[index])
        }
        for index in 0..<target.count where target[index] != UInt32(index) {
            let position = Int(renumbered[Int(target[index])])
            renumbered[index] = UInt32(position)
            kept.postCounts[position] += accounts.postCounts[index]
            kept.firstTimes[position] = min(kept.firstTimes[position], accounts.firstTimes[index])
            kept.lastTimes[position] = max(kept.lastTimes[position], accounts.lastTimes[index])
        }
        accounts = kept
        for layer in layers.indices {
            for position in layers[layer].actions.accounts.indices {
                let old = layers[layer].actions.accounts[position]
                layers[layer].actions.accounts[position] = renumbered[Int(old)]
            }
        }
    }
}
