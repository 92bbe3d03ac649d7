import ArgumentParser
import Coordination
import Corpus
import Exchange
import Inquiry
import Intake
import Records
import Statistics

/// `daylight evaluate`: how good the verdicts are where the truth is known.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure precision and recall against accounts that are known to belong together.",
        discussion: """
            The truth is a table with the columns 'account' (or account_id) and 'group' (or group_id), of a row an account. \
            Accounts without a group, and all that the table does not name, count as ordinary. A column 'mode' or 'label' \
            tells the recall of its values apart, and a column 'platform' accounts of the same name. Names are ids or \
            handles, with or without '@'; capitals matter, except in handles of platforms where they do not (TikTok, X). \
            Peers' rules are measured on the same input.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var search: SearchOptions

    @Option(help: "The table of known accounts.", completion: .file())
    var truth: String

    @Flag(help: "Leave the peers' rules out.")
    var noPeers = false

    @Option(help: "Resamples of the bootstrap for the area under the curve.")
    var resamples = 1000

    @OptionGroup var rejects: RejectsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if search.fdr == "none" { throw ValidationError("evaluate measures probabilities: --fdr none leaves none.") }
        if !(1...100_000).contains(resamples) { throw ValidationError("--resamples must be from 1 to 100000.") }
    }

    /// Above so many actions, pairs that cannot be reported are not held, and score nothing.
    private static let heldActions = 2_000_000

    func run() throws {
        let line = ProgressLine(quiet: output.quiet)
        let table = try TruthTable(path: truth)
        var question = try search.question(input)
        try input.refuseOverwriting([rejects.path], others: [truth])
        let rejected = RejectsFile(path: rejects.path)
        let reading = try output.keepingRejects(at: rejects.path, of: question, line, finish: rejected.finish) {
            try question.read(reject: rejected.reject, progress: line.progress)
        }
        try rejected.finish()
        let layers = reading.corpus.layers.filter { question.intake.traces.contains($0.trace) }
        let accounts = reading.corpus.accounts
        let truth = Truth(table.members, accounts: accounts)
        if let contradiction = truth.contradictions.first { throw table.error(contradiction) }
        if truth.positives == 0 { throw TruthError.noneOccurs(path: self.truth) }
        question.search.chance?.keepsUnlikely =
            layers.reduce(0) { $0 + $1.actions.count } <= Self.heldActions
        var notes = reading.notes
        var found: [EdgeLayer] = []
        for layer in layers {
            let result = try CoactionSearch.search(
                layer, accounts: accounts, parameters: question.search, progress: line.progress)
            found += result.layers
            if let note = question.cappedNote(layer.trace, result.account) { notes.append(note) }
        }
        var verdicts = [Verdicts(fused: found, rule: question.rule, accountCount: accounts.count)]
        if !noPeers {
            let peers = PeerRules.all(layers, accounts: accounts, parameters: question.search)
            verdicts += peers.verdicts
            notes += peers.notes
        }
        let calibration = try calibrate(layers, accounts, question, line)
        line.clear()
        if !output.quiet { Terminal.write(IntakeTable.text(reading.summary, names: question.sourceNames)) }
        for note in notes { output.tell("note: " + note) }
        for note in table.notes(truth) { output.tell("note: " + note) }
        try output.print(header: Self.header) { rows in
            for verdict in verdicts {
                try Self.write(
                    Evaluation(verdict, truth: truth, resamples: resamples, seed: question.seed), to: &rows)
            }
        }
        if let calibration { output.tell(calibration.sentence(bin: LabelPermutation.hour)) }
        try rejected.conclude(reading.summary, isOfCase: input.caseFolder != nil, output)
    }

    private func calibrate(
        _ layers: [Layer], _ accounts: AccountTable, _ question: Question, _ line: ProgressLine
    ) throws -> Calibration? {
        guard search.permutations > 0 else { return nil }
        return try Calibration.calibrate(
            layers, accounts: accounts, parameters: question.search, rule: question.rule, runs: search.permutations,
            seed: question.seed, progress: line.progress)
    }

    private static let header = [
        "method", "level", "reported", "true", "positives", "precision", "precision_low", "precision_high", "recall",
        "recall_low", "recall_high", "f1", "pr_auc", "pr_auc_low", "pr_auc_high", "false_alarms", "ordinary",
    ]

    private static func write(_ evaluation: Evaluation, to rows: inout Rows) throws(ExchangeError) {
        try rows.write(
            cells(evaluation.method, "account", evaluation.accounts)
                + [.integer(Int64(evaluation.falseAlarms)), .integer(Int64(evaluation.ordinary))])
        for part in evaluation.parts {
            let (share, interval) = (Double(part.found) / Double(part.accounts), part.interval)
            let recall: [Cell] = [share, interval.lowerBound, interval.upperBound].map { .number(rounded($0)) }
            try rows.write(
                [
                    .text(evaluation.method), .text("account: \(part.label)"), .missing, .integer(Int64(part.found)),
                    .integer(Int64(part.accounts)), .missing, .missing, .missing,
                ] + recall + Array(repeating: .missing, count: 6))
        }
        if let pairs = evaluation.pairs {
            try rows.write(cells(evaluation.method, "pair", pairs) + [.missing, .missing])
        }
    }

    private static func cells(_ method: String, _ name: String, _ level: Evaluation.Level) -> [Cell] {
        let counts = level.counts
        func number(_ value: Double?) -> Cell { value.map { .number(rounded($0)) } ?? .missing }
        return [
            .text(method), .text(name), .integer(Int64(counts.truePositives + counts.falsePositives)),
            .integer(Int64(counts.truePositives)), .integer(Int64(counts.truePositives + counts.falseNegatives)),
            number(counts.precision), number(level.precisionInterval?.lowerBound),
            number(level.precisionInterval?.upperBound), number(counts.recall),
            number(level.recallInterval?.lowerBound), number(level.recallInterval?.upperBound), number(counts.f1),
            number(level.averagePrecision), number(level.averagePrecisionInterval?.lowerBound),
            number(level.averagePrecisionInterval?.upperBound),
        ]
    }

    /// Four places: more would claim what the intervals deny.
    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
