import ArgumentParser
import Records

/// How to say things.
struct OutputOptions: ParsableArguments {
    @Option(help: "How to write results: table (the default on a terminal), json, ndjson (elsewhere), csv.")
    var format: OutputFormat?

    @Flag(help: "Print results and errors, and nothing else.")
    var quiet = false

    var rowFormat: OutputFormat { format ?? .standard }

    /// Says something to the person at the keyboard.
    func tell(_ line: String) {
        if !quiet { Terminal.tell(line) }
    }
}
