import ArgumentParser
import Briefing
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
            if output.rowFormat == .table {
                for conflict in conflicts { try sink.write(Self.text(conflict)) }
            } else {
                try write(conflicts, to: sink)
            }
            try sink.finish()
            output.tell("\(FigureText.count(conflicts.count, "conflict", "conflicts")) among \(forms.count) forms")
            if conflicts.contains(where: { $0.kind == .oneForm }) {
                output.tell("'in one form only' is of the forms at hand: what was not captured is not compared")
            }
        }

        private func write(_ conflicts: [FormConflict], to sink: TextSink) throws {
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
        }

        /// For people: a block a conflict, since places are long.
        private static func text(_ conflict: FormConflict) -> String {
            let subject = [conflict.speaker + " " + conflict.period, conflict.network, conflict.count?.column]
            let lines =
                ["\(word(conflict.kind)): \(subject.compactMap { $0 }.joined(separator: ", "))"]
                + conflict.statements.map { "  " + $0 }
            return lines.map { Terminal.visible($0) + "\n" }.joined()
        }

        private static func word(_ kind: FormConflict.Kind) -> String {
            switch kind {
            case .differs: "numbers differ"
            case .statedOnce: "stated in one form, and not in the other"
            case .oneForm: "in one form only"
            case .placeholder: "never filled in"
            case .periodNames: "two names of one period"
            }
        }
    }
}
