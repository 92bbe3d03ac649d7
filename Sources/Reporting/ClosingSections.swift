import Records

/// What follows the findings: what else could explain them, what they cannot say, how they were made, how to check them.
struct ClosingSections {
    let view: ReportView

    func markup() -> Markup {
        (view.isEmpty ? Markup() : rivals()) + chance() + stability() + limits() + method() + inputs() + reading()
            + again()
    }

    private func section(_ anchor: Markup, _ heading: Markup, _ content: Markup) -> Markup {
        """
        <section id="\(anchor)" aria-labelledby="\(anchor)-heading">
        <h2 id="\(anchor)-heading">\(heading)</h2>
        \(content)</section>

        """
    }

    private func rivals() -> Markup {
        let items = view.rivals.map { rival -> Markup in
            let finding: Markup =
                rival.finding.map { "<p class=\"found\"><b>In these data:</b> \(VisibleText.markup($0))</p>\n" } ?? ""
            return """
                <div><h3>\(rival.name)</h3>
                <p>\(rival.account)</p>
                <p class="soft"><b>Check:</b> \(rival.check)</p>
                \(finding)</div>

                """
        }
        return section(
            "rivals", "What else could explain it",
            """
            <p class="lede">Coordination is one explanation of accounts that act alike. Before relying on a network, rule \
            these out, in its own posts.</p>
            <div class="rivals">
            \(items.joined())</div>

            """)
    }

    private func chance() -> Markup {
        view.significance.map { ChanceSection(significance: $0, hasNetworks: !view.isEmpty).markup() } ?? Markup()
    }

    private func stability() -> Markup {
        view.stability.map { StabilitySection(stability: $0).markup() } ?? Markup()
    }

    private func limits() -> Markup {
        let items = StandingLimits.sentences(view).map { "<li>\(VisibleText.markup($0))</li>\n" as Markup }
        return section("limits", "Limits", "<ul class=\"prose\">\n\(items.joined())</ul>\n")
    }

    private func method() -> Markup {
        let question = view.question
        var rows: [[Markup]] = [
            ["Traces", "\(Words.list(question.traces.map(\.nouns.many)))", "what two accounts can share"],
            [
                "Windows", "\(Words.list(question.windows.map { TimeText.window($0) }))",
                "how far apart two posts on one object may lie, the border counted in",
            ],
            ["Least weight", "\(question.minimumWeight)", "different objects that tie a pair"],
            [
                "Least participation", "\(question.minimumParticipation)",
                "different co-acted objects an account needs to take part",
            ],
        ]
        rows += question.settings.map {
            [VisibleText.markup($0.name), VisibleText.markup($0.value), "as set for this run"]
        }
        let table = Table(
            caption: "Settings of the search", label: "Settings",
            columns: [.text("Setting"), .text("Value"), .text("Meaning")], rows: rows)
        return section(
            "method", "Question and method",
            """
            <div class="prose">
            <p>Two posts <em>co-act</em> when different accounts act on the same object within the window. \(tie) Every pair \
            that meets the thresholds is found; nothing is sampled.</p>
            </div>
            \(table.markup())
            """)
    }

    /// What ties two accounts, and what makes a network of many, by the rule of this run.
    private var tie: Markup {
        let enough: Markup = """
            co-act on enough different objects: repeating one object a hundred times proves one thing, not a hundred
            """
        guard let significance = view.significance else {
            return """
                Two accounts are <em>tied</em> when they \(enough). A <em>network</em> is a group of accounts that are tied, \
                directly or over others, on enough occasions (see the settings).
                """
        }
        return """
            Two accounts meet the thresholds when they \(enough). They are <em>tied</em> when, all traces and windows taken \
            together, chance explains so much only with a false discovery rate of at most \
            \(NumberText.percent(significance.falseDiscoveryRate)) (see <a href="#chance">Is it more than chance?</a>). A \
            <em>network</em> is a community of accounts that are tied more to one another than to others.
            """
    }

    private func inputs() -> Markup {
        let rows = view.inputs.map { input -> [Markup] in
            let rejected = input.rejected.reduce(0) { $0 + $1.count }
            let span: Markup
            if let first = input.first, let last = input.last {
                span = "\(TimeText.element(first))<br>\(TimeText.element(last))"
            } else {
                span = "—"
            }
            return [
                "\(foreign(input.name, upTo: 120))<br><span class=\"mono hash\">\(foreign(input.sha256))</span>",
                "\(foreign(input.format))<br><span class=\"soft\">\(NumberText.bytes(input.bytes))</span>",
                "\(input.rows)", "\(input.accepted)", "\(input.repeated)", "\(rejected)", span,
                "\(input.resolution.name)",
            ]
        }
        let table = Table(
            caption: "Files read, with their SHA-256", label: "Inputs",
            columns: [
                .text("File"), .text("Format"), .number("Rows"), .number("Accepted"), .number("Repeated"),
                .number("Rejected"), .text("First and last post"), .text("Times to the"),
            ], rows: rows)
        return section("inputs", "Inputs", table.markup() + rejections())
    }

    private func rejections() -> Markup {
        let rows = view.inputs.flatMap { input in
            input.rejected.map { rejection -> [Markup] in
                [foreign(input.name, upTo: 120), foreign(rejection.reason), "\(rejection.count)"]
            }
        }
        guard !rows.isEmpty else { return "<p>No row was rejected.</p>\n" }
        return Table(
            caption: "Rows that could not be taken; rejects.ndjson holds each with its reason", label: "Rejected rows",
            columns: [.text("File"), .text("Reason"), .number("Rows")], rows: rows
        ).markup()
    }

    private var isTested: Bool { view.significance != nil }

    private var tieTerm: Markup {
        isTested
            ? "Two accounts that co-acted on enough different objects, more than chance explains. Its weight in a trace is the number of those objects."
            : "Two accounts that co-acted on enough different objects. Its weight is the number of those objects."
    }

    private func reading() -> Markup {
        let terms: [(Markup, Markup)] = [
            ("Trace", "What kind of thing two accounts can share: a sound, a link, a text."),
            ("Object", "One such thing: this sound, this link, this text."),
            (
                "Co-act",
                "Two posts by different accounts on one object within the window. A pair of posts counts once for "
                    + "each object that both are on."
            ),
            ("Tie", tieTerm),
            ("Strength", "The sum of the weights of an account’s ties inside its network."),
            (
                "Network",
                (isTested
                    ? "A community of accounts that are tied more to one another than to others: "
                    : "Accounts tied to one another, directly or over others: ")
                    + "what the program reports, not what a person has assessed."
            ),
            ("Median gap", "Half of a tie’s co-acts lie no further apart in time than this."),
            (
                "Posted first in",
                "The share of an account’s co-acts in which its post was the earlier; those of the same moment count half."
            ),
            (
                "p, q",
                "How likely it is that chance makes two accounts meet so often, over all traces and windows together, and "
                    + "the false discovery rate at which the tie still holds."
            ),
            (
                "<bdi class=\"code\" dir=\"ltr\">U+202E</bdi>",
                "A character in a name or text that cannot be seen or turns the reading order, shown by its code."
            ),
        ]
        let list = terms.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as Markup }.joined()
        return section("reading", "How to read this", "<dl class=\"terms\">\n\(list)</dl>\n")
    }

    private func again() -> Markup {
        let facts = view.reproduction.facts.map {
            "<div><dt>\(VisibleText.markup($0.name))</dt><dd class=\"mono hash\">\(VisibleText.markup($0.value))</dd></div>\n"
                as Markup
        }.joined()
        let rows = view.files.map { file -> [Markup] in
            [
                foreign(file.name), VisibleText.markup(file.content),
                file.sha256.map { "<span class=\"mono hash\">\(foreign($0))</span>" } ?? "see run.json",
            ]
        }
        let list: Markup = facts.isEmpty ? "" : "<dl class=\"terms\">\n\(facts)</dl>\n"
        let files =
            rows.isEmpty
            ? Markup()
            : Table(
                caption: "Files beside this report", label: "Files",
                columns: [.text("File"), .text("What it holds"), .text("SHA-256")], rows: rows
            ).markup()
        return section(
            "again", "Make it again",
            """
            <p>With the same files, this gives the same result, byte for byte:</p>
            <pre class="scroll" tabindex="0"><code>\(VisibleText.markup(view.reproduction.command))</code></pre>
            \(list)\(files)
            """)
    }
}
