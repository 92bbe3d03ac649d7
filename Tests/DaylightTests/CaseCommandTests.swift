import ArgumentParser
import Foundation
import Inquiry
import Records
import Testing
import Workspace

@testable import daylight

/// The commands of a case as they are typed.
@Suite("A case from its making to its archive")
struct CaseCommandTests {
    /// Three accounts share three links within seconds.
    private static let shares: String = {
        var rows = ["object_id,account_id,content_id,timestamp_share"]
        for link in 0..<3 {
            for (offset, name) in ["0042", "bea", "ana"].enumerated() {
                rows.append("link\(link),\(name),\(name)-\(link),\(1_700_000_003 + link * 1001 + offset * 5)")
            }
        }
        return rows.joined(separator: "\n") + "\n"
    }()

    private static func withCase(_ body: (_ folder: String, _ target: String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            try Data(shares.utf8).write(to: URL(fileURLWithPath: folder + "/shares.csv"))
            try run("init", folder + "/case")
            try body(folder, folder + "/case")
        }
    }

    private static func run(_ words: String...) throws {
        var command = try Daylight.parseAsRoot(words)
        try command.run()
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("an investigation of a case finds what one of its files finds, byte for byte")
    func investigates() throws {
        try Self.withCase { folder, target in
            try Self.run("import", folder + "/shares.csv", "--case", target, "--quiet")
            try Self.run("investigate", "--case", target, "--fdr", "none", "--quiet")
            try Self.run("investigate", folder + "/shares.csv", "--out", folder + "/out", "--fdr", "none", "--quiet")
            for name in ["networks.csv", "edges.csv", "accounts.csv", "graph.gexf", "rejects.ndjson"] {
                #expect(try text("\(target)/runs/1/\(name)") == text("\(folder)/out/\(name)"))
            }
            try Self.run("networks", "list", "--case", target, "--quiet")
            try Self.run("networks", "explain", "0042", "ana", "--case", target, "--run", "1", "--quiet")
            try Self.run("report", "--case", target, "--out", folder + "/copy.html")
            #expect(try text(folder + "/copy.html") == text(target + "/runs/1/report.html"))
            try Self.run("detect", "--case", target, "--quiet")
            try Self.run("case", "check", "--case", target, "--quiet")
        }
    }

    @Test("what was rejected when a case was filled does not make its questions partial")
    func rejectsStayInTheCase() throws {
        try Self.withCase { folder, target in
            let known = URL(fileURLWithPath: folder + "/known.csv")
            try Data("account,group\nana,g\nbea,g\n".utf8).write(to: known)
            try Data((Self.shares + "link0,eve,e1,never\n").utf8).write(
                to: URL(fileURLWithPath: folder + "/shares.csv"))
            #expect(throws: ExitCode(3)) {
                try Self.run("import", folder + "/shares.csv", "--case", target, "--quiet")
            }
            try Self.run("detect", "--case", target, "--quiet")
            try Self.run("evaluate", "--case", target, "--truth", known.path, "--resamples", "20", "--quiet")
        }
    }

    @Test("an old run is explained from what had been imported then")
    func explainsOldRuns() throws {
        try Self.withCase { folder, target in
            try Self.run("import", folder + "/shares.csv", "--case", target, "--quiet")
            try Self.run("investigate", "--case", target, "--fdr", "none", "--quiet")
            let more = Self.shares.replacingOccurrences(of: "link", with: "other")
            try Data(more.utf8).write(to: URL(fileURLWithPath: folder + "/more.csv"))
            try Self.run("import", folder + "/more.csv", "--case", target, "--quiet")
            try Self.run("investigate", "--case", target, "--fdr", "none", "--quiet")
            for (number, coacts) in [(1, 3), (2, 6)] {
                let run = try StoredRun(folder: "\(target)/runs/\(number)")
                let explanation = try run.explain(
                    "0042", "ana", version: Daylight.version, threads: 1, progress: .silent)
                #expect(explanation.items.count == coacts)
            }
        }
    }

    @Test("a case is shown, checked, archived and restored, and a changed result is found")
    func looksAfter() throws {
        try Self.withCase { folder, target in
            try Self.run("import", folder + "/shares.csv", "--case", target, "--quiet")
            try Self.run("investigate", "--case", target, "--fdr", "none", "--quiet")
            try Self.run("case", "show", "--case", target, "--quiet")
            try Self.run("case", "rejects", "--case", target, "--quiet")
            try Self.run("case", "links", "--case", target, "--quiet")
            try Self.run("case", "archive", folder + "/case.tar.gz", "--case", target)
            try Self.run("case", "restore", folder + "/case.tar.gz", "--case", folder + "/restored")
            try Self.run("networks", "list", "--case", folder + "/restored", "--quiet")
            try Self.run("case", "check", "--case", folder + "/restored", "--quiet")
            try Data("changed".utf8).write(to: URL(fileURLWithPath: target + "/runs/1/edges.csv"))
            #expect(throws: ExitCode(2)) { try Self.run("case", "check", "--case", target, "--quiet") }
        }
    }

    @Test("wrong usage is told apart from failure")
    func usage() throws {
        try Self.withCase { folder, target in
            #expect(throws: (any Error).self) { try Self.run("import", "--case", target) }
            #expect(throws: (any Error).self) { try Self.run("detect", folder + "/shares.csv", "--case", target) }
            #expect(throws: (any Error).self) { try Self.run("detect", "--case", target, "--platform", "x") }
            #expect(throws: (any Error).self) { try Self.run("networks", "list", "--case", target, "--run", "x") }
            #expect(throws: CaseError.self) { try Self.run("networks", "list", "--case", target) }
            #expect(throws: (any Error).self) {
                try Self.run("investigate", "--case", target, "--fdr", "none", "--quiet")
            }
            #expect(throws: CaseError.self) { try Self.run("init", target) }
            #expect(throws: CaseError.self) { try Self.run("case", "show", "--case", folder + "/nothing") }
        }
    }
}
