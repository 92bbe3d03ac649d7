import Bytes
import Corpus
import Foundation
import GRDB
import Intake
import Records
import Testing

@testable import Workspace

@Suite("A case folder")
struct CaseFolderTests {
    @Test("what is no case is not opened, and what is there is not overwritten")
    func opening() throws {
        let fixture = try CaseFixture()
        #expect(throws: CaseError.self) { try CaseFolder.create(at: fixture.root + "/case") }
        #expect(throws: CaseError.self) { try CaseFolder.open(at: fixture.root + "/nothing") }
        let foreign = fixture.root + "/foreign"
        try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: true)
        try Data("no database, but long enough to be looked at as one".utf8).write(
            to: URL(fileURLWithPath: foreign + "/case.sqlite"))
        #expect(throws: CaseError.self) { try CaseFolder.open(at: foreign) }
        let other = fixture.root + "/other"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: other + "/case.sqlite")
        try queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        #expect(throws: CaseError.self) { try CaseFolder.open(at: other) }
    }

    @Test("a case whose file was cut or overwritten is damaged, and nobody else's")
    func damaged() throws {
        for damage in [Data(), Data("SQLite format 3".utf8), Data(repeating: 0, count: 50_000)] {
            let fixture = try CaseFixture()
            try fixture.folder.queue.close()
            // Of another case than the one that this process has open.
            try FileManager.default.copyItem(atPath: fixture.root + "/case", toPath: fixture.root + "/damaged")
            try damage.write(to: URL(fileURLWithPath: fixture.root + "/damaged/case.sqlite"))
            let error = #expect(throws: CaseError.self) { try CaseFolder.open(at: fixture.root + "/damaged") }
            guard case .damaged = error else { return #expect(Bool(false), "\(String(describing: error))") }
            #expect(error?.description.contains("case restore ARCHIVE --case") == true)
        }
    }

    @Test("a case of a later version is refused")
    func later() throws {
        let fixture = try CaseFixture()
        try fixture.folder.queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999-from-the-future')")
        }
        let error = #expect(throws: CaseError.self) { try CaseFolder.open(at: fixture.root + "/case") }
        #expect(error?.description.contains("later version") == true)
    }

    @Test("a case of every earlier version is brought forward with what it holds", arguments: Schema.versions)
    func migration(_ version: String) throws {
        let fixture = try CaseFixture()
        let path = fixture.root + "/old"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        do {
            let queue = try DatabaseQueue(path: CaseFolder.file(path))
            try queue.write { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
            try Schema.migrator.migrate(queue, upTo: version)
            try queue.write { try $0.execute(sql: Self.oldContent) }
            if version >= "0002" { try queue.write { try $0.execute(sql: Self.oldStatements) } }
            try queue.close()
        }
        let folder = try CaseFolder.open(at: path)
        #expect(try folder.check(progress: .silent).problems == [])
        let reading = try folder.corpus(traces: .all, progress: .silent)
        #expect(reading.corpus.postCount == 1)
        #expect(reading.corpus.accounts.label(0) == "amber")
        #expect(reading.corpus.layer(.url)?.objects.string(0) == "https://example.org/a")
        try fixture.take(
            try fixture.file("new.csv", CaseFixture.videos([("7440000000000000009", "birch", 1, 1, "x")])), into: folder
        )
        #expect(try folder.corpus(traces: .all, progress: .silent).corpus.postCount == 2)
        let contents = try folder.contents()
        #expect(contents.counts.first { $0.name == "claims" }?.count == (version >= "0002" ? 1 : 0))
    }

    private static let oldContent = """
        INSERT INTO platforms VALUES (7, 'tiktok');
        INSERT INTO traces VALUES (5, 'url');
        INSERT INTO imports (id, name, sha256, bytes, format, reading, started, rows_done, summary) VALUES
            (1, 'a.csv', 'aa', 10, 'tiktok-research-csv', '{}', 1700000000000, 1,
            '{"accepted":1,"bytes":10,"compression":"none","format":"tiktok-research-csv","notes":[],"path":"a.csv",\
        "rejected":0,"rejectedByReason":[],"repeated":0,"rows":1,"sha256":"aa"}');
        INSERT INTO accounts (id, platform, kind, value, handle) VALUES (1, 7, 'handle', 'amber', 'amber');
        INSERT INTO posts (id, platform, account, time, import, row, identifier, objects) VALUES
            (1, 7, 1, 1732233846000, 1, 1, '7440000000000000001', '[1]');
        INSERT INTO contents (post, text) VALUES (1, 'words');
        INSERT INTO objects (id, trace, digest, value) VALUES (1, 5, -5354483293844772436, 'https://example.org/a');
        """

    private static let oldStatements = """
        INSERT INTO claims (digest, import, row, statement, number, unit, comment, speaker, report)
        VALUES ('d', 1, 1, '658 accounts', 658, 'accounts', '', 'Somebody', 'A report');
        """

    @Test("an archive restores to the same case with its runs, and an altered one is refused")
    func archive() throws {
        let fixture = try CaseFixture()
        try fixture.take(
            try fixture.file("a.csv", CaseFixture.videos([("7440000000000000001", "amber", 1, 1, "x #t")])))
        let archive = fixture.root + "/case.tar.gz"
        try fixture.folder.archive(to: archive)
        let restored = try CaseFolder.restore(archive, to: fixture.root + "/restored")
        #expect(try fixture.digest(restored) == fixture.digest())
        #expect(throws: CaseError.self) { try CaseFolder.restore(archive, to: fixture.root + "/restored") }
        #expect(throws: CaseError.self) { try fixture.folder.archive(to: archive) }
        let short = fixture.root + "/short.tar.gz"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: archive))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: short))
        #expect(throws: CaseError.self) { try CaseFolder.restore(short, to: fixture.root + "/short") }
        #expect(!FileManager.default.fileExists(atPath: fixture.root + "/short"))
    }

    @Test("a check finds a row that was taken away, and one that refers to nothing")
    func damage() throws {
        let fixture = try CaseFixture()
        try fixture.take(
            try fixture.file("a.csv", CaseFixture.videos([("7440000000000000001", "amber", 1, 1, "x #t")])))
        let digest = try fixture.digest()
        try fixture.folder.queue.inDatabase { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM contents; DELETE FROM accounts;")
        }
        let check = try fixture.folder.check(progress: .silent)
        #expect(check.problems.count == 2)
        #expect(check.problems.contains { $0.contains("accounts") })
        #expect(check.digest != digest)
    }
}
