/// What was counted of a topic on one day.
struct TopicDay: Sendable {
    var day: Int32
    /// The entry of the topic's day before, or `TopicHistories.none`.
    var previous: UInt32
    var counts: Tally
    var totals: Tally
    var expected: Tally
    /// The creation days of accounts that came to the topic, in the pool.
    var createdStart: UInt32
    var createdCount: UInt32
}

/// The last weeks of each topic day by day, and all of its past as sums.
struct TopicHistories: Sendable {
    static let none = UInt32.max
    /// The longest window.
    static let days: Int32 = 28

    /// Counts and expectations of all days so far.
    struct Past: Sendable {
        var counts = Tally.zero
        var expected = Tally.zero
        /// Accounts that acted on it so far.
        var accounts: UInt32 = 0
        /// Dated accounts at hand when creation dates were looked at last.
        var clustersSeen: UInt32 = 0
        var last = TopicHistories.none
        var isAlarmed = false
    }

    private(set) var past: [Past]
    private var entries: [TopicDay] = []
    private var created: [Int32] = []
    /// How many entries were dropped from the front, and how many creation days.
    private var droppedEntries = 0
    private var droppedCreated = 0

    init(topicCount: Int) {
        past = Array(repeating: Past(), count: topicCount)
    }

    /// Calls `body` with the topic's days from `day` − 27 to before `day`, the latest first, until it answers no.
    @inline(__always)
    func forEachDay(_ topic: UInt32, before day: Int32, _ body: (TopicDay) -> Bool) {
        var place = past[Int(topic)].last
        while place != Self.none, Int(place) >= droppedEntries {
            let entry = entries[Int(place) - droppedEntries]
            if entry.day <= day - Self.days || !body(entry) { return }
            place = entry.previous
        }
    }

    func created(_ entry: TopicDay) -> ArraySlice<Int32> {
        let start = Int(entry.createdStart) - droppedCreated
        return created[start..<start + Int(entry.createdCount)]
    }

    /// Adds a day that is over.
    mutating func append(_ entry: TopicDay, of topic: UInt32, created days: [Int32], newcomers: Int) {
        var entry = entry
        entry.previous = past[Int(topic)].last
        entry.createdStart = UInt32(truncatingIfNeeded: created.count + droppedCreated)
        entry.createdCount = UInt32(days.count)
        created.append(contentsOf: days)
        past[Int(topic)].last = UInt32(truncatingIfNeeded: entries.count + droppedEntries)
        past[Int(topic)].accounts += UInt32(newcomers)
        past[Int(topic)].counts += entry.counts
        past[Int(topic)].expected += entry.expected
        entries.append(entry)
    }

    mutating func noteClusters(_ topic: UInt32, accounts: Int) { past[Int(topic)].clustersSeen = UInt32(accounts) }

    mutating func noteAlarm(_ topic: UInt32) { past[Int(topic)].isAlarmed = true }

    /// Forgets what no window reaches any more, now and then.
    mutating func forget(before day: Int32) {
        guard let first = entries.first, first.day <= day - 2 * Self.days else { return }
        let kept = entries.firstIndex { $0.day > day - Self.days } ?? entries.count
        let createdKept = kept < entries.count ? Int(entries[kept].createdStart) - droppedCreated : created.count
        entries.removeFirst(kept)
        created.removeFirst(createdKept)
        droppedEntries += kept
        droppedCreated += createdKept
    }
}
