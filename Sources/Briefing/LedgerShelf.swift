package import Inquiry
package import Oversight
import Records
import Seals
package import Workspace

/// The rows of a case's ledger and of the shipped one, each under an address that lasts as long as the row.
package struct LedgerShelf: Sendable {
    package struct Line: Sendable {
        /// The beginning of the SHA-256 over all that the row states, 24 hexadecimal digits.
        package let identifier: String
        package let row: Disclosure
        /// Whether the program brought it along.
        package let isShipped: Bool
    }

    package let selection: LedgerSelection
    package let lines: [Line]
    private let places: [String: Int]

    package init(_ folder: CaseFolder) throws {
        self.init(LedgerSelection(try CaseLedger(folder), withShipped: true))
    }

    package init(_ selection: LedgerSelection) {
        self.selection = selection
        let captured = Set(selection.reports.map(\.name))
        lines = selection.ledger.rows.map { row in
            let text = row.cells.map { $0 ?? "" }.joined(separator: "\u{1F}")
            return Line(
                identifier: String(CanonicalJSON.digest(text).prefix(24)), row: row,
                isShipped: !captured.contains(row.reportName))
        }
        places = Dictionary(lines.enumerated().map { ($1.identifier, $0) }) { first, _ in first }
    }

    package func line(_ identifier: String) -> Line? { places[identifier].map { lines[$0] } }

    /// `108 accounts, 141621 followers`
    package static func counts(_ row: Disclosure) -> String {
        CountKind.allCases.compactMap { kind in row.counts[kind].map { "\($0) \(kind.column)" } }
            .joined(separator: ", ")
    }

    /// `2 of 11 fields changed, 1 row added, 1 removed. SILENT CHANGE: …`
    package static func summary(_ diff: LedgerDiff) -> String {
        if !diff.differs { return "nothing changed" }
        let counts =
            "\(diff.changes.count) of \(diff.fields) fields changed, \(FigureText.count(diff.added.count, "row", "rows"))"
            + " added, \(FigureText.number(diff.removed.count)) removed"
        let left =
            diff.notCompared.isEmpty
            ? "" : " (not captured of both, and not compared: \(diff.notCompared.joined(separator: ", ")))"
        return counts + left
            + (diff.isSilent ? ". SILENT CHANGE: the publisher states no changelog" : ": " + (diff.excuse ?? ""))
    }
}
