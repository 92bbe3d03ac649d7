import Evidence
import Foundation
import Seals

/// The folder `evidence` of a case.
///
///     objects/ab/<sha256>     original bytes, under their own hash
///     custody.ndjson          the log: who did what with which object, an event a line
///     custody.tree            the nodes of its Merkle tree, made of the log
///     checkpoints/<size>.txt  signed notes with the log's size and root
///     timestamps/<size>.*     an authority's word about when a checkpoint was there
///     key.pem, key.pub.pem, key.vkey, origin.txt
package struct EvidenceFolder: Sendable {
    /// The case that it belongs to.
    package let folder: CaseFolder

    init(_ folder: CaseFolder) {
        self.folder = folder
    }

    package var path: String { folder.path + "/evidence" }

    /// Whether anything was kept in the case yet.
    package var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether there is a custody log, of which the first entry may still be to come.
    package var hasLog: Bool { FileManager.default.fileExists(atPath: file(Self.log)) }

    static let log = "custody.ndjson"
    static let tree = "custody.tree"
    static let originFile = "origin.txt"

    /// A file of the folder, by its name in it.
    package func file(_ name: String) -> String { path + "/" + name }

    /// An object's file, by its name in the folder.
    package static func objectName(_ sha256: String) -> String { "objects/\(sha256.prefix(2))/\(sha256)" }

    /// Where an object lies, or would lie.
    package func object(_ sha256: String) -> String { file(Self.objectName(sha256)) }

    static func checkpointName(_ size: Int) -> String { "checkpoints/\(size).txt" }

    /// The case's name as its checkpoints and records bear it.
    package var origin: String {
        if let text = try? String(contentsOfFile: file(Self.originFile), encoding: .utf8),
            let line = text.split(separator: "\n").first
        {
            return String(line)
        }
        return Self.origin(named: URL(fileURLWithPath: folder.path).standardizedFileURL.lastPathComponent)
    }

    /// A name without what origins may not hold.
    private static func origin(named name: String) -> String {
        let kept = name.map { $0.isWhitespace || $0 == "+" ? "-" : $0 }
        return kept.isEmpty ? "case" : String(kept)
    }

    /// Makes the folder where it is missing.
    /// - Parameter origin: the case's name; that of its folder by default. What was named once keeps its name.
    func make(origin name: String? = nil) throws {
        try DurableFile.makeFolder(path)
        for part in ["objects", "checkpoints", "timestamps"] { try DurableFile.makeFolder(file(part)) }
        if !FileManager.default.fileExists(atPath: file(Self.originFile)) {
            let stated = name.map(Self.origin(named:)) ?? origin
            try DurableFile.write(Array((stated + "\n").utf8), to: file(Self.originFile))
        }
    }

    /// The bytes of an object, compared with its name.
    package func contents(of sha256: String) throws(CaseError) -> [UInt8] {
        do {
            guard let object = try ReadableFile(object(sha256)) else {
                throw CaseError.evidenceAltered(
                    folder: folder.path, EvidenceProblem(file: Self.objectName(sha256), "it is not there"))
            }
            let bytes = try object.bytes(at: 0, count: object.count)
            guard ContentHash(of: bytes).hexadecimal == sha256 else {
                throw CaseError.evidenceAltered(
                    folder: folder.path,
                    EvidenceProblem(file: Self.objectName(sha256), "its content is not what its name says"))
            }
            return bytes
        } catch {
            throw CaseError(error, folder: folder.path)
        }
    }
}

extension CaseFolder {
    /// What the case keeps for a court.
    package var evidence: EvidenceFolder { EvidenceFolder(self) }
}
