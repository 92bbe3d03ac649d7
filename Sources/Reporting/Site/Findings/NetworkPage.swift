package import Coordination
package import Exchange
import Oversight
package import Records

/// One network of a run: who, what, when, why it is believed, and what else would explain it.
package struct NetworkPageView: Sendable {
    package var run: Int64
    package var row: NetworkRow
    /// What its members did together, for the sentence and the strip; nil where their posts cannot be read.
    package var network: NetworkView?
    /// Why posts could not be read, or not of all members; empty where nothing is to be said.
    package var remarks: [String]
    /// The run's false discovery rate; nil where chance was not asked about.
    package var falseDiscoveryRate: Double?
    /// The occasions that link two accounts, and on common property.
    package var occasions: (particular: Int, common: Int)
    package var windows: [Window]
    package var members: TwinTable
    package var ties: EdgeList
    package var objects: TwinTable
    package var out: TwinTable
    /// The pair with the heaviest tie.
    package var strongest: String?
    package var panel: GraphPanel?

    package init(
        run: Int64, row: NetworkRow, network: NetworkView?, remarks: [String], falseDiscoveryRate: Double?,
        occasions: (particular: Int, common: Int), windows: [Window], members: TwinTable, ties: EdgeList,
        objects: TwinTable, out: TwinTable, strongest: String?, panel: GraphPanel?
    ) {
        self.run = run
        self.row = row
        self.network = network
        self.remarks = remarks
        self.falseDiscoveryRate = falseDiscoveryRate
        self.occasions = occasions
        self.windows = windows
        self.members = members
        self.ties = ties
        self.objects = objects
        self.out = out
        self.strongest = strongest
        self.panel = panel
    }
}

package enum NetworkPage {
    /// Where a network lies.
    package static func address(run: Int64, _ network: String) -> String { "/runs/\(run)/networks/\(network)" }

    /// - Parameters:
    ///   - doing: what the reader may do with it, from `doing`.
    ///   - main: what `main` made of a view: the same for all readers of one clearance.
    package static func page(
        run: Int64, name: String, lede: Markup, doing: Markup, main: Markup, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Network \(name)", section: .networks, frame: frame,
            trail: [("Networks", "/networks?run=\(run)")],
            lede: lede, scripts: [GraphPanel.script, "strip.js"], main: doing + main)
    }

    /// What the page says first: who, what and when in a sentence.
    package static func lede(_ view: NetworkPageView) -> Markup {
        if let network = view.network, !network.layers.isEmpty { return "\(network.sentence)" }
        let platforms = view.row.platforms.filter { $0 != .unstated }.map(\.title)
        return """
            \(Words.count(view.row.accounts, "account", "accounts"))\
            \(platforms.isEmpty ? "" : " on \(Words.list(platforms))" as Markup), tied by \
            \(Words.list(view.row.traces.map(\.nouns.many))), \(TimeText.span(view.row.first, view.row.last)).
            """
    }

    package static func main(_ view: NetworkPageView) -> Markup {
        let address = address(run: view.run, view.row.network)
        return """
            \(figures(view, address))\(remarks(view))\
            <section aria-labelledby="believed"><h2 id="believed">Why it is believed</h2>
            \(belief(view))</section>
            <section aria-labelledby="rivals"><h2 id="rivals">What else explains it</h2>
            \(rivals(view))</section>
            <section aria-labelledby="when"><h2 id="when">When</h2>
            \(activity(view, address))</section>
            <section aria-labelledby="objects"><h2 id="objects">On what</h2>
            \(view.objects.markup(address: address))</section>
            <section aria-labelledby="drawing"><h2 id="drawing">Who is tied to whom</h2>
            \(view.panel?.markup() ?? "<p class=\"none\">The drawing is being laid out; the tables below hold the same facts.</p>\n")\
            \(amongMembers(view))\(view.ties.markup())</section>
            <section aria-labelledby="members"><h2 id="members">Who</h2>
            \(view.members.markup(address: address))</section>
            <section aria-labelledby="out"><h2 id="out">Ties out of it</h2>
            \(view.out.markup(address: address))</section>

            """
    }

    /// Why more ties are drawn and listed than hold the network together.
    private static func amongMembers(_ view: NetworkPageView) -> Markup {
        guard view.ties.inAll != view.row.edges else { return "" }
        return """
            <p class="prose">Drawn and listed are all \(view.ties.inAll) ties among its accounts, each trace and window by \
            itself. \(Words.count(view.row.edges, "pair", "pairs")) of them passed every test of the search and \
            \(view.row.edges == 1 ? "holds" : "hold") the network together; the page of a pair has the p and q of each of its \
            ties.</p>

            """
    }

    private static func figures(_ view: NetworkPageView, _ address: String) -> Markup {
        let row = view.row
        var cells: Markup = """
            <div><dt>accounts</dt><dd><a href="#members">\(row.accounts)</a></dd></div>
            <div><dt>ties</dt><dd><a href="#ties">\(row.edges)</a></dd></div>
            <div><dt>shared objects</dt><dd><a href="#objects">\(row.objects)</a></dd></div>
            <div><dt>co-acting posts</dt><dd><a href="\(address)/posts">\(row.posts)</a></dd></div>

            """
        if let days = view.network?.days {
            cells += "<div><dt>days</dt><dd><a href=\"#when\">\(days)</a></dd></div>\n"
        }
        let weight: Markup = "\(Words.count(Int(row.strongestWeight), "object", "objects"))"
        cells += """
            <div><dt>strongest tie</dt><dd>\(view.strongest.map { "<a href=\"\($0)\">\(weight)</a>" } ?? weight)</dd></div>

            """
        if let q = row.weakestQ {
            cells +=
                "<div><dt>q of its weakest tie</dt><dd><a href=\"#believed\">\(NumberText.probability(q))</a></dd></div>\n"
        }
        return "<dl class=\"figures\">\n\(cells)</dl>\n"
    }

    private static func remarks(_ view: NetworkPageView) -> Markup {
        view.remarks.map { "<p class=\"told note\">\($0)</p>\n" as Markup }.joined()
    }

    /// What is done with a network next.
    /// - Parameters:
    ///   - neighbours: networks to compare it with.
    ///   - token: the session's, where the reader may freeze a cohort; nil where not.
    package static func doing(run: Int64, name: String, neighbours: [String], token: String?) -> Markup {
        var forms = Markup()
        // The least sure comes first: a search makes nobody a confirmed member.
        let grades: Markup = MembershipGrade.allCases.reversed().map { grade in
            "<option value=\"\(grade.rawValue)\">\(grade.rawValue)</option>" as Markup
        }.joined()
        if let token {
            forms += SiteForm(action: "/cohorts", token: token).markup(
                """
                \(SiteField.hidden("cohort_run", "\(run)"))\(SiteField.hidden("cohort_network", name))\
                <label for="f-cohort_name">Freeze as cohort</label> <input id="f-cohort_name" name="cohort_name" value="run-\(raw: Int(run))-\(name)" \
                required autocomplete="off"> <label for="f-cohort_grade">its members being</label> \
                <select id="f-cohort_grade" name="cohort_grade">\(grades)</select> <button type="submit">Freeze</button>
                """)
        }
        if !neighbours.isEmpty {
            let options = neighbours.map { "<option value=\"\($0)\">\($0)</option>" as Markup }.joined()
            forms += SiteForm(action: "/networks/compare", method: .get).markup(
                """
                \(SiteField.hidden("run", "\(run)"))\(SiteField.hidden("a", name))\
                <label for="f-b">Compare with</label> <select id="f-b" name="b">\(options)</select> \
                <button type="submit">Compare</button>
                """)
        }
        return """
            <div class="doing">
            \(forms)<p><a href="/runs/\(raw: Int(run))/report">The run’s report</a> · <a href="/runs/\(raw: Int(run))">how it \
            was searched</a></p>
            <details><summary>Keep its posts as evidence</summary>
            <p>Every post behind its edges, as it was first imported, goes into the evidence with the hashes of the files:</p>
            <pre>daylight evidence add --network \(name) --run \(raw: Int(run)) --limits "WHAT WAS NOT SEEN" --case FOLDER</pre></details>
            </div>

            """
    }

    // MARK: Why, and what else

    private static func belief(_ view: NetworkPageView) -> Markup {
        let row = view.row
        let widest = view.windows.max().map { TimeText.window($0) } ?? "any time"
        var text: Markup = """
            <p>An edge between two accounts says that they acted on the same objects within \(widest) of one another, on at \
            least \(view.occasions.particular) separate occasions (\(view.occasions.common) where the objects are common \
            property, as hashtags are). The strongest pair shares \
            \(Words.count(Int(row.strongestWeight), "different object", "different objects")), half of all pairs \
            \(NumberText.fixed(row.medianWeight, places: row.medianWeight == row.medianWeight.rounded() ? 0 : 1)) or more.</p>

            """
        if let weakest = row.weakestQ, let rate = view.falseDiscoveryRate {
            let median: Markup = row.medianQ.map { ", and half of its ties at \(NumberText.probability($0))" } ?? ""
            text += """
                <p><b>p</b> is the probability that chance alone brings two accounts together as often as this, had who acted \
                when been left to chance. <b>q</b> corrects it for all pairs that were tried: among pairs reported at a q of \
                \(NumberText.fraction(rate)) or less, about that share is expected to be there by chance. All ties of this \
                network keep a q of \(NumberText.probability(weakest))\(median). More than chance is not yet coordination: \
                that is the next question.</p>

                """
        } else {
            text += """
                <p>This run did not test ties against chance, so there is no p and no q: a tie says that two accounts met the \
                thresholds, not how unlikely that is.</p>

                """
        }
        return "<div class=\"prose\">\n\(text)</div>\n\(layers(view))"
    }

    private static func layers(_ view: NetworkPageView) -> Markup {
        guard let network = view.network, !network.layers.isEmpty else { return "" }
        return Table(
            caption: "What ties it, by trace and window. Narrow windows are within the wider ones.",
            label: "Traces of \(view.row.network)",
            columns: [.text("Trace"), .text("Window"), .number("Ties"), .number("Co-acts")],
            rows: network.layers.map { layer in
                [
                    "\(Words.sentence(layer.trace.nouns.one))", "\(TimeText.window(layer.window))",
                    "<a href=\"#ties\">\(layer.edges)</a>", "<a href=\"#ties\">\(layer.coActs)</a>",
                ]
            }
        ).markup()
    }

    private static func rivals(_ view: NetworkPageView) -> Markup {
        let report: Markup = "<a href=\"/runs/\(raw: Int(view.run))/report\">the run’s report</a>"
        if view.row.rivals.isEmpty {
            return """
                <p class="prose">Of the innocent explanations that can be counted, none shows strong signs here. A person must \
                still rule them out; \(report) has what was counted for each of the largest networks.</p>

                """
        }
        let names = Set(view.row.rivals.map(\.title))
        var items = Markup()
        for rival in RivalView.standing where names.contains(rival.name) {
            items +=
                "<div><h3>\(rival.name)</h3><p class=\"found\">\(rival.account)</p><p><b>Check:</b> \(rival.check)</p></div>\n"
        }
        return """
            <p class="prose"><b>Strong signs</b> of \(Words.list(view.row.rivals.map { "“\($0.title)”" })). They stand beside the \
            network, and nothing was taken away because of them; \(report) has the counts.</p>
            <div class="rivals">
            \(items)</div>

            """
    }

    // MARK: When

    private static func activity(_ view: NetworkPageView, _ address: String) -> Markup {
        guard let network = view.network, !network.activity.rows.isEmpty else {
            return """
                <p>From \(TimeText.element(view.row.first)) to \(TimeText.element(view.row.last)).</p>

                """
        }
        let palette = TracePalette(traces: traces(network))
        let drawing = ActivityDrawing(
            activity: network.activity, palette: palette, identifier: "activity",
            subject: "network \(view.row.network)",
            rowsInAll: view.row.accounts, form: "interval")
        return """
            \(interval(address, network.first, network.last))\(drawing.figures())
            """
    }

    private static func traces(_ network: NetworkView) -> [Trace] {
        var traces: [Trace] = []
        for trace in network.layers.map(\.trace) + network.activity.objects.map(\.trace) where !traces.contains(trace) {
            traces.append(trace)
        }
        return traces
    }

    /// The form that an interval of the strip goes into; it works without the strip.
    static func interval(_ address: String, _ since: Instant, _ until: Instant) -> Markup {
        func field(_ name: String, _ label: Markup, _ time: Instant) -> Markup {
            """
            <p class="field"><label for="f-\(name)">\(label)</label>
            <input id="f-\(name)" name="\(name)" type="datetime-local" step="1" value="\(FormTime.text(time))"></p>

            """
        }
        let (first, last) = (field("since", "From (UTC)", since), field("until", "to (UTC)", FormTime.next(until)))
        return """
            <form class="filters" id="interval" method="get" action="\(address)/posts">
            \(first)\(last)<p class="field"><button type="submit">Show the posts in between</button></p>
            </form>

            """
    }
}

/// Moments as `datetime-local` fields have them: to the second, in UTC.
package enum FormTime {
    package static func text(_ time: Instant) -> String { String(time.description.prefix(19)) }

    /// The next whole second, so that an interval up to it holds the moment.
    static func next(_ time: Instant) -> Instant {
        Instant(milliseconds: (time.milliseconds.floorDivided(by: 1000) + 1) * 1000)
    }
}
