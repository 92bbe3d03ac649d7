import Foundation
import Testing

@testable import Exchange

/// The readers that a format's own users have, in a virtual environment of Python that DAYLIGHT_VALIDATORS names.
enum Validators {
    private static let environment = ProcessInfo.processInfo.environment["DAYLIGHT_VALIDATORS"]

    static var areThere: Bool {
        environment.map { FileManager.default.isExecutableFile(atPath: $0 + "/bin/python") } ?? false
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Validators/formats.py").path

    /// What the check finds wrong; empty where all is well.
    static func complaints(_ check: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: (environment ?? "") + "/bin/python")
        process.arguments = [script, check] + arguments
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
