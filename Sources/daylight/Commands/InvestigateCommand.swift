import ArgumentParser
import Briefing
import Bytes
import Coordination
import Corpus
import Exchange
import Inquiry
import Intake
import Records
import Reporting
import Workspace

/// `daylight investigate`: the main job, from files to a folder with a report.
struct InvestigateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "investigate",
        abstract: "Find the networks of accounts that acted together, and leave a report with the proof.")

    @OptionGroup var input: InputOptions
    @OptionGroup var search: SearchOptions

    @Option(
        help: "The folder to leave everything in; daylight-out by default, and with --case a numbered one in the case.",
        completion: .directory)
    var out: String?

    @Option(
        help: "With --fdr none: occasions that link two accounts, for links, sounds, texts and other particular things."
    )
    var minOccasions: UInt32 = NetworkRule().minimumOccasions

    @Option(help: "The same for hashtags, domains, mentions and effects, which many share by chance.")
    var minCommonOccasions: UInt32 = NetworkRule().minimumCommonOccasions

    @Option(help: "The date to print on the report; none by default, so that equal runs give equal bytes.")
    var now: Instant?

    @Option(
        help: "A table account,group,… of planted groups, as 'evaluate' takes it: tell how many were found.",
        completion: .file())
    var truth: String?

    @Option(
        help: """
            The folder of an earlier run whose networks are followed: they keep their names, and history.csv says what became \
            of each.
            """, completion: .directory)
    var follow: String?

    @Flag(
        help: """
            Search again with each setting changed by a fifth or a step, about eight times, and report what becomes of the \
            main networks.
            """)
    var stability = false

    @Option(help: "How to write the graph: gexf or graphml; may be repeated.")
    var graph: [ResultFolder.GraphFormat] = [.gexf]

    @Flag(help: "Read the files and say what would be searched; search and write nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if minOccasions < 1 || minCommonOccasions < 1 {
            throw ValidationError("--min-occasions and --min-common-occasions must be at least 1.")
        }
        let usual = NetworkRule()
        if minOccasions != usual.minimumOccasions || minCommonOccasions != usual.minimumCommonOccasions,
            search.fdr != "none"
        {
            throw ValidationError(
                "--min-occasions and --min-common-occasions decide only with --fdr none; else the false discovery rate does."
            )
        }
    }

    func run() throws {
        try input.refusePipes()
        let execution = Execution()
        let line = ProgressLine(quiet: output.quiet)
        let planted = try truth.map { try PlantedTruth(path: $0) }
        var question = try search.question(input, now: now)
        question.rule.minimumOccasions = minOccasions
        question.rule.minimumCommonOccasions = minCommonOccasions
        question.followed = try follow.map { folder throws(InquiryError) in try StoredRun(folder: folder) }
        question.asksForStability = stability
        if dryRun { return try foretell(question, line) }
        let place = try Place(question, out)
        try input.refuseOverwriting(ResultFolder.names.map { place.path + "/" + $0 }, others: [truth])
        let folder = try output.resultFolder(place.path)
        let answer: Answer
        do {
            answer = try output.keepingRejects(
                at: place.path + "/" + ResultFolder.failedRejects, of: question, line, finish: folder.abandon
            ) {
                try question.answer(reject: folder.reject, progress: line.progress)
            }
        } catch {
            place.release()
            throw error
        }
        let manifest = try folder.leave(
            answer, version: Daylight.version, command: command(question), graphs: graph, progress: line.progress
        ) {
            execution.record(threads: search.threadCount, paths: input.files)
        }
        try place.enter(manifest)
        line.clear()
        try tell(answer, planted, place)
        if question.caseFolder == nil, answer.intake.hasRejects { throw Failure.partial }
    }

    /// Where the results go: a folder that the user names, or the next run of a case.
    private struct Place {
        let path: String
        private let run: (folder: CaseFolder, number: Int64)?

        init(_ question: Question, _ out: String?) throws {
            if out == nil, let folder = question.caseFolder {
                let number = try folder.reserveRun()
                run = (folder, number)
                path = folder.folder(ofRun: number)
            } else {
                run = nil
                path = out ?? "daylight-out"
            }
        }

        func enter(_ manifest: RunManifest) throws {
            try run?.folder.enterRun(
                run?.number ?? 0, command: manifest.command, manifest: String(decoding: manifest.json, as: UTF8.self))
        }

        func release() {
            if let run { run.folder.releaseRun(run.number) }
        }
    }

    /// The command that makes the same results again, without what differs from machine to machine.
    private func command(_ question: Question) -> String {
        var words = ["daylight", "investigate"]
        if question.caseFolder != nil { words += ["--case", "CASE"] } else { words += question.sourceNames }
        if let format = input.reading.format { words += ["--as", format] }
        if let map = question.intake.mapping { words += ["--map", map.pairs.joined(separator: ",")] }
        if let platform = input.reading.platform { words += ["--platform", platform] }
        if let trace = search.trace { words += ["--trace", trace] }
        words += ["--window", question.search.windows.map(\.description).joined(separator: ",")]
        words += ["--min-participation", "\(search.minParticipation)", "--min-weight", "\(search.leastWeight)"]
        words += ["--fdr", search.fdr]
        if let chance = question.search.chance {
            words += ["--chance-bin", search.chanceBin ?? chance.bin.description]
            if chance.correction != .all { words += ["--correction", chance.correction.rawValue] }
        }
        if search.permutations > 0 { words += ["--permutations", "\(search.permutations)"] }
        if question.seed != 1 { words += ["--seed", "\(question.seed)"] }
        if let cap = search.maxObjectAccounts { words += ["--max-object-accounts", "\(cap)"] }
        if search.acceptCoarseTime { words += ["--accept-coarse-time"] }
        if minOccasions != NetworkRule().minimumOccasions { words += ["--min-occasions", "\(minOccasions)"] }
        if minCommonOccasions != NetworkRule().minimumCommonOccasions {
            words += ["--min-common-occasions", "\(minCommonOccasions)"]
        }
        if stability { words += ["--stability"] }
        if let follow { words += ["--follow", follow] }
        if graph != [.gexf] { words += graph.flatMap { ["--graph", $0.rawValue] } }
        if input.reading.allowExpansion { words += ["--allow-expansion"] }
        if let now { words += ["--now", now.description] }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }

    /// What was read, and what of it a search would go through.
    private func foretell(_ question: Question, _ line: ProgressLine) throws {
        let reading: Reading
        do {
            reading = try question.read(reject: { _ in }, progress: line.progress)
        } catch {
            line.clear()
            guard case .nothingAccepted(let summary) = error else { throw error }
            if !output.quiet { Terminal.write(IntakeTable.text(summary, names: question.sourceNames)) }
            if !summary.hasRejects { throw error }
            Terminal.tell("daylight: none of the \(summary.rows) records could be accepted.")
            throw ExitCode.failure
        }
        line.clear()
        if !output.quiet { Terminal.write(IntakeTable.text(reading.summary, names: question.sourceNames)) }
        for note in reading.notes { output.tell("note: " + note) }
        try output.print(header: ["trace", "objects", "actions", "windows_s"]) { rows in
            for layer in reading.corpus.layers where question.intake.traces.contains(layer.trace) {
                try rows.write([
                    .text(layer.trace.name), .integer(Int64(layer.objects.count)), .integer(Int64(layer.actions.count)),
                    .text(question.search.windows.map(\.secondsText).joined(separator: " ")),
                ])
            }
        }
        output.tell("nothing was searched or written: this was a dry run.")
        if question.caseFolder == nil, reading.summary.hasRejects { throw Failure.partial }
    }

    private func tell(_ answer: Answer, _ planted: PlantedTruth?, _ place: Place) throws {
        if !output.quiet { Terminal.write(IntakeTable.text(answer.intake, names: answer.question.sourceNames)) }
        for note in answer.notes { output.tell("note: " + note) }
        output.tell(
            "\(answer.networks.count) networks with \(answer.networks.reduce(0) { $0 + $1.members.count }) accounts "
                + "out of \(answer.corpus.accounts.count); \(answer.edgeCount) edges")
        if let lineage = answer.lineage {
            let counts = Lineage.Event.allCases.compactMap { event in
                let count = lineage.changes.count { $0.event == event }
                return count == 0 ? nil : "\(count) \(event.rawValue)"
            }
            output.tell("since the run that was followed: \(counts.joined(separator: ", ")); see history.csv")
        }
        try output.print(header: ["network", "accounts", "edges", "objects", "posts", "traces", "first", "last"]) {
            rows in
            for row in answer.networkRows.prefix(output.rowFormat == .table ? 20 : .max) {
                try rows.write([
                    .text(row.network), .integer(Int64(row.accounts)), .integer(Int64(row.edges)),
                    .integer(Int64(row.objects)), .integer(Int64(row.posts)),
                    .text(row.traces.map(\.name).joined(separator: " ")), .text(row.first.description),
                    .text(row.last.description),
                ])
            }
        }
        for line in planted?.verdict(answer) ?? [] { output.tell(line) }
        if answer.question.caseFolder == nil, answer.intake.hasRejects {
            output.tell("rejects are listed in \(place.path)/rejects.ndjson")
        }
        output.tell("report: \(place.path)/report.html")
    }
}

extension ResultFolder.GraphFormat: ExpressibleByArgument {}

extension InvestigateCommand: AdvisingCommand {
    func advice(on error: CoordinationError) -> String? {
        switch error {
        case .tooManyEdges where search.fdr == "none":
            return "With --fdr, as by default, only pairs that are more than chance are held."
        case .tooManyBins: return "Or ask for no probabilities, with --fdr none."
        default: return nil
        }
    }
}
