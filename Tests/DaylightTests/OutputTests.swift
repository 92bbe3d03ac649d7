import ArgumentParser
import Exchange
import Foundation
import Records
import Testing

@testable import daylight

@Suite("Output")
struct OutputTests {
    private func text(_ format: OutputFormat, _ rows: [[Cell]]) throws -> String {
        let sink = TextSink.memory()
        var writer = try Rows(sink, format: format, header: ["name", "n"])
        for row in rows { try writer.write(row) }
        try writer.finish()
        return sink.text
    }

    private let rows: [[Cell]] = [[.text("a \"b\", c"), .integer(2)], [.missing, .number(0.5)]]

    @Test("the same rows come as CSV, lines, an array, or a table")
    func formats() throws {
        #expect(try text(.csv, rows) == "name,n\n\"a \"\"b\"\", c\",2\n,0.5\n")
        #expect(try text(.ndjson, rows) == "{\"name\":\"a \\\"b\\\", c\",\"n\":2}\n{\"name\":null,\"n\":0.5}\n")
        #expect(
            try text(.json, rows) == "[\n{\"name\":\"a \\\"b\\\", c\",\"n\":2},\n{\"name\":null,\"n\":0.5}\n]\n")
        #expect(try text(.json, []) == "[]\n")
        #expect(try text(.table, rows) == "name      n\na \"b\", c  2\n          0.5\n")
    }

    @Test("what is printed for a person cannot move the cursor or turn the line around")
    func visible() throws {
        #expect(Terminal.visible("a\u{1B}[2Jb\u{202E}c\u{7}") == "a[U+1B][2Jb[U+202E]c[U+7]")
        #expect(Terminal.visible("žluťoučký 😀\nنص") == "žluťoučký 😀\nنص")
        #expect(try text(.table, [[.text("\u{202E}x"), .missing]]).contains("[U+202E]x"))
    }

    @Test("progress says what, how much, how fast and how long still")
    func progressLine() {
        let step = Progress.Step(label: "reading a.csv", done: 50_000_000, total: 200_000_000, unit: "bytes")
        #expect(ProgressLine.line(step, seconds: 2) == "reading a.csv: 50 MB of 200 MB (25 %), 25 MB/s, 6 s left")
    }
}

@Suite("Command line")
struct CommandLineTests {
    @Test(
        "options that make no sense are refused before anything is read",
        arguments: [
            ["detect"], ["detect", "a.csv", "--window", "soon"], ["detect", "a.csv", "--trace", "smell"],
            ["detect", "a.csv", "--semantics", "cnt"], ["detect", "a.csv", "--pairs"],
            ["detect", "a.csv", "--semantics", "cooRTweet", "--edge-weight", "2"],
            ["investigate", "a.csv", "--min-weight", "0"], ["investigate", "a.csv", "--platform", "myspace"],
            ["read", "a.csv", "--as", "papyrus"], ["simulate", "--posts", "3"],
        ])
    func refused(arguments: [String]) {
        #expect(throws: (any Error).self) { try Daylight.parseAsRoot(arguments) }
    }

    @Test(
        "the examples of the README are understood",
        arguments: [
            [
                "detect", "shares.csv", "--semantics", "cooRTweet", "--window", "10s", "--min-participation", "2",
                "--pairs",
            ],
            ["detect", "shares.csv", "--semantics", "cnt", "--network", "co_link", "--window", "10s"],
            ["detect", "posts.csv", "--trace", "url,sound", "--window", "10s,1h,none", "--format", "csv"],
            ["investigate", "posts.csv", "--map", "account=user_id,post=id,time=created,text=body"],
            ["networks", "explain", "ana", "bob", "--run", "out"], ["doctor"], ["formats"],
        ])
    func understood(arguments: [String]) throws {
        _ = try Daylight.parseAsRoot(arguments)
    }

    @Test("a file that is larger than what is read of its kind is refused with both sizes, and not cut")
    func largeFiles() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/list.txt"
            try Data("0123456789".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try FileText.read(path, most: 10) == "0123456789")
            let fault = #expect(throws: FieldFault.self) { try FileText.read(path, most: 9) }
            #expect(fault?.detail.contains("has 10 bytes, and 9 are the most that is read of such a file") == true)
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(try FileText.bytes(path).isEmpty)
            #expect(throws: FieldFault.self) { try FileText.bytes(folder) }
            #expect(throws: FieldFault.self) { try FileText.bytes(folder + "/nothing") }
        }
    }
}
