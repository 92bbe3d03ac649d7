import Exchange
import Intake

/// What was read, file by file: the table that ends every run.
enum IntakeTable {
    static let header = ["file", "format", "rows", "accepted", "repeated", "rejected", "reasons"]

    /// The rows, and one for all files together where there are several.
    static func rows(_ summary: IntakeSummary, names: [String]) -> [[Cell]] {
        var rows = zip(summary.files, names).map { file, name in
            [
                .text(name), .text(file.format ?? "not recognised"), .integer(Int64(clamping: file.rows)),
                .integer(Int64(clamping: file.accepted)), .integer(Int64(clamping: file.repeated)),
                .integer(Int64(clamping: file.rejected)),
                .text(file.rejectedByReason.map { "\($0.name) \($0.count)" }.joined(separator: ", ")),
            ] as [Cell]
        }
        if rows.count > 1 {
            rows.append([
                .text("all"), .missing, .integer(Int64(clamping: summary.rows)),
                .integer(Int64(clamping: summary.accepted)), .integer(Int64(clamping: summary.repeated)),
                .integer(Int64(clamping: summary.rejected)), .missing,
            ])
        }
        return rows
    }

    /// The table as text for standard error.
    static func text(_ summary: IntakeSummary, names: [String]) -> String {
        let sink = TextSink.memory()
        guard var table = try? Rows(sink, format: .table, header: header) else { return "" }
        for row in rows(summary, names: names) { try? table.write(row) }
        try? table.finish()
        return sink.text
    }
}

extension IntakeSummary {
    /// Whether anything was rejected, a file as a whole included.
    var hasRejects: Bool { files.contains { !$0.rejectedByReason.isEmpty || $0.format == nil } }
}
