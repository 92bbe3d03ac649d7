import Foundation
import Testing

@testable import Exchange

/// The readers that a format's own users have: `make validators` installs them into `.build/validators`.
enum Validators {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of their executables.
    private static let folder =
        ProcessInfo.processInfo.environment["DAYLIGHT_VALIDATORS"]
        ?? root.appending(path: ".build/validators/bin").path

    static let missing: Comment = "no validators: 'make validators' installs them"

    /// Whether they are there: the one that is installed for these formats alone stands for all.
    static var areThere: Bool { FileManager.default.isExecutableFile(atPath: folder + "/ftm") }

    /// What a check of Tests/Validators/formats.py finds wrong; empty where all is well.
    static func complaints(_ check: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: folder + "/python")
        process.arguments = [root.appending(path: "Tests/Validators/formats.py").path, check] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 0 ? text : text + "ended with \(process.terminationStatus)"
    }
}

/// A folder that is gone after the test.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "daylight-formats-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and gives its path.
    func file(_ name: String, _ body: (TextSink) throws -> Void) throws -> String {
        let sink = try TextSink.file(at: path(name))
        try body(sink)
        try sink.finish()
        return path(name)
    }
}
