package import Bytes
package import Records

/// Fills a corpus from borrowed bytes, one post after another.
package struct CorpusBuilder {
    private var accounts = AccountTable()
    private var accountKeys = Interner()
    private var activity: [Activity] = []
    /// Posts that are not yet counted in `activity`.
    private var uncounted: [(account: UInt32, time: Int64)] = []
    private var handleKeys = Interner()
    /// Ids of posts that are plain numbers, as nearly all are, by platform; and the others.
    private var postNumbers: [NumberSet?] = Array(repeating: nil, count: Platform.allCases.count)
    private var postKeys = Interner()
    private var unsettled = UnsettledPosts()
    private var citations = CitationTable()
    private var views: [UInt32] = []
    private var layers: [LayerBuilder?] = Array(repeating: nil, count: Trace.allCases.count)

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
        let (index, isNew) = accountKeys.insert(value, space: UInt32(platform.rawValue) << 1 | UInt32(kind.rawValue))
        if isNew {
            accounts.platforms.append(platform)
            accounts.kinds.append(kind)
            accounts.handles.append(.max)
            activity.append(Activity())
        }
        if let handle, !handle.isEmpty {
            accounts.handles[Int(index)] = handleKeys.intern(handle)
        }
        return index
    }

    /// Learns an account that may not have posted: an account that turns out to be silent is left out in the end.
    package mutating func learn(platform: Platform, identifier: ByteView, handle: ByteView) {
        _ = account(platform: platform, kind: .id, value: identifier, handle: handle)
    }

    /// Notes when an account was made; what is said last counts.
    package mutating func note(account: UInt32, created: Instant) {
        accounts.createdTimes.fill(upTo: Int(account) + 1, with: AccountTable.unknownTime)
        accounts.createdTimes[Int(account)] = max(created.milliseconds, AccountTable.unknownTime + 1)
    }

    /// Notes how often a post was viewed.
    package mutating func note(post: UInt32, views count: Int64) {
        if count < 0 { return }
        views.fill(upTo: Int(post) + 1, with: Corpus.unknownViews)
        views[Int(post)] = UInt32(min(count, Int64(Corpus.unknownViews) - 1))
    }

    /// Notes the platform's id of a post. False where it was noted before: the post is known. An empty id, where the
    /// source has none, is always new.
    package mutating func admit(platform: Platform, identifier: ByteView) -> Bool {
        if identifier.isEmpty { return true }
        guard let number = identifier.canonicalNumber else {
            return postKeys.insert(identifier, space: UInt32(platform.rawValue)).isNew
        }
        let slot = Int(platform.rawValue)
        if postNumbers[slot] == nil { postNumbers[slot] = NumberSet() }
        return postNumbers[slot]?.insert(number) ?? true
    }

    /// Adds a post that was admitted, and gives its index.
    package mutating func post(account: UInt32, time: Instant, citation: Citation) -> UInt32 {
        precondition(citations.count < Int(UInt32.max) - 1, "more than 4,294,967,294 posts")
        let index = UInt32(truncatingIfNeeded: citations.count)
        citations.append(citation)
        uncounted.append((account, time.milliseconds))
        if uncounted.count == Self.batch { countActivity() }
        return index
    }

    /// Adds a share event: one account, one object, and a content id that other events of the account may have too.
    ///
    /// Which events are of one post is settled in `finish`, all at once: looking each id up in a table of ten million
    /// costs more than everything else that is done with the row.
    package mutating func share(
        object: ByteView?, content: ByteView, account: UInt32, time: Instant, citation: Citation
    ) {
        let post = post(account: account, time: time, citation: citation)
        if !content.isEmpty { unsettled.append(content, account: account, post: post) }
        if let object { action(trace: .shared, object: object, account: account, time: time, post: post) }
    }

    /// The index of an object, for callers that know their objects by numbers of their own.
    package mutating func object(trace: Trace, platform: Platform, value: ByteView) -> UInt32 {
        let slot = Int(trace.rawValue)
        if layers[slot] == nil { layers[slot] = LayerBuilder() }
        let space = trace.isScopedToPlatform ? UInt32(platform.rawValue) : 0
        return layers[slot]?.objects.insert(value, space: space).index ?? 0
    }

    /// Adds an action on an object that has an index.
    package mutating func action(trace: Trace, object: UInt32, account: UInt32, time: Instant, post: UInt32) {
        layers[Int(trace.rawValue)]?.actions.append(
            object: object, account: account, time: time.milliseconds, post: post)
    }

    /// Adds a share event on an object that has an index.
    package mutating func share(
        object: UInt32?, content: ByteView, account: UInt32, time: Instant, citation: Citation
    ) {
        let post = post(account: account, time: time, citation: citation)
        if !content.isEmpty { unsettled.append(content, account: account, post: post) }
        if let object { action(trace: .shared, object: object, account: account, time: time, post: post) }
    }

    /// Adds an action. Giving one post the same object twice adds it twice: the search drops repeats.
    package mutating func action(trace: Trace, object: ByteView, account: UInt32, time: Instant, post: UInt32) {
        let slot = Int(trace.rawValue)
        if layers[slot] == nil { layers[slot] = LayerBuilder() }
        let space = trace.isScopedToPlatform ? UInt32(accounts.platforms[Int(account)].rawValue) : 0
        layers[slot]?.append(object: object, space: space, account: account, time: time.milliseconds, post: post)
    }

    /// Posts counted at a time: one after another each would wait for its account's entry to come from memory, at once
    /// they wait together.
    private static let batch = 512

    private mutating func countActivity() {
        for post in uncounted { activity[Int(post.account)].add(post.time) }
        uncounted.removeAll(keepingCapacity: true)
    }

    /// The corpus. Accounts known by a handle alone join the one account whose id was learnt for that handle.
    package consuming func finish() -> Corpus {
        countActivity()
        postNumbers = []
        postKeys = Interner()
        accounts.names = accountKeys.names
        accounts.handleNames = handleKeys.names
        accounts.postCounts = activity.map(\.posts)
        accounts.firstTimes = activity.map(\.first)
        accounts.lastTimes = activity.map(\.last)
        if !accounts.createdTimes.isEmpty {
            accounts.createdTimes.fill(upTo: accounts.count, with: AccountTable.unknownTime)
        }
        if !views.isEmpty { views.fill(upTo: citations.count, with: Corpus.unknownViews) }
        var built: [Layer] = []
        for trace in Trace.allCases {
            guard let layer = layers[Int(trace.rawValue)] else { continue }
            layers[Int(trace.rawValue)] = nil
            built.append(Layer(trace: trace, actions: layer.actions, objects: layer.objects.names))
        }
        var corpus = Corpus(
            accounts: accounts, postCount: citations.count, citations: citations, layers: built)
        corpus.views = views
        let repeats = unsettled.repeats()
        unsettled = UnsettledPosts()
        if !repeats.isEmpty { corpus.joinPosts(repeats) }
        corpus.settleAccounts()
        return corpus
    }
}

extension Array {
    /// Makes the array at least so long.
    fileprivate mutating func fill(upTo count: Int, with element: Element) {
        if self.count >= count { return }
        append(contentsOf: repeatElement(element, count: count - self.count))
    }
}

/// An account's posts so far, side by side: one cache line a post instead of three.
private struct Activity {
    var posts: UInt32 = 0
    var first = Int64.max
    var last = Int64.min

    mutating func add(_ time: Int64) {
        posts &+= 1
        first = min(first, time)
        last = max(last, time)
    }
}

private struct LayerBuilder {
    var objects = Interner()
    var actions = ActionColumns()

    mutating func append(object: ByteView, space: UInt32, account: UInt32, time: Int64, post: UInt32) {
        actions.append(object: objects.insert(object, space: space).index, account: account, time: time, post: post)
    }
}
