package import Records

/// The networks of a run: drawing, list, filters.
package struct NetworkListView: Sendable {
    /// What is asked for.
    package struct Filter: Sendable, Equatable {
        package var trace: Trace?
        package var platform: Platform?
        package var accounts: Int?
        /// The largest q of a network's weakest tie.
        package var q: Double?
        package var order: Order
        /// Words that a reader typed for a member's name.
        package var member: String?

        package init(
            trace: Trace? = nil, platform: Platform? = nil, accounts: Int? = nil, q: Double? = nil,
            order: Order = .listed, member: String? = nil
        ) {
            self.trace = trace
            self.platform = platform
            self.accounts = accounts
            self.q = q
            self.order = order
            self.member = member
        }
    }

    package enum Order: String, Sendable, CaseIterable {
        case listed, accounts, ties, first, last, q

        var title: String {
            switch self {
            case .listed: "as the run lists them"
            case .accounts: "most accounts"
            case .ties: "most ties"
            case .first: "earliest first post"
            case .last: "latest last post"
            case .q: "least q"
            }
        }
    }

    package var run: Int64
    package var runs: [Int64]
    package var filter: Filter
    package var traces: [Trace]
    package var platforms: [Platform]
    /// Networks in the run, filtered or not.
    package var inAll: Int
    package var table: TwinTable
    package var panel: GraphPanel?
    package var ties: EdgeList
    package var address: String

    package init(
        run: Int64, runs: [Int64], filter: Filter, traces: [Trace], platforms: [Platform], inAll: Int, table: TwinTable,
        panel: GraphPanel?, ties: EdgeList, address: String
    ) {
        self.run = run
        self.runs = runs
        self.filter = filter
        self.traces = traces
        self.platforms = platforms
        self.inAll = inAll
        self.table = table
        self.panel = panel
        self.ties = ties
        self.address = address
    }
}

package enum NetworkListPage {
    package static func page(_ view: NetworkListView, frame: SitePage.Frame) -> SitePage {
        let found = view.table.part?.total ?? view.table.rows.count
        let count: Markup =
            found == view.inAll
            ? "\(Words.sentence(Words.count(found, "network", "networks")))"
            : "\(found) of \(Words.count(view.inAll, "network", "networks"))"
        return SitePage(
            "Networks", section: .networks, frame: frame,
            lede: """
                \(count) of <a href="/runs/\(raw: Int(view.run))">run \(raw: Int(view.run))</a>. A network is what the search \
                reports; an assessment is what a person signs.
                """, scripts: [GraphPanel.script],
            main: """
                \(filters(view))\(view.table.markup(address: view.address))
                <section aria-labelledby="drawing"><h2 id="drawing">The drawing</h2>
                \(view.panel?.markup() ?? "<p class=\"none\">The drawing is being laid out. The tables hold the same facts.</p>\n")\
                \(view.ties.markup())</section>

                """)
    }

    /// Where nothing was searched yet.
    package static func none(frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Networks", section: .networks, frame: frame,
            main: """
                <p class="none">The case was not searched yet. <a href="/imports">Bring material into it</a>, then search it: \
                <a href="/runs">runs</a>.</p>

                """)
    }

    private static func filters(_ view: NetworkListView) -> Markup {
        let filter = view.filter
        let any = [(value: "", title: "any")]
        let number: (Int?) -> String = { $0.map { "\($0)" } ?? "" }
        var fields = Markup()
        if view.runs.count > 1 {
            fields += SiteField.choice(
                "run", "Run", view.runs.map { ("\($0)", "run \($0)") }, chosen: "\(view.run)")
        } else {
            fields += SiteField.hidden("run", "\(view.run)")
        }
        fields += SiteField.choice(
            "trace", "Trace", any + view.traces.map { ($0.name, $0.nouns.one) }, chosen: filter.trace?.name ?? "")
        fields += SiteField.choice(
            "platform", "Platform", any + view.platforms.map { ($0.name, $0.title) },
            chosen: filter.platform?.name ?? "")
        fields += SiteField.line(
            "accounts", "At least so many accounts", value: number(filter.accounts), kind: "number")
        fields += SiteField.line("q", "q at most", value: filter.q.map { "\($0)" } ?? "")
        fields += SiteField.line("member", "With a member called", value: filter.member ?? "", kind: "search")
        fields += SiteField.choice(
            "order", "Order", NetworkListView.Order.allCases.map { ($0.rawValue, $0.title) },
            chosen: filter.order.rawValue)
        fields += SiteField.button("Show")
        return "<div class=\"filters\">\n\(SiteForm(action: "/networks", method: .get).markup(fields))</div>\n"
    }
}
