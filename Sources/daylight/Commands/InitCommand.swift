import ArgumentParser
import Workspace

/// `daylight init`: a new case.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a case: a folder that keeps what is imported into it.")

    @Argument(help: "The folder to make.", completion: .directory)
    var folder: String

    func run() throws {
        _ = try CaseFolder.create(at: folder)
        Terminal.tell("\(folder) is a case now; 'daylight import FILE… --case \(ShellWord.quoted(folder))' fills it.")
    }
}
