import Evidence
import Foundation
import Intake
import Records
import Seals
import Testing

@testable import Workspace

@Suite("Evidence in a case")
struct EvidenceFolderTests {
    @Test("is kept under its hash, read-only, once")
    func objects() throws {
        let scene = try EvidenceScene()
        let writer = try scene.evidence.writer()
        let first = try writer.keep(Array("abc".utf8))
        #expect(first.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(first.bytes == 3 && first.isNew)
        #expect(try !writer.keep(Array("abc".utf8)).isNew)
        let path = scene.evidence.file("objects/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o444)
        #expect(try scene.evidence.contents(of: first.sha256) == Array("abc".utf8))
        let file = try scene.fixture.file("link target", "abc")
        try FileManager.default.createSymbolicLink(
            atPath: scene.fixture.root + "/link", withDestinationPath: file.path)
        #expect(try writer.keep(file: scene.fixture.root + "/link").sha256 == first.sha256)
        #expect(try writer.keep(file: file.path, expecting: String(repeating: "0", count: 64)) == nil)
        #expect(try writer.keep(file: "/nowhere", expecting: nil) == nil)
        #expect(throws: CaseError.self) { try writer.keep(file: scene.fixture.root) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scene.evidence.file("objects")) == ["ba"])
    }

    @Test("is sound after it was filled, whoever looks")
    func sound() throws {
        let scene = try EvidenceScene.filled()
        let check = try scene.evidence.verify()
        #expect(check.problems == [])
        #expect(check.notes == [])
        #expect(check.entries == 8 && check.records == 3 && check.objects == 6)
        #expect(check.checkpoints == [4, 7])
        #expect(try scene.fixture.folder.check(progress: .silent).problems == [])
        #expect(try scene.evidence.verify(trusting: scene.key.verifyingKey).problems == [])
        let other = try SigningKey(name: "newsroom.example", seed: [UInt8](repeating: 3, count: 32))
        #expect(!(try scene.evidence.verify(trusting: other.verifyingKey).problems.isEmpty))
    }

    @Test("of which there is none is nothing to worry about")
    func none() throws {
        let scene = try EvidenceScene()
        #expect(try scene.evidence.verify().notes == ["the case has no evidence yet"])
        #expect(try scene.evidence.custody().size == 0)
    }

    @Test("gives single entries, records and proofs of a log of any length")
    func index() throws {
        let scene = try EvidenceScene()
        let writer = try scene.evidence.writer()
        for batch in 0..<7 {
            try writer.append(
                (0..<batch * 30).map {
                    // Lines of very different lengths.
                    try CustodyDraft(
                        .viewed, object: CanonicalJSON.digest("\(batch) \($0)"), by: scene.custodian,
                        note: String(repeating: "n", count: 1 + $0 * $0 % 1999))
                }, at: EvidenceScene.now)
        }
        let custody = try scene.evidence.custody()
        let lines = try scene.lines()
        #expect(custody.size == 630 && lines.count == 630)
        let tree = MerkleTree(leaves: lines)
        #expect(try custody.root() == tree.root)
        #expect(writer.root == tree.root)
        for number in 1...630 {
            #expect(try custody.line(number) == lines[number - 1])
            #expect(try custody.event(number).number == number)
        }
        for number in [1, 2, 333, 630] {
            let proof = try custody.proof(of: number, size: 630)
            #expect(proof.proof == (try tree.inclusionProof(of: number - 1)).map(\.hexadecimal))
            try proof.verify(under: Checkpoint(origin: "a", size: 630, root: tree.root))
        }
        #expect(try custody.consistencyProof(from: 300) == tree.consistencyProof(from: 300))
        #expect(throws: CaseError.self) { try custody.line(0) }
        #expect(throws: CaseError.self) { try custody.line(631) }
        var numbers: [Int] = []
        try custody.eachEvent { numbers.append($0.number) }
        #expect(numbers == Array(1...630))
    }

    @Test("goes on where a line was torn, and puts what was torn aside")
    func torn() throws {
        for cut in [1, 40, 200] {
            let scene = try EvidenceScene.filled()
            let before = try scene.lines()
            let torn = Array(before[7].prefix(cut))
            try scene.overwrite("custody.ndjson", try scene.bytes("custody.ndjson") + torn)
            #expect(try scene.evidence.verify().problems == [])
            #expect(try scene.evidence.verify().notes.count == 1)
            let writer = try scene.evidence.writer()
            #expect(writer.notes.count == 1 && writer.notes[0].contains("custody.torn-8"))
            #expect(try scene.bytes("custody.torn-8") == torn)
            #expect(writer.size == 8)
            try writer.append(
                [CustodyDraft(.viewed, object: CustodyEvent.nothing, by: scene.custodian)], at: EvidenceScene.now)
            #expect(try scene.lines().prefix(8) == before[...])
            #expect(try scene.evidence.verify().problems == [])
        }
    }

    @Test("makes the tree anew where it is missing, short or of another log")
    func tree() throws {
        let scene = try EvidenceScene.filled()
        let whole = try scene.bytes("custody.tree")
        for damaged in [nil, Array(whole.prefix(100)), [], whole + whole, [UInt8](repeating: 0, count: whole.count)] {
            if let damaged {
                try scene.overwrite("custody.tree", damaged)
            } else {
                try FileManager.default.removeItem(atPath: scene.evidence.file("custody.tree"))
            }
            let custody = try scene.evidence.custody()
            #expect(try custody.root() == MerkleTree(leaves: try scene.lines()).root)
            let writer = try scene.evidence.writer()
            #expect(writer.notes.count == 1)
            #expect(try scene.bytes("custody.tree") == whole)
        }
    }

    @Test("clears up what a stopped program left")
    func leftovers() throws {
        let scene = try EvidenceScene.filled()
        try scene.overwrite("objects/.incoming-1-1", [1])
        #expect(try scene.evidence.verify().problems == [])
        #expect(try scene.evidence.writer().notes.count == 1)
        #expect(!FileManager.default.fileExists(atPath: scene.evidence.file("objects/.incoming-1-1")))
        // An object whose event was never written.
        _ = try scene.evidence.writer().keep([9, 9])
        let check = try scene.evidence.verify()
        #expect(check.problems == [])
        #expect(
            check.notes == [
                "1 objects are named by no entry of the log: they were left by a program that was stopped before it said that they were kept"
            ])
    }

    @Test("is signed once for what there is, and a checkpoint that a kill left is entered later")
    func checkpoints() throws {
        let scene = try EvidenceScene.filled()
        let again = try scene.checkpoint()
        #expect(!again.isNew && again.checkpoint.checkpoint.size == 7)
        #expect(try scene.evidence.custody().size == 8)
        // The note was written, and the program stopped before the log said so.
        let writer = try scene.evidence.writer()
        try writer.append(
            [CustodyDraft(.viewed, object: CustodyEvent.nothing, by: scene.custodian)], at: EvidenceScene.now)
        let note = try SignedNote(
            signing: Checkpoint(origin: scene.evidence.origin, size: 9, root: writer.root).text, with: [scene.key])
        try scene.overwrite("checkpoints/9.txt", Array(note.description.utf8))
        let (checkpoint, isNew) = try writer.checkpoint(with: scene.key, by: scene.custodian, at: EvidenceScene.now)
        #expect(!isNew && checkpoint.checkpoint.size == 9)
        #expect(try scene.evidence.custody().event(10).draft.object == checkpoint.imprint.hexadecimal)
        #expect(try scene.evidence.verify().problems == [])
    }

    @Test("of a log without entries cannot be signed")
    func nothingToSign() throws {
        let scene = try EvidenceScene()
        try scene.publishKey()
        #expect(throws: CaseError.self) { try scene.checkpoint() }
    }

    @Test("cannot be written by two at once")
    func lock() throws {
        let scene = try EvidenceScene.filled()
        let writer = try scene.evidence.writer()
        #expect(throws: CaseError.self) { try scene.evidence.writer(waits: false) }
        withExtendedLifetime(writer) {}
    }

    @Test("goes into the archive and comes out of it the same")
    func archive() throws {
        let scene = try EvidenceScene.filled()
        let root = scene.fixture.root
        try scene.fixture.folder.archive(to: root + "/case.tar.gz")
        let restored = try CaseFolder.restore(root + "/case.tar.gz", to: root + "/again")
        #expect(try restored.evidence.verify().problems == [])
        #expect(try restored.evidence.verify().root == scene.evidence.verify().root)
        let object = try #require(try scene.files().first { $0.hasPrefix("objects/") })
        #expect(
            try FileManager.default.attributesOfItem(atPath: restored.evidence.file(object))[.posixPermissions] as? Int
                == 0o444)
    }

    @Test("says which object is meant by the beginning of its hash")
    func beginnings() throws {
        let scene = try EvidenceScene()
        let record = try scene.add("first page")
        #expect(try scene.evidence.identifier(beginning: record) == record)
        #expect(try scene.evidence.identifier(beginning: String(record.prefix(8))) == record)
        #expect(throws: CaseError.self) { try scene.evidence.identifier(beginning: "ab") }
        #expect(throws: CaseError.self) { try scene.evidence.identifier(beginning: "zzzzzz") }
        #expect(try scene.evidence.record(record).limits == ["comments were not captured"])
        var found: [String] = []
        try scene.evidence.eachRecord { entry, identifier, _ in found.append("\(entry) \(identifier)") }
        #expect(found == ["2 \(record)"])
    }

    @Test("has a key for its holder's eyes only")
    func keys() throws {
        let scene = try EvidenceScene()
        #expect(throws: CaseError.self) { try scene.evidence.signingKey { "" } }
        try scene.evidence.makeKey(scene.key, passphrase: "geheim")
        let path = scene.evidence.file("key.pem")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
        #expect(try scene.evidence.signingKey { "geheim" }.verifyingKey == scene.key.verifyingKey)
        #expect(throws: SealError.self) { try scene.evidence.signingKey { "falsch" } }
        #expect(throws: CaseError.self) { try scene.evidence.makeKey(scene.key, passphrase: "geheim") }
        chmod(path, 0o640)
        let refusal = #expect(throws: CaseError.self) { try scene.evidence.signingKey { "geheim" } }
        #expect(refusal?.description.contains("chmod 600 \(path)") == true)
        #expect(try scene.evidence.verify().notes.contains { $0.contains("chmod 600") })
        chmod(path, 0o600)
        try scene.overwrite(
            "key.vkey",
            Array(try SigningKey(name: "b", seed: [UInt8](repeating: 1, count: 32)).verifyingKey.noteText.utf8))
        #expect(throws: CaseError.self) { try scene.evidence.signingKey { "geheim" } }
    }
}
