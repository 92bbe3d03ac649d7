import Records

/// The first screen: what was found, how sure it is, where the proof is.
struct Opening {
    let view: ReportView
    /// How many networks have a section of their own.
    let detailed: Int

    func header() -> Markup {
        let date: Markup =
            view.generated.map {
                "Made <time datetime=\"\($0.description)\">\(TimeText.date($0)), \(TimeText.clock($0, to: .minute)) UTC</time> · "
            } ?? ""
        return """
            <header>
            <p class="kicker"><span class="sun" aria-hidden="true"></span>Daylight <span class="soft">report of an \
            investigation</span></p>
            <h1 dir="auto">\(VisibleText.markup(view.title))</h1>
            <p class="subject">\(foreign(view.subject))</p>
            <p class="soft made">\(date)\(view.version)</p>
            </header>
            """
    }

    func summary() -> Markup {
        """
        <section id="summary" aria-labelledby="summary-heading">
        <h2 id="summary-heading" class="finding">\(finding)</h2>
        <p class="question">\(question)</p>
        <div class="cards">
        <div><h3>What was found</h3>
        \(found())</div>
        <div><h3>How sure it is</h3>
        \(certainty())</div>
        <div><h3>Where the proof is</h3>
        \(proof())</div>
        </div>
        \(figures())\(notes())\(knowledge())</section>

        """
    }

    /// Networks named on the first screen.
    private static let named = 5

    private var isEmpty: Bool { view.isEmpty }

    private var finding: String {
        let figures = view.figures
        if isEmpty { return "No network was found." }
        let networks = Words.count(figures.networks, "network", "networks")
        let members = NumberText.grouped(figures.networkAccounts)
        // What was seen, not what was meant: "acted together" would say that they had agreed.
        let windows = view.question.windows
        let widest = windows.filter { !$0.isUnlimited }.max()
        var when = ""
        if let widest, !windows.contains(where: \.isUnlimited) {
            when = " within \(TimeText.window(widest)) of one another"
        }
        return "\(networks) found: \(members) of \(NumberText.grouped(figures.accounts)) accounts repeatedly did the "
            + "same\(when)."
    }

    /// The question in words, from the parameters.
    private var question: String {
        let question = view.question
        let deeds = Words.list(question.traces.map(\.deed), "or")
        let windows = Words.list(question.windows.map { TimeText.window($0) }, "or")
        let isTimed = question.windows.contains { !$0.isUnlimited }
        let when = isTimed ? " within \(windows) of one another" : ""
        let objects = Words.count(question.minimumWeight, "object", "different objects")
        return "The question: which accounts \(deeds.isEmpty ? "acted on the same objects" : deeds)\(when), "
            + "on at least \(objects)?"
    }

    private func found() -> Markup {
        if isEmpty {
            return """
                <p>Among \(Words.count(view.figures.accounts, "account", "accounts")) and \
                \(Words.count(view.figures.posts, "post", "posts")), \
                \(nothing)</p>
                <p>That is an answer to this question about these files. It does not mean that no accounts \
                acted together: slower, by other traces, or outside these files.</p>

                """
        }
        let items = view.networks.prefix(Self.named).enumerated().map { place, network -> Markup in
            let name: Markup =
                place < detailed
                ? "<a href=\"#\(NetworkSection.anchor(place))\">\(foreign(network.identifier))</a>"
                : foreign(network.identifier)
            return "<li><b>\(name)</b> \(network.brief)</li>\n"
        }
        let more = view.figures.networks - items.count
        let rest: Markup =
            more > 0
            ? "<p><a href=\"#networks\">and \(Words.count(more, "more network", "more networks"))</a></p>\n" : ""
        return "<ul>\n\(items.joined())</ul>\n\(rest)"
    }

    /// How far the pairs went of which no network came.
    private var nothing: Markup {
        guard let significance = view.significance else {
            return """
                \(Words.count(view.figures.edges, "pair met", "pairs met")) the thresholds, and no network came of it.
                """
        }
        let met = significance.candidates ?? view.figures.edges
        if met == 0 { return "no two met the thresholds." }
        let nearest: Markup =
            significance.nearest.map {
                """
                 The pair that chance explains least has p = \(NumberText.probability($0.pValue)), and q = \
                \(NumberText.probability($0.qValue)) instead of at most \
                \(NumberText.fraction(significance.falseDiscoveryRate)).
                """
            } ?? ""
        return """
            \(Words.count(met, "tie met", "ties met")) the thresholds, a pair of accounts counted once for each trace and \
            window. None was unlikely enough by chance to be reported.\(nearest)
            """
    }

    private func certainty() -> Markup {
        let counted: Markup = """
            <p><b>Counted, not estimated:</b> the search is exact, and every tie is made of posts that stand in the \
            input.</p>

            """
        if isEmpty {
            return """
                \(counted)\(tested)<p>Another window, trace or threshold is another question and may have another answer: \
                see the <a href="#limits">limits</a>.</p>

                """
        }
        if view.significance == nil {
            return """
                \(counted)<p><b>Not computed:</b> how likely so much would be by chance. Until it is, read a network \
                as a lead and weigh it against the <a href="#rivals">other explanations</a>.</p>

                """
        }
        return """
            \(counted)\(tested)\(stability)<p>Chance is not the only <a href="#rivals">other explanation</a>.</p>

            """
    }

    /// What other settings make of it.
    private var stability: Markup {
        view.stability.map {
            """
            <p><b><a href="#stability">Other settings</a>:</b> \(VisibleText.markup($0.sentence))</p>

            """
        } ?? Markup()
    }

    /// Against what, for how many pairs, and whether that was checked.
    private var tested: Markup {
        guard let significance = view.significance else { return "" }
        let check: Markup = significance.calibration.map { " \($0.sentence)" } ?? ""
        return """
            <p><b><a href="#chance">Tested against chance</a>:</b> \(Words.count(significance.tests, "pair", "pairs")), false \
            discovery rate at most \(NumberText.percent(significance.falseDiscoveryRate)): of the pairs reported, at most \
            about \(ChanceSection.share(significance.falseDiscoveryRate)) is expected to be there by chance.\(check)</p>

            """
    }

    private func proof() -> Markup {
        let inputs = view.inputs.count
        let files = view.files.map(\.name)
        let hashes: Markup = """
            <p>The <a href="#inputs">\(inputs == 1 ? "input is" : "\(inputs) inputs are") named with \
            \(inputs == 1 ? "its" : "their") SHA-256</a>; \
            <a href="#again">the same command</a> gives the same result.</p>

            """
        let beside: Markup =
            files.isEmpty ? "" : "<p class=\"soft\">Beside this page: <bdi>\(Words.list(files))</bdi>.</p>\n"
        if isEmpty { return hashes + beside }
        return """
            <p>Each network shows posts side by side, with time, address, file and row. \
            \(Words.sentence(Words.count(view.figures.edges, "tie is", "ties are"))) listed in edges.csv.</p>
            \(hashes)\(beside)
            """
    }

    private func figures() -> Markup {
        let figures = view.figures
        let strip = FigureStrip([
            ("Posts", NumberText.grouped(figures.posts)),
            ("Accounts", NumberText.grouped(figures.accounts)),
            ("Actions", NumberText.grouped(figures.actions)),
            ("Co-acts", NumberText.grouped(figures.coActingPairs)),
            ("Rows in edges.csv", NumberText.grouped(figures.edges)),
            ("Networks", NumberText.grouped(figures.networks)),
        ]).markup()
        guard let first = figures.first, let last = figures.last else { return strip }
        return """
            \(strip)<p class="soft">Posts from \(TimeText.element(first)) to \(TimeText.element(last)). \
            Times are UTC.</p>

            """
    }

    private func notes() -> Markup {
        guard !view.notes.isEmpty else { return "" }
        return """
            <div class="notes"><h3>Know this about this run</h3>
            <ul>
            \(view.notes.map { "<li>\(VisibleText.markup($0))</li>\n" as Markup }.joined())</ul>
            </div>

            """
    }

    private func knowledge() -> Markup {
        let inferred: Markup =
            isEmpty
            ? (view.significance == nil
                ? "That no group of accounts met the thresholds in these files."
                : "That chance explains what two accounts shared in these files, each pair for itself.")
            : "That accounts which met so often, so closely, belong together as a network. The rule is stated; the drawing "
                + "of the line is the program’s."
        return """
            <dl class="knowledge">
            <div><dt>Observed</dt><dd>Which account posted what and when, as the input has it.</dd></div>
            <div><dt>Inferred</dt><dd>\(inferred)</dd></div>
            <div><dt>Not known</dt><dd>Who is behind an account, whether they agreed, whether it was paid or automatic, \
            and to what end.</dd></div>
            </dl>

            """
    }
}
