package import Corpus
package import Records

/// One co-act: two posts of two accounts on one object within a window.
package struct Coact: Sendable, Hashable {
    /// Object index in its layer.
    package var object: UInt32
    /// Post of the first account, and of the second.
    package var postA: UInt32
    package var postB: UInt32
    /// When they posted, milliseconds since 1970 UTC.
    package var timeA: Int64
    package var timeB: Int64

    /// How far apart, milliseconds.
    package var gap: Int64 { abs(timeA - timeB) }
}

/// The proof behind edges: every pair of posts that a pair of accounts is tied by.
package struct CoactFinder: Sendable {
    private struct Entry: Hashable {
        var object: UInt32
        var time: Int64
        var post: UInt32
    }

    /// Each wanted account's actions by (object, time, post), without repeats.
    private let actions: [UInt32: [Entry]]

    /// Gathers what `accounts` did in `layer`.
    package init(_ layer: Layer, accounts: Set<UInt32>) {
        var gathered: [UInt32: [Entry]] = [:]
        for index in 0..<layer.actions.count where accounts.contains(layer.actions.accounts[index]) {
            gathered[layer.actions.accounts[index], default: []].append(
                Entry(
                    object: layer.actions.objects[index], time: layer.actions.times[index],
                    post: layer.actions.posts[index]))
        }
        actions = gathered.mapValues { entries in
            let sorted = entries.sorted { ($0.object, $0.time, $0.post) < ($1.object, $1.time, $1.post) }
            // Of several events of one post on one object at one time the first is cited.
            var seen: Set<Entry> = []
            return sorted.filter {
                seen.insert(Entry(object: $0.object, time: $0.time, post: layer.identity($0.post))).inserted
            }
        }
    }

    /// The co-acts of `a` and `b` within `window`, by object, then by time of the earlier post.
    /// - Parameters:
    ///   - limit: the most to list.
    ///   - total: is given their number, listed or not.
    package func coacts(
        _ a: UInt32, _ b: UInt32, window: Window, limit: Int = .max, total: inout Int
    ) -> [Coact] {
        total = 0
        guard let own = actions[a], let other = actions[b], a != b else { return [] }
        var found: [Coact] = []
        var start = 0
        for entry in own {
            while start < other.count, isBefore(other[start], entry, window) { start += 1 }
            var index = start
            while index < other.count, other[index].object == entry.object,
                other[index].time - entry.time <= window.milliseconds
            {
                total += 1
                if found.count < limit {
                    found.append(
                        Coact(
                            object: entry.object, postA: entry.post, postB: other[index].post, timeA: entry.time,
                            timeB: other[index].time))
                }
                index += 1
            }
        }
        return found.sorted {
            ($0.object, min($0.timeA, $0.timeB), max($0.timeA, $0.timeB), $0.postA, $0.postB)
                < ($1.object, min($1.timeA, $1.timeB), max($1.timeA, $1.timeB), $1.postA, $1.postB)
        }
    }

    /// All co-acts of `a` and `b` within `window`.
    package func coacts(_ a: UInt32, _ b: UInt32, window: Window) -> [Coact] {
        var total = 0
        return coacts(a, b, window: window, total: &total)
    }

    /// Whether `candidate` lies before everything that can co-act with `entry` or what follows it.
    private func isBefore(_ candidate: Entry, _ entry: Entry, _ window: Window) -> Bool {
        if candidate.object != entry.object { return candidate.object < entry.object }
        return entry.time - candidate.time > window.milliseconds
    }
}
