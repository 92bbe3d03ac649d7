package import Records

/// An account of the case: what it said of itself and when, what it is called, what it posted.
package struct CaseAccountView: Sendable {
    package struct Profile: Sendable {
        package var observed: Instant
        /// Whether the source says when; else it is the time of the import.
        package var isStated: Bool
        package var source: String
        package var name: String?
        package var description: String?
        package var location: String?
        package var addresses: [String]
        package var counters: AccountCounters
        package var isVerified: Bool?

        package init(
            observed: Instant, isStated: Bool, source: String, name: String?, description: String?, location: String?,
            addresses: [String], counters: AccountCounters, isVerified: Bool?
        ) {
            self.observed = observed
            self.isStated = isStated
            self.source = source
            self.name = name
            self.description = description
            self.location = location
            self.addresses = addresses
            self.counters = counters
            self.isVerified = isVerified
        }
    }

    package var address: String
    package var label: String
    package var key: AccountKey
    package var created: Instant?
    package var handles: [(handle: String, first: Instant, last: Instant)]
    /// The one imported last first.
    package var profiles: [Profile]
    package var links: [(account: EdgeList.Name, reason: String, detail: String)]
    /// Its networks in the last run, with the address of each and what the account has there.
    package var networks: [(name: String, address: String, ties: Int)]
    /// Its posts, counted up to a limit.
    package var posts: Int
    package var isCounted: Bool
    package var cards: [PostCard]
    package var days: [DaySeriesDrawing.Bar]
    /// Where the list of posts goes on.
    package var next: String?

    package init(
        address: String, label: String, key: AccountKey, created: Instant?,
        handles: [(handle: String, first: Instant, last: Instant)], profiles: [Profile],
        links: [(account: EdgeList.Name, reason: String, detail: String)],
        networks: [(name: String, address: String, ties: Int)], posts: Int, isCounted: Bool, cards: [PostCard],
        days: [DaySeriesDrawing.Bar], next: String?
    ) {
        self.address = address
        self.label = label
        self.key = key
        self.created = created
        self.handles = handles
        self.profiles = profiles
        self.links = links
        self.networks = networks
        self.posts = posts
        self.isCounted = isCounted
        self.cards = cards
        self.days = days
        self.next = next
    }
}

package enum CaseAccountPage {
    package static func page(_ view: CaseAccountView, frame: SitePage.Frame) -> SitePage {
        SitePage(
            view.label, section: .search, frame: frame, lede: lede(view),
            main: """
                \(figures(view))\(networks(view))\
                <section aria-labelledby="profile"><h2 id="profile">What it said of itself</h2>
                \(profiles(view))</section>
                <section aria-labelledby="handles"><h2 id="handles">What it was called</h2>
                \(handles(view))\(links(view))</section>
                <section aria-labelledby="posts"><h2 id="posts">What it posted</h2>
                \(days(view))\(PostCardList.markup(view.cards, empty: "No post of it with a time is in the case."))\
                \(Further.markup(view.next, "Older posts"))</section>

                """)
    }

    private static func lede(_ view: CaseAccountView) -> Markup {
        let made: Markup = view.created.map { ", made \(TimeText.element($0))" } ?? ""
        let provisional: Markup =
            view.key.kind == .handle
            ? " <span class=\"tag\">known by its handle alone, which can change hands</span>" : ""
        return """
            An account on \(view.key.platform.title), <span class="mono">\(foreign(view.key.value, upTo: 80))</span>\(made).\
            \(provisional)
            """
    }

    private static func figures(_ view: CaseAccountView) -> Markup {
        let counters = view.profiles.first?.counters ?? AccountCounters()
        let stated: [(Markup, Int64?)] = [
            ("followers", counters.followers), ("following", counters.following), ("posts, it says", counters.posts),
            ("likes", counters.likes),
        ]
        var cells: Markup = """
            <div><dt>posts in the case</dt><dd><a href="#posts">\(view.posts)\(view.isCounted ? "" : "+" as Markup)</a></dd></div>

            """
        for (name, count) in stated {
            guard let count else { continue }
            cells += "<div><dt>\(name)</dt><dd><a href=\"#profile\">\(Int(clamping: count))</a></dd></div>\n"
        }
        return "<dl class=\"figures\">\n\(cells)</dl>\n"
    }

    private static func networks(_ view: CaseAccountView) -> Markup {
        if view.networks.isEmpty {
            return "<p class=\"soft\">It is in no network of the last run.</p>\n"
        }
        let names = view.networks.map { network -> Markup in
            "<a href=\"\(network.address)\">network \(network.name)</a> (\(Words.count(network.ties, "edge", "edges")))"
        }
        return "<p>In the last run it is in \(names.joined(", ")).</p>\n"
    }

    private static func profiles(_ view: CaseAccountView) -> Markup {
        if view.profiles.isEmpty { return "<p class=\"none\">The sources have no profile of it.</p>\n" }
        func count(_ number: Int64?) -> Markup { number.map { "\(Int(clamping: $0))" } ?? none }
        return Table(
            caption: "Each time it was seen, the one imported last first.", label: "Profiles",
            columns: [
                .text("Seen"), .text("Name"), .text("Description"), .text("Place, links"), .number("Followers"),
                .number("Following"), .number("Posts"), .number("Likes"), .text("From"),
            ],
            rows: view.profiles.map { profile in
                [
                    "\(TimeText.element(profile.observed))\(profile.isStated ? "" : " <span class=\"tag\">time of import</span>" as Markup)",
                    "\(profile.name.map { foreign($0, upTo: 80) } ?? none)\(profile.isVerified == true ? " <span class=\"tag\">verified</span>" as Markup : "")",
                    profile.description.map { foreign($0, upTo: 280) } ?? none,
                    "\(profile.location.map { foreign($0, upTo: 80) } ?? "")\(profile.addresses.prefix(4).map { " \(address($0))" as Markup }.joined())",
                    count(profile.counters.followers), count(profile.counters.following), count(profile.counters.posts),
                    count(profile.counters.likes), foreign(profile.source, upTo: 60),
                ]
            }
        ).markup()
    }

    private static let none: Markup = "<span class=\"none\" title=\"not known\">–</span>"

    private static func handles(_ view: CaseAccountView) -> Markup {
        if view.handles.isEmpty { return "<p class=\"none\">The sources have no handle of it.</p>\n" }
        return Table(
            caption: "By the first time each was seen.", label: "Handles",
            columns: [.text("Handle"), .text("First seen"), .text("Last seen")],
            rows: view.handles.map {
                [foreign($0.handle, upTo: 80), TimeText.element($0.first), TimeText.element($0.last)]
            }
        ).markup()
    }

    private static func links(_ view: CaseAccountView) -> Markup {
        if view.links.isEmpty { return "" }
        return Table(
            caption: "Accounts that may be the same hand’s.", label: "Linked accounts",
            columns: [.text("Account"), .text("Why"), .text("Detail")],
            rows: view.links.map { [$0.account.markup, "\($0.reason)", foreign($0.detail, upTo: 160)] }
        ).markup()
    }

    private static func days(_ view: CaseAccountView) -> Markup {
        DaySeriesDrawing(bars: view.days, subject: "posts of this account", identifier: "days")
            .figure(
                "Posts a day, of those that are in the case\(view.isCounted ? "" : "; the newest of them" as Markup). Days are UTC."
            )
    }
}

/// The one link at the end of a list that goes on.
enum Further {
    static func markup(_ address: String?, _ title: Markup) -> Markup {
        address.map {
            """
            <nav class="parts" aria-label="Parts of the list"><ol><li><a rel="next" href="\($0)">\(title)</a></li></ol></nav>

            """
        } ?? ""
    }
}

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
