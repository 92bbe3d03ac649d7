import Evidence
import Foundation
import Records
import Seals

@testable import Workspace

/// A case with evidence: two files, each with a record, and a checkpoint over both.
final class EvidenceScene {
    let fixture: CaseFixture
    let key: SigningKey
    let custodian: Custodian

    static let now = Instant(milliseconds: 1_732_471_200_000)

    init() throws {
        fixture = try CaseFixture()
        key = try SigningKey(name: "newsroom.example", seed: (0..<32).map { UInt8($0) })
        custodian = try Custodian(name: "Ana Ionescu", role: "analyst")
    }

    var evidence: EvidenceFolder { fixture.folder.evidence }

    /// The public half of the key alone: making the secret one takes long.
    func publishKey() throws {
        _ = try evidence.writer()
        try DurableFile.write(Array((key.verifyingKey.noteText + "\n").utf8), to: evidence.file("key.vkey"))
        try DurableFile.write(Array(key.verifyingKey.pem.utf8), to: evidence.file("key.pub.pem"))
    }

    /// Keeps a text as a file, with a record.
    /// - Returns: the record's id.
    @discardableResult
    func add(_ text: String, original: String? = nil) throws -> String {
        let writer = try evidence.writer()
        let kept = try writer.keep(Array(text.utf8))
        let record = try EvidenceRecord(
            origin: evidence.origin, recorded: StatedTime(Self.now), capture: Capture(method: .file),
            files: [CapturedFile(part: .original, name: "page.html", sha256: kept.sha256, bytes: kept.bytes)],
            original: original, limits: ["comments were not captured"])
        let identifier = try writer.keep(record).sha256
        try writer.append(
            [
                CustodyDraft(.collected, object: kept.sha256, by: custodian, reason: "why"),
                CustodyDraft(.recorded, object: identifier, by: custodian),
            ], at: Self.now)
        return identifier
    }

    @discardableResult
    func checkpoint() throws -> (checkpoint: StoredCheckpoint, isNew: Bool) {
        try evidence.writer().checkpoint(with: key, by: custodian, at: Self.now)
    }

    /// Two files, two records, a checkpoint, and what came after it.
    static func filled() throws -> EvidenceScene {
        let scene = try EvidenceScene()
        try scene.publishKey()
        try scene.add("first page")
        try scene.add("second page")
        try scene.checkpoint()
        try scene.add("third page")
        try scene.checkpoint()
        return scene
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: evidence.file(name))))
    }

    /// Changes a file behind the program's back.
    func tamper(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try bytes(name)
        change(&bytes)
        try overwrite(name, bytes)
    }

    func overwrite(_ name: String, _ bytes: [UInt8]) throws {
        try? FileManager.default.removeItem(atPath: evidence.file(name))
        try Data(bytes).write(to: URL(fileURLWithPath: evidence.file(name)))
    }

    /// Every file of the evidence, by its name in the folder.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: evidence.path).sorted().filter {
            let type = try FileManager.default.attributesOfItem(atPath: evidence.file($0))[.type] as? FileAttributeType
            return type == .typeRegular
        }
    }

    func lines() throws -> [[UInt8]] {
        try bytes("custody.ndjson").split(separator: 0x0A).map(Array.init)
    }

    func overwrite(lines: [[UInt8]]) throws {
        try overwrite("custody.ndjson", Array(lines.map { $0 + [0x0A] }.joined()))
    }
}
