import Exchange
import Oversight

/// Cards as rows: a row a finding, a row a line of a screen. For people, findings under their headings.
enum CardRows {
    private static let header = ["subject", "heading", "heading_verdict", "metric", "question", "verdict", "reason"]

    static func print(_ cards: [AdequacyCard], _ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        if output.rowFormat == .table {
            try sink.write(cards.map(text).joined(separator: "\n"))
        } else {
            var rows = try Rows(sink, format: output.rowFormat, header: header)
            for card in cards {
                for heading in AdequacyCard.Heading.allCases { try write(card, heading, to: &rows) }
            }
            try rows.finish()
        }
        try sink.finish()
    }

    private static func write(_ card: AdequacyCard, _ heading: AdequacyCard.Heading, to rows: inout Rows) throws {
        func row(_ metric: MetricID, _ question: String, _ verdict: String, _ reason: String) -> [Cell] {
            [
                .text(card.subject), .text(heading.rawValue), .text(card.verdict(of: heading).rawValue),
                .text(metric.rawValue), .text(question), .text(verdict), .text(reason),
            ]
        }
        for finding in card.findings where finding.heading == heading {
            try rows.write(row(finding.metric, finding.question, finding.verdict.rawValue, finding.reason))
        }
        for screen in card.screens where screen.heading == heading {
            for statement in screen.statements {
                try rows.write(row(screen.metric, screen.subject, "screen", statement))
            }
        }
    }

    private static func text(_ card: AdequacyCard) -> String {
        var lines = [card.subject, "thresholds: \(card.thresholds.setBy)"]
        for heading in AdequacyCard.Heading.allCases {
            lines += ["", "\(heading.rawValue.uppercased()): \(card.verdict(of: heading).rawValue)"]
            let findings = card.findings.filter { $0.heading == heading }
            if findings.isEmpty { lines.append("  no threshold is set") }
            for finding in findings {
                lines.append("  \(finding.verdict.rawValue): \(finding.question) (\(finding.metric.rawValue))")
                lines.append("    \(finding.reason)")
            }
            for screen in card.screens where screen.heading == heading {
                lines.append("  screen, no finding: \(screen.subject) (\(screen.metric.rawValue))")
                lines += screen.statements.map { "    \($0)" }
            }
        }
        return lines.map { Terminal.visible($0) + "\n" }.joined()
    }
}
