import Foundation

/// The program as a user runs it: the built executable as a process of its own.
struct CommandLine {
    /// Runs `daylight` with words, in a folder.
    static func run(_ words: [String], in folder: String) throws -> (output: String, messages: String, code: Int32) {
        try run(program, words, in: folder)
    }

    /// Runs a line as it is typed into a shell that finds `daylight`.
    static func typed(_ line: String, in folder: String) throws -> (output: String, messages: String, code: Int32) {
        try run("/bin/sh", ["-c", line], in: folder)
    }

    /// The executable lies beside the tests.
    private static let program = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("daylight").path

    private static func run(
        _ path: String, _ words: [String], in folder: String
    ) throws -> (output: String, messages: String, code: Int32) {
        // Files, since a pipe that nobody empties stops who writes into it.
        let names = (0..<2).map { _ in NSTemporaryDirectory() + "daylight-" + UUID().uuidString }
        defer { for name in names { try? FileManager.default.removeItem(atPath: name) } }
        for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = words
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var environment = ProcessInfo.processInfo.environment
        let own = URL(fileURLWithPath: program).deletingLastPathComponent().path
        environment["PATH"] = own + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: names[0])
        process.standardError = FileHandle(forWritingAtPath: names[1])
        try process.run()
        process.waitUntilExit()
        let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
        return (texts[0], texts[1], process.terminationStatus)
    }
}
