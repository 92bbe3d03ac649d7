import Briefing
import Exchange
import Oversight
import Records

/// Rows of the ledger as they are printed: for people the main columns, for programs the ledger's own table, which can be
/// imported again.
enum LedgerRows {
    static func print(_ rows: [Disclosure], _ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        let isForPeople = output.rowFormat == .table
        var out = try Rows(
            sink, format: output.rowFormat, header: isForPeople ? mainColumns : Disclosure.columns)
        for row in rows { try out.write(isForPeople ? mainCells(row) : tableCells(row)) }
        try out.finish()
        try sink.finish()
    }

    private static let mainColumns = [
        "platform", "report", "period", "published", "origin", "targets", "unit", "name", "counts", "detected_by",
        "grade", "source",
    ]

    private static func mainCells(_ row: Disclosure) -> [Cell] {
        let published = row.published?.text ?? row.publishedNoLaterThan.map { "by \($0)" }
        return [
            .text(row.platform), .text(row.report), .text(row.period?.description), .text(published),
            .text(row.origins.joined(separator: "; ")), .text(row.targets.joined(separator: "; ")),
            .text(row.unit.rawValue), .text(row.operation), .text(LedgerShelf.counts(row)), .text(row.detection.words),
            .text(row.verification.grade.rawValue), .text(row.source),
        ]
    }

    /// Counts as numbers where they are exact.
    private static func tableCells(_ row: Disclosure) -> [Cell] {
        let counted = Set(CountKind.allCases.map(\.column))
        return zip(Disclosure.columns, row.cells).map { column, text in
            if counted.contains(column), let text, let number = Int64(text) { return .integer(number) }
            return .text(text)
        }
    }
}
