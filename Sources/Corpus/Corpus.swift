package import Bytes
package import Records

// What belongs here: the columns that a search runs over, and the builders that fill them from borrowed bytes.
// What does not: reading files, deciding what an object is, searching.

/// Who did what when, as interned columns: all that a search needs, and no text.
package struct Corpus: Sendable {
    /// Every account that posted at least once.
    package var accounts: AccountTable
    /// Distinct posts.
    package var postCount: Int
    /// Where each post stands in the input; several events of one post have a citation each.
    package var citations: CitationTable
    /// The actions, a layer a trace, in the order of `Trace`. Traces without an action have no layer.
    package var layers: [Layer]
    /// How often each post was viewed when its record was collected, by post index: a number of a later day than the
    /// post. `unknownViews` where the source does not say; larger counts stop below it. Empty where nobody asked for
    /// it, or no source has any.
    package internal(set) var views: [UInt32] = []

    /// Stands where a post's views are not known.
    package static let unknownViews = UInt32.max

    /// The layer of `trace`, where there is one.
    package func layer(_ trace: Trace) -> Layer? {
        layers.first { $0.trace == trace }
    }
}

/// The actions of one trace.
package struct Layer: Sendable {
    package var trace: Trace
    package var actions: ActionColumns
    /// The objects' values, by object index.
    package var objects: NameTable
    /// For each post the first one with the same content id, since several events may be of one post; empty where each
    /// stands for itself. Events stay apart for citing, and count once.
    package var firstPosts: [UInt32] = []

    /// The post that stands for all events of the same post.
    @inlinable
    package func identity(_ post: UInt32) -> UInt32 {
        firstPosts.isEmpty ? post : firstPosts[Int(post)]
    }

    /// Takes the actions on some objects away. The objects keep their indexes.
    package mutating func drop(_ dropped: [UInt32]) {
        if dropped.isEmpty { return }
        var isDropped = [Bool](repeating: false, count: objects.count)
        for object in dropped { isDropped[Int(object)] = true }
        var kept = ActionColumns()
        for index in 0..<actions.count where !isDropped[Int(actions.objects[index])] {
            kept.append(
                object: actions.objects[index], account: actions.accounts[index], time: actions.times[index],
                post: actions.posts[index])
        }
        actions = kept
    }

    package init(trace: Trace, actions: ActionColumns, objects: NameTable) {
        self.trace = trace
        self.actions = actions
        self.objects = objects
    }
}

/// Actions side by side: entry `i` of each column belongs to action `i`. In input order.
package struct ActionColumns: Sendable {
    /// Object index, dense from 0.
    package var objects: [UInt32] = []
    /// Account index, dense from 0.
    package var accounts: [UInt32] = []
    /// Milliseconds since 1970 UTC.
    package var times: [Int64] = []
    /// Post index, dense from 0.
    package var posts: [UInt32] = []

    package init() {}

    package var count: Int { objects.count }

    @inlinable
    package mutating func append(object: UInt32, account: UInt32, time: Int64, post: UInt32) {
        objects.append(object)
        accounts.append(account)
        times.append(time)
        posts.append(post)
    }
}

/// Where each post stands in the input, by post index.
package struct CitationTable: Sendable {
    private var rows: [UInt32] = []
    /// The source of the posts from each start on; sources come one after another.
    private var sources: [(start: Int, source: UInt32)] = []

    package init() {}

    package var count: Int { rows.count }

    package mutating func append(_ citation: Citation) {
        if sources.last?.source != citation.source { sources.append((rows.count, citation.source)) }
        rows.append(citation.row)
    }

    /// The citations of all posts, by post index.
    package var all: [Citation] { rows.indices.map { self[UInt32($0)] } }

    package subscript(post: UInt32) -> Citation {
        var low = 0
        var high = sources.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if sources[middle].start <= Int(post) { low = middle } else { high = middle }
        }
        return Citation(source: sources[low].source, row: rows[Int(post)])
    }
}

/// The accounts of a corpus by index.
package struct AccountTable: Sendable {
    var names = NameTable()
    var platforms: [Platform] = []
    var kinds: [AccountKind] = []
    var handleNames = NameTable()
    /// Index into `handleNames`, or `UInt32.max`.
    var handles: [UInt32] = []
    /// Distinct posts of each account.
    package internal(set) var postCounts: [UInt32] = []
    /// First and last post of each account, milliseconds since 1970 UTC.
    package internal(set) var firstTimes: [Int64] = []
    package internal(set) var lastTimes: [Int64] = []
    /// When each account was made, milliseconds since 1970 UTC; `unknownTime` where the source does not say. Empty where
    /// nobody asked for it, or no source has any.
    package internal(set) var createdTimes: [Int64] = []

    /// Stands where a time is not known.
    package static let unknownTime = Int64.min

    package var count: Int { names.count }

    package func platform(_ index: UInt32) -> Platform { platforms[Int(index)] }

    package func kind(_ index: UInt32) -> AccountKind { kinds[Int(index)] }

    /// The id or handle that keys the account.
    package func value(_ index: UInt32) -> String { names.string(index) }

    /// The handle last seen, where the account is keyed by an id and the source gives one.
    package func handle(_ index: UInt32) -> String? {
        let handle = handles[Int(index)]
        return handle == .max ? nil : handleNames.string(handle)
    }

    /// When the account was made, where that is known.
    package func created(_ index: UInt32) -> Instant? {
        guard !createdTimes.isEmpty, createdTimes[Int(index)] != Self.unknownTime else { return nil }
        return Instant(milliseconds: createdTimes[Int(index)])
    }

    /// Calls `body` with the bytes of what people call the account; nil for one that is known by its id alone.
    package func withName<Result>(_ index: UInt32, _ body: (ByteView) -> Result) -> Result? {
        let handle = handles[Int(index)]
        if handle != .max { return handleNames.withBytes(handle, body) }
        return kind(index) == .handle ? names.withBytes(index, body) : nil
    }

    package func key(_ index: UInt32) -> AccountKey {
        AccountKey(platform: platform(index), kind: kind(index), value: value(index))
    }

    /// What people call the account: its handle where known, its key otherwise.
    package func label(_ index: UInt32) -> String {
        handle(index) ?? value(index)
    }

    /// Whether `left` comes before `right`: by platform name, then by the UTF-8 bytes of the value, then by kind.
    package func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (one, other) = (platforms[Int(left)], platforms[Int(right)])
        if one != other { return one.name < other.name }
        if names.precedes(left, right) { return true }
        return !names.precedes(right, left) && kinds[Int(left)].rawValue < kinds[Int(right)].rawValue
    }
}
