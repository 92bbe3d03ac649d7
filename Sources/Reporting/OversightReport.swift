import Oversight

/// The page about what a platform did: cards, curves, every metric with its error and its inputs.
package enum OversightReport {
    /// The whole page. The same view gives the same text.
    package static func html(_ view: OversightView) -> String {
        Page(
            version: view.version, title: view.title,
            header: """
                <header>
                <p class="kicker"><span class="sun" aria-hidden="true"></span>Daylight <span class="soft">what the platform \
                did</span></p>
                <h1 dir="auto">\(view.title)</h1>
                <p class="subject">\(view.question)</p>
                <p class="made soft">Made \(view.made)</p>
                </header>
                """,
            contents: """
                <nav aria-label="Contents">
                <ol>
                <li><a href="#cards">Findings</a></li>
                <li><a href="#curves">Curves</a></li>
                <li><a href="#metrics">What was seen</a></li>
                <li><a href="#record">The platform's own record</a></li>
                <li><a href="#inputs">Inputs</a></li>
                <li><a href="#reading">How to read this</a></li>
                </ol>
                </nav>
                """,
            main: sections(view), claim: "It measures what a platform did; it does not say why."
        ).html
    }

    /// What the page says, without what frames it: for pages of the site, too.
    static func sections(_ view: OversightView) -> Markup {
        """
        \(cards(view))\(curves(view))\(section("metrics", "What was seen", view.measurements))\
        \(section("record", "The platform's own record", view.records, besides: view.measurements))\(inputs(view))\(reading)
        """
    }

    private static func cards(_ view: OversightView) -> Markup {
        let measured = Set((view.measurements + view.records).map(\.metric))
        var parts = Markup()
        for card in view.cards {
            parts += """
                <h3>\(foreign(card.subject))</h3>
                <p class="question">Thresholds: \(foreign(card.thresholds.setBy)). A finding fails only where the whole \
                interval lies on the bad side, and passes only where the whole lies on the good one. There is no total.</p>
                <div class="cards">

                """
            for heading in AdequacyCard.Heading.allCases {
                var findings = Markup()
                for finding in card.findings where finding.heading == heading {
                    findings += """
                        <li>\(verdict(finding.verdict)) \(foreign(finding.question)) \
                        <span class="soft">(\(reference(finding.metric, measured))) \(foreign(finding.reason))</span></li>

                        """
                }
                let list: Markup =
                    findings.isEmpty ? "<p class=\"none\">No threshold is set.</p>" : "<ul>\(findings)</ul>"
                parts += """
                    <div>
                    <h3>\(title(heading)): \(word(card.verdict(of: heading)))</h3>
                    \(list)
                    </div>

                    """
            }
            parts += "</div>\n\(screens(card))"
        }
        return "<section id=\"cards\">\n<h2>Findings</h2>\n\(parts)</section>\n"
    }

    /// A metric's number, which leads to what was measured.
    private static func reference(_ metric: MetricID, _ measured: Set<MetricID>) -> Markup {
        measured.contains(metric)
            ? "<a href=\"#\(metric.rawValue)\">\(metric.rawValue)</a>" : .text(metric.rawValue)
    }

    /// What is printed beside the findings and judges nothing.
    private static func screens(_ card: AdequacyCard) -> Markup {
        card.screens.map { screen in
            var statements = Markup()
            for statement in screen.statements { statements += "<li>\(foreign(statement))</li>\n" }
            return """
                <div class="notes">
                <h3>Screen, no finding (\(screen.metric.rawValue)): \(foreign(screen.subject))</h3>
                <ul>
                \(statements)</ul>
                </div>

                """
        }.joined()
    }

    static func title(_ heading: AdequacyCard.Heading) -> Markup {
        switch heading {
        case .timeliness: "Timeliness"
        case .completeness: "Completeness"
        case .candour: "Candour"
        case .cooperation: "Cooperation"
        }
    }

    private static func verdict(_ verdict: Verdict) -> Markup { "<strong>\(word(verdict))</strong>" }

    /// A verdict by sign and word: colour alone would tell nobody anything.
    static func word(_ verdict: Verdict) -> Markup {
        switch verdict {
        case .pass: "✓ pass"
        case .fail: "✗ fail"
        case .undetermined: "? undetermined"
        }
    }

    private static func curves(_ view: OversightView) -> Markup {
        var parts = Markup()
        for drawing in view.drawings {
            switch drawing {
            case .curve(let curve): parts += TakedownDrawing(curve: curve).figure()
            case .few(let few): parts += FewAssetsDrawing(assets: few).figure()
            }
        }
        if view.drawings.isEmpty {
            parts += "<p class=\"none\">No asset has a clock and was watched: there is nothing to draw.</p>\n"
        }
        return "<section id=\"curves\">\n<h2>Curves</h2>\n\(parts)</section>\n"
    }

    /// - Parameter others: measurements that stand above: the first of each metric bears its number as an anchor.
    private static func section(
        _ anchor: Markup, _ title: Markup, _ measurements: [Measurement], besides others: [Measurement] = []
    ) -> Markup {
        var parts = Markup()
        var named = Set(others.map(\.metric))
        for measurement in measurements {
            let name: Markup =
                named.insert(measurement.metric).inserted ? " id=\"\(measurement.metric.rawValue)\"" : ""
            parts += """
                <h3\(name)>\(measurement.metric.rawValue) \(measurement.metric.title)</h3>
                <p class="soft">\(foreign(measurement.subject))</p>

                """
            if let refusal = measurement.refusal {
                parts += "<p class=\"none\">No figure: \(foreign(refusal)).</p>\n"
            }
            parts += figures(measurement)
            if !measurement.notes.isEmpty {
                parts += "<ul class=\"notes\">"
                for note in measurement.notes { parts += "<li>\(foreign(note))</li>" }
                parts += "</ul>\n"
            }
        }
        return "<section id=\"\(anchor)\">\n<h2>\(title)</h2>\n\(parts)</section>\n"
    }

    /// Long lists are opened on demand.
    private static let mostRows = 12

    private static func figures(_ measurement: Measurement) -> Markup {
        if measurement.figures.isEmpty { return "" }
        let figures = measurement.condensed
        let label = "\(measurement.metric.rawValue) of \(measurement.subject)"
        let ways = measurement.ways
        let caption: Markup =
            ways.count > 1
            ? "Counted in \(ways.count) ways, each row from the least to the most; intervals are the widest of 95 % confidence."
            : "Intervals are of 95 % confidence; bounds say what is not known."
        func table(_ rows: some Sequence<[Markup]>, _ caption: Markup, _ label: String) -> Markup {
            Table(
                caption: caption, label: label,
                columns: [
                    .text("Figure"), .number("Value"), .number("From"), .number("To"), .number("Count"),
                    .text("Remark"),
                ], rows: Array(rows)
            ).markup()
        }
        var markup = table(figures.prefix(mostRows).map(row), caption, label)
        if figures.count > mostRows {
            markup += disclosure(
                "\(figures.count - mostRows) more",
                table(figures.dropFirst(mostRows).map(row), caption, "\(label), the rest"))
        }
        if ways.count > 1 {
            markup += disclosure(
                "Each way of counting by itself",
                table(
                    measurement.figures.compactMap { figure in
                        CondensedFigure([figure]).map { one in
                            var one = one
                            one.label = figure.label
                            return row(one)
                        }
                    }, "One row for each way of counting.", "\(label), each way of counting"))
        }
        return markup
    }

    private static func row(_ figure: CondensedFigure) -> [Markup] {
        let scale = figure.unit == "share" ? 100.0 : 1
        let unit = figure.unit == "share" ? "%" : figure.unit
        func number(_ value: Double) -> Markup {
            value.isFinite ? "\(FigureWords.number(value * scale)) \(unit)" : "not known"
        }
        let value: Markup =
            figure.values.map { values in
                values.lowerBound == values.upperBound
                    ? number(values.lowerBound)
                    : "\(FigureWords.number(values.lowerBound * scale)) to \(number(values.upperBound))"
            } ?? ""
        // What is exact has no limits to print.
        let span = figure.span.flatMap { $0.low == $0.high && figure.values != nil ? nil : $0 }
        let counts: Markup =
            switch (figure.counts, figure.total) {
            case (let counts?, let total?):
                counts.count == 1
                    ? "\(counts.lowerBound) of \(total)" : "\(counts.lowerBound) to \(counts.upperBound) of \(total)"
            case (let counts?, nil): counts.count == 1 ? "\(counts.lowerBound)" : ""
            case (nil, let total?): "of \(total)"
            case (nil, nil): ""
            }
        return [
            foreign(figure.label), value, span.map { number($0.low) } ?? "", span.map { number($0.high) } ?? "", counts,
            figure.remark.map { foreign($0) } ?? "",
        ]
    }

    private static func inputs(_ view: OversightView) -> Markup {
        let table = Table(
            caption: "Everything above was made of these, and of nothing else.", label: "Inputs",
            columns: [.text("What"), .text("SHA-256")],
            rows: view.inputs.map { [foreign($0.what), "<span class=\"mono hash\">\($0.digest)</span>"] })
        return "<section id=\"inputs\">\n<h2>Inputs</h2>\n\(table.markup())</section>\n"
    }

    private static let reading: Markup = """
        <section id="reading">
        <h2>How to read this</h2>
        <dl class="terms">
        <div><dt>Gone</dt><dd>Found gone twice, from two vantages, six hours apart or more, and never seen in between. One \
        reading is no event.</dd></div>
        <div><dt>Earliest, latest</dt><dd>An asset went after it was last seen up and not after it was first found gone. Each \
        figure is worked out with both ends.</dd></div>
        <div><dt>Acted on</dt><dd>The platform says that it removed, suspended or, in the jurisdiction examined, blocked the \
        asset. Assets that their owners deleted compete with that; assets gone without a word are counted in three ways.</dd></div>
        <div><dt>Screen</dt><dd>M11 says how surprising so few networks from a country would be. It depends on the peers that a \
        platform is held against, and is never a finding.</dd></div>
        <div><dt>Undetermined</dt><dd>The interval lies on both sides of the threshold, or nothing was measured. It is neither \
        good nor bad news.</dd></div>
        <div><dt>What it does not say</dt><dd>Why the platform acted or did not; whether the list of assets is right (its grade \
        says how sure that is); what happened where nobody looked.</dd></div>
        </dl>
        </section>

        """
}
