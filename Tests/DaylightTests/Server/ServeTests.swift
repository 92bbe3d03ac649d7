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

    /// Asks an address once, and tells its server to stop before anything else happens.
    private static let askAndStop = """
        import os, signal, sys, urllib.request
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *rest): return None
        try:
            urllib.request.build_opener(Stay).open(sys.argv[1])
        except urllib.error.HTTPError as answer:
            print(answer.code)
        os.kill(int(sys.argv[2]), signal.SIGTERM)
        """

    @Test(
        "Stopped right after a request, it has it in the custody log",
        .enabled(if: FileManager.default.isExecutableFile(atPath: python), "no python3"))
    func stopped() throws {
        let folder = try Folder()
        try folder.run(["init", "case"])
        for _ in 0..<3 {
            let (server, address) = try serve(folder)
            let asking = Process()
            asking.executableURL = URL(fileURLWithPath: Self.python)
            asking.arguments = ["-c", Self.askAndStop, address, "\(server.processIdentifier)"]
            let pipe = Pipe()
            asking.standardOutput = pipe
            try asking.run()
            asking.waitUntilExit()
            server.waitUntilExit()
            #expect(server.terminationStatus == 0)
            #expect(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) == "303\n")
        }
        let log = try String(contentsOfFile: folder.path + "/case/evidence/custody.ndjson", encoding: .utf8)
        #expect(log.components(separatedBy: "\"note\":\"signed in on this machine\"").count == 4, "\(log)")
    }

    @Test("A second server of a case is refused in a sentence that says where the first is")
    func second() throws {
        let folder = try Folder()
        try folder.run(["init", "case"])
        let (server, _) = try serve(folder)
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let (_, messages, code) = try CommandLine.run(["serve", "--case", "case", "--port", "0"], in: folder.path)
        #expect(code == 1)
        #expect(
            messages.contains("Another server of this case runs already (process \(server.processIdentifier) on "),
            "\(messages)")
    }

    /// Starts a server, and waits until it says its address.
    private func serve(_ folder: Folder) throws -> (process: Process, address: String) {
        let server = Process()
        server.executableURL = URL(fileURLWithPath: Self.program)
        server.arguments = ["serve", "--case", folder.path + "/case", "--port", "0", "--quiet"]
        let pipe = Pipe()
        server.standardOutput = pipe
        server.standardError = FileHandle.nullDevice
        try server.run()
        let address = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        return (server, address.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test(
        "The document that describes the interface is one of OpenAPI 3.1, and whatever is asked by it is answered by it",
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
        // All but the people: whoever may change those shuts themselves out.
        let roles = ["viewer", "analyst", "custodian", "reviewer", "publisher", "auditor"]
        try folder.run(
            ["people", "add", "ada", "--clearance", "red", "--case", "case", "--password-file", "password"]
                + roles.flatMap { ["--role", $0] })
        let scopes = ["read", "export", "bring", "analyse", "review", "publish", "keep", "audit"]
        let token = try folder.run(
            ["token", "new", "--person", "ada", "--label", "test", "--case", "case"]
                + scopes.flatMap { ["--scope", $0] }
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        let (server, address) = try serve(folder)
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let origin = try #require(URL(string: address))
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
