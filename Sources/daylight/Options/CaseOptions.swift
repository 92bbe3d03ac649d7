import ArgumentParser
import Workspace

/// Which case to work on.
struct CaseOption: ParsableArguments {
    @Option(name: .customLong("case"), help: "The case: a folder that 'daylight init' made.", completion: .directory)
    var path: String

    func open() throws -> CaseFolder { try Self.open(path) }

    /// Opens a case; whatever is entered then, the registers' new end is told, to be noted elsewhere.
    static func open(_ path: String) throws -> CaseFolder {
        let isQuiet = CommandLine.arguments.contains("--quiet")
        return try CaseFolder.open(at: path) { head in
            if !isQuiet { Terminal.tell("registers: \(head.entries) entries, head \(head.digest)") }
        }
    }
}

/// Which run to ask: a folder, or a run of a case.
struct RunOption: ParsableArguments {
    @Option(
        help: "The folder that 'daylight investigate' left, or with --case the run's number.", completion: .directory)
    var run: String?

    @Option(
        name: .customLong("case"), help: "The case whose run is asked; its last one by default.",
        completion: .directory)
    var caseFolder: String?

    func validate() throws {
        if caseFolder != nil, let run, Int64(run) == nil {
            throw ValidationError("With --case, --run takes the number of a run, not '\(run)'.")
        }
    }

    /// The folder of the run.
    var folder: String {
        get throws {
            guard let caseFolder else { return run ?? "daylight-out" }
            return try CaseFolder.open(at: caseFolder).folder(ofRun: run.flatMap { Int64($0) })
        }
    }
}
