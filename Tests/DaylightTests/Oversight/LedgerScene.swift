import Foundation
import Testing

/// A folder with tables and a case, and commands that are run in it.
struct LedgerScene {
    let folder: String

    static func with(_ body: (LedgerScene) throws -> Void) throws {
        try TemporaryFolder.with { try body(LedgerScene(folder: $0)) }
    }

    func write(_ name: String, _ lines: [String]) throws {
        let path = URL(fileURLWithPath: folder + "/" + name)
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: path)
    }

    func run(_ words: String...) throws -> (output: String, messages: String, code: Int32) {
        try CommandLine.run(words, in: folder)
    }

    /// What a command prints that ends well.
    func output(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let result = try CommandLine.run(words, in: folder)
        #expect(result.code == 0, "\(result.messages)", sourceLocation: sourceLocation)
        return result.output
    }
}
