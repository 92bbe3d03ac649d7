import Foundation
import Testing

/// Programs of others that check what is exported: `make validators` installs them into `.build/validators`.
enum Validators {
    /// The folder of their executables.
    private static let folder: String = {
        let named = ProcessInfo.processInfo.environment["DAYLIGHT_VALIDATORS"]
        return named
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".build/validators/bin")
            .path
    }()

    /// Why tests are skipped that need one that is not there; 'make test' counts these words.
    static let missing: Comment = "no validators: 'make validators' installs them"

    static func have(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: folder + "/" + program)
    }

    /// Runs one of them; what it prints stands in one text.
    static func run(_ program: String, _ words: [String]) throws -> (code: Int32, said: String) {
        let path = NSTemporaryDirectory() + "daylight-" + UUID().uuidString
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: folder + "/" + program)
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        let output = FileHandle(forWritingAtPath: path)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: path, encoding: .utf8))
    }

    /// Runs Python with a script and words.
    static func python(_ script: String, _ words: [String]) throws -> (code: Int32, said: String) {
        try run("python", ["-c", script] + words)
    }
}
