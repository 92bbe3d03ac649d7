import Foundation
import Testing

@Suite("The commands for packages of evidence")
final class PackageCommandTests {
    private let folder: String

    /// A case with an answer of HTTP, an exhibit and a checkpoint.
    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/daylight-package-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "<h1>Votează</h1>".write(toFile: folder + "/page.html", atomically: true, encoding: .utf8)
        try "only for tests\n".write(toFile: folder + "/phrase", atomically: true, encoding: .utf8)
        try run("init", "case", "--holder", "newsroom.example", "--passphrase-file", "phrase")
        try run(
            "evidence", "add", "page.html", "--case", "case", "--limits", "comments were not loaded", "--url",
            "https://example.org/1", "--status", "200", "--header", "Content-Type: text/html", "--captured-at",
            "2024-11-24T18:00:00Z")
        try run(
            "evidence", "exhibit", "EX-1", "--title", "A page", "--for", "It asked for votes.", "--all", "--case",
            "case")
        try run("evidence", "checkpoint", "--case", "case", "--passphrase-file", "phrase")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    private func run(_ words: String..., code: Int32 = 0) throws -> String {
        let (output, messages, found) = try CommandLine.run(words, in: folder)
        #expect(found == code, "\(words.joined(separator: " ")): \(output)\(messages)")
        return output + messages
    }

    private func pack(_ out: String) throws {
        try run("evidence", "package", "--case", "case", "--out", out, "--passphrase-file", "phrase")
    }

    @Test("A package verifies without its case, says what it could not check, and is named in the custody log")
    func whole() throws {
        try pack("case.zip")
        let said = try run("evidence", "verify", "case.zip")
        #expect(said.contains("not checked") && said.contains("--public-key"))
        try run(
            "evidence", "verify", "case.zip", "--public-key", "case/evidence/key.pub.pem", "--holder",
            "newsroom.example")
        #expect(try run("evidence", "custody", "--case", "case", "--format", "ndjson").contains("\"exported\""))
        try run("evidence", "verify", "--case", "case")
        try pack("again.zip")
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: folder + "/case.zip"))
                == Data(contentsOf: URL(fileURLWithPath: folder + "/again.zip")))
        try run("evidence", "package", "--case", "case", "--out", "case.zip", "--passphrase-file", "phrase", code: 1)
    }

    @Test("A changed byte ends with 2 and the file's name")
    func changed() throws {
        try pack("bag")
        let report = folder + "/bag/data/report.html"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: report))
        bytes[100] ^= 1
        try bytes.write(to: URL(fileURLWithPath: report))
        #expect(try run("evidence", "verify", "bag", code: 2).contains("data/report.html"))
    }

    @Test("Wrong words are told as such")
    func usage() throws {
        try run("evidence", "verify", code: 64)
        try run("evidence", "verify", "x.zip", "--case", "case", code: 64)
        try run("evidence", "verify", "x.zip", code: 1)
        try run("evidence", "package", "--case", "case", "--out", "x", "--tlp", "blue", code: 64)
        #expect(
            try run("evidence", "package", "--case", "case", "--out", "x", "--exhibits", "EX-9", code: 64).contains(
                "EX-1"))
    }

    @Test("The shell checks it with nothing of ours")
    func shell() throws {
        try pack("bag")
        let said = try CommandLine.typed("cd bag && sh VERIFY.txt", in: folder)
        #expect(said.code == 0 && said.output.hasSuffix("all ok\n"), "\(said.output)\(said.messages)")
    }

    @Test(
        "bagit.py, warcio and wacz find it valid",
        .enabled(if: ["bagit.py", "warcio", "wacz"].allSatisfy(Validators.have), Validators.missing))
    func validators() throws {
        try pack("bag")
        let bag = try Validators.run("bagit.py", ["--validate", folder + "/bag"])
        #expect(bag.code == 0, "\(bag.said)")
        let captures = folder + "/bag/data/captures/"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: captures).first)
        let valid = try Validators.run("wacz", ["validate", "-f", captures + name])
        #expect(valid.code == 0 && valid.said.contains("is valid"), "\(valid.said)")
        let unpacked = folder + "/unpacked"
        let unzip = try Validators.python(
            "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])", [captures + name, unpacked])
        #expect(unzip.code == 0, "\(unzip.said)")
        let checked = try Validators.run("warcio", ["check", "-v", unpacked + "/archive/data.warc.gz"])
        #expect(checked.code == 0 && checked.said.contains("digest pass"), "\(checked.said)")
    }

    @Test(
        "pymerkle works out the same root, and proofs that equal ours",
        .enabled(if: Validators.have("python"), Validators.missing))
    func merkle() throws {
        try pack("bag")
        let checked = try Validators.python(Self.script, [folder + "/bag/data"])
        #expect(checked.code == 0 && checked.said == "ok\n", "\(checked.said)")
    }

    private static let script = """
        import base64, json, sys
        from pymerkle import InmemoryTree
        data = sys.argv[1]
        tree = InmemoryTree(algorithm="sha256")
        for line in open(data + "/custody.ndjson", "rb").read().split(b"\\n")[:-1]:
            tree.append_entry(line)
        lines = open(data + "/log/checkpoint.txt").read().split("\\n")
        assert tree.get_size() == int(lines[1])
        assert base64.b64encode(tree.get_root()).decode() == lines[2]
        for proof in json.load(open(data + "/log/proofs/EX-1.json"))["entries"]:
            path = tree.prove_inclusion(proof["entry"]).serialize()["path"]
            assert path[0] == proof["leaf"], path
            assert path[1:] == proof["proof"], path
        print("ok")
        """
}
