import Bytes
import Corpus
import Foundation
import GRDB
import Glibc
import Intake
import Oversight
import Records
import Synchronization
import Testing

@testable import Workspace

@Suite("Importing into a case")
struct ImportTests {
    private static let two = [
        ("7440000000000000001", "amber", 1, 10, "one #tag"), ("7440000000000000002", "birch", 5, 20, "two #tag"),
    ]

    @Test("the same file imported twice changes nothing")
    func twice() throws {
        let fixture = try CaseFixture()
        let file = try fixture.file("a.csv", CaseFixture.videos(Self.two))
        let first = try fixture.take(file)
        #expect(first.state == .imported)
        #expect((first.summary.accepted, first.summary.repeated) == (2, 0))
        let digest = try fixture.digest()
        let again = try fixture.take(file)
        #expect(again.state == .known)
        #expect(again.number == first.number)
        #expect(again.summary == first.summary)
        #expect(try fixture.digest() == digest)
    }

    @Test("when a file was collected is said once: a later word changes nothing, and the outcome tells the first")
    func collectedTwice() throws {
        let fixture = try CaseFixture()
        let file = try fixture.file("a.csv", CaseFixture.videos(Self.two))
        let (first, second) = (Instant(milliseconds: 1_733_000_000_000), Instant(milliseconds: 1_734_000_000_000))
        #expect(try fixture.take(file) { $0.collected = first }.collected == first)
        let again = try fixture.take(file) { $0.collected = second }
        #expect(again.state == .known && again.collected == first)
        #expect(try fixture.take(file).collected == first)
    }

    @Test("a later snapshot of a post adds counters and keeps the earlier ones; falling counters are flagged")
    func snapshots() throws {
        let fixture = try CaseFixture()
        try fixture.take(try fixture.file("a.csv", CaseFixture.videos(Self.two, snapshot: "2024-12-07")))
        let later = Self.two.map { ($0.0, $0.1, $0.2, $0.3 == 10 ? 15 : 3, $0.4) }
        let outcome = try fixture.take(
            try fixture.file("b.csv", CaseFixture.videos(later, snapshot: "2024-12-09")))
        #expect(outcome.summary.repeated == 2)
        #expect(try fixture.column("SELECT count(*) FROM posts") == ["2"])
        #expect(try fixture.column("SELECT views FROM counters ORDER BY post, observed") == ["10", "15", "20", "3"])
        #expect(try fixture.column("SELECT post || flag || detail FROM flags") == ["2views-fell20 then 3"])
    }

    @Test("an edited text is kept beside the first one")
    func edited() throws {
        let fixture = try CaseFixture()
        try fixture.take(try fixture.file("a.csv", CaseFixture.videos(Self.two)))
        let edited = [("7440000000000000001", "amber", 1, 10, "something else"), Self.two[1]]
        try fixture.take(try fixture.file("b.csv", CaseFixture.videos(edited)))
        let texts = try fixture.column("SELECT text FROM contents ORDER BY post")
        #expect(texts == ["one #tag", "two #tag"])
        #expect(try fixture.column("SELECT text FROM revisions") == ["something else"])
    }

    @Test("a post seen under two names links the accounts and joins nothing")
    func renamed() throws {
        let fixture = try CaseFixture()
        try fixture.take(try fixture.file("a.csv", CaseFixture.videos(Self.two)))
        let renamed = [("7440000000000000001", "amber.new", 1, 10, "one #tag")]
        try fixture.take(try fixture.file("b.csv", CaseFixture.videos(renamed)))
        let links = try fixture.folder.identityLinks()
        #expect(links.map(\.reason) == ["same-post"])
        #expect([links[0].a.key.value, links[0].b.key.value] == ["amber", "amber.new"])
    }

    @Test("a dry run says what an import would bring, and leaves nothing")
    func rehearsal() throws {
        let fixture = try CaseFixture()
        let digest = try fixture.digest()
        let file = try fixture.file("a.csv", CaseFixture.videos(Self.two))
        let outcome = try fixture.take(file) { $0.isRehearsal = true }
        #expect(outcome.summary.accepted == 2)
        let untouched = try fixture.digest()
        #expect(untouched == digest)
        #expect(try fixture.take(file).state == .imported)
    }

    @Test("a file that cannot be read leaves nothing, and others can follow")
    func unreadable() throws {
        let fixture = try CaseFixture()
        let digest = try fixture.digest()
        #expect(throws: CaseError.self) { try fixture.take(try fixture.file("x.csv", "a,b\n1,2\n")) }
        #expect(throws: CaseError.self) { try fixture.take(SourceFile(path: fixture.root + "/none.csv")) }
        #expect(try fixture.digest() != "")
        let outcome = try fixture.take(try fixture.file("a.csv", CaseFixture.videos(Self.two)))
        #expect(outcome.number == 1)
        #expect(try fixture.digest() != digest)
    }

    @Test("rejects are kept with file, row and reason")
    func rejects() throws {
        let fixture = try CaseFixture()
        let text = CaseFixture.videos(Self.two) + "7440000000000000003,,2024-11-22T00:00:09Z,1,words,,7001\n"
        try fixture.take(try fixture.file("a.csv", text))
        let rejects = try fixture.folder.rejects()
        #expect(
            rejects.map { "\($0.number) \($0.rejection.file) \($0.rejection.row) \($0.rejection.reason)" } == [
                "1 a.csv 3 missing-account"
            ])
    }

    @Test("an import that stopped anywhere goes on, and comes to the same as one that did not")
    func resumed() throws {
        var rows: [(String, String, Int, Int, String)] = []
        for number in 0..<60 {
            rows.append(
                (
                    "744000000000000\(1000 + number % 50)", "author\(number % 7)", number, number,
                    "words \(number % 9) #t"
                ))
        }
        var text = CaseFixture.videos(rows)
        text += "744,,2024-11-22T00:00:09Z,1,broken,,\n" + "short,row\n"
        let whole = try CaseFixture()
        let expected = try whole.take(try whole.file("a.csv", text)) { $0.batchRows = 7 }
        let digest = try whole.digest()
        for stop in stride(from: 1, through: 62, by: 3) {
            let fixture = try CaseFixture()
            let file = try fixture.file("a.csv", text)
            try Interruption.run(fixture.folder, file, afterRows: UInt32(stop), batchRows: 7)
            #expect(try fixture.folder.check(progress: .silent).problems == [])
            let outcome = try fixture.take(file) { $0.batchRows = 7 }
            #expect(outcome.state == .resumed)
            #expect(outcome.summary == expected.summary)
            #expect(try fixture.digest() == digest, "stopped after \(stop) rows")
        }
    }

    @Test("who writes to a case keeps others out, and says who it is")
    func lock() throws {
        let fixture = try CaseFixture()
        let file = try fixture.file("a.csv", CaseFixture.videos(Self.two))
        let lock = try CaseLock(fixture.folder, waits: false)
        do {
            try fixture.take(file)
            Issue.record("two wrote at once")
        } catch CaseError.busy(_, let holder) {
            #expect(holder.contains("process \(getpid())"))
        }
        withExtendedLifetime(lock) {}
    }
}

@Suite("Entering something while an import goes on")
struct EnteringBesideImportTests {
    private final class Course: Sendable {
        let rows = Atomic<Int>(0)
        let isOver = Atomic<Bool>(false)
    }

    private static func exposure(_ name: String) throws -> Exposure {
        Exposure(name: name, source: .exposed, at: try StatedTime(reading: "2024-01-01"), by: "x", cohort: "c")
    }

    @Test("an import lets whoever enters something go first between two batches, and comes to the same")
    func between() throws {
        let rows = (0..<3_000).map { ("\(7_440_000_000_000_000_000 + $0)", "author\($0 % 9)", $0 % 500, $0, "text") }
        let alone = try CaseFixture()
        try alone.take(try alone.file("a.csv", CaseFixture.videos(rows)))
        let fixture = try CaseFixture()
        let file = try fixture.file("a.csv", CaseFixture.videos(rows))
        let course = Course()
        let path = fixture.folder.path
        let importing = Thread {
            var settings = ImportSettings(reading: IntakeOptions(), now: CaseFixture.now)
            settings.batchRows = 100
            settings.isCancelled = {
                course.rows.add(1, ordering: .relaxed)
                usleep(1_000)
                return false
            }
            do {
                let folder = try CaseFolder.open(at: path)
                _ = try folder.importFile(file, settings, reject: { _ in }, progress: .silent)
            } catch {
                Issue.record(error)
            }
            course.isOver.store(true, ordering: .relaxed)
        }
        importing.start()
        while course.rows.load(ordering: .relaxed) < 150 { usleep(1_000) }
        for number in 0..<5 { try fixture.folder.enter([Self.exposure("e\(number)")], at: CaseFixture.now) }
        let isOver = course.isOver.load(ordering: .relaxed)
        #expect(!isOver)
        while !course.isOver.load(ordering: .relaxed) { usleep(1_000) }
        #expect(try fixture.folder.current(Exposure.self).count == 5)
        #expect(try fixture.folder.check(progress: .silent).problems == [])
        for number in 0..<5 { try alone.folder.enter([Self.exposure("e\(number)")], at: CaseFixture.now) }
        #expect(try fixture.digest() == alone.digest())
    }

    @Test("who waits for a lock gives up when the case's patience ends, or when told to")
    func patience() throws {
        let fixture = try CaseFixture()
        let lock = try CaseLock(fixture.folder, .registers, waits: false)
        let other = try CaseFolder.open(at: fixture.folder.path, patience: .milliseconds(100))
        #expect {
            try other.enter([Self.exposure("e")], at: CaseFixture.now)
        } throws: { error in
            if case CaseError.busy(_, let holder) = error { holder.contains("process \(getpid())") } else { false }
        }
        #expect {
            try CaseLock(fixture.folder, .registers, waits: true, isCancelled: { true })
        } throws: { error in
            if case CaseError.cancelled = error { true } else { false }
        }
        withExtendedLifetime(lock) {}
    }
}

/// An import that is stopped after some rows: what a killed process leaves, too.
enum Interruption {
    private final class Count: Sendable {
        let asked = Atomic<UInt32>(0)
    }

    static func run(_ folder: CaseFolder, _ file: SourceFile, afterRows: UInt32, batchRows: Int64) throws {
        var settings = ImportSettings(reading: IntakeOptions(), now: CaseFixture.now)
        settings.batchRows = batchRows
        let count = Count()
        settings.isCancelled = { count.asked.add(1, ordering: .relaxed).newValue > afterRows }
        #expect(throws: CaseError.self) {
            _ = try folder.importFile(file, settings, reject: { _ in }, progress: .silent)
        }
    }
}
