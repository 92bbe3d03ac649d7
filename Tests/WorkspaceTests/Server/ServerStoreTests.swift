import Foundation
import GRDB
import Glibc
import Records
import Testing

@testable import Workspace

@Suite("What the server keeps")
struct ServerStoreTests {
    private let now = CaseFixture.now
    private let fixture: CaseFixture

    init() throws { fixture = try CaseFixture() }

    private func later(_ seconds: Int64) -> Instant { Instant(milliseconds: now.milliseconds + seconds * 1000) }

    private func secret(_ byte: UInt8) -> [UInt8] { Array(repeating: byte, count: 32) }

    private func people(_ store: ServerStore) throws -> (admin: Person, analyst: Person) {
        let admin = try store.addPerson(
            name: "ada", displayName: "Ada", roles: [.admin], clearance: .red, passwordHash: "hash", at: now)
        let analyst = try store.addPerson(
            name: "ben", displayName: "Ben بن", roles: [.analyst, .viewer], clearance: .green,
            subject: Person.Subject(issuer: "https://id.example", subject: "7"), at: now)
        return (admin, analyst)
    }

    @Test("it is open to its owner alone, keeps what it acknowledged, and is in no archive and no digest")
    func place() throws {
        let digest = try fixture.digest()
        let store = try ServerStore.open(of: fixture.folder)
        _ = try people(store)
        func mode(_ path: String) throws -> Int {
            (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? 0
        }
        #expect(try mode(store.path) == 0o700)
        #expect(try mode(store.path + "/server.sqlite") == 0o600)
        #expect(try mode(store.path + "/server.sqlite-wal") == 0o600)
        let settings = try store.write { database in
            try [
                String.fetchOne(database, sql: "PRAGMA synchronous"),
                String.fetchOne(database, sql: "PRAGMA journal_mode"),
            ]
        }
        #expect(settings == ["2", "wal"])
        #expect(try fixture.digest() == digest)
        let archive = fixture.root + "/case.tar.gz"
        try fixture.folder.archive(to: archive)
        let restored = try CaseFolder.restore(archive, to: fixture.root + "/restored")
        #expect(!FileManager.default.fileExists(atPath: restored.path + "/server"))
        try store.close()
        #expect(try ServerStore.open(of: fixture.folder).people().map(\.name) == ["ada", "ben"])
    }

    @Test("what is open to others, a link, or another program's is refused with what to do")
    func modes() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let file = store.path + "/server.sqlite"
        try store.close()
        for (path, mode, repair) in [(file, 0o644, "chmod 600 "), (store.path, 0o755, "chmod 700 ")]
            as [(String, mode_t, String)]
        {
            chmod(path, mode)
            let error = #expect(throws: CaseError.self) { try ServerStore.open(of: fixture.folder) }
            #expect(error?.description.contains(repair + path) == true)
            chmod(path, path == file ? 0o600 : 0o700)
        }
        rename(file, file + ".old")
        symlink(file + ".old", file)
        #expect(throws: CaseError.self) { try ServerStore.open(of: fixture.folder) }
        unlink(file)
        let other = try DatabaseQueue(path: file)
        try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        try other.close()
        chmod(file, 0o600)
        let error = #expect(throws: CaseError.self) { try ServerStore.open(of: fixture.folder) }
        #expect(error?.description.contains("another program") == true)
    }

    @Test("people are found by name and by identity provider, and names are plain, unique and never 'local'")
    func names() throws {
        let store = try ServerStore.open(of: fixture.folder)
        #expect(try !store.hasPeople())
        let (ada, ben) = try people(store)
        #expect(try store.hasPeople())
        #expect(try store.person(named: "BEN") == ben)
        #expect(try store.person(of: Person.Subject(issuer: "https://id.example", subject: "7")) == ben)
        #expect(try store.person(of: Person.Subject(issuer: "https://other.example", subject: "7")) == nil)
        #expect(ada.hasPassword && !ben.hasPassword)
        #expect(try store.passwordHash(of: ada.id) == "hash")
        for name in ["ada", "local", "", "Ada", ".ada", "аda", "a b", "a\nb", String(repeating: "a", count: 65)] {
            #expect(throws: CaseError.self, "\(name)") {
                try store.addPerson(name: name, displayName: "A", roles: [], clearance: .clear, at: now)
            }
        }
        #expect(throws: CaseError.self) {
            try store.addPerson(name: "cem", displayName: "C\u{202E}", roles: [], clearance: .clear, at: now)
        }
        #expect(throws: CaseError.self) {
            try store.setSubject(Person.Subject(issuer: "https://id.example", subject: "7"), of: ada.id, at: now)
        }
    }

    @Test("the last who keeps the people can neither be shut out nor lose the role")
    func lastAdmin() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let (ada, ben) = try people(store)
        #expect(throws: CaseError.self) { try store.disable(person: ada.id, at: now) }
        #expect(throws: CaseError.self) { try store.change(person: ada.id, roles: [.viewer]) }
        #expect(try store.change(person: ben.id, roles: [.admin], clearance: .amberStrict).roles == [.admin])
        try store.disable(person: ada.id, at: now)
        #expect(try store.person(ada.id).disabled == now)
        #expect(throws: CaseError.self) { try store.disable(person: ben.id, at: now) }
        try store.enable(person: ada.id)
        #expect(try store.person(ada.id).disabled == nil)
    }

    @Test("a session is found by its secret until it ends, expires, lies idle, or its person is shut out")
    func sessions() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let (_, ben) = try people(store)
        let begun = try store.beginSession(secret: secret(1), person: ben.id, at: now, expires: later(3600))
        #expect(begun.digest.count == 64)
        #expect(try store.session(secret: secret(2), at: now) == nil)
        // A use is written down once a minute.
        #expect(try store.session(secret: secret(1), at: later(59))?.seen == now)
        #expect(try store.session(secret: secret(1), at: later(60))?.seen == later(60))
        #expect(try store.session(secret: secret(1), at: later(100))?.seen == later(60))
        #expect(try store.session(secret: secret(1), at: later(700), idle: 600_000) == nil)
        #expect(try store.session(secret: secret(1), at: later(3600)) == nil)
        // What somebody is now counts, not what they were.
        _ = try store.change(person: ben.id, roles: [.auditor])
        #expect(try store.session(secret: secret(1), at: later(61))?.person.roles == [.auditor])
        try store.endSession(digest: begun.digest, at: later(62))
        #expect(try store.session(secret: secret(1), at: later(63)) == nil)
        _ = try store.beginSession(secret: secret(3), person: ben.id, at: now, expires: later(3600))
        // Whom a provider vouches for has no password beside it; untied, their sessions have ended.
        #expect(throws: CaseError.self) { try store.setPassword(hash: "new", of: ben.id, at: later(64)) }
        #expect(try store.session(secret: secret(3), at: later(64)) != nil)
        try store.setSubject(nil, of: ben.id, at: later(64))
        #expect(try store.session(secret: secret(3), at: later(64)) == nil)
        _ = try store.beginSession(secret: secret(6), person: ben.id, at: now, expires: later(3600))
        try store.setPassword(hash: "new", of: ben.id, at: later(64))
        #expect(try store.session(secret: secret(6), at: later(65)) == nil)
        _ = try store.beginSession(secret: secret(4), person: ben.id, at: now, expires: later(3600))
        try store.disable(person: ben.id, at: later(66))
        #expect(try store.session(secret: secret(4), at: later(67)) == nil)
        #expect(throws: CaseError.self) {
            try store.beginSession(secret: secret(5), person: ben.id, at: now, expires: later(1))
        }
        #expect(try store.sweepSessions(before: later(66)) == 3)
        #expect(try store.sweepSessions(before: later(67)) == 1)
    }

    @Test("no secret stands in the files")
    func secrets() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let (_, ben) = try people(store)
        let secret = Array("never to be seen in a file at all".utf8)
        _ = try store.beginSession(secret: secret, person: ben.id, at: now, expires: later(9))
        _ = try store.addToken(
            secret: secret, person: ben.id, label: "browser", scopes: ["import"], expires: nil, at: now)
        for ending in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: store.path + "/server.sqlite" + ending))
            #expect(bytes.range(of: Data(secret)) == nil)
        }
    }

    @Test("a token is found until it expires or is revoked, and is noted as used once a minute")
    func tokens() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let (ada, ben) = try people(store)
        let token = try store.addToken(
            secret: secret(1), person: ben.id, label: "browser", scopes: ["read", "import", "read"],
            expires: later(600), at: now)
        #expect(token.scopes == ["import", "read"])
        #expect(token.used == nil)
        #expect(try store.token(secret: secret(1), at: later(1))?.used == later(1))
        #expect(try store.token(secret: secret(1), at: later(60))?.used == later(1))
        #expect(try store.token(secret: secret(1), at: later(61))?.used == later(61))
        #expect(try store.token(secret: secret(1), at: later(600)) == nil)
        let other = try store.addToken(
            secret: secret(2), person: ada.id, label: "script", scopes: [], expires: nil, at: now)
        #expect(try store.token(secret: secret(2), at: later(1_000_000))?.id == other.id)
        try store.revokeToken(other.id, at: later(5))
        #expect(try store.token(secret: secret(2), at: later(6)) == nil)
        #expect(try store.tokens().map(\.id) == [other.id, token.id])
        #expect(try store.tokens(of: ben.id).map(\.label) == ["browser"])
        #expect(throws: CaseError.self) { try store.revokeToken(99, at: now) }
        #expect(throws: CaseError.self) {
            try store.addToken(secret: secret(3), person: ben.id, label: "x", scopes: ["a b"], expires: nil, at: now)
        }
    }

    @Test("jobs are claimed in their order, each once, and end once")
    func jobs() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let first = try store.enqueue(
            kind: "import", parameters: Array(#"{"b":1,"a":2}"#.utf8), askedBy: "ben", at: now)
        let second = try store.enqueue(kind: "search", parameters: Array("{}".utf8), askedBy: "ben", at: now)
        #expect(first.parameters == #"{"a":2,"b":1}"#)
        #expect(try store.claimJob(at: later(1))?.id == first.id)
        #expect(try store.claimJob(at: later(1))?.id == second.id)
        #expect(try store.claimJob(at: later(1)) == nil)
        let step = Job.Advance(Progress.Step(label: "reading", done: 3, total: nil, unit: "bytes"))
        #expect(try !store.note(step, of: first.id))
        #expect(try store.job(first.id).advance == step)
        #expect(try store.cancel(job: first.id, at: later(2)).state == .running)
        #expect(try store.note(step, of: first.id))
        try store.finish(job: first.id, .cancelled, at: later(3))
        try store.finish(job: second.id, .done(result: #"{"run": 3}"#), at: later(4))
        #expect(try store.job(second.id).result == #"{"run":3}"#)
        #expect(throws: CaseError.self) { try store.finish(job: second.id, .failed(message: "late"), at: later(5)) }
        let third = try store.enqueue(kind: "search", parameters: Array("{}".utf8), askedBy: "ben", at: now)
        #expect(try store.cancel(job: third.id, at: later(6)).state == .cancelled)
        #expect(try store.claimJob(at: later(7)) == nil)
        #expect(try store.jobs(limit: 2).map(\.id) == [third.id, second.id])
        #expect(try store.jobs(before: second.id, limit: 2).map(\.id) == [first.id])
        #expect(try store.jobs(states: [.cancelled], limit: 9).map(\.id) == [third.id, first.id])
        #expect(throws: CaseError.self) {
            try store.enqueue(kind: "import", parameters: Array("no JSON".utf8), askedBy: "ben", at: now)
        }
    }

    @Test("after a restart a job that can be begun again waits, at most three times, and another says what happened")
    func restart() throws {
        let store = try ServerStore.open(of: fixture.folder)
        for kind in ["import", "notice", "import"] {
            _ = try store.enqueue(kind: kind, parameters: Array("{}".utf8), askedBy: "ben", at: now)
            _ = try store.claimJob(at: now)
        }
        _ = try store.cancel(job: 3, at: now)
        let jobs = try store.resumeAfterRestart(resumable: ["import"], at: later(1))
        #expect(jobs.map(\.state) == [.waiting, .interrupted, .cancelled])
        #expect(jobs.map(\.attempt) == [2, 1, 1])
        #expect(jobs[1].message == "the server ended while this ran; ask for it again")
        #expect(try store.resumeAfterRestart(resumable: ["import"], at: later(1)).isEmpty)
        _ = try store.claimJob(at: later(2))
        #expect(try store.resumeAfterRestart(resumable: ["import"], at: later(3)).map(\.attempt) == [3])
        _ = try store.claimJob(at: later(4))
        #expect(try store.resumeAfterRestart(resumable: ["import"], at: later(5)).map(\.state) == [.interrupted])
    }

    @Test("nobody allows their own request, and what has changed since is void")
    func approvals() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let (one, other) = (String(repeating: "a", count: 64), String(repeating: "b", count: 64))
        let subject = ApprovalRequest.Subject(kind: "package", name: "spring", digest: one)
        let asked = try store.ask(for: subject, by: "ben", reason: "it is ready", at: now)
        #expect(try store.ask(for: subject, by: "ben", reason: "again", at: later(1)) == asked)
        #expect(throws: CaseError.self) {
            try store.decide(asked.id, isGranted: true, by: "ben", digest: one, note: "", at: later(2))
        }
        #expect(throws: CaseError.self) {
            try store.decide(asked.id, isGranted: true, by: "ada", digest: other, note: "", at: later(2))
        }
        #expect(try store.grant(for: subject) == nil)
        let granted = try store.decide(asked.id, isGranted: true, by: "ada", digest: one, note: "read", at: later(3))
        #expect(granted.state(now: one) == .granted)
        #expect(granted.state(now: other) == .void)
        #expect(try store.grant(for: subject) == granted)
        #expect(throws: CaseError.self) {
            try store.decide(asked.id, isGranted: false, by: "cem", digest: one, note: "", at: later(4))
        }
        let changed = ApprovalRequest.Subject(kind: "package", name: "spring", digest: other)
        let second = try store.ask(for: changed, by: "ben", reason: "mended", at: later(5))
        #expect(try store.grant(for: subject) == nil)
        #expect(try store.approval(asked.id).state(now: one) == .void)
        #expect(try store.openApprovals().map(\.id) == [second.id])
        _ = try store.decide(second.id, isGranted: false, by: "ada", digest: other, note: "no", at: later(6))
        #expect(try store.grant(for: changed) == nil)
        #expect(try store.ask(for: changed, by: "ben", reason: "please", at: later(7)).id != second.id)
        #expect(try store.approvals(kind: "package", name: "spring").count == 3)
    }

    @Test("an upload is a private file of a plain name, and no name leads elsewhere")
    func uploads() throws {
        let store = try ServerStore.open(of: fixture.folder)
        let path = try store.makeUpload("4f-A")
        #expect(path == store.path + "/uploads/4f-A")
        #expect(
            (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(throws: CaseError.self) { try store.makeUpload("4f-A") }
        for name in ["", ".", "..", "../server.sqlite", "a/b", "a\0b", "ä", String(repeating: "a", count: 65)] {
            #expect(throws: CaseError.self, "\(name)") { try store.uploadPath(name) }
        }
        try store.removeUpload("4f-A")
        try store.removeUpload("4f-A")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("uploads that nobody waits for are cleared up, and one that is being written is not")
    func idle() throws {
        let store = try ServerStore.open(of: fixture.folder)
        for name in ["idle", "wanted", "coming"] { _ = try store.makeUpload(name) }
        let coming = open(try store.uploadPath("coming"), O_WRONLY)
        defer { close(coming) }
        #expect(flock(coming, LOCK_EX | LOCK_NB) == 0)
        var isLocked = false
        try store.removeUploads {
            // What becomes wanted now is known, and what does later cannot be touched any more.
            let other = open(try store.uploadPath("idle"), O_WRONLY)
            isLocked = flock(other, LOCK_EX | LOCK_NB) != 0
            close(other)
            return ["wanted"]
        }
        #expect(isLocked)
        let left = try FileManager.default.contentsOfDirectory(atPath: store.path + "/uploads").sorted()
        #expect(left == ["coming", "wanted"])
    }
}
