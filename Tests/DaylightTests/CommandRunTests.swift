import ArgumentParser
import Coordination
import Foundation
import Glibc
import Inquiry
import Intake
import Records
import Testing

@testable import daylight

/// Commands as they are typed, from their words to what they leave behind.
@Suite("Commands from end to end")
struct CommandRunTests {
    private static let header = "object_id,account_id,content_id,timestamp_share"

    /// Three accounts with ids that look like numbers share three links within seconds; the last row has no time.
    private static let shares: String = {
        var rows = [header]
        for link in 0..<3 {
            for (offset, name) in ["0042", "1234567890123456789", "ana"].enumerated() {
                rows.append("link\(link),\(name),\(name)-\(link),\(1_700_000_003 + link * 1001 + offset * 5)")
            }
        }
        return (rows + ["link0,eve,e1,yesterday"]).joined(separator: "\n") + "\n"
    }()

    /// A folder with `shares.csv` in it.
    private static func withFolder(_ body: (String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            try write(shares, folder + "/shares.csv")
            try body(folder)
        }
    }

    private static func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func run(_ words: String...) throws {
        var command = try Daylight.parseAsRoot(words + ["--quiet"])
        try command.run()
    }

    private func names(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    @Test("investigate leaves everything, and its networks are asked afterwards")
    func investigates() throws {
        try Self.withFolder { folder in
            let out = folder + "/out"
            #expect(throws: ExitCode(3)) {
                try run(
                    "investigate", folder + "/shares.csv", "--out", out, "--fdr", "none", "--graph", "gexf", "--graph",
                    "graphml")
            }
            #expect(
                try names(out) == [
                    "run.json", "report.html", "networks.csv", "edges.csv", "accounts.csv", "graph.gexf",
                    "graph.graphml", "rejects.ndjson",
                ])
            try run("networks", "list", "--run", out)
            try run("networks", "show", "N1", "--run", out)
            try run("networks", "members", "N1", "--run", out)
            try run("networks", "explain", "0042", "ana", "--run", out)
            #expect(throws: ValidationError.self) { try run("networks", "explain", "ana", "ana", "--run", out) }
            #expect(throws: ValidationError.self) { try run("networks", "explain", "@ana", "ana", "--run", out) }
            #expect(throws: ValidationError.self) { try run("networks", "show", "N9", "--run", out) }
        }
    }

    @Test("ids that look like numbers stay text, and counts are numbers")
    func idsAreText() throws {
        try Self.withFolder { folder in
            #expect(throws: ExitCode(3)) {
                try run("investigate", folder + "/shares.csv", "--out", folder + "/out", "--fdr", "none")
            }
            let members = try StoredTable(folder + "/out", "accounts.csv")
            let cells = members.cells.map { row in
                Dictionary(uniqueKeysWithValues: zip(members.header, row.map(\.json)))
            }
            #expect(Set(cells.compactMap { $0["account"] }) == ["\"0042\"", "\"1234567890123456789\"", "\"ana\""])
            #expect(cells.allSatisfy { $0["partners"] == "2" })
            let networks = try StoredTable(folder + "/out", "networks.csv")
            let row = Dictionary(uniqueKeysWithValues: zip(networks.header, networks.cells[0].map(\.json)))
            #expect(row["windows_s"] == "\"60\"" && row["accounts"] == "3")
        }
    }

    @Test("when every row is bad, the list of rejects that the error speaks of is there")
    func rejectsOfAFailure() throws {
        try Self.withFolder { folder in
            let bad = folder + "/bad.csv"
            try Self.write(Self.header + "\nl,a,c,never\nl,b,d,never\n", bad)
            let list = folder + "/list.ndjson"
            for words in [["read", bad], ["detect", bad], ["detect", bad, "--summary"]] {
                #expect(throws: (any Error).self) {
                    var command = try Daylight.parseAsRoot(words + ["--rejects", list, "--quiet"])
                    try command.run()
                }
                #expect(FileManager.default.contents(atPath: list)?.isEmpty == false)
                try? FileManager.default.removeItem(atPath: list)
            }
            for command in ["investigate", "detect"] {
                let out = folder + "/" + command
                #expect(throws: (any Error).self) { try run(command, bad, "--out", out) }
                #expect(try names(out) == [ResultFolder.failedRejects])
                #expect(FileManager.default.contents(atPath: out + "/" + ResultFolder.failedRejects)?.isEmpty == false)
            }
        }
    }

    @Test("a file with a header and no rows is called that, alone and among others")
    func headerAlone() throws {
        try Self.withFolder { folder in
            let empty = folder + "/empty.csv"
            try Self.write(Self.header + "\n", empty)
            for words in [["detect"], ["investigate", "--dry-run"], ["read"]] {
                let error = #expect(throws: InquiryError.self) {
                    var command = try Daylight.parseAsRoot(words + [empty, "--quiet"])
                    try command.run()
                }
                #expect(error?.description.hasPrefix("\(empty) has a header and no rows below it. Export") == true)
            }
            let question = Question(
                sources: [SourceFile(path: empty), SourceFile(path: folder + "/shares.csv")],
                search: SearchParameters(windows: []))
            let notes = try question.read(reject: { _ in }, progress: .silent).notes
            #expect(notes == ["empty.csv: 1 header and no rows below it: nothing was read from there"])
        }
    }

    @Test("evaluate lists what was rejected and ends as every command does that could not take everything")
    func evaluateRejects() throws {
        try Self.withFolder { folder in
            try Self.write("account,group\nana,g\n0042,g\n", folder + "/known.csv")
            #expect(throws: ExitCode(3)) {
                try run(
                    "evaluate", folder + "/shares.csv", "--truth", folder + "/known.csv", "--resamples", "20",
                    "--rejects", folder + "/list.ndjson")
            }
            let list = try #require(FileManager.default.contents(atPath: folder + "/list.ndjson"))
            #expect(String(decoding: list, as: UTF8.self).contains("\"row\":10"))
            #expect(throws: ValidationError.self) {
                try run(
                    "evaluate", folder + "/shares.csv", "--truth", folder + "/known.csv", "--rejects",
                    folder + "/known.csv")
            }
        }
    }

    @Test("nothing of an older run stays in a folder or a list of rejects")
    func runsDoNotMix() throws {
        try Self.withFolder { folder in
            let shares = folder + "/shares.csv"
            let out = folder + "/out"
            #expect(throws: ExitCode(3)) { try run("investigate", shares, "--out", out) }
            #expect(throws: ExitCode(3)) { try run("detect", shares, "--out", out) }
            #expect(try names(out) == ["run.json", "edges.csv", "rejects.ndjson"])

            let good = folder + "/good.csv"
            try Self.write(Self.shares.replacingOccurrences(of: "yesterday", with: "1700000001"), good)
            try Self.write("of an older run\n", folder + "/list")
            try run("detect", good, "--rejects", folder + "/list")
            #expect(try names(folder).contains("list") == false)
        }
    }

    @Test("results never replace what is read")
    func inputIsSafe() throws {
        try Self.withFolder { folder in
            let input = folder + "/edges.csv"
            try Self.write(Self.shares, input)
            #expect(throws: ValidationError.self) { try run("investigate", input, "--out", folder) }
            #expect(throws: ValidationError.self) { try run("detect", input, "--out", folder + "/.") }
            #expect(throws: ValidationError.self) { try run("read", input, "--rejects", input) }
            #expect(FileManager.default.contents(atPath: input) == Data(Self.shares.utf8))
        }
    }

    @Test("a dry run writes nothing, and a pipe cannot be read twice")
    func dryRunAndPipes() throws {
        try Self.withFolder { folder in
            let out = folder + "/out"
            #expect(throws: ExitCode(3)) { try run("investigate", folder + "/shares.csv", "--out", out, "--dry-run") }
            let before = try names(folder)
            #expect(before == ["shares.csv"])
            #expect(mkfifo(folder + "/pipe", 0o600) == 0)
            #expect(throws: ValidationError.self) { try run("investigate", folder + "/pipe", "--out", out) }
            let after = try names(folder)
            #expect(after == ["shares.csv", "pipe"])
        }
    }

    @Test(
        "options that would have no effect are refused",
        arguments: [
            ["--semantics", "cooRTweet", "--max-object-accounts", "9"], ["--semantics", "cooRTweet", "--summary"],
            ["--semantics", "cooRTweet", "--columns", "brief"], ["--semantics", "cooRTweet", "--min-weight", "3"],
            ["--semantics", "cnt", "--network", "co_link", "--max-edges", "9"],
            ["--semantics", "cnt", "--network", "co_link", "--trace", "url"],
        ])
    func withoutEffect(options: [String]) {
        #expect(throws: (any Error).self) { try Daylight.parseAsRoot(["detect", "a.csv"] + options) }
    }

    @Test("more groups than the posts can hold are refused")
    func tooManyGroups() throws {
        #expect(throws: (any Error).self) {
            try Daylight.parseAsRoot(["simulate", "--posts", "1000", "--groups", "3"])
        }
        // The standard number of groups fits the standard number of posts.
        _ = try Daylight.parseAsRoot(["simulate", "--no-color", "--no-input"])
    }

    @Test("a run that came to nothing and rejected nothing leaves no list of rejects, and takes away an older one")
    func nothingRejected() throws {
        try Self.withFolder { folder in
            let (bad, empty, out) = (folder + "/bad.csv", folder + "/empty.csv", folder + "/out")
            try Self.write(Self.header + "\nl,a,c,never\n", bad)
            try Self.write(Self.header + "\n", empty)
            for command in ["investigate", "detect"] {
                #expect(throws: (any Error).self) { try run(command, bad, "--out", out) }
                #expect(try names(out) == [ResultFolder.failedRejects])
                #expect(throws: (any Error).self) { try run(command, empty, "--out", out) }
                #expect(try names(out).isEmpty)
            }
        }
    }
}
