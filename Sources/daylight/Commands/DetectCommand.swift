import ArgumentParser
import Coordination
import Corpus
import Exchange
import Inquiry
import Intake
import Records
import Statistics

/// `daylight detect`: the edges, straight from files.
struct DetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "List pairs of accounts that acted together, straight from files.")

    enum Columns: String, ExpressibleByArgument, CaseIterable {
        case full, brief
    }

    @OptionGroup var input: InputOptions
    @OptionGroup var search: SearchOptions
    @OptionGroup var peer: PeerOptions

    @Option(help: "full, or brief: weights and pairs only, for results of tens of millions of edges.")
    var columns = Columns.full

    @Flag(help: "Count edges instead of listing them.")
    var summary = false

    @Flag(help: "List only pairs that are more than chance at --fdr; works where all pairs are too many to hold.")
    var significant = false

    @Option(help: "Write edges.csv into this folder, with rejects and manifest.", completion: .directory)
    var out: String?

    @OptionGroup var rejects: RejectsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if out != nil && (peer.semantics != nil || summary || columns == .brief) {
            throw ValidationError("--out goes with the full columns of Daylight's own search; use '> FILE' here.")
        }
        if significant, search.fdr == "none" || columns == .brief || summary || peer.semantics != nil {
            throw ValidationError("--significant needs probabilities and the full columns.")
        }
        if search.permutations > 0 { throw ValidationError("--permutations goes with investigate and evaluate.") }
        try refuseWithoutEffect()
    }

    /// Peers know nothing of some options: who names them expects something that would not happen.
    private func refuseWithoutEffect() throws {
        guard let semantics = peer.semantics else { return }
        let refused = [
            ("--case", input.caseFolder != nil),
            ("--max-object-accounts", search.maxObjectAccounts != nil), ("--max-edges", search.maxEdges != nil),
            ("--columns", columns != .full), ("--summary", summary),
            ("--trace", semantics == .cnt && search.trace != nil),
            ("--min-weight", semantics == .cooRTweet && search.minWeight != nil),
        ]
        for name in refused.filter(\.1).map(\.0) + search.probabilityOptions {
            throw ValidationError("\(name) has no effect with --semantics \(semantics.rawValue).")
        }
    }

    func run() throws {
        let line = ProgressLine(quiet: output.quiet)
        var question = try search.question(input)
        question.search.chance?.keepsUnlikely = !significant && !summary
        if let out { return try writeFolder(out, question, line) }
        try input.refuseOverwriting([rejects.path])
        let rejected = RejectsFile(path: rejects.path)
        let (summary, notes): (IntakeSummary, [String]) = try output.keepingRejects(
            at: rejects.path, of: question, line, finish: rejected.finish
        ) {
            if let semantics = peer.semantics {
                let run = PeerRun(semantics: semantics, peer: peer, input: input, search: search, output: output)
                return (try run.run(reject: rejected.reject, progress: line.progress), [])
            }
            if self.summary { return try countEdges(question, rejected.reject, line.progress) }
            return columns == .brief
                ? try countPairs(question, rejected.reject, line.progress)
                : try listEdges(question, rejected.reject, line.progress)
        }
        line.clear()
        try rejected.finish()
        if !output.quiet { Terminal.write(IntakeTable.text(summary, names: question.sourceNames)) }
        for note in notes { output.tell("note: " + note) }
        try rejected.conclude(summary, isOfCase: input.caseFolder != nil, output)
    }

    private func writeFolder(_ path: String, _ question: Question, _ line: ProgressLine) throws {
        try input.refuseOverwriting(ResultFolder.names.map { path + "/" + $0 })
        let execution = Execution()
        let folder = try output.resultFolder(path)
        let answer = try output.keepingRejects(
            at: path + "/" + ResultFolder.failedRejects, of: question, line, finish: folder.abandon
        ) {
            try question.answer(reject: folder.reject, progress: line.progress)
        }
        line.clear()
        try folder.finishRejects()
        try folder.writeEdges(listed(answer), of: answer)
        try folder.finish(
            answer.manifest(
                command: "detect", version: Daylight.version, results: folder.outputs,
                execution: execution.record(threads: search.threadCount, paths: input.files)))
        if !output.quiet { Terminal.write(IntakeTable.text(answer.intake, names: answer.question.sourceNames)) }
        for note in answer.notes { output.tell("note: " + note) }
        output.tell("\(answer.edgeCount) edges are in \(path)/edges.csv")
        if question.caseFolder == nil, answer.intake.hasRejects { throw Failure.partial }
    }

    /// The edges that were asked for: all, or those that the false discovery rate allows.
    private func listed(_ answer: Answer) -> [EdgeLayer] {
        guard significant, let rate = answer.question.search.chance?.rate else { return answer.layers }
        let least = Probability(rate)
        return answer.layers.map { layer in
            var layer = layer
            layer.edges.removeAll { $0.qValue ?? .certain > least }
            return layer
        }
    }

    private func listEdges(
        _ question: Question, _ reject: (Rejection) -> Void, _ progress: Progress
    ) throws -> (IntakeSummary, notes: [String]) {
        let answer = try question.answer(reject: reject, progress: progress)
        let layers = listed(answer)
        let accounts = answer.corpus.accounts
        let sink = TextSink.standardOutput()
        if output.rowFormat == .csv {
            var table = try EdgeTable(sink, accounts: accounts)
            try table.write(layers)
        } else {
            var rows = try Rows(sink, format: output.rowFormat, header: EdgeTable.header)
            for layer in layers.sorted(by: { $0.trace.name < $1.trace.name }) {
                for edge in layer.edges { try rows.write(edge.cells(layer, accounts)) }
            }
            try rows.finish()
        }
        try sink.finish()
        return (answer.intake, answer.notes)
    }

    /// Totals, trace by trace and window by window: each result is let go before the next is searched.
    private func countEdges(
        _ question: Question, _ reject: (Rejection) -> Void, _ progress: Progress
    ) throws -> (IntakeSummary, notes: [String]) {
        let sink = TextSink.standardOutput()
        var rows = try Rows(
            sink, format: output.rowFormat,
            header: ["trace", "window_s", "edges", "significant", "tests", "weight", "pairs", "candidate_pairs"])
        let reading = try question.read(reject: reject, progress: progress)
        let accounts = reading.corpus.accounts
        let notes = try eachLayer(question, reading) { layer, window in
            var parameters = question.search
            parameters.windows = [window]
            let result: (total: SearchAccount.Found, significant: Int?, tests: PairTests?, account: SearchAccount)
            if let chance = parameters.chance {
                let found = try CoactionSearch.search(
                    layer, accounts: accounts, parameters: parameters, progress: progress)
                let rate = Probability(chance.rate)
                result = (
                    found.account.found[0], found.layers[0].edges.count { $0.qValue ?? .certain <= rate },
                    found.layers[0].tested, found.account
                )
            } else {
                let (pairs, account) = try CoactionSearch.count(
                    layer, accounts: accounts, window: window, parameters: parameters, isOrdered: false,
                    progress: progress)
                result = (pairs.total, nil, nil, account)
            }
            try rows.write([
                .text(layer.trace.name), .text(window.secondsText), .integer(Int64(result.total.edges)),
                result.significant.map { .integer(Int64($0)) } ?? .missing,
                result.tests.map { .number($0.count) } ?? .missing, .integer(Int64(clamping: result.total.weight)),
                .integer(Int64(clamping: result.total.pairs)), .integer(Int64(clamping: result.account.candidatePairs)),
            ])
            return result.account
        }
        try rows.finish()
        try sink.finish()
        return (reading.summary, notes)
    }

    /// Weights and pairs alone.
    private func countPairs(
        _ question: Question, _ reject: (Rejection) -> Void, _ progress: Progress
    ) throws -> (IntakeSummary, notes: [String]) {
        let sink = TextSink.standardOutput()
        let reading = try question.read(reject: reject, progress: progress)
        let accounts = reading.corpus.accounts
        var listing = try PairListing(sink, format: output.rowFormat, accounts: accounts)
        let notes = try eachLayer(question, reading) { layer, window in
            let (pairs, account) = try CoactionSearch.count(
                layer, accounts: accounts, window: window, parameters: question.search, progress: progress)
            try listing.write(pairs, layer.trace, window, accounts)
            return account
        }
        try listing.finish()
        try sink.finish()
        return (reading.summary, notes)
    }

    /// Gives each trace and window in the order of results.
    /// - Returns: the notes of the reading, and what was left out of the searches.
    private func eachLayer(
        _ question: Question, _ reading: Reading, _ body: (Layer, Window) throws -> SearchAccount
    ) throws -> [String] {
        var notes = reading.notes
        for layer in reading.corpus.layers.sorted(by: { $0.trace.name < $1.trace.name })
        where question.intake.traces.contains(layer.trace) {
            for window in question.search.windows {
                let account = try body(layer, window)
                // Which objects are left out does not depend on the window.
                if let note = question.cappedNote(layer.trace, account), !notes.contains(note) { notes.append(note) }
            }
        }
        return notes
    }
}

extension DetectCommand: AdvisingCommand {
    func advice(on error: CoordinationError) -> String? {
        switch error {
        case .tooManyEdges:
            if columns == .brief || summary { return nil }
            let significant = "--significant holds only pairs that are more than chance"
            let brief = "--columns brief takes about 50 bytes a pair"
            return self.significant || search.fdr == "none" ? "Or: \(brief)." : "Or: \(significant), \(brief)."
        case .tooManyBins: return "Or ask for no probabilities, with --fdr none."
        default: return nil
        }
    }
}

/// The ways in which counted pairs are listed.
private enum PairListing {
    case rows(Rows)
    case table(PairTable)

    init(_ sink: TextSink, format: OutputFormat, accounts: AccountTable) throws(ExchangeError) {
        self =
            format == .csv
            ? .table(try PairTable(sink, accounts: accounts))
            : .rows(try Rows(sink, format: format, header: PairTable.header))
    }

    mutating func write(
        _ pairs: PairCounts, _ trace: Trace, _ window: Window, _ accounts: AccountTable
    ) throws(ExchangeError) {
        switch self {
        case .table(var table):
            try table.write(pairs, trace: trace, window: window)
            self = .table(table)
        case .rows(var rows):
            for index in 0..<pairs.count {
                let (a, b) = (pairs.a[index], pairs.b[index])
                try rows.write([
                    .text(trace.name), .text(window.secondsText), .text(accounts.platform(a).name),
                    .text(accounts.value(a)), .text(accounts.platform(b).name), .text(accounts.value(b)),
                    .integer(Int64(pairs.weights[index])), .integer(Int64(clamping: pairs.pairs[index])),
                ])
            }
            self = .rows(rows)
        }
    }

    mutating func finish() throws(ExchangeError) {
        if case .rows(var rows) = self { try rows.finish() }
    }
}

extension Edge {
    /// The columns of `edges.csv`, typed.
    func cells(_ layer: EdgeLayer, _ accounts: AccountTable) -> [Cell] {
        [
            .text(layer.trace.name), .text(layer.window.secondsText), .text(accounts.platform(a).name),
            .text(accounts.value(a)), .text(accounts.platform(b).name), .text(accounts.value(b)),
            .integer(Int64(weight)), .integer(Int64(clamping: pairs)), .integer(Int64(postsA)),
            .integer(Int64(postsB)), .text(Instant(milliseconds: first).description),
            .text(Instant(milliseconds: last).description), .number(medianGap / 1000),
            pValue.map { .probability($0) } ?? .missing, qValue.map { .probability($0) } ?? .missing,
        ]
    }
}
