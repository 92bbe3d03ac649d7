import Evidence
import Foundation
import Records
import Seals
import Testing

@testable import Workspace

@Suite("Evidence that was changed")
struct EvidenceDamageTests {
    private func problems(_ scene: EvidenceScene) throws -> [String] {
        try scene.evidence.verify().problems.map(\.description)
    }

    @Test("is found whichever byte of whichever file it is")
    func flips() throws {
        let scene = try EvidenceScene.filled()
        var seed: UInt64 = 7
        for file in try scene.files() {
            let original = try scene.bytes(file)
            for _ in 0..<6 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(seed >> 33) % original.count
                var changed = original
                changed[place] ^= 1 << UInt8(place % 8)
                try scene.overwrite(file, changed)
                #expect(!(try scene.evidence.verify().problems.isEmpty), "byte \(place) of \(file)")
            }
            try scene.overwrite(file, original)
        }
        #expect(try problems(scene) == [])
    }

    @Test("is found whichever file was taken away, cut short or lengthened")
    func files() throws {
        let scene = try EvidenceScene.filled()
        for file in try scene.files() {
            let original = try scene.bytes(file)
            // The tree is made of the log: without it nothing is lost, and a beginning of it is a crash's.
            if file != "custody.tree" {
                try FileManager.default.removeItem(atPath: scene.evidence.file(file))
                #expect(!(try problems(scene).isEmpty), "without \(file)")
                try scene.overwrite(file, Array(original.dropLast()))
                #expect(!(try problems(scene).isEmpty), "\(file) without its last byte")
                try scene.overwrite(file, [])
                #expect(!(try problems(scene).isEmpty), "\(file) emptied")
            }
            if file != "custody.ndjson" {
                try scene.overwrite(file, original + [0x0A])
                #expect(!(try problems(scene).isEmpty), "\(file) with a byte more")
            }
            try scene.overwrite(file, original)
        }
        #expect(try problems(scene) == [])
    }

    @Test("names the entry")
    func entries() throws {
        let scene = try EvidenceScene.filled()
        let lines = try scene.lines()
        var other = lines
        other[2] = Array(String(decoding: other[2], as: UTF8.self).replacing("Ana", with: "Eva").utf8)
        try scene.overwrite(lines: other)
        #expect(
            try problems(scene) == [
                "custody.ndjson, entry 4: it does not follow entry 3 as that stands there now: one of the two was changed,"
                    + " moved, added or taken out",
                "custody.ndjson: its first 4 entries are not those that checkpoints/4.txt was signed over: an entry up to 4"
                    + " was changed, moved, added or taken out",
                "custody.ndjson: its first 7 entries are not those that checkpoints/7.txt was signed over: an entry up to 7"
                    + " was changed, moved, added or taken out",
                "custody.tree, entry 3: it has another hash than the log gives: the entry was changed since, or this file was",
                "custody.tree, entry 4: it has another hash than the log gives: the entry was changed since, or this file was",
                "custody.tree, entry 8: it has another hash than the log gives: the entry was changed since, or this file was",
            ])
        other = lines
        other.swapAt(4, 5)
        try scene.overwrite(lines: other)
        #expect(Set(try scene.evidence.verify().problems.compactMap(\.entry)).isSuperset(of: [5, 6, 7]))
        try scene.overwrite(lines: Array(lines.prefix(6)))
        #expect(
            try problems(scene).contains { $0.contains("it has 6 entries, and checkpoints/7.txt was signed over 7") })
        try scene.overwrite(lines: lines)
        #expect(try problems(scene) == [])
    }

    @Test("names the object, and shows a gap as a gap")
    func objects() throws {
        let scene = try EvidenceScene.filled()
        let object = CanonicalJSON.digest("second page")
        let name = "objects/\(object.prefix(2))/\(object)"
        try FileManager.default.removeItem(atPath: scene.evidence.file(name))
        #expect(
            try problems(scene) == ["\(name), entry 3: a gap: this entry brought it in, and it is not there any more"])
        try scene.overwrite(name, Array("other page".utf8))
        #expect(
            try problems(scene) == ["\(name), entry 3: its content is not what was kept: the SHA-256 is another"])
        #expect(throws: CaseError.self) { try scene.evidence.contents(of: object) }
        #expect(throws: CaseError.self) { try scene.evidence.writer().keep(Array("second page".utf8)) }
        try FileManager.default.removeItem(atPath: scene.evidence.file(name))
        let writer = try scene.evidence.writer()
        try writer.append(
            [CustodyDraft(.destroyed, object: object, by: scene.custodian, reason: "retention is over")],
            at: EvidenceScene.now)
        #expect(try problems(scene) == [])
        #expect(
            try scene.evidence.verify().notes.contains(
                "object \(object), which entry 3 brought in, was destroyed by entry 9"))
    }

    @Test("a checkpoint that is gone is told as that checkpoint, and another key makes no gap")
    func missingCheckpoint() throws {
        let scene = try EvidenceScene.filled()
        let imprint = ContentHash(of: try scene.bytes("checkpoints/4.txt")).hexadecimal
        let other = try SigningKey(name: "somebody.else", seed: [UInt8](repeating: 3, count: 32))
        let found = try scene.evidence.verify(trusting: other.verifyingKey).problems
        #expect(found.filter { $0.what.contains("gap") }.isEmpty)
        #expect(Set(found.map(\.file)) == ["key.vkey", "checkpoints/4.txt", "checkpoints/7.txt"])
        try FileManager.default.removeItem(atPath: scene.evidence.file("checkpoints/4.txt"))
        #expect(
            try problems(scene) == [
                "checkpoints/4.txt, entry 5: a gap: this entry says that the checkpoint of 4 entries was signed (SHA-256"
                    + " \(imprint)), and it is not there any more"
            ])
    }

    @Test("entries that were cut off with the tree are told by what they brought in")
    func cutTogether() throws {
        let scene = try EvidenceScene()
        try scene.publishKey()
        try scene.add("first page")
        try scene.add("second page")
        let lines = try scene.lines()
        try scene.overwrite(lines: Array(lines.prefix(2)))
        try FileManager.default.removeItem(atPath: scene.evidence.file("custody.tree"))
        #expect(
            try problems(scene) == [
                "custody.ndjson: 2 objects are in the store that no entry names, and custody.tree is not there: entries were cut"
                    + " off. Restore both files from an archive"
            ])
        // Nothing is entered behind it, which would make a tree of what is left.
        #expect(throws: CaseError.self) { try scene.evidence.writer() }
        #expect(try problems(scene).count == 1)
        // Without anything that no entry names, a missing tree is made anew.
        try scene.overwrite(lines: lines)
        #expect(try problems(scene) == [])
        _ = try scene.evidence.writer()
        #expect(try scene.bytes("custody.tree").count == 32 * 7)
        // With a checkpoint the log is too short whatever is left.
        try scene.checkpoint()
        try scene.overwrite(lines: Array(lines.prefix(2)))
        try FileManager.default.removeItem(atPath: scene.evidence.file("custody.tree"))
        #expect(
            try problems(scene).contains {
                $0.contains("no entry names, and the log is shorter than a checkpoint says")
            })
    }

    @Test("names a record that is none, and what records rest on that is not there")
    func records() throws {
        let scene = try EvidenceScene.filled()
        let writer = try scene.evidence.writer()
        let none = try writer.keep(Array("no record".utf8)).sha256
        let record = try EvidenceRecord(
            origin: "a", recorded: StatedTime(EvidenceScene.now), capture: Capture(method: .file),
            files: [CapturedFile(part: .original, name: "x", sha256: CanonicalJSON.digest("x"), bytes: 1)],
            original: CanonicalJSON.digest("y"), limits: ["x"])
        let identifier = try writer.keep(record).sha256
        try writer.append(
            [
                CustodyDraft(.recorded, object: none, by: scene.custodian),
                CustodyDraft(.recorded, object: identifier, by: scene.custodian),
            ], at: EvidenceScene.now)
        let found = try scene.evidence.verify().problems
        #expect(found.map(\.entry) == [9, 10, 10])
        #expect(found[0].what.hasPrefix("this is no record of evidence"))
        #expect(found[1].what.contains("is kept, and no entry brought it in"))
        #expect(found[2].what.contains("it is a working copy of record"))
    }

    @Test("names exhibits without their records")
    func exhibits() throws {
        let scene = try EvidenceScene.filled()
        let missing = CanonicalJSON.digest("missing")
        let exhibit = try Exhibit(
            label: "EX-1", title: "Posts", assessed: Assessed(statement: "x", supporting: [missing]), preparedBy: "a")
        try scene.fixture.folder.enter([exhibit], at: EvidenceScene.now)
        #expect(
            try problems(scene) == [
                "../case.sqlite: exhibit 'EX-1' rests on record \(missing), which no entry brought in"
            ])
    }

    @Test("names files that nobody of ours wrote, and links")
    func strangers() throws {
        let scene = try EvidenceScene.filled()
        try scene.overwrite("note.txt", [1])
        try scene.overwrite("objects/ab", [])
        try scene.overwrite("checkpoints/last.txt", [])
        try scene.overwrite("timestamps/x.tsr", [])
        let found = Set(try scene.evidence.verify().problems.map(\.file))
        #expect(found.isSuperset(of: ["note.txt", "checkpoints/last.txt", "timestamps/x.tsr"]))
        for name in ["note.txt", "objects/ab", "checkpoints/last.txt", "timestamps/x.tsr"] {
            try FileManager.default.removeItem(atPath: scene.evidence.file(name))
        }
        let checkpoint = scene.evidence.file("checkpoints/4.txt")
        try FileManager.default.moveItem(atPath: checkpoint, toPath: scene.fixture.root + "/4.txt")
        try FileManager.default.createSymbolicLink(
            atPath: checkpoint, withDestinationPath: scene.fixture.root + "/4.txt")
        #expect(try !problems(scene).isEmpty)
    }

    @Test("names a checkpoint by somebody else, under another name, or of another case")
    func checkpoints() throws {
        let scene = try EvidenceScene.filled()
        let original = try scene.bytes("checkpoints/4.txt")
        let other = try SigningKey(name: "newsroom.example", seed: [UInt8](repeating: 3, count: 32))
        let text = try SignedNote(reading: String(decoding: original, as: UTF8.self)).text
        for note in [
            try SignedNote(signing: text, with: [other]),
            try SignedNote(signing: text.replacing("\n4\n", with: "\n5\n"), with: [scene.key]),
            try SignedNote(signing: "else" + text, with: [scene.key]),
        ] {
            try scene.overwrite("checkpoints/4.txt", Array(note.description.utf8))
            #expect(try problems(scene).contains { $0.hasPrefix("checkpoints/4.txt: ") })
        }
        try scene.overwrite("checkpoints/4.txt", original)
        #expect(try problems(scene) == [])
    }

    @Test("keeps nobody from being told in 'case check'")
    func caseCheck() throws {
        let scene = try EvidenceScene.filled()
        try scene.tamper("custody.ndjson") { $0[30] ^= 1 }
        let check = try scene.fixture.folder.check(progress: .silent)
        #expect(check.problems.contains { $0.hasPrefix("evidence/custody.ndjson, entry 1: ") })
    }

    @Test("is not written to")
    func refusesToWrite() throws {
        let scene = try EvidenceScene.filled()
        let lines = try scene.lines()
        try scene.overwrite(lines: lines.dropLast() + [Array("{}".utf8)])
        #expect(throws: CaseError.self) { try scene.evidence.writer() }
        #expect(throws: CaseError.self) { try scene.evidence.custody() }
    }
}
