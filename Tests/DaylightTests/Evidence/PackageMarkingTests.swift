import Foundation
import Testing

/// What a package keeps out, and what it takes along from earlier, as the commands make it.
@Suite("Packages that leave something out")
final class PackageMarkingTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/daylight-marking-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write("only for tests\n", "phrase")
        try run("init", "case", "--holder", "newsroom.example", "--passphrase-file", "phrase")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, _ name: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    @discardableResult
    private func run(_ words: String..., code: Int32 = 0) throws -> String {
        let (output, messages, found) = try CommandLine.run(words, in: folder)
        #expect(found == code, "\(words.joined(separator: " ")): \(output)\(messages)")
        return output + messages
    }

    private func typed(_ line: String) throws -> String {
        let said = try CommandLine.typed(line, in: folder)
        #expect(said.code == 0, "\(line): \(said.output)\(said.messages)")
        return said.output + said.messages
    }

    private func add(_ text: String, _ name: String, _ more: String...) throws {
        try write(text, name)
        let (output, messages, code) = try CommandLine.run(
            ["evidence", "add", name, "--case", "case", "--limits", "nothing else was looked at"] + more, in: folder)
        #expect(code == 0, "\(output)\(messages)")
    }

    private func checkpoint() throws {
        try run("evidence", "checkpoint", "--case", "case", "--passphrase-file", "phrase")
    }

    private func pack(_ out: String, _ more: String..., code: Int32 = 0) throws -> String {
        let (output, messages, found) = try CommandLine.run(
            ["evidence", "package", "--case", "case", "--out", out, "--passphrase-file", "phrase"] + more, in: folder)
        #expect(found == code, "\(output)\(messages)")
        return output + messages
    }

    @Test("a file that came with a record that is kept out tells nothing of it, in whatever part of the package")
    func informant() throws {
        try add("the same words", "s.txt", "--tlp", "red", "--from", "INFORMANT Jane Roe", "--reason", "she called")
        try add("the same words", "t.txt", "--tlp", "green")
        let listed = try run("evidence", "list", "--case", "case", "--format", "csv").split(separator: "\n")
        let green = try #require(listed.first { $0.contains("TLP:GREEN") }?.split(separator: ",").dropFirst().first)
        try run(
            "evidence", "exhibit", "EX-1", "--title", "A text", "--for", "It says so.", "--record", String(green),
            "--case", "case")
        try checkpoint()
        _ = try pack("bag", "--tlp", "green")
        let found = try CommandLine.typed("grep -r -l -a -e INFORMANT -e Roe bag", in: folder)
        #expect(found.output.isEmpty, "\(found.output)")
        try run("evidence", "verify", "bag")
        #expect(try typed("cd bag && sh VERIFY.txt").contains("all ok"))
    }

    @Test("a bundle with something in it that the marking keeps out is refused")
    func bundle() throws {
        try add("words", "s.txt", "--tlp", "green")
        try checkpoint()
        try write(
            #"{"type":"bundle","objects":[{"type":"note","object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]}]}"#,
            "red.json")
        #expect(try pack("bag", "--tlp", "green", "--stix", "red.json", code: 1).contains("TLP:RED"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/bag"))
        _ = try pack("bag", "--tlp", "red", "--stix", "red.json")
        try run("evidence", "verify", "bag")
    }

    @Test("a record that was destroyed on purpose is left out and said, and nothing else of the case is lost")
    func destroyed() throws {
        try add("to be forgotten", "s.txt")
        try add("to be kept", "t.txt")
        let listed = try run("evidence", "list", "--case", "case", "--format", "csv").split(separator: "\n")
        let record = String(try #require(listed.dropFirst().first?.split(separator: ",").dropFirst().first))
        try run(
            "evidence", "custody", "--case", "case", "--add", "destroyed", "--object", record, "--reason",
            "GDPR Art. 17")
        try FileManager.default.removeItem(atPath: folder + "/case/evidence/objects/\(record.prefix(2))/\(record)")
        #expect(try run("evidence", "list", "--case", "case", "--format", "csv").split(separator: "\n").count == 2)
        try checkpoint()
        _ = try pack("bag")
        #expect(try run("evidence", "verify", "bag").contains("it was destroyed, as the custody log says"))
    }

    @Test("a folder of evidence that was taken away whole is missed")
    func takenAway() throws {
        try add("words", "s.txt")
        try checkpoint()
        try FileManager.default.removeItem(atPath: folder + "/case/evidence")
        #expect(try run("evidence", "verify", "--case", "case", code: 2).contains("the case has kept evidence in it"))
    }

    @Test("only what the store has can be entered as copied")
    func copied() throws {
        let digest = String(repeating: "ab", count: 32)
        #expect(
            try run("evidence", "custody", "--case", "case", "--add", "copied", "--object", digest, code: 1).contains(
                "the store has no object"))
        try run("evidence", "verify", "--case", "case")
    }

    @Test("a named pipe is no file, and nobody waits for it", .timeLimit(.minutes(1)))
    func pipes() throws {
        try add("words", "s.txt")
        try checkpoint()
        _ = try pack("bag")
        _ = try typed("mkfifo pipe && rm bag/data/contents.json && mkfifo bag/data/contents.json")
        try run("evidence", "add", "pipe", "--case", "case", "--limits", "none", code: 1)
        #expect(try run("evidence", "verify", "bag", code: 2).contains("data/contents.json"))
    }

    @Test("a key that a stopped program left half written is made anew")
    func halfKey() throws {
        try run("init", "other", "--no-key")
        try add("words", "s.txt")
        try FileManager.default.createDirectory(
            atPath: folder + "/other/evidence", withIntermediateDirectories: true)
        _ = try typed("cp case/evidence/key.pub.pem case/evidence/key.vkey other/evidence/")
        try run("evidence", "key", "--case", "other", "--holder", "newsroom.example", "--passphrase-file", "phrase")
        try run("evidence", "verify", "--case", "other")
        try run(
            "evidence", "key", "--case", "other", "--holder", "newsroom.example", "--passphrase-file", "phrase", code: 1
        )
    }

    @Test(
        "every checkpoint that an authority stamped goes along, and its certificates are those that were trusted",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
    func stamped() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/Authority/make.sh").path
        _ = try typed("mkdir tsa && cd tsa && sh '\(script)'")
        try add("words", "s.txt")
        try checkpoint()
        try run("evidence", "timestamp", "--request", "--case", "case")
        _ = try typed(
            "cd tsa && openssl ts -reply -config tsa.cnf -section settings -queryfile ../case/evidence/timestamps/2.tsq"
                + " -out ../answer.tsr")
        try run("evidence", "timestamp", "--response", "answer.tsr", "--ca-file", "tsa/ca.pem", "--case", "case")
        try add("other words", "t.txt")
        try checkpoint()
        #expect(!(try pack("bag")).contains("nobody but you"))
        #expect(try run("evidence", "verify", "bag", "--ca", "tsa/ca.pem").contains("was there at"))
        let shell = try typed("cd bag && sh VERIFY.txt")
        #expect(shell.contains("time-stamp ok") && shell.contains("all ok"), "\(shell)")
        try run("evidence", "verify", "--case", "case")
        _ = try typed("cat tsa/ca.pem tsa/ca.pem > case/evidence/timestamps/2.ca.pem")
        #expect(
            try run("evidence", "verify", "--case", "case", code: 2).contains(
                "the certificates are not those that the custody log says were trusted"))
    }
}
