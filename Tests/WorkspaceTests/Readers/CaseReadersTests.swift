import Corpus
import Foundation
import GRDB
import Intake
import Records
import Testing

@testable import Workspace

@Suite("Readers of a case")
struct CaseReadersTests {
    private let fixture: CaseFixture

    init() throws { fixture = try CaseFixture() }

    private func scene() throws -> (CaseReaders, SearchIndex) {
        let rows = (0..<12).map { ("\(100 + $0)", "author\($0 % 2)", $0 * 10, $0, "\"say #tag\($0 % 3) it\"") }
        try fixture.take(try fixture.file("a.csv", CaseFixture.videos(rows) + "no,row\nnor,this\n"))
        let readers = try CaseReaders(of: fixture.folder)
        let index = try SearchIndex.open(of: fixture.folder)
        try index.update(from: readers)
        return (readers, index)
    }

    @Test("the totals are those that counting gives")
    func totals() throws {
        let (readers, _) = try scene()
        let totals = try readers.totals()
        for (table, count) in [
            ("accounts", totals.accounts), ("posts", totals.posts), ("events", totals.events),
            ("objects", totals.objects),
            ("imports", totals.imports), ("rejects", totals.rejects), ("runs", totals.runs),
        ] {
            #expect(try fixture.column("SELECT CAST(count(*) AS TEXT) FROM \(table)") == ["\(count)"], "\(table)")
        }
        #expect(totals.posts == 12)
    }

    @Test("readers see what is imported while they are open")
    func live() throws {
        let (readers, _) = try scene()
        let before = try readers.version()
        #expect(try readers.imports().map(\.name) == ["a.csv"])
        try fixture.take(try fixture.file("b.csv", CaseFixture.videos([("900", "late", 5, 1, "words")])))
        #expect(try readers.version() != before)
        #expect(try readers.imports().map(\.name) == ["a.csv", "b.csv"])
        #expect(try readers.totals().posts == 13)
        #expect(throws: CaseError.self) {
            try readers.read { try $0.execute(sql: "DELETE FROM posts") }
        }
    }

    @Test("an account's page has its handles, and its posts by page, the newest first")
    func accounts() throws {
        let (readers, index) = try scene()
        let key = AccountKey(platform: .tiktok, kind: .handle, value: "author1")
        let number = try #require(try readers.accountNumber(key))
        #expect(try readers.accountNumbers(called: "@Author1") == [number])
        let account = try #require(try readers.account(number))
        #expect(account.key == key)
        #expect(try readers.account(999) == nil)
        #expect(try readers.accountLines([number, 999]).map(\.key) == [key])
        let page = try index.items(ofAccount: number, limit: 4)
        #expect(try readers.lines(page.items.map(\.item)).map(\.post.identifier) == ["111", "109", "107", "105"])
        let mark = try #require(page.next)
        #expect(ItemMark(mark.text) == mark)
        let rest = try index.items(ofAccount: number, before: mark, limit: 4)
        #expect(try readers.lines(rest.items.map(\.item)).map(\.post.identifier) == ["103", "101"])
        #expect(rest.next == nil)
        #expect(try index.itemCount(ofAccount: number, upTo: 100) == 6)
        for text in ["", "1", "1.", "1.-1", "x.1", "1.2.3"] { #expect(ItemMark(text) == nil) }
    }

    @Test("a post's page has its file, record, objects, counters and what it said later")
    func posts() throws {
        let (readers, _) = try scene()
        let item = try #require(try readers.item(platform: .tiktok, identifier: "103"))
        #expect(
            try readers.items(at: [Citation(source: 0, row: 4), Citation(source: 7, row: 4)]) == [item, nil])
        #expect(try readers.item(platform: .x, identifier: "103") == nil)
        try fixture.take(
            try fixture.file("b.csv", CaseFixture.videos([("103", "author1", 30, 77, "\"said otherwise\"")])))
        let post = try #require(try readers.post(item))
        #expect(post.file == "a.csv")
        #expect(post.fileSHA256 == (try readers.imports()[0].sha256))
        #expect(post.line.post.citation == Citation(source: 0, row: 4))
        #expect(post.line.post.text == "say #tag0 it")
        #expect(post.revisions.map(\.text) == ["said otherwise"])
        #expect(post.counters.compactMap(\.counters.views).sorted() == [3, 77])
        #expect(post.objects.map(\.object).contains(TracedObject(trace: .hashtag, value: "tag0")))
        for (number, object) in post.objects { #expect(try readers.objectNumber(object, platform: .tiktok) == number) }
        let numbers = try readers.objectNumbers(of: [post.line.post])
        #expect(
            numbers
                == Dictionary(
                    post.line.post.objects.map { object in
                        (PlacedObject(object, on: .tiktok), post.objects.first { $0.object == object }?.number)
                    }
                    .compactMap { placed, number in number.map { (placed, $0) } }, uniquingKeysWith: { one, _ in one }))
        #expect(!numbers.isEmpty)
        #expect(try readers.post(CaseItem(number: 999, isEvent: false)) == nil)
    }

    @Test("rejects come by page, in the order of their records")
    func rejects() throws {
        let (readers, _) = try scene()
        let first = try readers.rejects(ofImport: 1, limit: 1)
        #expect(first.rejects.map(\.rejection.row) == [13])
        let second = try readers.rejects(ofImport: 1, after: try #require(first.next), limit: 1)
        #expect(second.rejects.map(\.rejection.row) == [14])
        #expect(second.next == nil)
        #expect(throws: CaseError.self) { try readers.rejects(ofImport: 9, limit: 1) }
    }

    @Test("no page goes through a large table")
    func plans() throws {
        let (readers, index) = try scene()
        let queries = Queries()
        try readers.pool.read { database in
            for sql in queries.ofCase {
                let plan = try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
                for step in plan {
                    #expect(
                        !step.hasPrefix("SCAN") || step.contains("imports") || step.contains("CONSTANT"),
                        "\(sql): \(step)")
                    #expect(!step.contains("TEMP B-TREE"), "\(sql): \(step)")
                }
            }
        }
        try index.pool.read { database in
            for (table, column) in [("acts", "account"), ("uses", "object")] {
                let sql =
                    "SELECT time, item FROM \(table) WHERE \(column) = 1 AND (time, item) < (5, 5) ORDER BY time DESC, item DESC LIMIT 9"
                let plan = try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
                #expect(
                    plan.count == 1
                        && plan[0].hasPrefix("SEARCH \(table) USING PRIMARY KEY (\(column)=? AND (time,item)<(?,?))"),
                    "\(plan)")
            }
        }
    }

    /// The queries of the pages, with numbers in the places of what is bound.
    private struct Queries {
        let ofCase = [
            "SELECT id FROM accounts WHERE value = '1'",
            "SELECT account FROM handles WHERE handle = '1'",
            "SELECT handle, first, last FROM handles WHERE account = 1",
            "SELECT name FROM profiles WHERE account = 1",
            "SELECT reason FROM identities CROSS JOIN accounts ON accounts.id = identities.b WHERE identities.a = 1",
            CaseReaders.postColumns.replacing("?", with: "1"),
            CaseReaders.eventColumns.replacing("?", with: "1"),
            "SELECT id FROM posts WHERE import = 1 AND row = 1 ORDER BY id LIMIT 1",
            "SELECT id FROM events WHERE import = 1 AND row = 1 ORDER BY id LIMIT 1",
            "SELECT id, value FROM objects WHERE digest = 1 AND trace = 1 AND platform IS NULL",
            "SELECT observed FROM counters WHERE post = 1 ORDER BY observed DESC, import DESC, row DESC",
            "SELECT observed FROM revisions WHERE post = 1 ORDER BY import, row",
            "SELECT flag, detail FROM flags WHERE post = 1 ORDER BY flag",
            "SELECT number FROM rejects WHERE import = 1 AND number > 1 ORDER BY number LIMIT 5",
            "SELECT id, time, import, row, objects FROM posts WHERE account = 1 AND time IS NOT NULL",
            "SELECT (SELECT max(id) FROM accounts), (SELECT max(id) FROM posts), (SELECT max(id) FROM events)",
        ]
    }
}
