package import Exchange
package import Records

/// Two networks beside each other: who and what is in both, and on which days each acted.
package struct NetworkComparisonView: Sendable {
    package struct Side: Sendable {
        package var run: Int64
        package var row: NetworkRow
        package var days: [DaySeriesDrawing.Bar]

        package init(run: Int64, row: NetworkRow, days: [DaySeriesDrawing.Bar]) {
            self.run = run
            self.row = row
            self.days = days
        }

        var name: String { row.network }
        var address: String { NetworkPage.address(run: run, row.network) }
    }

    package var a: Side
    package var b: Side
    /// Members of both.
    package var members: TwinTable
    package var membersInBoth: Int
    /// Objects on which members of both co-acted, each among themselves; nil where posts cannot be read.
    package var objects: TwinTable?
    package var objectsInBoth: Int
    /// Ties between members of the one and members of the other, where both are of one run.
    package var ties: TwinTable?
    package var remarks: [String]

    package init(
        a: Side, b: Side, members: TwinTable, membersInBoth: Int, objects: TwinTable?, objectsInBoth: Int,
        ties: TwinTable?, remarks: [String]
    ) {
        self.a = a
        self.b = b
        self.members = members
        self.membersInBoth = membersInBoth
        self.objects = objects
        self.objectsInBoth = objectsInBoth
        self.ties = ties
        self.remarks = remarks
    }
}

package enum NetworkComparisonPage {
    package static func page(_ view: NetworkComparisonView, address: String, frame: SitePage.Frame) -> SitePage {
        let (a, b) = (view.a, view.b)
        return SitePage(
            "\(a.name) and \(b.name)", section: .networks, frame: frame,
            trail: [("Networks", "/networks?run=\(a.run)")],
            lede: """
                \(Words.sentence(Words.count(view.membersInBoth, "account is", "accounts are"))) in both, and \
                \(Words.count(view.objectsInBoth, "object was", "objects were")) shared in both.
                """,
            main: """
                \(view.remarks.map { "<p class=\"told note\">\($0)</p>\n" as Markup }.joined())\(facts(a, b))
                <section aria-labelledby="when"><h2 id="when">Day by day</h2>
                \(days(a, b))</section>
                <section aria-labelledby="members"><h2 id="members">Members in both</h2>
                \(view.members.markup(address: address))</section>
                \(view.objects.map { section("objects", "Objects shared in both", $0, address) } ?? "")\
                \(view.ties.map { section("between", "Ties between the two", $0, address) } ?? "")
                """)
    }

    private static func section(_ anchor: Markup, _ title: Markup, _ table: TwinTable, _ address: String) -> Markup {
        """
        <section aria-labelledby="\(anchor)"><h2 id="\(anchor)">\(title)</h2>
        \(table.markup(address: address))</section>

        """
    }

    private static func facts(_ a: NetworkComparisonView.Side, _ b: NetworkComparisonView.Side) -> Markup {
        func row(_ what: Markup, _ value: (NetworkComparisonView.Side) -> Markup) -> [Markup] {
            [what, value(a), value(b)]
        }
        func link(_ side: NetworkComparisonView.Side, _ place: Markup, _ count: Int) -> Markup {
            "<a href=\"\(side.address)\(place)\">\(count)</a>"
        }
        return Table(
            caption: "Each as its run has it.", label: "The two networks",
            columns: [.text("What"), .text(name(a)), .text(name(b))],
            rows: [
                row("Run") { "<a href=\"/runs/\(raw: Int($0.run))\">\(raw: Int($0.run))</a>" },
                row("Accounts") { link($0, "#members", $0.row.accounts) },
                row("Ties") { link($0, "#ties", $0.row.edges) },
                row("Shared objects") { link($0, "#objects", $0.row.objects) },
                row("Co-acting posts") { link($0, "/posts", $0.row.posts) },
                row("Traces") { "\(Words.list($0.row.traces.map(\.nouns.many)))" },
                row("Platforms") { "\(Words.list($0.row.platforms.map(\.title)))" },
                row("First co-act") { TimeText.element($0.row.first) },
                row("Last co-act") { TimeText.element($0.row.last) },
                row("q of the weakest tie") { side in
                    side.row.weakestQ.map { "\(NumberText.probability($0))" } ?? "not computed"
                },
                row("What else explains it") {
                    $0.row.rivals.isEmpty ? "no strong signs" : "\(Words.list($0.row.rivals.map(\.title)))"
                },
            ]
        ).markup()
    }

    private static func name(_ side: NetworkComparisonView.Side) -> Markup {
        "<a href=\"\(side.address)\">\(side.name)</a>"
    }

    private static func days(_ a: NetworkComparisonView.Side, _ b: NetworkComparisonView.Side) -> Markup {
        let figure = DaySeriesDrawing(
            bars: a.days, below: b.days, subject: "co-acting posts of \(a.name) and \(b.name)", identifier: "days"
        ).figure("Co-acting posts a day: \(a.name) upwards, \(b.name) downwards. Days are UTC.")
        return figure.isEmpty ? "<p class=\"none\">Their posts cannot be read from the case.</p>\n" : figure
    }
}
