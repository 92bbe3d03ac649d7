import Coordination
import Exchange
import Foundation
import Intake
import Records
import TestSupport
import Testing

@testable import Inquiry

@Suite("An investigation from file to folder")
struct InvestigationTests {
    /// Three accounts that share three links within seconds, a bystander, and a row without a time.
    static let shares: String = {
        var rows = ["object_id,account_id,content_id,timestamp_share"]
        for link in 0..<3 {
            for (offset, name) in ["ana", "bob", "cyd"].enumerated() {
                rows.append("link\(link),\(name),\(name)\(link),\(1_700_000_000 + link * 1000 + offset * 5)")
            }
        }
        rows.append("link0,dan,d1,1700000002")
        rows.append("link0,eve,e1,yesterday")
        return rows.joined(separator: "\n") + "\n"
    }()

    private func question(_ path: String, threads: Int = 1, window: String = "60s") throws -> Question {
        Question(
            sources: [SourceFile(path: path)],
            search: SearchParameters(windows: [try #require(Window(window))], threads: threads))
    }

    private func run(_ question: Question, into folder: String) throws -> RunManifest {
        let results = try ResultFolder(path: folder)
        let answer = try question.answer(reject: results.reject, progress: .silent)
        try results.finishRejects()
        try results.write(answer)
        let manifest = answer.manifest(
            command: "investigate", version: "1", results: results.outputs,
            execution: RunManifest.Execution(
                started: "", wallSeconds: 0, cpuSeconds: 0, threads: question.search.threads, host: "",
                paths: question.sources.map(\.path), arguments: []))
        try results.finish(manifest)
        return manifest
    }

    @Test("the group is found, the bystander is not, and the bad row is listed")
    func findsTheGroup() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", Self.shares)
        let manifest = try run(question(path), into: scratch.path + "/out")
        #expect(manifest.counts == .init(posts: 10, accounts: 4, actions: 10, edges: 3, networks: 1))
        #expect(manifest.inputs[0].rejected.values.reduce(0, +) == 1)
        let accounts = String(decoding: try scratch.bytes("out/accounts.csv"), as: UTF8.self)
        #expect(accounts.contains("N1,unstated,id,ana"))
        #expect(!accounts.contains("dan"))
        let rejects = String(decoding: try scratch.bytes("out/rejects.ndjson"), as: UTF8.self)
        #expect(rejects.contains("\"file\":\"shares.csv\"") && rejects.contains("\"row\":11"))
    }

    @Test("two machines with other folders and other numbers of threads leave the same bytes")
    func sameBytes() throws {
        let (one, other) = (try Scratch(), try Scratch())
        var first = try run(question(one.file("shares.csv", Self.shares)), into: one.path + "/out")
        var second = try run(question(other.file("shares.csv", Self.shares), threads: 2), into: other.path + "/out")
        for name in ["networks.csv", "edges.csv", "accounts.csv", "graph.gexf", "rejects.ndjson"] {
            #expect(try one.bytes("out/" + name) == other.bytes("out/" + name))
        }
        second.execution = first.execution
        #expect(first == second)
        first.version = "2"
        #expect(first != second)
    }

    @Test("the manifest tells for each trace and window how many pairs were tested")
    func testedPairs() throws {
        let scratch = try Scratch()
        var question = try question(scratch.file("shares.csv", Self.shares))
        question.search = SearchParameters(
            windows: [Window(milliseconds: 5000), Window(milliseconds: 60_000)], minimumWeight: 3,
            chance: ChanceModel(correction: .attainable))
        let search = try #require(try run(question, into: scratch.path + "/out").searches.first)
        let tested = try #require(search.tested)
        #expect(Set(tested.keys) == ["5s", "60s"] && Set(tested.keys) == Set(search.edges.keys))
        let answer = try question.answer(reject: { _ in }, progress: .silent)
        for layer in answer.layers { #expect(tested[layer.window.description] == layer.tested?.count) }
    }

    @Test("a pair is explained with both posts and where they stand")
    func explains() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", Self.shares)
        _ = try run(question(path), into: scratch.path + "/out")
        let stored = try StoredRun(folder: scratch.path + "/out")
        let explanation = try stored.explain("bob", "ana", version: "1", threads: 1, progress: .silent)
        #expect(explanation.items.map(\.object) == ["link0", "link1", "link2"])
        #expect(explanation.items[0].earlier.account.value == "ana")
        #expect(explanation.items[0].earlier.citation == Citation(source: 0, row: 1))
        #expect(explanation.items[0].later.citation == Citation(source: 0, row: 2))
        #expect(throws: InquiryError.self) {
            try stored.explain("bob", "nobody", version: "1", threads: 1, progress: .silent)
        }
    }

    @Test("a run whose input has changed explains nothing")
    func refusesChangedInput() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", Self.shares)
        _ = try run(question(path), into: scratch.path + "/out")
        _ = try scratch.file("shares.csv", Self.shares + "link9,ana,z,1700000000\n")
        let stored = try StoredRun(folder: scratch.path + "/out")
        #expect(throws: InquiryError.self) {
            try stored.explain("ana", "bob", version: "1", threads: 1, progress: .silent)
        }
    }

    @Test("a window finer than the data's times is refused, unless that is wanted")
    func coarseTimes() throws {
        let scratch = try Scratch()
        var rows = ["object_id,account_id,content_id,timestamp_share"]
        for index in 0..<200 { rows.append("o\(index % 7),a\(index % 5),c\(index),\(1_699_999_980 + index * 60)") }
        let path = try scratch.file("minutes.csv", rows.joined(separator: "\n"))
        var question = try question(path, window: "10s")
        #expect(throws: InquiryError.self) { try question.answer(reject: { _ in }, progress: .silent) }
        question.acceptsCoarseTime = true
        #expect(try question.answer(reject: { _ in }, progress: .silent).notes.contains { $0.contains("minute") })
    }

    @Test("what was left out is told with its largest object")
    func cappedNote() throws {
        let scratch = try Scratch()
        var question = try question(try scratch.file("shares.csv", Self.shares))
        question.search.objectCap = 2
        let notes = try question.answer(reject: { _ in }, progress: .silent).notes
        #expect(notes.contains { $0.contains("3 objects of trace") && $0.contains("at most 4, on 'link0'") })
    }

    @Test(
        "a mapping and the leave to unpack anything survive in the manifest",
        arguments: ["space", "tab", "semicolon", "pipe", "comma", ";"])
    func mappingSurvives(separator: String) throws {
        let scratch = try Scratch()
        let path = try scratch.file("own.csv", "who,when,tags\nana,1700000001,x\nbob,1700000002,x\n")
        var question = try question(path)
        let mapping = try ColumnMapping("account=who,time=when,hashtags=tags,separator=\(separator)")
        #expect(try ColumnMapping(mapping.pairs.joined(separator: ",")) == mapping)
        question.intake.mapping = mapping
        question.intake.allowsAnyExpansion = true
        let manifest = try run(question, into: scratch.path + "/out")
        #expect(manifest.parameters.allowsExpansion)
        let again = try Question(manifest, paths: [path], threads: 1)
        #expect(again.intake.mapping == mapping)
        #expect(again.intake.allowsAnyExpansion)
    }

    @Test("a manifest is read back as it was written")
    func manifestRoundTrip() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", Self.shares)
        let manifest = try run(question(path), into: scratch.path + "/out")
        #expect(try StoredRun(folder: scratch.path + "/out").manifest == manifest)
        #expect(throws: InquiryError.self) { try StoredRun(folder: scratch.path) }
    }

    @Test("a result that somebody changed is not shown as the run's")
    func refusesAlteredResult() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", Self.shares)
        _ = try run(question(path), into: scratch.path + "/out")
        let stored = try StoredRun(folder: scratch.path + "/out")
        #expect(try stored.contents(of: "accounts.csv") == scratch.bytes("out/accounts.csv"))
        _ = try scratch.file("out/accounts.csv", "network,account\nN1,somebody else\n")
        #expect(throws: InquiryError.self) { try stored.contents(of: "accounts.csv") }
    }

    @Test("a failed run leaves an older one as it was, and its own rejects beside it")
    func failureKeepsTheOlderRun() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", Self.shares)
        _ = try run(question(path), into: scratch.path + "/out")
        let before = try scratch.bytes("out/run.json")
        let failed = try ResultFolder(path: scratch.path + "/out")
        failed.reject(Rejection(file: "a", row: 1, field: nil, reason: "bad", detail: "bad"))
        try failed.abandon()
        #expect(try scratch.bytes("out/run.json") == before)
        #expect(try StoredRun(folder: scratch.path + "/out").contents(of: "edges.csv").isEmpty == false)
        #expect(try !scratch.bytes("out/" + ResultFolder.failedRejects).isEmpty)
    }

    @Test("what a killed run left behind goes with the next one")
    func clearsAfterAKill() throws {
        let scratch = try Scratch()
        try scratch.file("shares.csv", Self.shares)
        try FileManager.default.createDirectory(
            atPath: scratch.path + "/out/.unfinished", withIntermediateDirectories: true)
        try scratch.file("out/.unfinished/rejects.ndjson.1.part", "half a li")
        let results = try ResultFolder(path: scratch.path + "/out")
        #expect(results.replacesUnfinished)
        try results.abandon()
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out/.unfinished"))
        #expect(try !ResultFolder(path: scratch.path + "/out").replacesUnfinished)
    }

    @Test("two runs never write into one folder at once, and the second says why it does not")
    func twoRuns() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/out"
        let first = try ResultFolder(path: folder)
        #expect(throws: ExchangeError.inUse(path: folder)) { try ResultFolder(path: folder) }
        // The refusal took nothing away from the first.
        first.reject(Rejection(file: "a", row: 1, field: nil, reason: "bad", detail: "bad"))
        try first.abandon()
        try ResultFolder(path: folder).abandon()
        #expect(ExchangeError.inUse(path: folder).description.contains("another run is writing into this folder"))
    }
}
