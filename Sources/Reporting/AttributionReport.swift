import Attribution
import Records

/// The page of a question or an assessment: what is said and who signed it, how likely the hypotheses are, the matrix, what
/// each row does, and what was not seen.
package enum AttributionReport {
    /// The whole page. The same view gives the same text.
    package static func html(_ view: AttributionView) -> String {
        let title = view.signed?.statement.name ?? view.question.name
        return Page(
            version: view.version, title: title,
            header: """
                <header>
                <p class="kicker"><span class="sun"></span>Daylight <span class="soft">who is behind it</span></p>
                <h1>\(title)</h1>
                <p class="subject">\(foreign(view.question.text))</p>
                <p class="made soft">From \(view.question.layer.title). Made \(view.made)</p>
                </header>
                """,
            contents: """
                <nav aria-label="Contents">
                <ol>
                <li><a href="#said">What can be said</a></li>
                <li><a href="#likelihood">How likely</a></li>
                <li><a href="#matrix">Matrix</a></li>
                <li><a href="#without">One row less</a></li>
                <li><a href="#evidence">Evidence</a></li>
                <li><a href="#reading">How to read this</a></li>
                </ol>
                </nav>
                """,
            main: sections(view),
            claim: """
                It weighs explanations; it accuses nobody.
                """
        ).html
    }

    /// What the page says, without what frames it: for pages of the site, too.
    static func sections(_ view: AttributionView) -> Markup {
        """
        \(said(view))\(likelihood(view))\(matrix(view))\(without(view))\(AttributionEvidence.section(view))\
        \(AttributionEvidence.reading)
        """
    }

    private static func said(_ view: AttributionView) -> Markup {
        var parts = Markup()
        if let signed = view.signed {
            parts += statement(signed)
        } else {
            parts += "<p class=\"notes\">Nobody has signed an assessment of this question here.</p>\n"
            if view.run.isPriorOnly {
                parts += """
                    <p class="notes">No row is diagnostic: nothing that was entered tells the hypotheses apart, and the \
                    numbers are the priors.</p>

                    """
            }
            parts += "<ul class=\"prose\">\n"
            for (hypothesis, estimate) in zip(view.question.hypotheses, view.run.posterior) {
                parts +=
                    "<li><strong>\(hypothesis.id)</strong> \(foreign(estimate.sentence(that: hypothesis.text)))</li>\n"
            }
            parts += "</ul>\n<p class=\"prose\">\(ConfidenceCeiling(view.run, for: view.run.leader).sentence)</p>\n"
        }
        return "<section id=\"said\">\n<h2>What can be said</h2>\n\(parts)</section>\n"
    }

    private static func statement(_ signed: AttributionView.Signed) -> Markup {
        let statement = signed.statement
        var parts: Markup = """
            <p class="finding">\(foreign(statement.sentence))</p>
            <p class="lede">\(foreign(statement.likelihood))</p>
            <p class="lede">\(foreign(statement.confidenceSentence))</p>

            """
        if let responsibility = statement.responsibility {
            parts +=
                "<p class=\"prose\">Responsibility of the state: \(responsibility.meaning) (\(responsibility.rawValue)).</p>\n"
        }
        if signed.approvals.isEmpty {
            parts += "<p class=\"notes\"><strong>Not for publication:</strong> no second person has approved it.</p>\n"
        }
        if !signed.outdated.isEmpty {
            parts += "<p class=\"notes\">Entered anew since: \(foreign(Words.list(signed.outdated))).</p>\n"
        }
        func list(_ title: Markup, _ items: [String]) -> Markup {
            var entries = Markup()
            for item in items { entries += "<li>\(foreign(item))</li>\n" }
            return "<div>\n<h3>\(title)</h3>\n<ul>\n\(entries)</ul>\n</div>\n"
        }
        parts += "<div class=\"cards\">\n"
        parts += list("What else would explain it", statement.alternatives)
        parts += list("Limits", statement.limits)
        func rests(_ rows: [AssessmentStatement.CitedRow]) -> [String] {
            rows.map { row in
                "\(row.row): \((signed.records[row.row] ?? row.records.map { "record \($0)" }).joined(separator: "; "))"
            }
        }
        parts += list("Rows for it, and what they rest on", rests(statement.supporting))
        parts += list(
            "Rows against it, and what they rest on",
            statement.contradicting.isEmpty ? ["none by the intervals"] : rests(statement.contradicting))
        if !signed.restsOn.isEmpty { parts += list("It rests on", signed.restsOn) }
        parts += list(
            "Signed",
            ["\(statement.author), with \(signed.signer), \(statement.time)"]
                + signed.approvals.map { "approved: \($0)" })
        parts +=
            "</div>\n<p class=\"soft\">Digest of the statement: <span class=\"mono hash\">\(signed.digest)</span></p>\n"
        return parts
    }

    private static func likelihood(_ view: AttributionView) -> Markup {
        let run = view.run
        let table = Table(
            caption:
                "Seed \(String(run.settings.seed)), \(run.settings.samples) draws. Intervals hold nine tenths of the draws.",
            label: "How likely the hypotheses are",
            columns: [
                .text("Hypothesis"), .text("What would be the case"), .number("Before"), .number("After"),
                .number("Median"), .text("Words"),
            ],
            rows: view.question.hypotheses.enumerated().map { index, hypothesis in
                [
                    .text(hypothesis.id), foreign(hypothesis.text), .text(run.prior[index].percentages),
                    .text(run.posterior[index].percentages), .text(run.posterior[index].percentage),
                    .text(run.posterior[index].wording),
                ]
            })
        let drawing = PosteriorDrawing(
            hypotheses: view.question.hypotheses, prior: run.prior, posterior: run.posterior)
        var pools = Markup()
        for pool in view.pools { pools += raters(pool, view.question) }
        return
            "<section id=\"likelihood\">\n<h2>How likely</h2>\n\(drawing.figure())\(table.markup())\(pools)</section>\n"
    }

    private static func raters(_ pool: RaterPool, _ question: AttributionQuestion) -> Markup {
        func number(_ value: Double, isShown: Bool) -> Markup {
            .text(NumberText.fixed(isShown ? Estimate.shown(value) : value, places: 3))
        }
        let isShown = pool.row == nil
        let subject = pool.row.map { "the likelihood of \($0)" } ?? "the hypotheses"
        return Table(
            caption:
                "Raters on \(subject): each made coherent, then averaged with weights that fall with incoherence.",
            label: "Raters on \(subject)",
            columns: [.text("Rater")] + question.hypotheses.map { .number(.text($0.id)) }
                + [.number("Incoherence"), .number("Weight")],
            rows: pool.raters.map { rater in
                [foreign(rater.name)] + rater.coherent.map { number($0, isShown: isShown) }
                    + [number(rater.incoherence, isShown: false), number(rater.weight, isShown: false)]
            } + [["together"] + pool.pooled.map { number($0, isShown: isShown) } + ["", ""]]
        ).markup()
    }

    private static func matrix(_ view: AttributionView) -> Markup {
        let matrix = HypothesisMatrix(view.question, view.run.counted)
        let observed = Dictionary(view.rows.map { ($0.row.id, $0.row.observed) }) { first, _ in first }
        let table = Table(
            caption:
                "C: surely more likely under it than under some other, and surely less than under none. I: surely less likely than under some other. NA: neither. Cells follow from the rows' intervals; their counts are no probabilities.",
            label: "Rows against hypotheses",
            columns: [.text("Row")] + matrix.hypotheses.map { .text(.text($0)) } + [
                .text("How it counts"), .text("Observed"),
            ],
            rows: matrix.lines.map { line in
                [foreign(line.row.row.id)] + line.cells.map { cell($0) }
                    + [foreign(line.row.standing.words), foreign(observed[line.row.row.id] ?? "")]
            })
        return "<section id=\"matrix\">\n<h2>Matrix</h2>\n\(table.markup())</section>\n"
    }

    private static func cell(_ cell: HypothesisMatrix.Cell) -> Markup {
        switch cell {
        case .consistent: "<abbr title=\"consistent\">C</abbr>"
        case .inconsistent: "<strong><abbr title=\"inconsistent\">I</abbr></strong>"
        case .notApplicable: "<span class=\"soft\"><abbr title=\"not applicable\">NA</abbr></span>"
        }
    }

    private static func without(_ view: AttributionView) -> Markup {
        let table = Table(
            caption: "Medians if the row had never been entered. A result that hangs on one row is a weak one.",
            label: "One row less",
            columns: [.text("Without")] + view.question.hypotheses.map { .number(.text($0.id)) }
                + [.number("Largest shift"), .text("First then")],
            rows: view.run.leaveOneOut.map { left in
                [foreign(left.row)] + left.estimates.map { .text($0.percentage) }
                    + [
                        .text(Words.count(Int((left.shift * 100).rounded()), "point", "points")),
                        left.changesLeader ? "<strong>another hypothesis</strong>" : "the same hypothesis",
                    ]
            })
        let content: Markup =
            view.run.leaveOneOut.isEmpty
            ? "<p class=\"none\">No row is diagnostic: there is nothing to leave out.</p>\n" : table.markup()
        return "<section id=\"without\">\n<h2>One row less</h2>\n\(content)</section>\n"
    }
}
