import Oversight

/// The page about what a platform did: cards, curves, every metric with its error and its inputs.
package enum OversightReport {
    /// The whole page. The same view gives the same text.
    package static func html(_ view: OversightView) -> String {
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="\(view.version)">
            <title>\(view.title) · Daylight</title>
            <style>\(PageStyle.sheet)</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the report</a>
            <header>
            <p class="kicker"><span class="sun"></span>Daylight <span class="soft">what the platform did</span></p>
            <h1>\(view.title)</h1>
            <p class="subject">\(view.question)</p>
            <p class="made soft">Made \(view.made)</p>
            </header>
            <nav aria-label="Contents">
            <ol>
            <li><a href="#cards">Findings</a></li>
            <li><a href="#curves">Takedown curves</a></li>
            <li><a href="#metrics">Metrics</a></li>
            <li><a href="#inputs">Inputs</a></li>
            <li><a href="#reading">How to read this</a></li>
            </ol>
            </nav>
            <main id="main">
            \(cards(view))\(curves(view))\(metrics(view))\(inputs(view))\(reading)</main>
            <footer>
            <p>\(view.version). This page loads nothing and sends nothing. It measures what a platform did; it does not say \
            why.</p>
            </footer>
            </body>
            </html>

            """
        return page.string
    }

    private static func cards(_ view: OversightView) -> Markup {
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
                        <span class="soft">(\(finding.metric.rawValue)) \(foreign(finding.reason))</span></li>

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
            parts += "</div>\n"
        }
        return "<section id=\"cards\">\n<h2>Findings</h2>\n\(parts)</section>\n"
    }

    private static func title(_ heading: AdequacyCard.Heading) -> Markup {
        switch heading {
        case .timeliness: "Timeliness"
        case .completeness: "Completeness"
        case .candour: "Candour"
        case .cooperation: "Cooperation"
        }
    }

    private static func verdict(_ verdict: Verdict) -> Markup { "<strong>\(word(verdict))</strong>" }

    private static func word(_ verdict: Verdict) -> Markup {
        switch verdict {
        case .pass: "✓ pass"
        case .fail: "✗ fail"
        case .undetermined: "? undetermined"
        }
    }

    private static func curves(_ view: OversightView) -> Markup {
        var parts = Markup()
        for curve in view.curves { parts += TakedownDrawing(curve: curve).figure() }
        if view.curves.isEmpty {
            parts += "<p class=\"none\">No asset has a clock and was watched: there is nothing to draw.</p>\n"
        }
        return "<section id=\"curves\">\n<h2>Takedown curves</h2>\n\(parts)</section>\n"
    }

    private static func metrics(_ view: OversightView) -> Markup {
        var parts = Markup()
        for measurement in view.measurements {
            parts += """
                <h3>\(measurement.metric.rawValue) \(measurement.metric.title)</h3>
                <p class="soft">\(foreign(measurement.subject))</p>

                """
            if let refusal = measurement.refusal {
                parts += "<p class=\"none\">No figure: \(foreign(refusal)).</p>\n"
            }
            if !measurement.figures.isEmpty { parts += table(measurement).markup() }
            if !measurement.notes.isEmpty {
                parts += "<ul class=\"notes\">"
                for note in measurement.notes { parts += "<li>\(foreign(note))</li>" }
                parts += "</ul>\n"
            }
        }
        return "<section id=\"metrics\">\n<h2>Metrics</h2>\n\(parts)</section>\n"
    }

    private static func table(_ measurement: Measurement) -> Table {
        Table(
            caption: "Intervals are of 95 % confidence; bounds say what is not known.",
            label: "\(measurement.metric.rawValue) of \(measurement.subject)",
            columns: [
                .text("Figure"), .number("Value"), .number("From"), .number("To"), .number("Count"), .text("Remark"),
            ],
            rows: measurement.figures.map { figure in
                let scale = figure.unit == "share" ? 100.0 : 1
                let unit = figure.unit == "share" ? "%" : figure.unit
                func number(_ value: Double?) -> Markup {
                    value.map { "\(FigureWords.number($0 * scale)) \(unit)" } ?? ""
                }
                let counts: Markup =
                    switch (figure.count, figure.total) {
                    case (let count?, let total?): "\(count) of \(total)"
                    case (let count?, nil): "\(count)"
                    case (nil, let total?): "of \(total)"
                    case (nil, nil): ""
                    }
                return [
                    foreign(figure.label), number(figure.value), number(figure.low), number(figure.high), counts,
                    figure.remark.map { foreign($0) } ?? "",
                ]
            })
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
        <div><dt>Undetermined</dt><dd>The interval lies on both sides of the threshold, or nothing was measured. It is neither \
        good nor bad news.</dd></div>
        <div><dt>What it does not say</dt><dd>Why the platform acted or did not; whether the list of assets is right (its grade \
        says how sure that is); what happened where nobody looked.</dd></div>
        </dl>
        </section>

        """
}
