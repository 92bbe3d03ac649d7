import ArgumentParser
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

extension LedgerCommand {
    /// `daylight ledger conflicts`
    struct Conflicts: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List where two forms of one report disagree. Nothing is resolved: every number stays.",
            discussion: """
                Rows of the ledger whose source is a table or a page of one network, and with --case the numbers in the
                publisher's files that 'daylight import' has read: a number that differs, stands in one form only or was never
                filled in, a network that one form lacks, a period that goes by two names.
                """)

        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            var forms = StatedForm.forms(of: try source.selection().ledger.rows)
            if let path = source.path { forms += StatedForm.forms(try CaseFolder.open(at: path).statedNumbers()) }
            let conflicts = FormConflict.among(forms)
            let sink = TextSink.standardOutput()
            var rows = try Rows(
                sink, format: output.rowFormat,
                header: ["kind", "speaker", "period", "network", "count", "statements"])
            for conflict in conflicts {
                try rows.write([
                    .text(conflict.kind.rawValue), .text(conflict.speaker), .text(conflict.period),
                    .text(conflict.network), .text(conflict.count?.column),
                    .text(conflict.statements.joined(separator: " | ")),
                ])
            }
            try rows.finish()
            try sink.finish()
            output.tell("\(FigureText.count(conflicts.count, "conflict", "conflicts")) among \(forms.count) forms")
        }
    }
}
