import Exchange
import Oversight

/// Metrics as rows: a row a figure, a refusal, a note.
enum MeasurementRows {
    static let header = [
        "metric", "title", "subject", "figure", "value", "unit", "low", "high", "count", "total", "remark", "inputs",
    ]

    static func print(_ measurements: [Measurement], _ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        if output.rowFormat == .table {
            try sink.write(text(measurements))
        } else {
            var rows = try Rows(sink, format: output.rowFormat, header: header)
            for measurement in measurements { try write(measurement, to: &rows) }
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

    /// For people: a block a metric.
    static func text(_ measurements: [Measurement]) -> String {
        measurements.map { measurement in
            var lines = ["\(measurement.metric.rawValue) \(measurement.metric.title): \(measurement.subject)"]
            if let refusal = measurement.refusal { lines.append("  no figure: \(refusal)") }
            let width = measurement.figures.map(\.label.count).max() ?? 0
            for figure in measurement.figures {
                let label = figure.label + String(repeating: " ", count: width - figure.label.count)
                lines.append("  \(label)  \(words(figure))")
            }
            lines += measurement.notes.map { "  note: \($0)" }
            if !measurement.inputs.isEmpty {
                let shown = measurement.inputs.map { String($0.prefix(12)) }
                lines.append("  from: " + shown.joined(separator: " "))
            }
            return lines.map { Terminal.visible($0) }.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }

    static func words(_ figure: Figure) -> String {
        var parts: [String] = []
        if let value = figure.value {
            parts.append(
                figure.unit == "share"
                    ? "\(FigureWords.number(value * 100)) %" : "\(FigureWords.number(value)) \(figure.unit)")
        }
        if figure.low != nil || figure.high != nil {
            let scale = figure.unit == "share" ? 100.0 : 1
            let limits = [figure.low, figure.high].map { $0.map { FigureWords.number($0 * scale) } ?? "…" }
            parts.append("[\(limits[0]), \(limits[1])]")
        }
        if let count = figure.count, let total = figure.total { parts.append("(\(count) of \(total))") }
        if let remark = figure.remark { parts.append(remark) }
        return parts.joined(separator: " ")
    }
}
