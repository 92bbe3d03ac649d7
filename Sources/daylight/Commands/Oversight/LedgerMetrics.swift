import ArgumentParser
import Inquiry
import Intake
import Oversight
import Records

extension LedgerCommand {
    /// `daylight ledger lag`
    struct Lag: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M08: days from a report's period to its publication.",
            discussion: "A series is a report's name without its period; each is measured by itself.")

        @Option(help: "The platform.")
        var platform: String
        @Option(help: "One series of its reports, as \"Adversarial Threat Report\"; all by default.")
        var series: String?
        @OptionGroup var period: PeriodOptions
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            let name = try selection.platform(platform)
            let all = selection.ledger.series(of: name).map(\.name)
            if let series, !all.contains(series) {
                throw ValidationError("\(name) has no series '\(series)'; it has \(all.joined(separator: "; ")).")
            }
            let days = try period.days
            let measured = (series.map { [$0] } ?? all).map { series in
                DisclosureLag.measure(
                    selection.ledger, platform: name, series: series, days: days, inputs: selection.inputs(of: name))
            }
            // Of many series only those tell something that state both days; where none does, all refusals are told.
            let told = measured.filter { $0.refusal == nil }
            try MeasurementRows.print(told.isEmpty ? measured : told, output)
            if !told.isEmpty, told.count < measured.count {
                output.tell(
                    "\(measured.count - told.count) of \(measured.count) series state no period or no publication")
            }
        }
    }

    /// `daylight ledger completeness`
    struct Completeness: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M09: how much of what a platform says it removed it handed over.",
            discussion: """
                Of a report's rows, or of numbers: 7704, ~200000 for about, >7500 for more. Where a platform publishes counts
                only, --released 0 says so.
                """)

        @Option(help: "The report's name or words of it.")
        var report: String?
        @Option(help: "With --report: rows whose label holds these words.")
        var row: String?
        @Option(help: "What the platform states it removed, in place of --report.")
        var removed: StatedCount?
        @Option(help: "What it states it handed over; with --report of rows that do not say.")
        var released: StatedCount?
        @Option(help: "What the handed file holds.")
        var inFile: Int64?
        @Option(help: "With --removed: what the figures are of.")
        var subject = "numbers as given"
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (report == nil) == (removed == nil) { throw ValidationError("Give --report or --removed.") }
            if report != nil, inFile != nil { throw ValidationError("--in-file goes with --removed.") }
            if report == nil, row != nil { throw ValidationError("--row goes with --report.") }
            if let inFile, inFile < 0 { throw ValidationError("--in-file takes a number of assets.") }
        }

        func run() throws {
            if let removed {
                return try MeasurementRows.print(
                    [
                        DisclosureCompleteness.measure(
                            of: subject, removed: removed, released: released, inFile: inFile)
                    ], output)
            }
            let selection = try source.selection()
            let name = try selection.reportName(report ?? "")
            let rows = selection.ledger.rows.filter { line in
                line.reportName == name && line.unit != .report
                    && (row.map { line.label.lowercased().contains($0.lowercased()) } ?? true)
            }
            if rows.isEmpty { throw ValidationError("No row of '\(name)' is such.") }
            try MeasurementRows.print(
                rows.map {
                    DisclosureCompleteness.measure(
                        of: $0, released: released, inputs: selection.inputs(of: $0.platform))
                }, output)
        }
    }

    /// `daylight ledger audit`
    struct Audit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M15: which networks a platform says it found by itself, and which the public knew before.")

        @Option(help: "The platform.")
        var platform: String
        @Option(
            help: """
                A table of when others named networks in public: network (a name, an alias or a row's label, as "China (108 \
                accounts)"), by, at, source_url.
                """, completion: .file())
        var exposures: String?
        @OptionGroup var period: PeriodOptions
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            let name = try selection.platform(platform)
            let days = try period.days
            let rows = selection.ledger.networks(of: name, in: days)
            var file = try exposures.map { try RegisterFile($0) }
            try file?.refuseOtherTable(knowing: DatedExposure.columns, needing: ["network", "by", "at"])
            let named =
                file?.table.decode(exposures ?? "") { row throws(FieldFault) in try DatedExposure(reading: row) }
                .map(\.value) ?? []
            try MeasurementRows.print(
                [
                    DetectionAudit.measure(
                        rows, of: name + (days.map { ", \($0)" } ?? ""), exposures: named,
                        inputs: selection.inputs(of: name) + [file?.table.sha256].compactMap { $0 })
                ], output)
            for exposure in named where !rows.contains(where: exposure.concerns) {
                output.tell("note: no row of \(name) asked for is '\(exposure.network)'; it challenges nothing")
            }
            try file?.conclude()
        }
    }
}

extension StatedCount: ExpressibleByArgument {
    init?(argument: String) {
        guard let count = try? StatedCount(reading: argument) else { return nil }
        self = count
    }
}
