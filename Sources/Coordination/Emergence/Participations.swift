import Bytes
import Corpus
import Records

/// Who took part in which topic of one trace on which platform, day by day: one entry an account, a topic and a day, in
/// the order of days, then of topics.
struct Participations: Sendable {
    let trace: Trace
    let platform: Platform
    /// Topic of each entry, dense from 0; `noTopic` for objects that too few accounts ever use. These make the base
    /// rates with all others, and cannot raise an alarm on any day.
    private(set) var topics: [UInt32] = []
    private(set) var accounts: [UInt32] = []
    /// The hour of the account's first action on the topic that day, 0...23.
    private(set) var hours: [UInt8] = []
    /// The account's posts on the topic that day, at most 255.
    private(set) var posts: [UInt8] = []
    /// Views of these posts; empty where the input has none.
    private(set) var views: [Float] = []
    /// Since when the account knows the topic.
    private(set) var novelties: [Novelty] = []
    /// Where each day begins, from the timeline's first day on, and the end.
    private(set) var starts: [UInt32] = [0]
    /// The object of each topic.
    private(set) var objects: [UInt32] = []

    /// Whether an account acted on a topic before.
    enum Novelty: UInt8, Sendable {
        /// It did within the 28 days before.
        case recent
        /// It did, but not for 28 days.
        case again
        /// It never did.
        case first
    }

    static let noTopic = UInt32.max
    /// After so many days without an action an account counts as new to a topic again.
    static let freshDays: Int32 = 28

    /// - Parameters:
    ///   - actions: indexes of the layer's actions on this platform within the days.
    ///   - days: for each action of the layer its day, counted from the timeline's first.
    init(
        _ layer: Layer, platform: Platform, actions: [UInt32], days: [UInt32], dayCount: Int, accountCount: Int,
        views: [UInt32], minimumAccounts: Int
    ) {
        trace = layer.trace
        self.platform = platform
        let columns = layer.actions
        var (order, _) = RadixSort.group(actions, by: days, bucketCount: dayCount)
        (order, _) = RadixSort.group(order, by: columns.accounts, bucketCount: accountCount)
        let grouped = RadixSort.group(order, by: columns.objects, bucketCount: layer.objects.count)
        order = []
        var entryDays: [UInt32] = []
        for object in 0..<layer.objects.count {
            let range = Int(grouped.starts[object])..<Int(grouped.starts[object + 1])
            if range.isEmpty { continue }
            let first = accounts.count
            let distinct = addEntries(of: grouped.order[range], layer, days, postViews: views, into: &entryDays)
            var topic = Self.noTopic
            if distinct >= minimumAccounts {
                topic = UInt32(objects.count)
                objects.append(UInt32(object))
            }
            topics.append(contentsOf: repeatElement(topic, count: accounts.count - first))
        }
        sort(by: entryDays, dayCount: dayCount)
    }

    /// Adds the entries of one object, whose actions come by account and then by day.
    /// - Returns: how many accounts there are.
    private mutating func addEntries(
        of order: ArraySlice<UInt32>, _ layer: Layer, _ days: [UInt32], postViews: [UInt32],
        into entryDays: inout [UInt32]
    ) -> Int {
        let columns = layer.actions
        var distinct = 0
        var account = UInt32.max
        var day = UInt32.max
        var post = UInt32.max
        for index in order {
            let action = Int(index)
            let hour = UInt8(truncatingIfNeeded: columns.times[action].floorDivided(by: 3_600_000) % 24 + 24) % 24
            let identity = layer.identity(columns.posts[action])
            var seen: Float = 0
            if !postViews.isEmpty, postViews[Int(identity)] != Corpus.unknownViews {
                seen = Float(postViews[Int(identity)])
            }
            if columns.accounts[action] == account, days[action] == day {
                let last = accounts.count - 1
                hours[last] = min(hours[last], hour)
                if identity != post {
                    if posts[last] < .max { posts[last] += 1 }
                    if !postViews.isEmpty { views[last] += seen }
                }
                post = identity
                continue
            }
            let isKnown = columns.accounts[action] == account
            if !isKnown { distinct += 1 }
            novelties.append(!isKnown ? .first : days[action] - day >= UInt32(Self.freshDays) ? .again : .recent)
            account = columns.accounts[action]
            day = days[action]
            post = identity
            accounts.append(account)
            hours.append(hour)
            posts.append(1)
            if !postViews.isEmpty { views.append(seen) }
            entryDays.append(day)
        }
        return distinct
    }

    private mutating func sort(by entryDays: [UInt32], dayCount: Int) {
        let (order, starts) = RadixSort.group(
            (0..<UInt32(entryDays.count)).map { $0 }, by: entryDays, bucketCount: dayCount)
        topics = order.map { topics[Int($0)] }
        accounts = order.map { accounts[Int($0)] }
        hours = order.map { hours[Int($0)] }
        posts = order.map { posts[Int($0)] }
        if !views.isEmpty { views = order.map { views[Int($0)] } }
        novelties = order.map { novelties[Int($0)] }
        self.starts = starts
    }

    /// The entries of one day.
    func range(_ day: Int) -> Range<Int> { Int(starts[day])..<Int(starts[day + 1]) }
}
