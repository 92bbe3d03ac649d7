import Foundation
import TestSupport
import Testing

/// A folder with a case in it, `case`, and the program at work there; it goes when the test is over.
struct OversightScene {
    let folder: String

    static func with(_ body: (OversightScene) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let scene = OversightScene(folder: folder)
            try scene.run("init case")
            try body(scene)
        }
    }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    /// Types a command after `daylight`; it must end with the code.
    @discardableResult
    func run(
        _ line: String, code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (output: String, messages: String) {
        let result = try CommandLine.typed("daylight " + line, in: folder)
        #expect(result.code == code, "daylight \(line): \(result.messages)", sourceLocation: sourceLocation)
        return (result.output, result.messages)
    }

    /// Types a command that prints rows, and gives them by their columns.
    func rows(
        _ line: String, code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [[String: String]] {
        let output = try run(line + " --format csv", code: code, sourceLocation: sourceLocation).output
        let lines = output.split(whereSeparator: \.isNewline).map { CSVText.fields($0) }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }
}
