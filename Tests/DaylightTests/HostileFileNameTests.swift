import Foundation
import Testing

/// Whoever hands files over also chooses what they are called.
@Suite("Files with hostile names")
struct HostileFileNameTests {
    private static let names = [
        "a.csv\nimport 9: b.csv, share-events, 1000 accepted.csv", "\u{202E}vsc.stluser\u{202C}.csv", "-rf.csv",
        "$(touch owned);'\"`.csv", "\u{1B}[2J\r.csv", "..%2F..%2Fc.csv", "<b>&amp;\t.csv", ",\"=1+1.csv",
        String(repeating: "\u{301}", count: 100) + ".csv", String(repeating: "ż", count: 125) + ".csv",
    ]

    private static func shares(_ file: Int) -> String {
        """
        object_id,account_id,content_id,timestamp_share
        link\(file),a,a\(file),1700000003
        link\(file),b,b\(file),1700000004
        link\(file),c,c\(file),yesterday

        """
    }

    private func with(_ body: (String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            for (number, name) in Self.names.enumerated() {
                try Data(Self.shares(number).utf8).write(to: URL(filePath: folder + "/" + name))
            }
            try body(folder)
            #expect(!FileManager.default.fileExists(atPath: folder + "/owned"))
        }
    }

    @discardableResult
    private func run(
        _ words: [String], code: Int32 = 0, in folder: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (output: String, messages: String) {
        let result = try CommandLine.run(words, in: folder)
        #expect(result.code == code, "\(words): \(result.messages)", sourceLocation: sourceLocation)
        return (result.output, result.messages)
    }

    /// No line is one that a name made, and nothing in it moves the cursor or turns the line around.
    private func expectPlain(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let hidden = text.unicodeScalars.filter {
            $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
        }
        #expect(hidden.isEmpty, "\(hidden)", sourceLocation: sourceLocation)
        #expect(
            !text.split(separator: "\n").contains { $0.hasPrefix("import 9") }, "\(text)",
            sourceLocation: sourceLocation)
    }

    private func rows(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test("are imported, rejected and listed under their names, which mislead nobody")
    func imports() throws {
        try with { folder in
            try run(["init", "case"], in: folder)
            let paths = Self.names.map { "./" + $0 }
            let imported = try run(
                ["import"] + paths + ["--case", "case", "--format", "table"], code: 3, in: folder)
            #expect(imported.output.split(separator: "\n").count == 1 + paths.count)
            for text in [imported.output, imported.messages] { expectPlain(text) }
            let again = try run(["import"] + paths + ["--case", "case", "--format", "ndjson"], code: 3, in: folder)
            #expect(try rows(again.output).map { $0["file"] as? String } == Self.names)
            #expect(try rows(again.output).allSatisfy { $0["state"] as? String == "known" })
            expectPlain(again.messages)
            let rejects = try run(["case", "rejects", "--case", "case", "--format", "table"], in: folder).output
            #expect(rejects.split(separator: "\n").count == 1 + paths.count)
            expectPlain(rejects)
            try run(["case", "check", "--case", "case"], in: folder)
        }
    }

    @Test("that cannot be read are named on one line each")
    func unreadable() throws {
        try with { folder in
            let missing = Self.names.map { "./no" + $0 }
            let detected = try run(["detect"] + missing, code: 1, in: folder)
            expectPlain(detected.messages)
            #expect(detected.messages.split(separator: "\n").count == missing.count)
        }
    }

    @Test("are kept as evidence, packed, and checked without this program")
    func evidence() throws {
        try with { folder in
            try Data("only for tests\n".utf8).write(to: URL(filePath: folder + "/phrase"))
            try run(["init", "case", "--holder", "newsroom.example", "--passphrase-file", "phrase"], in: folder)
            let paths = Self.names.map { "./" + $0 }
            let added = try run(
                ["evidence", "add"] + paths
                    + [
                        "--case", "case", "--limits", "none known", "--url", "https://example.org", "--format", "table",
                    ],
                in: folder)
            #expect(added.output.split(separator: "\n").count == 1 + paths.count)
            for text in [added.output, added.messages] { expectPlain(text) }
            try run(
                ["evidence", "exhibit", "EX-1", "--title", "T", "--for", "F", "--all", "--case", "case"], in: folder)
            try run(
                ["evidence", "checkpoint", "--case", "case", "--passphrase-file", "phrase"], in: folder)
            try run(
                ["evidence", "package", "--case", "case", "--out", "bag", "--passphrase-file", "phrase"], in: folder)
            for target in [["bag"], ["--case", "case"]] {
                let verified = try run(["evidence", "verify", "--format", "table"] + target, in: folder)
                for text in [verified.output, verified.messages] { expectPlain(text) }
            }
            let checked = try CommandLine.typed("sh VERIFY.txt", in: folder + "/bag")
            #expect(checked.code == 0, "\(checked.output)\(checked.messages)")
            // What a file in the package is called has nothing of its name but the ending.
            let packed = try FileManager.default.subpathsOfDirectory(atPath: folder + "/bag")
            #expect(
                packed.allSatisfy { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"'`$;<>&%\\".utf8.contains($0) } }
            )
        }
    }
}
