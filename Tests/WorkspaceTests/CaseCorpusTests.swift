import Bytes
import Corpus
import Foundation
import Intake
import Records
import Testing

@testable import Workspace

@Suite("Reading a case back")
struct CaseCorpusTests {
    /// A corpus as lines that can be compared.
    private static func lines(_ corpus: Corpus) -> [String] {
        var lines: [String] = []
        for account in 0..<UInt32(corpus.accounts.count) {
            lines.append(
                "account \(corpus.accounts.key(account)) \(corpus.accounts.handle(account) ?? "-") "
                    + "\(corpus.accounts.postCounts[Int(account)]) \(corpus.accounts.firstTimes[Int(account)])")
        }
        lines.append("posts \(corpus.postCount) \(corpus.citations.all.map { "\($0.source):\($0.row)" })")
        for layer in corpus.layers {
            let actions = layer.actions
            let rows = (0..<actions.count).map { index in
                "\(layer.trace.name) \(layer.objects.string(actions.objects[index])) \(actions.accounts[index]) "
                    + "\(actions.times[index]) \(layer.identity(actions.posts[index]))"
            }
            lines += rows.sorted()
        }
        return lines
    }

    private func expectSame(_ fixture: CaseFixture, _ files: [SourceFile], _ traces: TraceSet = .all) throws {
        var builder = CorpusBuilder()
        _ = try Intake.read(
            files, options: IntakeOptions(traces: traces), into: &builder, reject: { _ in }, progress: .silent)
        for file in files { try fixture.take(file) { $0.batchRows = 2 } }
        let reading = try fixture.folder.corpus(traces: traces, progress: .silent)
        #expect(Self.lines(reading.corpus) == Self.lines(builder.finish()))
        #expect(reading.unfinished == [])
    }

    @Test("creation dates and views come back as the files give them, for those who ask")
    func details() throws {
        let fixture = try CaseFixture()
        let rows = [
            "post,name,when,made,seen,tags", "1,ana,2024-11-22T10:00:00Z,2016-03-04T05:06:07Z,12,a",
            "2,bob,2024-11-22T11:00:00Z,,,b", "3,ana,2024-11-22T12:00:00Z,2016-03-04T05:06:07Z,9,a",
        ]
        let file = try fixture.file("posts.csv", rows.joined(separator: "\n") + "\n")
        var options = IntakeOptions()
        options.mapping = try ColumnMapping("post=post,handle=name,time=when,created=made,views=seen,hashtags=tags")
        options.keepsDetails = true
        var builder = CorpusBuilder()
        _ = try Intake.read([file], options: options, into: &builder, reject: { _ in }, progress: .silent)
        try fixture.take(file) { $0.reading = options }
        let expected = builder.finish()
        #expect(expected.accounts.createdTimes == [1_457_067_967_000, AccountTable.unknownTime])
        #expect(expected.views == [12, Corpus.unknownViews, 9])
        let found = try fixture.folder.corpus(traces: .all, keepsDetails: true, progress: .silent).corpus
        #expect(found.accounts.createdTimes == expected.accounts.createdTimes)
        #expect(found.views == expected.views)
        #expect(try fixture.folder.corpus(traces: .all, progress: .silent).corpus.views.isEmpty)
    }

    @Test("posts of several files come back as the files give them")
    func posts() throws {
        let fixture = try CaseFixture()
        let rows = (0..<20).map { number in
            (
                "74400000000000000\(10 + number % 17)", "author\(number % 5)", number, number,
                "words of number \(number % 3) https://example.org/\(number % 4) @birch #b\(number % 3) #a"
            )
        }
        let first = try fixture.file("a.csv", CaseFixture.videos(Array(rows.prefix(12))))
        let second = try fixture.file("b.csv", CaseFixture.videos(Array(rows.suffix(10))))
        try expectSame(fixture, [first, second])
    }

    @Test("one trace alone comes back alone")
    func oneTrace() throws {
        let fixture = try CaseFixture()
        let rows = (0..<6).map { ("744000000000000000\($0)", "author\($0 % 3)", $0, $0, "text \($0 % 2) #t\($0 % 2)") }
        try expectSame(
            fixture, [try fixture.file("a.csv", CaseFixture.videos(rows))], TraceSet(.hashtag))
    }

    @Test("share events come back with their content ids settled")
    func shares() throws {
        let fixture = try CaseFixture()
        var text = "object_id,account_id,content_id,timestamp_share\n"
        for number in 0..<30 {
            text += "object\(number % 4),account\(number % 3),content\(number % 5),\(1_700_000_000 + number)\n"
        }
        try expectSame(fixture, [try fixture.file("events.csv", text)])
    }

    @Test("a handle whose id is learnt later is one account, in the case as in files")
    func learntHandles() throws {
        let fixture = try CaseFixture()
        let table = try fixture.file("a.csv", CaseFixture.videos([("7440000000000000001", "Amber", 1, 1, "x")]))
        let item = """
            {"id":1,"nav_index":"1:0:0","item_id":"7440000000000000002","timestamp_collected":1732300000000,\
            "source_platform":"tiktok.com","data":{"id":"7440000000000000002","desc":"hello #one","createTime":\
            1732233846,"author":{"id":"67001","uniqueId":"Amber","nickname":"A"},"music":{"id":"7001"}}}

            """
        try expectSame(fixture, [table, try fixture.file("b.ndjson", item)])
        #expect(try fixture.folder.identityLinks().map(\.reason) == ["learnt-handle"])
        #expect(try fixture.column("SELECT handle FROM handles") == ["amber"])
    }

    @Test("an earlier run's imports can be read alone")
    func firstImports() throws {
        let fixture = try CaseFixture()
        for number in 1...3 {
            try fixture.take(
                try fixture.file(
                    "\(number).csv", CaseFixture.videos([("744000000000000000\(number)", "a\(number)", 1, 1, "x")])))
        }
        let reading = try fixture.folder.corpus(traces: .all, rows: [1, 1], progress: .silent)
        #expect(reading.corpus.postCount == 2)
        #expect(reading.corpus.accounts.count == 2)
        #expect(reading.summary.files.map(\.path) == ["1.csv", "2.csv"])
    }

    @Test("a cited post shows what its file shows")
    func citedPosts() throws {
        let fixture = try CaseFixture()
        let file = try fixture.file(
            "a.csv",
            CaseFixture.videos([
                ("7440000000000000001", "Amber_1", 1, 1, "one #tag"),
                ("7440000000000000002", "birch", 2, 1, "two #tag"),
            ]))
        try fixture.take(file)
        let citations = [Citation(source: 0, row: 2), Citation(source: 0, row: 1)]
        let fromCase = try fixture.folder.posts(citations, traces: .all)
        let fromFile = try Intake.resolve(
            citations, sources: [file], options: IntakeOptions(), progress: .silent)
        #expect(fromCase == fromFile)
        #expect(throws: CaseError.self) {
            try fixture.folder.posts([Citation(source: 0, row: 9)], traces: .all)
        }
    }
}
