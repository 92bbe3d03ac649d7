import Corpus
import Records

/// When the members of networks post, and when everybody else does.
struct PostRhythm {
    /// Posts of the whole input in each hour of the UTC day.
    private(set) var hours = [Int](repeating: 0, count: 24)
    /// Times of all posts of each member, milliseconds since 1970 UTC, in no order.
    private var times: [UInt32: [Int64]] = [:]

    /// - Parameter isMember: by account index.
    init(_ corpus: Corpus, isMember: [Bool]) {
        var isSeen = [Bool](repeating: false, count: corpus.citations.count)
        for layer in corpus.layers {
            for index in 0..<layer.actions.count {
                let post = Int(layer.identity(layer.actions.posts[index]))
                if isSeen[post] { continue }
                isSeen[post] = true
                let time = layer.actions.times[index]
                hours[Self.hour(of: time)] += 1
                let account = layer.actions.accounts[index]
                if isMember[Int(account)] { times[account, default: []].append(time) }
            }
        }
    }

    static func hour(of time: Int64) -> Int {
        Int((time - time.floorDivided(by: day) * day) / 3_600_000)
    }

    private static let day: Int64 = 86_400_000

    /// Posts from which on intervals say something: one for each hour of a day.
    private static let leastPosts = 24
    /// Hours of the day, of 24, from which on an account posts round the clock.
    private static let roundTheClock = 18
    /// Shorter intervals are a burst of somebody who is typing, milliseconds.
    private static let leastInterval: Int64 = 600_000

    /// Whether so many of the member's posts are there that intervals say something.
    func isTold(_ member: UInt32) -> Bool { (times[member]?.count ?? 0) >= Self.leastPosts }

    /// Whether at least half of the intervals between its posts are the same to a twentieth, in nearly every hour of the
    /// day.
    func isEven(_ member: UInt32) -> Bool {
        let sorted = (times[member] ?? []).sorted()
        guard sorted.count >= Self.leastPosts, Set(sorted.map { Self.hour(of: $0) }).count >= Self.roundTheClock else {
            return false
        }
        let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.sorted()
        let median = gaps[gaps.count / 2]
        guard median >= Self.leastInterval else { return false }
        return gaps.count { abs($0 - median) <= median / 20 } * 2 >= gaps.count
    }

    /// The three hours of the day in a row that hold most of some times, how many they hold, and which share of the whole
    /// input lies in the same hours, in thousandths.
    func busiest(_ times: [Int64]) -> (posts: Int, inputShare: Int) {
        var counts = [Int](repeating: 0, count: 24)
        for time in times { counts[Self.hour(of: time)] += 1 }
        func sum(_ counts: [Int], from start: Int) -> Int { (0..<3).reduce(0) { $0 + counts[(start + $1) % 24] } }
        let start = (0..<24).max { (sum(counts, from: $0), $1) < (sum(counts, from: $1), $0) } ?? 0
        let total = hours.reduce(0, +)
        return (sum(counts, from: start), total == 0 ? 0 : sum(hours, from: start) * 1000 / total)
    }
}
