package import Records

/// A post of the case, whole.
package struct PostPageView: Sendable {
    package struct Revision: Sendable {
        package var observed: Instant
        package var source: String
        package var text: String?
        package var caption: String?

        package init(observed: Instant, source: String, text: String?, caption: String?) {
            self.observed = observed
            self.source = source
            self.text = text
            self.caption = caption
        }
    }

    package struct Counted: Sendable {
        package var observed: Instant
        package var isStated: Bool
        package var counters: PostCounters
        package var source: String

        package init(observed: Instant, isStated: Bool, counters: PostCounters, source: String) {
            self.observed = observed
            self.isStated = isStated
            self.counters = counters
            self.source = source
        }
    }

    package var card: PostCard
    package var caption: String?
    /// What the source says of it besides: language, region, program.
    package var facts: [(name: String, value: String)]
    package var fileSHA256: String
    /// Each object with how many posts of the case act on it, counted up to a limit.
    package var objects: [(object: PostCard.Object, posts: Int, isCounted: Bool)]
    /// Other posts on its most telling object.
    package var others: [PostCard]
    package var otherObject: PostCard.Object?
    package var revisions: [Revision]
    package var counters: [Counted]
    package var flags: [(name: String, detail: String)]

    package init(
        card: PostCard, caption: String?, facts: [(name: String, value: String)], fileSHA256: String,
        objects: [(object: PostCard.Object, posts: Int, isCounted: Bool)], others: [PostCard],
        otherObject: PostCard.Object?, revisions: [Revision], counters: [Counted],
        flags: [(name: String, detail: String)]
    ) {
        self.card = card
        self.caption = caption
        self.facts = facts
        self.fileSHA256 = fileSHA256
        self.objects = objects
        self.others = others
        self.otherObject = otherObject
        self.revisions = revisions
        self.counters = counters
        self.flags = flags
    }
}

package enum PostPage {
    package static func page(_ view: PostPageView, frame: SitePage.Frame) -> SitePage {
        let card = view.card
        return SitePage(
            "Post of \(card.author.text)", section: .search, frame: frame,
            lede: """
                By \(card.author.markup) on \(card.platform.title), \(TimeText.element(card.time)).\
                \(card.isRepost ? " <span class=\"tag\">repost</span>" as Markup : "")
                """,
            main: """
                <section aria-labelledby="says"><h2 id="says">What it says</h2>
                \(text(card.text))\(spoken(view))\(card.web.map { "<p>\(address($0, upTo: 200))</p>\n" as Markup } ?? "")</section>
                <section aria-labelledby="acts"><h2 id="acts">What it acts on</h2>
                \(objects(view))\(others(view))</section>
                \(counters(view))\(revisions(view))\
                <section aria-labelledby="source"><h2 id="source">Where it stands</h2>
                \(source(view))</section>

                """)
    }

    private static func text(_ text: String) -> Markup {
        if text.isEmpty { return "<p class=\"none\">The source has no text for this post.</p>\n" }
        return "<blockquote class=\"whole\" dir=\"auto\">\(VisibleText.markup(text))</blockquote>\n"
    }

    private static func spoken(_ view: PostPageView) -> Markup {
        guard let caption = view.caption, !caption.isEmpty else { return "" }
        return """
            <h3>What is said in it</h3>
            <blockquote class="whole" dir="auto">\(VisibleText.markup(caption))</blockquote>

            """
    }

    private static func objects(_ view: PostPageView) -> Markup {
        if view.objects.isEmpty { return "<p class=\"none\">Nothing that others could share.</p>\n" }
        return Table(
            caption: "What others could share with it, and how many posts of the case do.", label: "Objects",
            columns: [.text("Object"), .text("Kind"), .number("Posts in the case")],
            rows: view.objects.map { object, posts, isCounted in
                [
                    "<a href=\"\(object.address)\">\(foreign(object.object.value, upTo: 120))</a>",
                    "\(object.object.trace.nouns.one)",
                    "<a href=\"\(object.address)\">\(posts)\(isCounted ? "" : "+" as Markup)</a>",
                ]
            }
        ).markup()
    }

    private static func others(_ view: PostPageView) -> Markup {
        guard let object = view.otherObject, !view.others.isEmpty else { return "" }
        return """
            <h3>Others with the same \(object.object.trace.nouns.one)</h3>
            \(PostCardList.markup(view.others, empty: ""))<p><a href="\(object.address)">All posts on it</a></p>

            """
    }

    private static func counters(_ view: PostPageView) -> Markup {
        if view.counters.isEmpty { return "" }
        func count(_ number: Int64?) -> Markup {
            number.map { "\(Int(clamping: $0))" } ?? "<span class=\"none\" title=\"not known\">–</span>"
        }
        let table = Table(
            caption: "As it was seen, the latest first.", label: "Counters",
            columns: [
                .text("Seen"), .number("Views"), .number("Likes"), .number("Comments"), .number("Shares"),
                .number("Quotes"), .number("Saves"), .text("From"),
            ],
            rows: view.counters.map { counted in
                let counters = counted.counters
                return [
                    "\(TimeText.element(counted.observed))\(counted.isStated ? "" : " <span class=\"tag\">time of import</span>" as Markup)",
                    count(counters.views), count(counters.likes), count(counters.comments), count(counters.shares),
                    count(counters.quotes), count(counters.saves), foreign(counted.source, upTo: 60),
                ]
            })
        return
            "<section aria-labelledby=\"counted\"><h2 id=\"counted\">What was counted</h2>\n\(table.markup())</section>\n"
    }

    private static func revisions(_ view: PostPageView) -> Markup {
        if view.revisions.isEmpty { return "" }
        var items = Markup()
        for revision in view.revisions {
            items += """
                <article><p class="at">\(TimeText.element(revision.observed)) <span class="soft">\(foreign(revision.source, upTo: 80))</span></p>
                \(revision.text.map { text($0) } ?? "")\(revision.caption.map { "<p class=\"soft\">Spoken: \(foreign($0, upTo: 2000))</p>\n" as Markup } ?? "")</article>

                """
        }
        return """
            <section aria-labelledby="revised"><h2 id="revised">What it said at other times</h2>
            <div class="posts">
            \(items)</div></section>

            """
    }

    private static func source(_ view: PostPageView) -> Markup {
        let card = view.card
        var rows: [(Markup, Markup)] = [
            ("File", foreign(card.file)), ("Record", "\(card.row)"),
            ("SHA-256 of the file", "<span class=\"mono hash\">\(view.fileSHA256)</span>"),
        ]
        if !card.identifier.isEmpty {
            rows.append(("The platform’s id", "<span class=\"mono\">\(foreign(card.identifier))</span>"))
        }
        rows += view.facts.map { ("\($0.name)", foreign($0.value)) }
        rows += view.flags.map { ("Flag: \($0.name)", foreign($0.detail)) }
        return
            "<dl class=\"terms\">\n\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as Markup }.joined())</dl>\n"
    }
}
