import Foundation
import TestSupport
import Testing

@Suite("The server as a process")
struct ServeTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let python = "/usr/bin/python3"

    /// The executable lies beside the tests.
    private static let program = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("daylight").path

    @Test(
        "Killed while jobs run and users write, it loses nothing that it acknowledged",
        .enabled(if: FileManager.default.isExecutableFile(atPath: python), "no python3"))
    func killed() throws {
        let script = Self.sources.appendingPathComponent("Benchmarks/serve-killed.py").path
        let folder = try Folder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = [script, "--kills", "5"]
        process.environment = ProcessInfo.processInfo.environment.merging(["DAYLIGHT": Self.program]) { $1 }
        let said = folder.path + "/said"
        _ = FileManager.default.createFile(atPath: said, contents: nil)
        let output = FileHandle(forWritingAtPath: said)
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOfFile: said, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.hasPrefix("5 kills, "), "\(text)")
    }

    @Test(
        "The document that describes the interface is one of OpenAPI 3.1, and nothing asked by it ends with a 500",
        .enabled(if: Validators.have("schemathesis"), Comment(rawValue: Validators.missing)))
    func interface() async throws {
        let folder = try Folder()
        try folder.run(["init", "case"])
        var rows = "video_id,author_name,create_time,video_description,music_id,hashtag_names\n"
        for number in 0..<60 {
            rows +=
                "\(7_440_000_000_000_000_000 + number),a\(number % 6),\(1_731_000_000 + number / 6),x,\(number / 6),news\n"
        }
        try Data(rows.utf8).write(to: URL(fileURLWithPath: folder.path + "/posts.csv"))
        try folder.run(["import", "posts.csv", "--case", "case"])
        try folder.run(["investigate", "--case", "case", "--fdr", "none"])
        try Data("a long password for a test\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/password"))
        try folder.run(
            ["people", "add", "ada", "--role", "analyst", "--role", "viewer", "--clearance", "red", "--case", "case"]
                + ["--password-file", "password"])
        let token = try folder.run(
            ["token", "new", "--person", "ada", "--label", "test", "--case", "case"]
                + ["read", "export", "bring", "analyse"].flatMap { ["--scope", $0] }
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        let server = Process()
        server.executableURL = URL(fileURLWithPath: Self.program)
        server.arguments = ["serve", "--case", folder.path + "/case", "--port", "0", "--quiet"]
        let pipe = Pipe()
        server.standardOutput = pipe
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let address = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        let origin = try #require(URL(string: address.trimmingCharacters(in: .whitespacesAndNewlines)))
        let root = "http://127.0.0.1:\(try #require(origin.port))"
        let document = folder.path + "/openapi.json"
        let fetched = try Validators.python(
            "import sys, urllib.request; open(sys.argv[2], 'wb').write(urllib.request.urlopen(sys.argv[1]).read())",
            [root + "/api/openapi.json", document])
        #expect(fetched.code == 0, "\(fetched.said)")
        let script = Self.sources.appendingPathComponent("Tests/Validators/interface.py").path
        let valid = try Validators.run("python", [script, document])
        #expect(valid.code == 0, "\(valid.said)")
        let asked = try Validators.run("python", [script, "--ask", root, token, "2"])
        #expect(asked.code == 0, "\(asked.said)")
    }

    /// A folder of its own, with `daylight` typed in it.
    private final class Folder {
        let path: String

        init() throws {
            path = NSTemporaryDirectory() + "daylight-serve-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        @discardableResult
        func run(_ words: [String]) throws -> String {
            let (output, messages, code) = try CommandLine.run(words, in: path)
            #expect(code == 0, "daylight \(words.joined(separator: " ")): \(messages)")
            return output
        }
    }
}
