import ArgumentParser
import Bytes
import Coordination
import Corpus
import Inquiry
import Intake
import Records

/// `daylight read`: what files hold, before anything is searched.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Read files and say what they hold; search nothing.")

    @OptionGroup var input: InputOptions
    @OptionGroup var rejects: RejectsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if input.caseFolder != nil { throw ValidationError("'daylight case show' says what a case holds.") }
    }

    func run() throws {
        let line = ProgressLine(quiet: output.quiet)
        try input.refuseOverwriting([rejects.path])
        let rejected = RejectsFile(path: rejects.path)
        let question = Question(
            sources: input.sources, intake: try input.reading.options(.all),
            search: SearchParameters(windows: [.unlimited]))
        let reading = try output.keepingRejects(at: rejects.path, of: question, line, finish: rejected.finish) {
            try question.read(reject: rejected.reject, progress: line.progress)
        }
        line.clear()
        try rejected.finish()
        try output.print(header: IntakeTable.header) { rows in
            for row in IntakeTable.rows(reading.summary, names: question.sourceNames) { try rows.write(row) }
        }
        output.tell(
            "\(reading.corpus.citations.count) posts of \(reading.corpus.accounts.count) accounts"
                + (reading.summary.first.map { ", from \($0)" } ?? "")
                + (reading.summary.last.map { " to \($0)" } ?? ""))
        for layer in reading.corpus.layers {
            output.tell("\(layer.trace.name): \(layer.objects.count) objects in \(layer.actions.count) actions")
        }
        for note in reading.notes { output.tell("note: " + note) }
        try rejected.conclude(reading.summary, output)
    }
}

/// `daylight formats`: what can be read.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: "List the formats that can be read.")

    @OptionGroup var output: OutputOptions

    func run() throws {
        try output.print(header: ["format", "title", "summary"]) { rows in
            for format in Intake.formats {
                try rows.write([.text(format.id), .text(format.title), .text(format.summary)])
            }
        }
    }
}

/// Where rejects are listed by commands that have no folder of their own.
struct RejectsOption: ParsableArguments {
    @Option(
        name: .customLong("rejects"),
        help: "Where to list what was rejected; the file is made only if something is.", completion: .file())
    var path = "daylight-rejects.ndjson"
}

extension RejectsFile {
    /// Says where the rejects are, and ends the program with the code for a partial result where there are any.
    /// - Parameter isOfCase: whether a case was asked, which keeps what was rejected when it was imported.
    func conclude(_ summary: IntakeSummary, isOfCase: Bool = false, _ output: OutputOptions) throws {
        guard !isOfCase, summary.hasRejects else { return }
        output.tell("\(count) rejects are listed in \(path)")
        throw Failure.partial
    }
}
