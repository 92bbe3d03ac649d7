package import Bytes
package import Records

/// Fills a corpus from borrowed bytes, one post after another.
package struct CorpusBuilder {
    private var accountKeys = Interner()
    private var handleNames = Interner()
    private var handles: [UInt32] = []
    private var postCounts: [UInt32] = []
    private var firstTimes: [Int64] = []
    private var lastTimes: [Int64] = []
    private var postKeys = Interner()
    private var citations: [Citation] = []
    /// Post index of each interned post key: posts without an id are not in `postKeys`.
    private var postOfKey: [UInt32] = []
    private var layers: [LayerBuilder?] = Array(repeating: nil, count: Trace.allCases.count)
    private var scratch: [UInt8] = []

    package init() {}

    /// Posts taken so far.
    package var postCount: Int { citations.count }
    /// Accounts seen so far.
    package var accountCount: Int { accountKeys.count }
    /// Actions taken so far, over all traces.
    package var actionCount: Int { layers.reduce(0) { $0 + ($1?.actions.count ?? 0) } }

    /// The index of an account.
    /// - Parameters:
    ///   - value: id or handle; a handle already folded where its platform folds.
    ///   - handle: for an account keyed by an id, the handle that the source gives beside it, folded likewise.
    package mutating func account(
        platform: Platform, kind: AccountKind, value: ByteView, handle: ByteView? = nil
    ) -> UInt32 {
        let (index, isNew) = accountKeys.insert(composed(platform.rawValue, kind.rawValue, value), scratch: &scratch)
        if isNew {
            handles.append(.max)
            postCounts.append(0)
            firstTimes.append(.max)
            lastTimes.append(.min)
        }
        if let handle, !handle.isEmpty {
            handles[Int(index)] = handleNames.insert(
                composed(platform.rawValue, 0, handle), scratch: &scratch
            ).index
        }
        return index
    }

    /// The index of a post, and whether it is new: a post met again keeps its first citation.
    /// - Parameter identifier: the platform's id of the post; empty where the source has none, and then each is new.
    package mutating func post(
        platform: Platform, identifier: ByteView, account: UInt32, time: Instant, citation: Citation
    ) -> (index: UInt32, isNew: Bool) {
        if !identifier.isEmpty {
            let (key, isNew) = postKeys.insert(composed(platform.rawValue, 0, identifier), scratch: &scratch)
            if !isNew { return (postOfKey[Int(key)], false) }
            postOfKey.append(UInt32(citations.count))
        }
        precondition(citations.count < Int(UInt32.max) - 1, "more than 4,294,967,294 posts")
        let index = UInt32(citations.count)
        citations.append(citation)
        let position = Int(account)
        postCounts[position] &+= 1
        firstTimes[position] = min(firstTimes[position], time.milliseconds)
        lastTimes[position] = max(lastTimes[position], time.milliseconds)
        return (index, true)
    }

    /// Adds an action. Giving one post the same object twice adds it twice: the search drops repeats.
    package mutating func action(trace: Trace, object: ByteView, account: UInt32, time: Instant, post: UInt32) {
        let slot = Int(trace.rawValue)
        if layers[slot] == nil { layers[slot] = LayerBuilder() }
        layers[slot]?.append(object: object, account: account, time: time.milliseconds, post: post)
    }

    /// The corpus. Accounts known by a handle alone join the one account whose id was learnt for that handle.
    package consuming func finish() -> Corpus {
        postKeys = Interner()
        var built: [Layer] = []
        for trace in Trace.allCases {
            guard let layer = layers[Int(trace.rawValue)] else { continue }
            layers[Int(trace.rawValue)] = nil
            built.append(Layer(trace: trace, actions: layer.actions, objects: layer.objects.names))
        }
        let table = AccountTable(
            keys: accountKeys.names, handleNames: handleNames.names.droppingPrefix(2), handles: handles,
            postCounts: postCounts, firstTimes: firstTimes, lastTimes: lastTimes)
        var corpus = Corpus(accounts: table, citations: citations, layers: built)
        corpus.joinLearntHandles()
        return corpus
    }

    /// `bytes` behind two key bytes, as a recipe: the interner lays it out in the scratch buffer.
    private func composed(_ first: UInt8, _ second: UInt8, _ bytes: ByteView) -> ComposedKey {
        ComposedKey(first: first, second: second, bytes: bytes)
    }
}

/// Two bytes and a borrowed tail that together make a key.
private struct ComposedKey {
    var first: UInt8
    var second: UInt8
    var bytes: ByteView
}

extension Interner {
    fileprivate mutating func insert(_ key: ComposedKey, scratch: inout [UInt8]) -> (index: UInt32, isNew: Bool) {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(key.first)
        scratch.append(key.second)
        key.bytes.append(to: &scratch)
        return ByteView.with(scratch) { insert($0) }
    }
}

private struct LayerBuilder {
    var objects = Interner()
    var actions = ActionColumns()

    mutating func append(object: ByteView, account: UInt32, time: Int64, post: UInt32) {
        actions.append(object: objects.intern(object), account: account, time: time, post: post)
    }
}

extension Corpus {
    /// A handle is a provisional key. Where exactly one account with an id was seen under it, both are one account.
    fileprivate mutating func joinLearntHandles() {
        var owner: [AccountKey: UInt32] = [:]
        var ambiguous: Set<AccountKey> = []
        for index in 0..<UInt32(accounts.count) where accounts.kind(index) == .id {
            guard let handle = accounts.handle(index) else { continue }
            let key = AccountKey(platform: accounts.platform(index), kind: .handle, value: handle)
            if owner.updateValue(index, forKey: key) != nil { ambiguous.insert(key) }
        }
        if owner.isEmpty { return }
        var target = Array(0..<UInt32(accounts.count))
        var joins = false
        for index in 0..<UInt32(accounts.count) where accounts.kind(index) == .handle {
            let key = accounts.key(index)
            guard let known = owner[key], !ambiguous.contains(key) else { continue }
            target[Int(index)] = known
            joins = true
        }
        if joins { merge(into: target) }
    }

    private mutating func merge(into target: [UInt32]) {
        var renumbered = [UInt32](repeating: .max, count: target.count)
        var kept = AccountTable(
            keys: NameTable(), handleNames: accounts.handleNames, handles: [], postCounts: [], firstTimes: [],
            lastTimes: [])
        for index in 0..<target.count where target[index] == UInt32(index) {
            renumbered[index] = accounts.keys.withBytes(UInt32(index)) { kept.keys.append($0) }
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

extension NameTable {
    /// The same strings without their first `length` bytes.
    fileprivate func droppingPrefix(_ length: Int) -> NameTable {
        var table = NameTable()
        for index in 0..<UInt32(count) {
            withBytes(index) { _ = table.append($0[length..<$0.count]) }
        }
        return table
    }
}
