import Foundation
import GRDB
import Intake
import Records
import Synchronization
import Testing

@testable import Workspace

@Suite("The index of words")
struct SearchIndexTests {
    private let fixture: CaseFixture

    init() throws { fixture = try CaseFixture() }

    private static let texts = [
        "Stop the steal now", "votează pentru Ștefan", "今天的选举结果公布了", "نتائج الانتخابات اليوم", "นายกรัฐมนตรีคนใหม่",
        "fire 🔥🔥 everywhere", "the steal was stopped",
    ]

    private func rows(_ texts: [String], from first: Int = 1) -> String {
        CaseFixture.videos(
            texts.enumerated().map { ("\(first + $0)", "author\($0 % 3)", first + $0, $0, "\"\($1)\"") })
    }

    private func scene(_ texts: [String] = texts) throws -> (CaseReaders, SearchIndex) {
        try fixture.take(try fixture.file("a.csv", rows(texts)))
        let readers = try CaseReaders(of: fixture.folder)
        let index = try SearchIndex.open(of: fixture.folder)
        return (readers, index)
    }

    private func found(_ index: SearchIndex, _ typed: String, _ field: SearchField = .posts) throws -> [Int64] {
        try index.find(SearchQuery(typed), in: field, limit: 100).numbers
    }

    @Test(
        "words are found in every script, whatever their case, accents and vowel signs",
        arguments: [
            ("steal", [7, 1]), ("STEAL stop", [1]), ("stop*", [7, 1]), (#""the steal""#, [7, 1]), (#""steal the""#, []),
            ("voteaza stefan", [2]), ("选举", [3]), ("结", [3]), ("举选", []), ("الانتخابات", [4]), ("الانْتِخابات", [4]),
            ("الانتخ*", [4]),
            ("รัฐมนตรี", [5]), ("🔥", [6]), ("nothing", []),
        ] as [(String, [Int64])])
    func scripts(_ typed: String, _ expected: [Int64]) throws {
        let (readers, index) = try scene()
        try index.update(from: readers)
        #expect(try found(index, typed) == expected)
    }

    @Test("SQLite's own trigrams would not find a word of two characters, which most Chinese words have")
    func trigrams() throws {
        let queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE VIRTUAL TABLE t USING fts5(x, tokenize='trigram');
                    INSERT INTO t VALUES ('今天的选举结果公布了');
                    """)
            #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM t WHERE t MATCH '\"选举\"'") == 0)
            #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM t WHERE t MATCH '\"选举结\"'") == 1)
        }
    }

    @Test(
        "signs of FTS5 in what somebody types are never an error",
        arguments: [
            "\"", "a\"b", "(", "a AND", "NEAR(a b)", "a:b", "*", "^a", "a\0b", "-a", "{a} :", "'; DROP TABLE marks; --",
            "a+b",
            "\"\u{308}", "x\"\u{308} y",
        ])
    func hostile(_ typed: String) throws {
        let (readers, index) = try scene(["a b"])
        try index.update(from: readers)
        for field in SearchField.allCases { _ = try found(index, typed, field) }
        #expect(try index.status(of: readers).isComplete)
    }

    @Test("whatever is typed, FTS5 reads it")
    func random() throws {
        let (readers, index) = try scene(["a b"])
        try index.update(from: readers)
        let alphabet: [Unicode.Scalar] = Array(
            "ab \"*()^:+-{},.'“„«选ن\u{308}\u{0640}\u{FE0F}\0\n🔥AND NOT OR NEAR".unicodeScalars)
        var state: UInt64 = 7
        for _ in 0..<3000 {
            var typed = String.UnicodeScalarView()
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                typed.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            _ = try found(index, String(typed))
        }
    }

    @Test("results come by page, the last imported first, and none twice or never")
    func pages() throws {
        let (readers, index) = try scene((0..<25).map { "word number \($0)" })
        try index.update(from: readers)
        var numbers: [Int64] = []
        var before: Int64?
        repeat {
            let page = try index.find(SearchQuery("word"), in: .posts, before: before, limit: 7)
            #expect(page.numbers.count <= 7)
            numbers += page.numbers
            before = page.next
        } while before != nil
        #expect(numbers == Array((1...25).reversed()))
        #expect(try index.count(SearchQuery("word"), in: .posts, upTo: 1000) == 25)
        #expect(try index.count(SearchQuery("word"), in: .posts, upTo: 10) == 10)
    }

    @Test("what is not indexed is told, and an index that was stopped goes on to the same")
    func resuming() throws {
        let (readers, index) = try scene()
        let empty = try index.status(of: readers)
        #expect(!empty.isComplete)
        #expect(empty.missing == empty.totals.posts + empty.totals.accounts + empty.totals.objects)
        let calls = Mutex(0)
        try index.update(
            from: readers, batch: 2,
            isCancelled: {
                calls.withLock {
                    $0 += 1; return $0 > 2
                }
            })
        #expect(try index.status(of: readers).posts == 4)
        #expect(try found(index, "steal") == [1])
        try index.close()
        let again = try SearchIndex.open(of: fixture.folder)
        try again.update(from: readers, batch: 2)
        #expect(try again.status(of: readers).isComplete)
        #expect(try found(again, "steal") == [7, 1])
        #expect(try again.status(of: readers).missing == 0)
    }

    @Test("what later imports add is found too, beside what stood there before")
    func additions() throws {
        let (readers, index) = try scene(["first words", "others"])
        try index.update(from: readers)
        try fixture.take(try fixture.file("b.csv", rows(["second words", "others"]) + ""))
        try fixture.take(try fixture.file("c.csv", rows(["third"], from: 9)))
        #expect(try index.status(of: readers).isStale)
        try index.update(from: readers, batch: 1)
        #expect(try found(index, "first") == [1])
        #expect(try found(index, "second") == [1])
        #expect(try found(index, "words") == [1])
        #expect(try found(index, "third") == [3])
        #expect(try index.status(of: readers).isComplete)
    }

    @Test("accounts are found by handle, and objects by what they are")
    func others() throws {
        let (readers, index) = try scene()
        try index.update(from: readers)
        #expect(try found(index, "author1", .accounts).count == 1)
        #expect(try found(index, "author*", .accounts).count == 3)
        let sounds = try readers.objects(try found(index, "7001", .objects))
        #expect(sounds.map(\.object) == [TracedObject(trace: .sound, value: "7001")])
        let object = try #require(sounds.first)
        let page = try index.items(onObject: object.number, limit: 3)
        #expect(page.items.map(\.item.number) == [7, 6, 5])
        let rest = try index.items(onObject: object.number, before: page.next, limit: 9)
        #expect(rest.items.map(\.item.number) == [4, 3, 2, 1] && rest.next == nil)
        #expect(try index.itemCount(onObject: object.number, upTo: 5) == 5)
    }

    @Test("an index of another version or of another case is made anew, and it is in no archive")
    func foreign() throws {
        let (readers, index) = try scene()
        try index.update(from: readers)
        try index.pool.write { try $0.execute(sql: "UPDATE marks SET value = 99 WHERE name = 'case'") }
        try index.close()
        let again = try SearchIndex.open(of: fixture.folder)
        #expect(try again.status(of: readers).posts == 0)
        try again.update(from: readers)
        try again.pool.write { try $0.execute(sql: "UPDATE marks SET text = 'other 1' WHERE name = 'case'") }
        try again.close()
        let third = try SearchIndex.open(of: fixture.folder)
        #expect(try third.status(of: readers).posts == 0)
        try third.close()
        try Data("no database".utf8).write(to: URL(fileURLWithPath: third.path + "/search.sqlite"))
        #expect(try SearchIndex.open(of: fixture.folder).status(of: readers).posts == 0)
        let archive = fixture.root + "/case.tar.gz"
        try fixture.folder.archive(to: archive)
        let restored = try CaseFolder.restore(archive, to: fixture.root + "/restored")
        #expect(!FileManager.default.fileExists(atPath: restored.path + "/index"))
    }

    @Test(
        "a real set is found by its words, in an index about as large as what it says",
        .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
    func real() throws {
        let root = try #require(ProcessInfo.processInfo.environment["DAYLIGHT_DATA"])
        try fixture.take(SourceFile(path: root + "/tiktok/videos_unique.csv.gz"))
        let readers = try CaseReaders(of: fixture.folder)
        let index = try SearchIndex.open(of: fixture.folder)
        try index.update(from: readers)
        let status = try index.status(of: readers)
        #expect(status.isComplete)
        #expect(status.totals.posts == 167_095)
        try index.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        let size = try FileManager.default.attributesOfItem(atPath: index.path + "/search.sqlite")[.size]
        let bytes = Double((size as? NSNumber)?.intValue ?? 0) / Double(status.totals.posts)
        // The posts say 635 bytes each.
        #expect(bytes < 800)
        #expect(try !found(index, "georgescu").isEmpty)
    }
}
