import ArgumentParser
import Briefing
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

/// Versions of reports, as commands name and list them.
enum LedgerVersions {
    /// The capture whose digest begins so; nil where the text is no such beginning.
    static func capture(_ text: String, in selection: LedgerSelection) -> CaseLedger.Capture? {
        guard text.count >= 8 else { return nil }
        return selection.reports.flatMap(\.captures).first { $0.entry.digest.hasPrefix(text.lowercased()) }
    }

    /// The two versions that are meant: of one report its last two, or one of each of two reports or digests.
    static func pair(
        _ earlier: String, _ later: String?, in selection: LedgerSelection
    ) throws -> (before: Registered<LedgerReport>, after: Registered<LedgerReport>) {
        if let later {
            return (try current(earlier, in: selection), try current(later, in: selection))
        }
        let versions = try versions(of: earlier, in: selection)
        return (versions[versions.count - 2], versions[versions.count - 1])
    }

    /// All versions of a report of which there are two at least.
    static func versions(of text: String, in selection: LedgerSelection) throws -> [Registered<LedgerReport>] {
        let name = try selection.reportName(text)
        let versions = selection.reports.first { $0.name == name }?.versions ?? []
        guard versions.count > 1 else {
            throw ValidationError(
                "The case holds one version of '\(name)'; a capture of another document makes the one to compare with."
            )
        }
        return versions
    }

    private static func current(_ text: String, in selection: LedgerSelection) throws -> Registered<LedgerReport> {
        if let capture = capture(text, in: selection) { return capture.entry }
        let name = try selection.reportName(text)
        guard let version = selection.reports.first(where: { $0.name == name })?.current else {
            throw ValidationError("The case has not captured '\(name)'.")
        }
        return version
    }

    static func list(_ captures: [CaseLedger.Capture], _ output: OutputOptions) throws {
        try output.print(header: [
            "report", "captured", "version", "entered", "rows", "changelog", "document_sha256", "digest",
        ]) { rows in
            for capture in captures {
                let report = capture.entry.entry
                try rows.write([
                    .text(report.name), .text(report.captured.text), .integer(Int64(capture.version)),
                    .text(capture.entry.entered.description), .integer(Int64(report.rows.count)),
                    .text(report.changelog),
                    .text(report.documentSHA256), .text(capture.entry.digest),
                ])
            }
        }
    }
}

extension LedgerCommand {
    /// `daylight ledger diff`: what differs between two captures, field by field.
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what differs between two captures of a report, field by field.",
            discussion: """
                Of one report its last two captures; with a second report, or two digests, those two. Without --case two
                reports of the shipped ledger are compared.
                """)

        @Argument(help: "The report's name or words of it, or the beginning of a version's digest.")
        var report: String
        @Argument(help: "Another, which is taken for the later one.")
        var later: String?
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            if source.path == nil {
                guard let later else {
                    throw ValidationError(
                        "The shipped ledger holds one version of each report; name a second report, or give --case.")
                }
                let names = [try selection.reportName(report), try selection.reportName(later)]
                let rows = names.map { name in selection.ledger.rows.filter { $0.reportName == name } }
                try show(LedgerDiff(from: rows[0], to: rows[1], changelog: nil))
                return output.tell("\(names[0]) and \(names[1]): two reports, and no two captures of one")
            }
            let (before, after) = try LedgerVersions.pair(report, later, in: selection)
            let diff = LedgerDiff(from: before.entry, to: after.entry)
            try show(diff)
            let name = before.entry.name == after.entry.name ? "" : after.entry.name + ", "
            output.tell(
                "\(before.entry.name), captured \(before.entry.captured), and \(name)captured \(after.entry.captured):"
                    + " \(LedgerShelf.summary(diff))")
        }

        private func show(_ diff: LedgerDiff) throws {
            try output.print(header: ["kind", "row", "field", "before", "after", "matched_by"]) { rows in
                for change in diff.changes {
                    try rows.write([
                        .text("changed"), .text(change.row), .text(change.field), .text(change.before),
                        .text(change.after),
                        .text(change.matchedBy.rawValue),
                    ])
                }
                for row in diff.added {
                    try rows.write([
                        .text("added"), .text(row.label), .missing, .missing, .text(LedgerShelf.counts(row)), .missing,
                    ])
                }
                for row in diff.removed {
                    try rows.write([
                        .text("removed"), .text(row.label), .missing, .text(LedgerShelf.counts(row)), .missing,
                        .missing,
                    ])
                }
            }
        }
    }
}

extension LedgerCommand {
    /// `daylight ledger revision`: how much of a report was changed after it had appeared (M14).
    struct Revision: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M14: how much of a report its platform changed from capture to capture.")

        @Argument(help: "The report's name or words of it, or the beginning of a version's digest.")
        var report: String
        @Argument(help: "Another, which is taken for the later one; all captures of the report by default.")
        var later: String?
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = LedgerSelection(try CaseLedger(try target.open()), withShipped: false)
            let pairs: [(Registered<LedgerReport>, Registered<LedgerReport>)]
            if let later {
                pairs = [try LedgerVersions.pair(report, later, in: selection)]
            } else {
                let versions = try LedgerVersions.versions(of: report, in: selection)
                pairs = Array(zip(versions, versions.dropFirst()))
            }
            try MeasurementRows.print(
                pairs.map { before, after in
                    LedgerRevision.measure(from: before.entry, to: after.entry, inputs: [before.digest, after.digest])
                }, output)
        }
    }
}
