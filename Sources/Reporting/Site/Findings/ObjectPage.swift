package import Records

/// An object of the case: what posts share, and the posts.
package struct ObjectPageView: Sendable {
    package var object: TracedObject
    /// Where its name means something on one platform only.
    package var platform: Platform?
    package var posts: Int
    package var isCounted: Bool
    /// Accounts among the posts counted.
    package var accounts: Int
    package var cards: [PostCard]
    package var days: [DaySeriesDrawing.Bar]
    package var next: String?

    package init(
        object: TracedObject, platform: Platform?, posts: Int, isCounted: Bool, accounts: Int, cards: [PostCard],
        days: [DaySeriesDrawing.Bar], next: String?
    ) {
        self.object = object
        self.platform = platform
        self.posts = posts
        self.isCounted = isCounted
        self.accounts = accounts
        self.cards = cards
        self.days = days
        self.next = next
    }
}

package enum ObjectPage {
    package static func page(_ view: ObjectPageView, frame: SitePage.Frame) -> SitePage {
        let noun = view.object.trace.nouns.one
        let clip = VisibleText.clipped(view.object.value, to: 80)
        let web: Markup =
            [.url, .domain].contains(view.object.trace)
            ? "<p>\(address(view.object.trace == .domain ? "https://\(view.object.value)/" : view.object.value, upTo: 200))</p>\n"
            : ""
        return SitePage(
            clip.text + (clip.isClipped ? "…" : ""), section: .search, frame: frame,
            lede:
                "A \(noun)\(view.platform.map { " on \($0.title)" as Markup } ?? ""), and every post of the case that acts on it.",
            main: """
                \(web)<dl class="figures">
                <div><dt>posts</dt><dd><a href="#posts">\(view.posts)\(view.isCounted ? "" : "+" as Markup)</a></dd></div>
                <div><dt>\(view.isCounted ? "accounts" : "accounts of the newest posts" as Markup)</dt><dd><a href="#posts">\(view.accounts)</a></dd></div>
                </dl>
                \(clip.isClipped ? whole(view.object.value) : "")\
                \(DaySeriesDrawing(bars: view.days, subject: "posts on this \(noun)", identifier: "days")
                    .figure("Posts a day\(view.isCounted ? "" : "; the newest of them" as Markup). Days are UTC."))\
                <section aria-labelledby="posts"><h2 id="posts">Posts, the newest first</h2>
                \(PostCardList.markup(view.cards, empty: "No post with a time acts on it."))\
                \(Further.markup(view.next, "Older posts"))</section>

                """)
    }

    private static func whole(_ value: String) -> Markup {
        "<blockquote class=\"whole\" dir=\"auto\">\(VisibleText.markup(value))</blockquote>\n"
    }
}
