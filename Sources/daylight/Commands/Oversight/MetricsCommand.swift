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

    func question(_ clock: ClockOption, _ registry: NetworkRegistry) throws -> CohortExamination.Question {
        let days = days.split(separator: ",").map { Int($0.trimmingSpaces) }
        guard !days.isEmpty, days.allSatisfy({ (0...36_500).contains($0 ?? -1) }) else {
            throw ValidationError("--days takes whole numbers of days, separated by commas: 7,30,90.")
        }
        return CohortExamination.Question(
            cohort: cohort, platform: platform, zero: zero,
            jurisdiction: try OptionValue.jurisdiction("--jurisdiction", jurisdiction), days: days.compactMap { $0 },
            counters: counters.split(separator: ",").map { $0.trimmingSpaces }, registry: registry, now: clock.instant)
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
            Stated for confirmed and for confirmed+probable assets; a table shows both only where they differ, and one line for
            what was counted in several ways. json, ndjson and csv hold every figure. Each names its inputs by their digests,
            has its interval or bounds, and is refused where its definition says so.
            """)

    @OptionGroup var asked: CohortOptions
    @Option(help: "Only this metric, M01 to M21; repeat it for more.")
    var metric: [MetricID] = []
    @Flag(
        help: """
            List the assets instead: each one's interval from the clock to its removal (M01), or with --metric M17 from which \
            countries and vantages it is there.
            """)
    var assets = false
    @OptionGroup var networks: NetworkOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if assets, !metric.isEmpty, metric != [.timeToAction], metric != [.territorialEffect] {
            throw ValidationError("--assets lists intervals (M01) or, with --metric M17, countries.")
        }
    }

    func run() throws {
        let folder = try target.open()
        let (registry, tables) = try networks.read(in: folder)
        let examination = try CohortExamination.examine(folder, asked.question(clock, registry))
        if examination.parts.isEmpty { throw ValidationError("The cohort has no asset on that platform.") }
        if assets {
            let list = ExaminedAssets(examination)
            try metric == [.territorialEffect] ? list.printTerritories(output) : list.printIntervals(output)
        } else {
            // People are shown one of two scopes that hold the same assets.
            let parts = output.rowFormat == .table ? examination.shown : examination.parts
            let measured = parts.map { part in
                part.measurements.filter { metric.isEmpty || metric.contains($0.metric) }
            }.filter { !$0.isEmpty }
            if measured.isEmpty { throw ValidationError("'daylight metrics' does not measure that; see --help.") }
            try MeasurementRows.print(together: measured, output)
        }
        try RegisterFile.conclude(tables.files)
    }
}
