import Oversight
import Records

/// When the accounts of a dossier posted, and on which days two that are tied acted together: read off the dossier's
/// posts, since an edge itself says no more than its first and its last act.
struct ActivityDays {
    /// The first and the last post of an account in the dossier.
    private(set) var spans: [AssetKey: (first: Instant, last: Instant)] = [:]
    /// How many posts were left out because of their marking.
    private(set) var withheldPosts = 0
    private var acts: [AssetKey: [Act]] = [:]
    private var numbers: [TracedObject: UInt32] = [:]
    /// By an object's number.
    private var traces: [Trace] = []

    /// An account's act on an object.
    private struct Act: Hashable, Comparable {
        var object: UInt32
        var time: Int64

        static func < (left: Act, right: Act) -> Bool { (left.object, left.time) < (right.object, right.time) }
    }

    /// Reads the posts once; of their acts, those are kept on which an edge of the dossier may rest.
    init(_ dossier: Dossier) throws(ExchangeError) {
        var tying: [AssetKey: TraceSet] = [:]
        for edge in dossier.networks.lazy.flatMap(\.edges) {
            guard let trace = Trace(name: edge.trace) else { continue }
            tying[edge.a, default: []].insert(TraceSet(trace))
            tying[edge.b, default: []].insert(TraceSet(trace))
        }
        let withheld = try dossier.posts.each { post throws(ExchangeError) in
            take(post, of: tying[post.author] ?? [])
        }
        withheldPosts = withheld
        for author in Array(acts.keys) { acts[author]?.sort() }
    }

    private mutating func take(_ post: Dossier.Post, of tying: TraceSet) {
        if let span = spans[post.author] {
            spans[post.author] = (min(span.first, post.time), max(span.last, post.time))
        } else {
            spans[post.author] = (post.time, post.time)
        }
        for object in post.objects where tying.contains(object.trace) {
            let number = numbers[object] ?? UInt32(traces.count)
            if number == traces.count {
                numbers[object] = number
                traces.append(object.trace)
            }
            acts[post.author, default: []].append(Act(object: number, time: post.time.milliseconds))
        }
    }

    /// The days on which both ends of an edge acted on the same objects within its window, ascending, each with the number
    /// of objects; the later of two acts decides the day. An object may count on several days, so that the sum can exceed
    /// the edge's weight; it is less where posts are not in the dossier. Empty where the posts show nothing.
    func days(of edge: Dossier.Edge) -> [(day: Day, weight: Int)] {
        guard let trace = Trace(name: edge.trace), let window = Self.milliseconds(edge.window),
            let left = acts[edge.a], let right = acts[edge.b]
        else { return [] }
        var objects: [Day: Set<UInt32>] = [:]
        var (next, other) = (0, 0)
        // The last act of each side on the object at hand.
        var last: (left: Int64?, right: Int64?)
        var object: UInt32?
        while next < left.count || other < right.count {
            let isLeft = other == right.count || next < left.count && left[next] <= right[other]
            let act = isLeft ? left[next] : right[other]
            if isLeft { next += 1 } else { other += 1 }
            guard traces[Int(act.object)] == trace else { continue }
            if act.object != object {
                object = act.object
                last = (nil, nil)
            }
            // In order of time, the other's last act is the nearest before this one.
            if let before = isLeft ? last.right : last.left, UInt64(bitPattern: act.time &- before) <= window {
                objects[Day(of: Instant(milliseconds: act.time)), default: []].insert(act.object)
            }
            if isLeft { last.left = act.time } else { last.right = act.time }
        }
        return objects.sorted { $0.key < $1.key }.map { ($0.key, $0.value.count) }
    }

    /// A window as tables have it: seconds, or `none`.
    private static func milliseconds(_ window: String) -> UInt64? {
        if window == "none" { return .max }
        guard let seconds = Double(window), (0...1e12).contains(seconds) else { return nil }
        return UInt64((seconds * 1000).rounded())
    }
}
