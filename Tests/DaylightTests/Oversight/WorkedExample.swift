import Foundation
import Testing

/// A page of the documentation whose commands can be typed: blocks of the language `console` hold a line `$ command`, with
/// backslashes where it goes on, and what a screen then shows.
struct WorkedExample {
    struct Step {
        var command: String
        var shown: String
    }

    private(set) var steps: [Step] = []
    private var lines: [Line]

    /// A line as it stands, or the place of a step's output.
    private enum Line {
        case text(String)
        case shown(step: Int)
    }

    init(_ page: String) {
        lines = []
        var (isConsole, isCommand) = (false, false)
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
                lines.append(.text(line))
            } else if isConsole, isCommand || line.hasPrefix("$ ") {
                if isCommand {
                    steps[steps.count - 1].command += "\n" + line
                } else {
                    steps.append(Step(command: String(line.dropFirst(2)), shown: ""))
                }
                lines.append(.text(line))
                isCommand = line.hasSuffix("\\")
                if !isCommand { lines.append(.shown(step: steps.count - 1)) }
            } else if isConsole, !steps.isEmpty {
                steps[steps.count - 1].shown += line + "\n"
            } else {
                lines.append(.text(line))
            }
        }
    }

    /// The page with other outputs.
    func page(showing shown: [String]) -> String {
        lines.compactMap { line in
            switch line {
            case .text(let text): text
            case .shown(let step):
                shown[step].isEmpty ? nil : String(shown[step].dropLast(shown[step].hasSuffix("\n") ? 1 : 0))
            }
        }.joined(separator: "\n")
    }

    /// Types its commands, one after the other, in a folder that holds its tables.
    func run(in folder: String) throws -> [(shown: String, code: Int32)] {
        try steps.map { step in
            let result = try CommandLine.typed("exec 2>&1\n\(step.command)", in: folder)
            return (result.output, result.code)
        }
    }

    /// Types everything in an empty folder, or in one that its tables are copied into, as the page says.
    func run(copying tables: URL? = nil) throws -> [(shown: String, code: Int32)] {
        try TemporaryFolder.with { folder in
            guard let tables else { return try run(in: folder) }
            let copy = folder + "/" + tables.lastPathComponent
            try FileManager.default.copyItem(atPath: tables.path, toPath: copy)
            return try run(in: copy)
        }
    }

    /// Types everything on a page and compares what is printed with what the page says; with DAYLIGHT_RECORD in the
    /// environment the page is written anew instead.
    /// - Returns: how many commands there are.
    static func check(_ page: String, copying tables: URL? = nil) throws -> Int {
        let isRecording = ProcessInfo.processInfo.environment["DAYLIGHT_RECORD"] != nil
        let example = WorkedExample(try String(contentsOfFile: page, encoding: .utf8))
        let results = try example.run(copying: tables)
        for (step, result) in zip(example.steps, results) {
            #expect(result.code == 0, "\(step.command)\n\(result.shown)")
            if !isRecording { #expect(result.shown == step.shown, "\(step.command)") }
        }
        if isRecording {
            try Data(example.page(showing: results.map(\.shown)).utf8).write(to: URL(fileURLWithPath: page))
        }
        return results.count
    }

    /// The folder of the documentation.
    static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs")
}
