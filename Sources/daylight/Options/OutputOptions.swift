import ArgumentParser
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
