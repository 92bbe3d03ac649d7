import Corpus
package import Records

/// Which days of an input a replay knows, and what lies outside of them: what is left out must be told, and told rightly.
package struct KnownDays: Sendable, Equatable {
    /// The first and the last day with data up to the last that is known; nil where there is none.
    package private(set) var first: Day?
    package private(set) var last: Day?
    /// Posts with a time outside of `plausible`, which are left out whatever is asked.
    package private(set) var implausiblePosts = 0
    /// The first day with data after the last that is known; nil where nothing comes later.
    package private(set) var firstLater: Day?

    /// Times outside of these days, from 1990-01-01 to 2099-12-31, are mistakes of whoever wrote them.
    package static let plausible = Day(7305)...Day(47481)

    init() {}

    /// - Parameter until: the last day that is known; nil for the last of the input.
    init(_ corpus: Corpus, until: Day?) {
        var implausible: Set<UInt32> = []
        for layer in corpus.layers {
            for (action, time) in layer.actions.times.enumerated() {
                let day = Day(of: Instant(milliseconds: time))
                if !Self.plausible.contains(day) {
                    implausible.insert(layer.identity(layer.actions.posts[action]))
                } else if let until, day > until {
                    firstLater = min(firstLater ?? day, day)
                } else {
                    first = min(first ?? day, day)
                    last = max(last ?? day, day)
                }
            }
        }
        implausiblePosts = implausible.count
    }
}
