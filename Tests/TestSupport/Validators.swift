import Foundation

/// Programs of others that check what is exported: `make validators` installs them into `.build/validators`.
package enum Validators {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of their executables.
    private static let folder =
        ProcessInfo.processInfo.environment["DAYLIGHT_VALIDATORS"]
        ?? root.appending(path: ".build/validators/bin").path

    /// Why tests are skipped that need one that is not there; 'make test' counts these words.
    package static let missing = "no validators: 'make validators' installs them"

    package static func have(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: folder + "/" + program)
    }

    /// Runs one of them; what it prints stands in one text.
    package static func run(_ program: String, _ words: [String]) throws -> (code: Int32, said: String) {
        // A file, since a pipe that nobody empties stops who writes into it.
        let path = NSTemporaryDirectory() + "daylight-" + UUID().uuidString
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(filePath: folder + "/" + program)
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
    package static func python(_ script: String, _ words: [String]) throws -> (code: Int32, said: String) {
        try run("python", ["-c", script] + words)
    }

    /// What a check of Tests/Validators/formats.py finds wrong; empty where all is well.
    package static func complaints(_ check: String, _ words: [String]) throws -> String {
        let checked = try run("python", [root.appending(path: "Tests/Validators/formats.py").path, check] + words)
        return checked.code == 0 ? checked.said : checked.said.suffix(3000) + "ended with \(checked.code)"
    }
}
