package import Records

/// One edge explained: what two accounts did together, post beside post.
package struct PairPageView: Sendable {
    /// Two posts on one object.
    package struct CoAct: Sendable {
        package var object: PostCard.Object
        package var window: Window
        package var earlier: PostCard
        package var later: PostCard

        package init(object: PostCard.Object, window: Window, earlier: PostCard, later: PostCard) {
            self.object = object
            self.window = window
            self.earlier = earlier
            self.later = later
        }

        /// Milliseconds between the two.
        package var gap: Int64 { later.time.milliseconds - earlier.time.milliseconds }
    }

    package var run: Int64
    package var a: EdgeList.Name
    package var b: EdgeList.Name
    /// The network that both are in; nil for none.
    package var network: String?
    /// The run's edges between the two, a row for each trace and window.
    package var edges: TwinTable
    package var coActs: [CoAct]
    /// Which part of all co-acts these are.
    package var part: TwinTable.Part
    /// Co-acts that were not read, since there are too many.
    package var omitted: Int
    /// Why posts could not be read; empty where they could.
    package var remarks: [String]
    /// The page's address without its part.
    package var address: String

    package init(
        run: Int64, a: EdgeList.Name, b: EdgeList.Name, network: String?, edges: TwinTable, coActs: [CoAct],
        part: TwinTable.Part, omitted: Int, remarks: [String], address: String
    ) {
        self.run = run
        self.a = a
        self.b = b
        self.network = network
        self.edges = edges
        self.coActs = coActs
        self.part = part
        self.omitted = omitted
        self.remarks = remarks
        self.address = address
    }
}

package enum PairPage {
    package static func page(_ view: PairPageView, frame: SitePage.Frame) -> SitePage {
        var trail = [(title: "Networks", address: "/networks?run=\(view.run)")]
        if let network = view.network {
            trail.append((network, NetworkPage.address(run: view.run, network)))
        }
        return SitePage(
            "\(view.a.text) and \(view.b.text)", section: .networks, frame: frame, trail: trail,
            lede: """
                What \(view.a.markup) and \(view.b.markup) did together in \
                <a href="/runs/\(raw: Int(view.run))">run \(raw: Int(view.run))</a>: \
                \(Words.count(view.part.total, "co-act", "co-acts")), each with both posts.
                """,
            main: """
                \(view.remarks.map { "<p class=\"told note\">\($0)</p>\n" as Markup }.joined())\
                <section aria-labelledby="edges"><h2 id="edges">The edge</h2>
                \(view.edges.markup(address: view.address))</section>
                <section aria-labelledby="coacts"><h2 id="coacts">The posts that make it</h2>
                \(coActs(view))</section>

                """)
    }

    private static func coActs(_ view: PairPageView) -> Markup {
        if view.coActs.isEmpty {
            return "<p class=\"none\">No co-act of the two can be shown.</p>\n"
        }
        let more: Markup =
            view.omitted > 0
            ? "<p class=\"soft\">\(Words.sentence(Words.count(view.omitted, "further co-act was", "further co-acts were"))) not read: the edge’s table counts them.</p>\n"
            : ""
        return """
            <p class="soft">By trace, then by object, then by time. Times in UTC, as finely as the source states them.</p>
            <ol class="evidence" start="\(raw: view.part.first + 1)">
            \(view.coActs.map(item).joined())</ol>
            \(steps(view))\(more)
            """
    }

    private static func item(_ coAct: PairPageView.CoAct) -> Markup {
        let gap =
            coAct.gap == 0
            ? "the same moment" : TimeText.duration(milliseconds: Double(coAct.gap)) + " apart"
        // Of two posts of one moment nobody knows which came first.
        let order: (Markup, Markup) = coAct.gap == 0 ? ("One", "Other") : ("First", "Then")
        return """
            <li>
            <p class="coact"><span class="gap">\(gap)</span> \(coAct.object.object.trace.nouns.one) \
            <a href="\(coAct.object.address)"><q>\(foreign(coAct.object.object.value, upTo: 120))</q></a> \
            <span class="soft">window \(TimeText.window(coAct.window))</span></p>
            <div class="posts">
            \(coAct.earlier.markup(order: order.0))\(coAct.later.markup(order: order.1))</div>
            </li>

            """
    }

    private static func steps(_ view: PairPageView) -> Markup {
        PartSteps.markup(view.part, shown: view.coActs.count, address: view.address)
    }
}

/// The links to the parts before and after.
enum PartSteps {
    static func markup(_ part: TwinTable.Part, shown: Int, address: String) -> Markup {
        guard part.total > shown || part.first > 0 else { return "" }
        let joint: Markup = address.contains("?") ? "&amp;" : "?"
        var steps = Markup()
        if part.first > 0 {
            let before = max(0, part.first - part.size)
            steps += "<li><a rel=\"prev\" href=\"\(address)\(joint)from=\(raw: before)\">Earlier</a></li>\n"
        }
        steps += "<li>\(part.first + 1) to \(part.first + shown) of \(part.total)</li>\n"
        if part.first + shown < part.total {
            steps += "<li><a rel=\"next\" href=\"\(address)\(joint)from=\(raw: part.first + shown)\">Further</a></li>\n"
        }
        return "<nav class=\"parts\" aria-label=\"Parts of the list\"><ol>\n\(steps)</ol></nav>\n"
    }
}
