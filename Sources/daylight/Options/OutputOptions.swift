import ArgumentParser
import Exchange
import Inquiry
import Records

/// How to say things.
struct OutputOptions: ParsableArguments {
    @Option(help: "How to write results: table (the default on a terminal), json, ndjson (elsewhere), csv.")
    var format: OutputFormat?

    @Flag(help: "Print results and errors, and nothing else.")
    var quiet = false

    @Flag(help: "Accepted for the sake of scripts: nothing is coloured anyway.")
    var noColor = false

    @Flag(help: "Accepted for the sake of scripts: nothing is ever asked.")
    var noInput = false

    var rowFormat: OutputFormat { format ?? .standard }

    /// Says something to the person at the keyboard.
    func tell(_ line: String) {
        if !quiet { Terminal.tell(line) }
    }
}

extension OutputOptions {
    /// Opens the folder for a run's results, and says where an earlier run did not come to its end there.
    func resultFolder(_ path: String) throws(ExchangeError) -> ResultFolder {
        let folder = try ResultFolder(path: path)
        if folder.replacesUnfinished {
            tell("note: an earlier run into \(path) was interrupted; what it left in .unfinished is removed.")
        }
        return folder
    }
}
