import Attribution
import Records

/// The rows of a question as its page lists them, and how to read the page.
enum AttributionEvidence {
    static func section(_ view: AttributionView) -> Markup {
        let table = Table(
            caption:
                "Grades are of the source (A to F) and of what it says (1 to 6); the range is the probability that it is right. Ratios say how many times as likely the row is under each hypothesis.",
            label: "Evidence",
            columns: [
                .text("Row"), .text("Observed"), .text("Class, access"), .text("Source"), .text("Grade"),
                .text("Ratios"),
                .text("Groups"), .text("Records (SHA-256)"),
            ],
            rows: view.rows.map { row(view, $0.row) })
        var digests: Markup = """
            <tr><th scope="row">question \(foreign(view.question.name))</th><td class="mono hash">\(view.questionDigest)</td></tr>

            """
        for (row, digest) in view.rows {
            digests += """
                <tr><th scope="row">row \(foreign(row.id))</th><td class="mono hash">\(digest)</td></tr>

                """
        }
        let inputs: Markup = """
            <div class="scroll" tabindex="0" role="region" aria-label="Digests">
            <table>
            <caption>Everything above was made of these entries, and of nothing else.</caption>
            <thead><tr><th scope="col">Entry</th><th scope="col">SHA-256</th></tr></thead>
            <tbody>
            \(digests)</tbody>
            </table>
            </div>

            """
        return
            "<section id=\"evidence\">\n<h2>Evidence</h2>\n\(table.markup())\(disclosure("Digests", inputs))</section>\n"
    }

    private static func row(_ view: AttributionView, _ row: EvidenceRow) -> [Markup] {
        let right = row.grade.probabilityRight
        let ratios = row.likelihoods?.map { "\($0.hypothesis) \($0.interval)" }.joined(separator: ", ") ?? "by raters"
        var source = foreign(row.source)
        if let address = row.address { source += "<br><span class=\"mono hash\">\(foreign(address))</span>" }
        if let date = row.date { source += "<br><span class=\"soft\">\(date.description)</span>" }
        let groups = [
            row.sourceGroup == row.source ? nil : "source: \(row.sourceGroup)",
            row.dependencyGroup.map { "depends: \($0)" },
        ]
        let origin = row.isOrigin ? " (origin only)" : ""
        return [
            foreign(row.id), foreign(row.observed),
            .text("\(row.evidenceClass.rawValue), \(row.access.rawValue)\(origin)"),
            source, .text("\(row.grade) (\(right.lowerBound) to \(right.upperBound))"), foreign(ratios),
            foreign(groups.compactMap { $0 }.joined(separator: "; ")),
            row.records.map { "<span class=\"mono hash\">\($0)</span>" as Markup }.joined("<br>"),
        ]
    }

    static let reading: Markup = """
        <section id="reading">
        <h2>How to read this</h2>
        <dl class="terms">
        <div><dt>Likelihood</dt><dd>How probable a hypothesis is, given the rows, the priors and the grades that people \
        entered. Words are those of ICD 203: almost no chance up to 5 %, very unlikely to 20, unlikely to 45, roughly even \
        chance to 55, likely to 80, very likely to 95, almost certain to 99. Where an interval spans words, the span is \
        what is known.</dd></div>
        <div><dt>Confidence</dt><dd>How good the grounds are. High takes independent diagnostic rows of two classes from good \
        sources, a result that does not hang on one row, and an interval of two words at most.</dd></div>
        <div><dt>Counts once</dt><dd>Sources of one group are right or wrong together, so that their doubt stays however \
        many rows they fill. Of rows that depend on one another the strongest counts fully, the next for a half, then a \
        quarter; the same said twice by one group of sources counts once.</dd></div>
        <div><dt>Not diagnostic</dt><dd>The row's intervals leave it open which hypothesis it speaks for. It is kept and \
        moves nothing.</dd></div>
        <div><dt>What it does not say</dt><dd>Whether the right hypotheses were asked about, whether the intervals are well \
        judged, or what lies in evidence that nobody entered. Where somebody comes from is not who sent them.</dd></div>
        </dl>
        </section>

        """
}
