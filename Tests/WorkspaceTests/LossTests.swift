import Bytes
import Corpus
import Foundation
import Intake
import Records
import Synchronization
import Testing

@testable import Workspace

@Suite("Nothing is lost, and nothing is taken away")
struct LossTests {
    private static let bare = "who,post,when\namber,p1,2024-11-22T00:00:01Z\n"
    private static let rich = "who,post,when,words\namber,p1,2024-11-22T00:00:01Z,words #tag https://example.org/a\n"

    private static func mapping(_ text: String) throws -> ColumnMapping {
        try ColumnMapping("handle=who,post=post,time=when,platform=facebook" + text)
    }

    @Test("what an earlier source left open is filled in by a later one, and the case stays sound")
    func filledIn() throws {
        let fixture = try CaseFixture()
        try fixture.take(try fixture.file("a.csv", Self.bare)) { $0.reading.mapping = try? Self.mapping("") }
        try fixture.take(try fixture.file("b.csv", Self.rich)) { $0.reading.mapping = try? Self.mapping(",text=words") }
        let reading = try fixture.folder.corpus(traces: .all, progress: .silent)
        #expect(reading.corpus.layers.map(\.trace) == [.url, .domain, .hashtag])
        #expect(try fixture.column("SELECT text FROM contents") == ["words #tag https://example.org/a"])
        #expect(try fixture.digest() != "")
    }

    @Test("a post that was edited twice leaves a sound case with both texts")
    func edited() throws {
        let fixture = try CaseFixture()
        for (number, words) in ["first #one", "second #two", "third #three"].enumerated() {
            try fixture.take(
                try fixture.file("\(number).csv", CaseFixture.videos([("7440000000000000001", "amber", 1, 1, words)])))
        }
        #expect(try fixture.column("SELECT text FROM revisions ORDER BY import") == ["second #two", "third #three"])
        #expect(try fixture.digest() != "")
    }

    @Test("observations without a time of their own are all kept")
    func unstatedCounters() throws {
        let fixture = try CaseFixture()
        let rows = [100, 250, 900].map { ("7440000000000000001", "amber", 1, $0, "x") }
        try fixture.take(try fixture.file("a.csv", CaseFixture.videos(rows)))
        #expect(try fixture.column("SELECT views FROM counters ORDER BY row") == ["100", "250", "900"])
    }

    @Test("a failed reading takes nothing away that was imported")
    func failedReading() throws {
        let fixture = try CaseFixture()
        let file = try fixture.file("a.csv", "object_id,account_id,content_id,timestamp_share\n")
        try fixture.take(file)
        var other = file
        other.format = "tiktok-counters"
        #expect(throws: CaseError.self) { try fixture.take(other) { $0.isRehearsal = true } }
        #expect(throws: CaseError.self) { try fixture.take(other) }
        #expect(try fixture.column("SELECT count(*) FROM imports") == ["1"])
    }

    @Test("a file whose format is named is the file whose format was recognised")
    func namedFormat() throws {
        let fixture = try CaseFixture()
        var file = try fixture.file("a.csv", "object_id,account_id,content_id,timestamp_share\nx,a,p,1700000000\n")
        try fixture.take(file)
        file.format = "share-events"
        #expect(try fixture.take(file).state == .known)
        #expect(try fixture.take(file) { $0.reading.allowsAnyExpansion = true }.state == .known)
    }

    @Test("profiles whose times run backwards come to the same after an interruption")
    func profilesBackwards() throws {
        let text = (0..<40).map { number in
            """
            {"id":"a1","at":\(1_800_000_000 - number),"n":"name \(number / 3)","f":\(number / 5)}

            """
        }.joined()
        func settings(_ settings: inout ImportSettings) {
            settings.batchRows = 7
            settings.reading.mapping = try? ColumnMapping("account=id,observed=at,name=n,followers=f,platform=x")
        }
        let whole = try CaseFixture()
        try whole.take(try whole.file("a.ndjson", text), settings)
        let digest = try whole.digest()
        for stop in [3, 9, 20, 33] {
            let fixture = try CaseFixture()
            let file = try fixture.file("a.ndjson", text)
            let asked = Counter()
            #expect(throws: CaseError.self) {
                try fixture.take(file) {
                    settings(&$0)
                    $0.isCancelled = { asked.next() > stop }
                }
            }
            #expect(try fixture.take(file, settings).state == .resumed)
            #expect(try fixture.digest() == digest)
        }
    }

    @Test("a file that changes while it is read is told, and stays visible")
    func changed() throws {
        let fixture = try CaseFixture()
        let rows = (0..<30).map { ("74400000000000000\(10 + $0)", "amber", $0, 1, "x") }
        let file = try fixture.file("a.csv", CaseFixture.videos(rows))
        let asked = Counter()
        let path = file.path
        let error = #expect(throws: CaseError.self) {
            try fixture.take(file) {
                $0.batchRows = 10
                $0.reading.sizes = .init(chunk: 256, window: 256)
                $0.isCancelled = {
                    if asked.next() == 2, let handle = FileHandle(forWritingAtPath: path) {
                        handle.seekToEndOfFile()
                        handle.write(Data("7449,birch,2024-11-22T00:00:01Z,1,late,,\n".utf8))
                    }
                    return false
                }
            }
        }
        #expect(error?.description.contains("changed while") == true)
        let problems = try fixture.folder.check(progress: .silent).problems
        #expect(problems.contains { $0.contains("changed while it was read") })
    }

    @Test("an address in a profile links the accounts, whichever was imported first", arguments: [true, false])
    func profileAddresses(_ profileFirst: Bool) throws {
        let fixture = try CaseFixture()
        let profile = #"{"id":"a1","h":"amber","n":"A","d":"more on https://www.tiktok.com/@birch.new"}"# + "\n"
        let take = [
            {
                try fixture.take(try fixture.file("p.ndjson", profile)) {
                    $0.reading.mapping = try? ColumnMapping(
                        "account=id,handle=h,name=n,description=d,platform=x")
                }
            },
            {
                try fixture.take(
                    try fixture.file("v.csv", CaseFixture.videos([("7440000000000000001", "birch.new", 1, 1, "x")])))
            },
        ]
        for step in profileFirst ? take : take.reversed() { _ = try step() }
        #expect(try fixture.folder.identityLinks().map(\.reason) == ["profile-address"])
    }

    @Test("texts keep what stands behind a zero byte")
    func zeroBytes() throws {
        let fixture = try CaseFixture()
        try fixture.take(
            try fixture.file("a.csv", "TLP,Observable (not an IOC!),Comment,Source\nWHITE,a[.]example,one\0two,S\n"))
        #expect(try fixture.column("SELECT length(CAST(comment AS BLOB)) FROM indicators") == ["7"])
    }

    @Test("a case that was tampered with is an error, not a crash")
    func tampered() throws {
        for change in [
            "UPDATE platforms SET name = name || 'land'", "UPDATE posts SET account = 99",
            "UPDATE accounts SET id = 1000000000000", "UPDATE posts SET id = 9223372036854775807",
            "UPDATE objects SET id = -id", "UPDATE imports SET summary = '{'",
            "UPDATE imports SET id = 9223372036854775807", "UPDATE posts SET objects = '[77, -3, x'",
        ] {
            let fixture = try CaseFixture()
            try fixture.take(
                try fixture.file("a.csv", CaseFixture.videos([("7440000000000000001", "amber", 1, 1, "x #t")])))
            try fixture.tamper(change)
            _ = try? fixture.folder.corpus(traces: .all, progress: .silent)
            _ = try? fixture.folder.check(progress: .silent)
            _ = try? fixture.folder.contents()
            _ = try? fixture.take(
                try fixture.file("b.csv", CaseFixture.videos([("7440000000000000002", "birch", 1, 1, "y")])))
        }
    }

    @Test("a restored case takes no name that is in use")
    func restoring() throws {
        let fixture = try CaseFixture()
        let archive = fixture.root + "/case.tar.gz"
        try fixture.folder.archive(to: archive)
        let notes = fixture.root + "/notes.txt"
        try Data("notes".utf8).write(to: URL(fileURLWithPath: notes))
        #expect(throws: CaseError.self) { try CaseFolder.restore(archive, to: notes) }
        #expect(try String(contentsOfFile: notes, encoding: .utf8) == "notes")
        _ = try CaseFolder.restore(archive, to: fixture.root + "/new/")
        #expect(try CaseFolder.open(at: fixture.root + "/new").check(progress: .silent).problems == [])
    }
}

/// Counts how often it is asked.
private final class Counter: Sendable {
    private let asked = Atomic<Int>(0)

    func next() -> Int { asked.add(1, ordering: .relaxed).newValue }
}
