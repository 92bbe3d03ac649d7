package import Records

/// The co-acting posts of a network in a stretch of time, on an object, of an account.
package struct NetworkPostsView: Sendable {
    package var run: Int64
    package var network: String
    /// The first and the last co-acting post of all.
    package var first: Instant?
    package var last: Instant?
    package var since: Instant?
    package var until: Instant?
    package var object: TracedObject?
    package var account: String?
    package var found: Int
    package var inAll: Int
    package var days: [DaySeriesDrawing.Bar]
    package var cards: [PostCard]
    package var part: TwinTable.Part
    package var address: String

    package init(
        run: Int64, network: String, first: Instant?, last: Instant?, since: Instant?, until: Instant?,
        object: TracedObject?, account: String?, found: Int, inAll: Int, days: [DaySeriesDrawing.Bar],
        cards: [PostCard], part: TwinTable.Part, address: String
    ) {
        self.run = run
        self.network = network
        self.first = first
        self.last = last
        self.since = since
        self.until = until
        self.object = object
        self.account = account
        self.found = found
        self.inAll = inAll
        self.days = days
        self.cards = cards
        self.part = part
        self.address = address
    }
}

package enum NetworkPostsPage {
    package static func page(_ view: NetworkPostsView, frame: SitePage.Frame) -> SitePage {
        let address = NetworkPage.address(run: view.run, view.network)
        let count: Markup =
            view.found == view.inAll
            ? "All \(Words.count(view.found, "co-acting post", "co-acting posts"))"
            : "\(view.found) of \(Words.count(view.inAll, "co-acting post", "co-acting posts"))"
        var narrowed: [Markup] = []
        if let object = view.object {
            narrowed.append("on the \(object.trace.nouns.one) <q>\(foreign(object.value, upTo: 100))</q>")
        }
        if let account = view.account { narrowed.append("of \(foreign(account, upTo: 80))") }
        if let since = view.since { narrowed.append("from \(TimeText.element(since))") }
        if let until = view.until { narrowed.append("to \(TimeText.element(until))") }
        let all: Markup = view.found == view.inAll ? "" : " <a href=\"\(address)/posts\">Show all</a>."
        return SitePage(
            "Posts of network \(view.network)", section: .networks, frame: frame,
            trail: [("Networks", "/networks?run=\(view.run)"), (view.network, address)],
            lede: "\(count)\(narrowed.isEmpty ? "" : ", " as Markup)\(narrowed.joined(", ")), in order of time.\(all)",
            main: """
                \(form(view, address))\
                \(DaySeriesDrawing(bars: view.days, subject: "co-acting posts", identifier: "days")
                    .figure("Co-acting posts a day, of those listed here. Days are UTC."))\
                \(PostCardList.markup(view.cards, empty: "No co-acting post lies there."))\
                \(PartSteps.markup(view.part, shown: view.cards.count, address: view.address))
                """)
    }

    private static func form(_ view: NetworkPostsView, _ address: String) -> Markup {
        guard let first = view.since ?? view.first, let last = view.until ?? view.last else { return "" }
        return NetworkPage.interval(address, first, last)
    }
}
