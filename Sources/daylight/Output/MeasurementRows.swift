import Exchange
import Oversight

/// Metrics as rows: a row a figure, a refusal, a note.
enum MeasurementRows {
    static let header = [
        "metric", "title", "subject", "figure", "value", "unit", "low", "high", "count", "total", "remark", "inputs",
    ]

    static func print(_ measurements: [Measurement], _ output: OutputOptions) throws {
        try print(together: measurements.map { [$0] }, output)
    }

    /// - Parameter groups: measurements of one thing stand together; in a table a note that holds for several is told once.
    static func print(together groups: [[Measurement]], _ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        if output.rowFormat == .table {
            try sink.write(text(groups))
        } else {
            var rows = try Rows(sink, format: output.rowFormat, header: header)
            for measurement in groups.joined() { try write(measurement, to: &rows) }
            try rows.finish()
        }
        try sink.finish()
    }

    private static func write(_ measurement: Measurement, to rows: inout Rows) throws {
        let inputs = Cell.text(measurement.inputs.joined(separator: " "))
        let head: [Cell] = [
            .text(measurement.metric.rawValue), .text(measurement.metric.title), .text(measurement.subject),
        ]
        for figure in measurement.figures {
            try rows.write(
                head + [
                    .text(figure.label), figure.value.map { .number($0) } ?? .missing, .text(figure.unit),
                    figure.low.map { .number($0) } ?? .missing, figure.high.map { .number($0) } ?? .missing,
                    figure.count.map { .integer(Int64($0)) } ?? .missing,
                    figure.total.map { .integer(Int64($0)) } ?? .missing, .text(figure.remark), inputs,
                ])
        }
        let remarks =
            [measurement.refusal.map { "refused: " + $0 }].compactMap { $0 } + measurement.notes.map { "note: " + $0 }
        for remark in remarks {
            try rows.write(
                head + [.missing, .missing, .missing, .missing, .missing, .missing, .missing, .text(remark), inputs])
        }
    }

    /// For people: a block a metric, a line for what was counted in several ways.
    static func text(_ groups: [[Measurement]]) -> String {
        groups.flatMap { group in
            var told: Set<String> = []
            return group.map { measurement in
                block(measurement, notes: measurement.notes.filter { told.insert($0).inserted })
            }
        }.joined(separator: "\n\n") + "\n"
    }

    private static func block(_ measurement: Measurement, notes: [String]) -> String {
        var lines = ["\(measurement.metric.rawValue) \(measurement.metric.title): \(measurement.subject)"]
        if let refusal = measurement.refusal { lines.append("  no figure: \(refusal)") }
        let figures = measurement.condensed
        let width = figures.map(\.label.count).max() ?? 0
        for figure in figures {
            let label = figure.label + String(repeating: " ", count: width - figure.label.count)
            lines.append("  \(label)  \(FigureWords.words(figure))")
        }
        let ways = measurement.ways
        if ways.count > 1 {
            lines.append(
                "  counted in \(ways.count) ways, each line from the least to the most: \(ways.joined(separator: "; "))"
            )
        }
        lines += notes.map { "  note: \($0)" }
        if !measurement.inputs.isEmpty {
            lines.append("  from: " + measurement.inputs.map { String($0.prefix(12)) }.joined(separator: " "))
        }
        return lines.map { Terminal.visible($0) }.joined(separator: "\n")
    }
}
