import ArgumentParser
import Exchange
import Inquiry
import Intake
import Oversight
import Records

/// `daylight transparency`: statements of reasons and harmonised reports under the Digital Services Act.
struct TransparencyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transparency",
        abstract: "Compare what platforms report under the DSA with what was seen, and with itself.",
        discussion: """
            Reads the daily dumps of the DSA Transparency Database (CSV, packed with gzip or zstd or not) and the CSV parts of
            harmonised transparency reports. The database holds no account, no address and no time of notice: it can be compared
            in sums only, and never says how long a notice took.
            """,
        subcommands: [Trace.self, Reconcile.self, Masks.self])

    struct Trace: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M18: are there statements of reasons for the restrictions that were seen?")

        @Argument(help: "Dumps of statements of reasons.", completion: .file())
        var files: [String]
        @Option(help: "The platform, as the database names it: TikTok.")
        var platform: String
        @Option(help: "A table of restrictions seen in the EU: day, count.", completion: .file())
        var expected: String
        @Option(
            help:
                "A table of defects to mask instead of the announced ones: platform, field, from, to, defect, source.",
            completion: .file())
        var masks: String?
        @OptionGroup var output: OutputOptions

        func run() throws {
            var table = try RegisterFile(expected)
            try table.refuseOtherTable(knowing: ["day", "count"], needing: ["day", "count"])
            let days = table.table.decode(expected) { row throws(FieldFault) in
                guard let day = try row.day("day") else {
                    throw FieldFault("missing-day", field: "day", "the row names no day")
                }
                guard let count = try row.integer("count"), (0...1_000_000_000).contains(count) else {
                    throw FieldFault("bad-count", field: "count", "the row states no count of restrictions")
                }
                return (day, Int(count))
            }.map(\.value)
            var reading = DumpReading(output)
            let tally = try reading.tally(files, of: [platform])
            try MeasurementRows.print(
                tally.measureTraces(
                    of: platform, expected: Dictionary(days, uniquingKeysWith: +), masks: try DefectMasks.read(masks)),
                output)
            try table.conclude()
            try reading.conclude()
        }
    }

    struct Reconcile: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M19: do a platform's own reports agree with its statements of reasons?")

        @Argument(help: "Dumps of statements of reasons.", completion: .file())
        var files: [String]
        @Option(help: "The platform, as the database names it: TikTok.")
        var platform: String
        @Option(help: "A part of its harmonised report, CSV; repeat it for more.", completion: .file())
        var report: [String]
        @Option(help: "A table of defects to mask instead of the announced ones.", completion: .file())
        var masks: String?
        @OptionGroup var output: OutputOptions

        func run() throws {
            var reading = DumpReading(output)
            let tally = try reading.tally(files, of: [platform])
            let line = ProgressLine(quiet: output.quiet)
            let measurements = try TransparencyReconciliation.reconcile(
                report.map { SourceFile(path: $0) }, of: platform, with: tally, masks: try DefectMasks.read(masks),
                reject: { reading.reject($0) }, progress: line.progress)
            line.clear()
            try MeasurementRows.print(measurements, output)
            try reading.conclude()
        }
    }

    struct Masks: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the announced defects of the database, which mask the fields that they touch.")

        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.print(header: ["platform", "field", "from", "to", "defect", "source"]) { rows in
                for mask in DefectMask.announced {
                    try rows.write([
                        .text(mask.platform), .text(mask.field.rawValue), .text(mask.from?.description),
                        .text(mask.to?.description), .text(mask.defect), .text(mask.source),
                    ])
                }
            }
        }
    }
}

/// Masks from a table, or those that were announced.
private enum DefectMasks {
    static func read(_ path: String?) throws -> [DefectMask] {
        guard let path else { return DefectMask.announced }
        var file = try RegisterFile(path)
        try file.refuseOtherTable(knowing: DefectMask.columns, needing: ["platform", "field", "defect", "source"])
        let masks = file.table.decode(path) { row throws(FieldFault) in try DefectMask(row) }.map(\.value)
        // A mask that is left out lets a wrong field through.
        try file.conclude()
        return masks
    }
}

/// Dumps while they are read, with what was rejected.
private struct DumpReading {
    private let output: OutputOptions
    private var lines = RejectionLines()

    init(_ output: OutputOptions) { self.output = output }

    mutating func reject(_ rejection: Rejection) { lines.tell(rejection) }

    mutating func tally(_ files: [String], of platforms: [String]) throws -> StatementTally {
        let line = ProgressLine(quiet: output.quiet)
        defer { line.clear() }
        var rejections: [Rejection] = []
        var more: UInt64 = 0
        let (tally, dumps) = try TransparencyReconciliation.tally(
            files.map { SourceFile(path: $0) }, of: platforms,
            reject: { if rejections.count < RejectionLines.most { rejections.append($0) } else { more += 1 } },
            progress: line.progress)
        line.clear()
        rejections.forEach { reject($0) }
        lines.add(more)
        for dump in dumps { output.tell("\(dump.rows) rows, \(dump.accepted) taken, \(dump.rejected) rejected") }
        return tally
    }

    func conclude() throws { try lines.conclude() }
}
