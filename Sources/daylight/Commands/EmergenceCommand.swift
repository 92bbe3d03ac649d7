import ArgumentParser
import Coordination
import Exchange
import Foundation
import Inquiry
import Records
import Workspace

/// `daylight emergence`: what appears or wakes, and when that could have been known.
struct EmergenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emergence",
        abstract: "Warn of accounts that appear, or wake together, around a topic.",
        discussion: """
            The input is replayed day by day, and each day is judged with what was known at its end. An alarm is a \
            reason to look, not a finding: concerts, news and new features of the platform bring newcomers too.
            """)

    @OptionGroup var input: InputOptions

    @Flag(help: "List every alarm of every day, as it could have been raised then, and not only those that stand.")
    var backtest = false

    @Option(help: "The last day that is known, for example 2024-11-20; the input's last by default.")
    var asOf: Day?

    @Option(help: "The first day that is judged; what came before is history.")
    var from: Day?

    @Option(help: "The same as --as-of.")
    var until: Day?

    @Option(help: "How many false alarms a month chance may raise, all topics and alarms together.")
    var falseAlarms = 1.0

    @Option(help: "The day that the warning should precede, such as a vote: says how many days before it each came.")
    var peak: Day?

    @Option(help: "Show the alarms about one topic only: '#tag', or a sound, domain, address or text.")
    var topic: String?

    @Option(help: "An alarm needs at least so many accounts of the kind that it is about.")
    var minAccounts = EmergenceParameters().minimumAccounts

    @Option(help: "Threads to use; results do not depend on it.")
    var threads: Int?

    @OptionGroup var rejects: RejectsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(falseAlarms > 0 && falseAlarms <= 30) {
            throw ValidationError("--false-alarms must be above 0 and at most 30 a month.")
        }
        if minAccounts < 5 { throw ValidationError("--min-accounts must be at least 5.") }
        if asOf != nil && until != nil { throw ValidationError("--as-of and --until are the same: use one.") }
        if let from, let last = asOf ?? until, last < from {
            throw ValidationError("--from lies after the last day that is known.")
        }
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
    }

    private var parameters: EmergenceParameters {
        var parameters = EmergenceParameters()
        parameters.minimumAccounts = minAccounts
        parameters.falseAlarmsPerMonth = falseAlarms
        parameters.from = from
        parameters.until = asOf ?? until
        parameters.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        return parameters
    }

    func run() throws {
        let line = ProgressLine(quiet: output.quiet)
        let search = SearchParameters(windows: [])
        let reading =
            try input.caseFolder.map { try Question(case: CaseFolder.open(at: $0), search: search) }
            ?? Question(sources: input.sources, intake: try input.reading.options(.all), search: search)
        let question = EmergenceQuestion(reading, parameters: parameters, isBacktest: backtest, topic: topic)
        try input.refuseOverwriting([rejects.path])
        let rejected = RejectsFile(path: rejects.path)
        let answer = try output.keepingRejects(at: rejects.path, of: reading, line, finish: rejected.finish) {
            try question.answer(reject: rejected.reject, progress: line.progress)
        }
        line.clear()
        try rejected.finish()
        let sink = TextSink.standardOutput()
        if output.rowFormat == .table {
            try sink.write(EmergenceText(peak: peak, isBacktest: backtest).text(answer.result))
        } else {
            var rows = try Rows(sink, format: output.rowFormat, header: EmergenceRows.header)
            for row in EmergenceRows.rows(answer.result, peak: peak) { try rows.write(row) }
            try rows.finish()
        }
        try sink.finish()
        if !output.quiet { Terminal.write(IntakeTable.text(answer.intake, names: reading.sourceNames)) }
        for note in answer.notes { output.tell("note: " + note) }
        try rejected.conclude(answer.intake, isOfCase: input.caseFolder != nil, output)
    }
}

extension Day: ExpressibleByArgument {
    /// Any of the spellings of a moment; the day that it lies in.
    public init?(argument: String) {
        guard let instant = Instant(argument: argument) else { return nil }
        self.init(of: instant)
    }
}
