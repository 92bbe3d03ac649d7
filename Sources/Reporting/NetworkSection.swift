import Records
import Statistics

/// One network's section: who, what, when, the posts that show it, and the tables behind.
struct NetworkSection {
    let network: NetworkView
    /// The place in the report's list, from 0; the section's anchor is made from it, since the name comes from outside.
    let place: Int
    let inputs: [InputView]
    let palette: TracePalette

    static func anchor(_ place: Int) -> Markup { "network-\(raw: place + 1)" }

    func markup() -> Markup {
        let anchor = Self.anchor(place)
        let name = network.identifier
        let drawing = GraphDrawing.network(
            network.drawing, identifier: "\(anchor)-graph", title: "Network \(name): who is tied to whom",
            palette: palette)
        let activity = ActivityDrawing(
            activity: network.activity, palette: palette, identifier: anchor, subject: "network \(name)",
            resolution: inputs.map(\.resolution).max() ?? .millisecond)
        return """
            <section class="network" id="\(anchor)" aria-labelledby="\(anchor)-heading">
            <h3 id="\(anchor)-heading"><span class="badge">\(foreign(name))</span> \
            \(Words.count(network.accounts, "account", "accounts"))</h3>
            <p class="lede">\(network.sentence)</p>
            \(crowd())\(figures())\(RivalTable(network: network).markup())\(notes())
            <h4>Who is tied to whom</h4>
            \(drawing.figure())
            <h4>When</h4>
            \(activity.figures())
            <h4>The posts that show it</h4>
            \(EvidenceList(network: network, inputs: inputs).markup())
            <h4>The figures behind</h4>
            \(objectTables())\(layerTable())\(pairTable())\(memberTable())\
            <p class="back"><a href="#networks">All networks</a></p>
            </section>

            """
    }

    private func crowd() -> Markup {
        network.crowd?.paragraph(
            weakest: network.weakestQ, median: network.medianQ, leastLikeness: network.leastLikeness) ?? Markup()
    }

    private func figures() -> Markup {
        FigureStrip(
            [
                ("Accounts", NumberText.grouped(network.accounts)),
                ("Ties", NumberText.grouped(network.edges)),
                ("Shared objects", NumberText.grouped(network.objects)),
                ("Co-acts", NumberText.grouped(network.coActs)),
                ("Days", NumberText.grouped(network.days)),
                ("Strongest tie", strongestTie),
            ] + chances
        ).markup()
    }

    /// How sure its ties are, where chance was asked about.
    private var chances: [(name: String, value: String)] {
        network.weakestQ.map { [("q of its weakest tie", NumberText.probability($0))] } ?? []
    }

    private var strongestTie: String {
        // The pairs shown are the first in the order of occasions; a heavier tie may stand further down.
        let weights = network.drawing.edges.map(\.weight) + network.pairs.map(\.weight)
        guard let most = weights.max() else { return "—" }
        return Words.count(most, "object", "objects")
    }

    private func notes() -> Markup {
        network.notes.isEmpty
            ? ""
            : """
            <ul class="notes">
            \(network.notes.map { "<li>\(VisibleText.markup($0))</li>\n" as Markup }.joined())</ul>

            """
    }

    private func layerTable() -> Markup {
        let rows = network.layers.map { layer -> [Markup] in
            let strongest: Markup =
                layer.strongest.map { value in
                    let accounts = Words.count(layer.strongestAccounts, "account", "accounts")
                    return "\(foreign(value, upTo: 60)) <span class=\"soft\">(\(accounts))</span>"
                } ?? "—"
            return [
                "\(layer.trace.nouns.one)", "\(TimeText.window(layer.window))", "\(layer.edges)", "\(layer.objects)",
                "\(layer.coActs)", strongest,
            ]
        }
        let table = Table(
            caption: "What ties network \(foreign(network.identifier))", label: "Traces of \(network.identifier)",
            columns: [
                .text("Trace"), .text("Window"), .number("Ties"), .number("Objects"), .number("Co-acts"),
                .text("Shared by most accounts"),
            ], rows: rows)
        return disclosure(
            "Traces <span class=\"soft\">\(network.layers.count)</span>", isOpen: true, table.markup())
    }

    /// What was shared, and by how many others too: the first rows open, since they answer the first doubt.
    private func objectTables() -> Markup {
        let shown = network.sharedObjects.prefix(ReportLimits.objects)
        guard !shown.isEmpty else { return "" }
        let open = shown.prefix(ReportLimits.openObjects)
        let rest = shown.dropFirst(open.count)
        var caption = Words.sentence(Words.count(shown.count, "shared object", "shared objects"))
        if network.objects > shown.count {
            caption =
                "\(NumberText.grouped(shown.count)) of \(NumberText.grouped(network.objects)) shared objects, \(choice)"
        }
        var tables = objectTable(
            open, caption: "\(caption)", label: "Shared objects of \(network.identifier)")
        if !rest.isEmpty {
            tables += disclosure(
                "More of these <span class=\"soft\">\(rest.count)</span>",
                objectTable(
                    rest, caption: "In the same order", label: "More shared objects of \(network.identifier)"))
        }
        return disclosure(
            "Shared objects <span class=\"soft\">\(network.objects)</span>", isOpen: true, tables)
    }

    /// How the objects shown were chosen; no file beside the report lists objects.
    private var choice: String {
        let isMixed = Set(network.layers.map(\.trace.isCommonProperty)).count > 1
        return "those of the most co-acting members"
            + (isMixed ? ", of hashtags, domains, mentions and effects at most half where there is enough else" : "")
            + "; no file lists the rest, edges.csv counts them tie by tie"
    }

    private func objectTable(_ shown: ArraySlice<SharedObjectView>, caption: Markup, label: String) -> Markup {
        let hasCrowd = network.sharedObjects.contains { $0.accountsInInput != nil }
        let rows = shown.map { shared -> [Markup] in
            var value = foreign(shared.object.value, upTo: 120)
            if let link = shared.address, shared.object.value != link { value += "<br>\(address(link))" }
            var row: [Markup] = [value, "\(shared.object.trace.nouns.one)", "\(shared.accounts)"]
            if hasCrowd { row.append(shared.accountsInInput.map { "<b>\($0)</b>" } ?? "—") }
            return row + ["\(shared.posts)", TimeText.element(shared.first), TimeText.element(shared.last)]
        }
        var columns: [Table.Column] = [.text("Object"), .text("Trace"), .number("Members co-acting")]
        if hasCrowd { columns.append(.number("All who used it, in the input")) }
        columns += [.number("Co-acting posts"), .text("First"), .text("Last")]
        return Table(caption: caption, label: label, columns: columns, rows: rows).markup()
    }

    private func pairTable() -> Markup {
        let shown = network.pairs.prefix(ReportLimits.pairs)
        guard !shown.isEmpty else { return "" }
        // Two columns that both say nothing would only push the rest off the page.
        let isTested = shown.contains { $0.pValue != nil || $0.qValue != nil }
        let rows = shown.map { pair -> [Markup] in
            let chance = isTested ? [probability(pair.pValue), probability(pair.qValue)] : [probability(nil)]
            return [
                "\(foreign(pair.a.label, upTo: 40))<br><span class=\"and\">and </span>\(foreign(pair.b.label, upTo: 40))",
                "\(pair.trace.nouns.one)", "\(TimeText.window(pair.window))", "\(pair.weight)", "\(pair.coActs)",
                "\(pair.postsA) + \(pair.postsB)", "\(TimeText.duration(milliseconds: pair.medianGap))",
                "\(pair.days)", "\(TimeText.element(pair.first))<br>\(TimeText.element(pair.last))",
            ] + chance
        }
        let ties = partial(shown.count, of: network.edges, "tie", "ties", file: "edges.csv")
        let table = Table(
            caption: isTested
                ? "\(ties). Each pair by its strongest trace; p and q over all traces and windows together" : "\(ties)",
            label: "Ties of \(network.identifier)",
            columns: [
                .text("Accounts"), .text("Trace"), .text("Window"), .number("Different objects"), .number("Co-acts"),
                .number("Posts of each"), .number("Median gap"), .number("Days"), .text("First and last post"),
            ] + (isTested ? [.number("p"), .number("q")] : [.number("p, q")]), rows: rows)
        return disclosure("Ties <span class=\"soft\">\(network.edges)</span>", table.markup())
    }

    private func memberTable() -> Markup {
        let shown = network.members.prefix(ReportLimits.members)
        guard !shown.isEmpty else { return "" }
        let rows = shown.map { member -> [Markup] in
            let key = member.account.key
            let kind: Markup = key.kind == .handle ? " <span class=\"tag\">handle only</span>" : ""
            return [
                foreign(member.account.label, upTo: 60), "\(key.platform.title)",
                "<span class=\"mono\">\(foreign(key.value, upTo: 60))</span>\(kind)", "\(member.posts)",
                "\(member.coActingPosts)", "\(member.degree)", "\(member.strength)",
                "\(NumberText.percent(member.leads))",
                "\(TimeText.element(member.first))<br>\(TimeText.element(member.last))",
            ]
        }
        let table = Table(
            caption: "\(partial(shown.count, of: network.accounts, "member", "members", file: "accounts.csv"))",
            label: "Members of \(network.identifier)",
            columns: [
                .text("Account"), .text("Platform"), .text("Key"), .number("Posts in the input"),
                .number("Co-acting posts"), .number("Tied to"), .number("Strength"), .number("Posted first in"),
                .text("First and last co-act"),
            ], rows: rows)
        return disclosure("Members <span class=\"soft\">\(network.accounts)</span>", table.markup())
    }

    private func probability(_ value: Probability?) -> Markup {
        value.map { "\(NumberText.probability($0))" } ?? "<span class=\"none\">not computed</span>"
    }

    /// "The 50 strongest of 612 ties; all are in edges.csv."
    private func partial(_ shown: Int, of total: Int, _ one: String, _ many: String, file: String) -> String {
        guard total > shown else { return Words.sentence(Words.count(shown, one, many)) }
        return "The first \(NumberText.grouped(shown)) of \(NumberText.grouped(total)) \(many); \(file) holds them all"
    }
}

/// A row of figures with their names.
struct FigureStrip {
    let figures: [(name: String, value: String)]

    init(_ figures: [(name: String, value: String)]) {
        self.figures = figures
    }

    func markup() -> Markup {
        let items = figures.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>\n" as Markup }.joined()
        return "<dl class=\"figures\">\n\(items)</dl>\n"
    }
}
