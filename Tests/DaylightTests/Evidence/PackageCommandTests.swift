import Foundation
import TestSupport
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

    /// The page that the case keeps, and its place in the store.
    private var original: (sha256: String, path: String) {
        get throws {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/page.html"))
            let hashed = try CommandLine.typed("sha256sum page.html", in: folder).output.prefix(64)
            #expect(!bytes.isEmpty)
            return (String(hashed), folder + "/case/evidence/objects/\(hashed.prefix(2))/\(hashed)")
        }
    }

    private func refuse(_ what: String) throws {
        let said = try run(
            "evidence", "package", "--case", "case", "--out", "case.zip", "--passphrase-file", "phrase", code: 2)
        #expect(said.contains(try original.sha256 + ", entry 1: ") && said.contains(what), "\(said)")
        #expect(said.contains("record ") && said.contains(", entry 2, rests on it"), "\(said)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/case.zip"))
    }

    @Test("An original that is gone is no package's omission but a fault, unless the log says that it was destroyed")
    func vanished() throws {
        let (sha256, path) = try original
        try FileManager.default.removeItem(atPath: path)
        try refuse("it is not there any more")
        try run(
            "evidence", "custody", "--case", "case", "--add", "destroyed", "--object", sha256, "--reason",
            "its day came")
        try pack("case.zip")
        try run("evidence", "verify", "case.zip")
        let contents = try CommandLine.typed("unzip -p case.zip '*/data/contents.json'", in: folder)
        if contents.code == 0 { #expect(contents.output.contains("it was destroyed, as entry 4 says")) }
    }

    @Test(
        "An original that was edited is told with its record and entry",
        arguments: ["<h1>Votează!</h1>", "<h1>VoteazAB</h1>"])
    func edited(text: String) throws {
        let path = try original.path
        try FileManager.default.removeItem(atPath: path)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try refuse("its content is not what was kept: the SHA-256 is another")
    }

    @Test("A record that is gone or was edited is told with its entry", arguments: [true, false])
    func record(isGone: Bool) throws {
        let listed = try run("evidence", "list", "--case", "case", "--format", "csv")
        let line = try #require(listed.split(separator: "\n").dropFirst().first)
        let record = try #require(line.split(separator: ",").dropFirst().first)
        let path = folder + "/case/evidence/objects/\(record.prefix(2))/\(record)"
        try FileManager.default.removeItem(atPath: path)
        if !isGone { try "{}".write(toFile: path, atomically: true, encoding: .utf8) }
        let said = try run(
            "evidence", "package", "--case", "case", "--out", "case.zip", "--passphrase-file", "phrase", code: 2)
        #expect(said.contains("\(record), entry 2: "), "\(said)")
    }

    @Test(
        "A package that is killed while it is made is not there, or whole; the next one is the same", arguments: 0..<5)
    func kills(number: Int) throws {
        try String(repeating: "x", count: 20_000_000).write(
            toFile: folder + "/large.txt", atomically: true, encoding: .utf8)
        try run("evidence", "add", "large.txt", "--case", "case", "--limits", "none was looked for")
        try run("evidence", "checkpoint", "--case", "case", "--passphrase-file", "phrase")
        let line = """
            daylight evidence package --case case --out case.zip --passphrase-file phrase > told 2>&1 & child=$!
            sleep 0.\(1 + number * 2); kill -9 $child 2> /dev/null; wait $child 2> /dev/null; true
            """
        _ = try CommandLine.typed(line, in: folder)
        try run("evidence", "verify", "--case", "case")
        let isThere = FileManager.default.fileExists(atPath: folder + "/case.zip")
        if isThere { try run("evidence", "verify", "case.zip") }
        try pack("again.zip")
        try run("evidence", "verify", "again.zip")
        if isThere { #expect(try CommandLine.typed("cmp case.zip again.zip", in: folder).code == 0) }
    }

    @Test(
        "openssl verifies the time-stamp that is in a package, and so do its own commands",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
    func timeStamp() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/Authority/make.sh").path
        func typed(_ line: String) throws -> String {
            let said = try CommandLine.typed(line, in: folder)
            #expect(said.code == 0, "\(line): \(said.output)\(said.messages)")
            return said.output + said.messages
        }
        _ = try typed("mkdir tsa && cd tsa && sh '\(script)'")
        try run("evidence", "timestamp", "--request", "--case", "case")
        _ = try typed(
            "cd tsa && openssl ts -reply -config tsa.cnf -section settings -queryfile ../case/evidence/timestamps/2.tsq"
                + " -out ../answer.tsr")
        try run("evidence", "timestamp", "--response", "answer.tsr", "--ca-file", "tsa/ca.pem", "--case", "case")
        try pack("bag")
        let said = try typed(
            "cd bag/data && openssl ts -verify -in timestamps/2.tsr -data log/checkpoint.txt -CAfile ../../tsa/ca.pem")
        #expect(said.contains("Verification: OK"))
        let shell = try typed("cd bag && sh VERIFY.txt")
        #expect(shell.contains("all ok"), "\(shell)")
        #expect(try run("evidence", "verify", "bag", "--ca", "tsa/ca.pem").contains("the checkpoint was there at"))
        try "another".write(toFile: folder + "/bag/data/log/checkpoint.txt", atomically: true, encoding: .utf8)
        #expect(
            try CommandLine.typed(
                "cd bag/data && openssl ts -verify -in timestamps/2.tsr -data log/checkpoint.txt -CAfile ../../tsa/ca.pem",
                in: folder
            ).code != 0)
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
        .enabled(if: ["bagit.py", "warcio", "wacz"].allSatisfy(Validators.have), Comment(rawValue: Validators.missing)))
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
        "pymerkle works out the same root, proofs that equal ours, and verifies the package's own",
        .enabled(if: Validators.have("python"), Comment(rawValue: Validators.missing)))
    func merkle() throws {
        try pack("bag")
        let checked = try Validators.python(Self.script, [folder + "/bag/data"])
        #expect(checked.code == 0 && checked.said == "ok\n", "\(checked.said)")
    }

    private static let script = """
        import base64, json, sys
        from pymerkle import InmemoryTree, MerkleProof, verify_inclusion
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
            # Ours in the place of its own: the hashes of the file, on the sides that the index gives.
            ours = tree.prove_inclusion(proof["entry"]).serialize()
            ours["path"] = [proof["leaf"]] + proof["proof"]
            verify_inclusion(bytes.fromhex(proof["leaf"]), tree.get_root(), MerkleProof.deserialize(ours))
        print("ok")
        """
}
