import ArgumentParser
import Workspace

/// Which case to work on.
struct CaseOption: ParsableArguments {
    @Option(name: .customLong("case"), help: "The case: a folder that 'daylight init' made.", completion: .directory)
    var path: String

    func open() throws -> CaseFolder { try CaseFolder.open(at: path) }
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

/// A run that is named by its folder, or by its number in a case.
enum RunFolder {
    /// - Parameter run: the case's last run where it is nil.
    static func path(of run: String?, in folder: CaseFolder) throws -> String {
        if let run, Int64(run) == nil { return run }
        return try folder.folder(ofRun: run.flatMap { Int64($0) })
    }
}
