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
    /// Accounts that never posted are left out.
    mutating func settleAccounts() {
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
        var target = Array(0..<UInt32(accounts.count))
        var changes = accounts.postCounts.contains(0)
        if !owner.isEmpty {
            for index in 0..<UInt32(accounts.count) where accounts.kind(index) == .handle {
                let key = Key(platform: accounts.platform(index), handle: Array(accounts.names.bytes(index)))
                guard let known = owner[key], !ambiguous.contains(key) else { continue }
                target[Int(index)] = known
                changes = true
            }
        }
        if changes { joinAccounts(target) }
    }

    /// Makes one account of each and its target; a target is its own target. Who has no post is gone.
    private mutating func joinAccounts(_ target: [UInt32]) {
        for index in target.indices where target[index] != UInt32(index) {
            let position = Int(target[index])
            accounts.postCounts[position] += accounts.postCounts[index]
            accounts.firstTimes[position] = min(accounts.firstTimes[position], accounts.firstTimes[index])
            accounts.lastTimes[position] = max(accounts.lastTimes[position], accounts.lastTimes[index])
            // What was said of the account itself counts before what was said of its handle.
            if !accounts.createdTimes.isEmpty, accounts.createdTimes[position] == AccountTable.unknownTime {
                accounts.createdTimes[position] = accounts.createdTimes[index]
            }
        }
        var renumbered = [UInt32](repeating: .max, count: target.count)
        var kept = AccountTable()
        kept.handleNames = accounts.handleNames
        for index in target.indices where target[index] == UInt32(index) && accounts.postCounts[index] > 0 {
            renumbered[index] = accounts.names.withBytes(UInt32(index)) { kept.names.append($0) }
            kept.platforms.append(accounts.platforms[index])
            kept.kinds.append(accounts.kinds[index])
            kept.handles.append(accounts.handles[index])
            kept.postCounts.append(accounts.postCounts[index])
            kept.firstTimes.append(accounts.firstTimes[index])
            kept.lastTimes.append(accounts.lastTimes[index])
            if !accounts.createdTimes.isEmpty { kept.createdTimes.append(accounts.createdTimes[index]) }
        }
        accounts = kept
        for layer in layers.indices {
            for position in layers[layer].actions.accounts.indices {
                let old = Int(layers[layer].actions.accounts[position])
                layers[layer].actions.accounts[position] = renumbered[Int(target[old])]
            }
        }
    }
}
