import ArgumentParser
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

/// What is asked of a cohort by `metrics` and `card`.
struct CohortOptions: ParsableArguments {
    @Option(help: "The cohort: its name, or the beginning of a digest.")
    var cohort: String
    @Option(help: "One platform of the cohort; all by default.")
    var platform: Platform?
    @Option(help: "Where the clock starts: created, first_io_post, exposed, peer_named, notice, press, order.")
    var zero: ClockZero = .notice
    @Option(help: "Whose view counts: EU, anywhere, or countries as AU,NZ.")
    var jurisdiction = "anywhere"
    @Option(help: "Days after the clock at which the residual-up rate is stated.")
    var days = "7,30,90"
    @Option(help: "Counters of exposure, separated by commas: views, followers, spend_usd …")
    var counters = "views"

    func question(_ clock: ClockOption) throws -> CohortExamination.Question {
        let days = days.split(separator: ",").map { Int($0.trimmingSpaces) }
        guard !days.isEmpty, days.allSatisfy({ (0...36_500).contains($0 ?? -1) }) else {
            throw ValidationError("--days takes whole numbers of days, separated by commas: 7,30,90.")
        }
        return CohortExamination.Question(
            cohort: cohort, platform: platform, zero: zero,
            jurisdiction: try OptionValue.jurisdiction("--jurisdiction", jurisdiction), days: days.compactMap { $0 },
            counters: counters.split(separator: ",").map { $0.trimmingSpaces }, now: clock.instant)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

/// `daylight metrics`: what the platform did, in numbers with their error.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Measure what a platform did about a cohort.",
        discussion: """
            Stated for confirmed and for confirmed+probable assets. Every figure names its inputs by their digests, has its
            interval or bounds, and is refused where its definition says so.
            """)

    @OptionGroup var asked: CohortOptions
    @Option(help: "Only this metric, M01 to M21; repeat it for more.")
    var metric: [MetricID] = []
    @Flag(help: "List each asset's interval from the clock to its removal instead (M01).")
    var assets = false
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let examination = try CohortExamination.examine(try target.open(), asked.question(clock))
        if examination.parts.isEmpty { throw ValidationError("The cohort has no asset on that platform.") }
        if assets { return try list(examination) }
        let measured = examination.measurements.filter { metric.isEmpty || metric.contains($0.metric) }
        if measured.isEmpty { throw ValidationError("'daylight metrics' does not measure that; see --help.") }
        try MeasurementRows.print(measured, output)
    }

    private func list(_ examination: CohortExamination) throws {
        let sink = TextSink.standardOutput()
        var rows = try Rows(
            sink, format: output.rowFormat,
            header: ["asset", "grade", "clock", "lower_h", "upper_h", "cause", "timing"])
        for part in examination.parts where part.scope == .confirmedAndProbable {
            for row in part.times.rows {
                try rows.write([
                    .text(row.asset.description), .text(row.grade.rawValue), .text(row.zero.description),
                    .number(Double(row.lower) / 3_600_000),
                    row.upper.map { .number(Double($0) / 3_600_000) } ?? .missing,
                    .text(row.cause.map { String(describing: $0) }), .text(row.timing.rawValue),
                ])
            }
        }
        try rows.finish()
        try sink.finish()
    }
}
