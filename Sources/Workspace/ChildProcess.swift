import Foundation

/// Another program at work for us: GNU tar, openssl.
struct ChildProcess {
    /// What it ended with; 127 where there is no such program.
    let status: Int32
    /// What it said on standard output and standard error, in that order.
    let said: String

    /// Runs a program that is found by its name, and waits for it. Nothing of a shell is involved.
    init(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardInput = FileHandle.nullDevice
        let messages = Pipe()
        process.standardOutput = messages
        process.standardError = messages
        try process.run()
        let bytes = messages.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        status = process.terminationStatus
        said = String(decoding: bytes, as: UTF8.self)
    }

    /// The first line that it said, or how it ended.
    var firstLine: String {
        said.split(separator: "\n").first.map(String.init) ?? "it ended with \(status)"
    }
}
