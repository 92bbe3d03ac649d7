import ArgumentParser
import Exchange
import Inquiry
import Workspace

/// `daylight report`: the report of a run, after its hash was compared with the manifest's.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Say where a run's report is, or copy it, once it is as the run left it.")

    @OptionGroup var stored: RunOption

    @Option(help: "Write the report to this file.", completion: .file())
    var out: String?

    func run() throws {
        let folder = try stored.folder
        let report = try StoredRun(folder: folder).contents(of: "report.html")
        guard let out else {
            let sink = TextSink.standardOutput()
            try sink.write("\(folder)/report.html\n")
            return try sink.finish()
        }
        let sink = try TextSink.file(at: out)
        try sink.write(report)
        try sink.finish()
    }
}
