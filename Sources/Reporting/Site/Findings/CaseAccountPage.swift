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
