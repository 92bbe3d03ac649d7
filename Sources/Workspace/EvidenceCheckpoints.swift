package import Evidence
import Foundation
package import Records
package import Seals

/// A checkpoint in the case.
package struct StoredCheckpoint: Hashable, Sendable {
    /// Its file, by its name in the folder of the evidence.
    package let file: String
    package let checkpoint: Checkpoint
    /// The file's bytes.
    package let note: [UInt8]

    /// What a time-stamp authority is asked about.
    package var imprint: ContentHash { ContentHash(of: note) }
}

extension EvidenceWriter {
    /// Signs the log as it is: its size and root, in a note that is written before the log says that it was.
    ///
    /// Where nothing happened since the last checkpoint, that one is given.
    /// - Returns: the checkpoint, and whether it is new.
    package func checkpoint(
        with key: SigningKey, by custodian: Custodian, at now: Instant
    ) throws(CaseError) -> (checkpoint: StoredCheckpoint, isNew: Bool) {
        if size == 0 { throw .refused("the custody log is empty: there is nothing to sign yet.") }
        do {
            // A checkpoint is itself entered behind what it covers.
            for earlier in [size, size - 1] where earlier > 0 {
                guard let known = try evidence.checkpoint(earlier, with: [key.verifyingKey]) else { continue }
                let last = try evidence.custody().event(size)
                let isEntered = last.draft.action == .sealed && last.draft.object == known.imprint.hexadecimal
                if earlier == size - 1, !isEntered { continue }
                if !isEntered { try enter(known, by: custodian, at: now) }
                return (known, false)
            }
            let checkpoint = try Checkpoint(
                origin: evidence.origin, size: size, root: root, extensions: ["signed-at \(now)"])
            let note = try SignedNote(signing: checkpoint.text, with: [key])
            let stored = StoredCheckpoint(
                file: EvidenceFolder.checkpointName(size), checkpoint: checkpoint, note: Array(note.description.utf8))
            try DurableFile.write(stored.note, to: evidence.file(stored.file))
            try enter(stored, by: custodian, at: now)
            return (stored, true)
        } catch {
            throw CaseError(error, folder: evidence.folder.path)
        }
    }

    private func enter(_ stored: StoredCheckpoint, by custodian: Custodian, at now: Instant) throws {
        let draft = try CustodyDraft(
            .sealed, object: stored.imprint.hexadecimal, by: custodian,
            note: CustodyDraft.checkpointNote(stored.checkpoint.size))
        try append([draft], at: now)
    }
}

extension EvidenceFolder {
    /// The sizes for which there are checkpoints, in their order.
    package func checkpointSizes() -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: file("checkpoints"))) ?? []
        return names.compactMap(Self.checkpointSize).sorted()
    }

    /// The size in a checkpoint's name, `12.txt`.
    static func checkpointSize(_ name: String) -> Int? {
        guard name.hasSuffix(".txt"), let size = Int(name.dropLast(4)), size > 0, "\(size).txt" == name else {
            return nil
        }
        return size
    }

    /// The checkpoint of a size, once its signature was found to be one of the keys'; nil where there is none.
    /// - Throws: `evidenceAltered`.
    package func checkpoint(_ size: Int, with keys: [VerifyingKey]) throws(CaseError) -> StoredCheckpoint? {
        let name = Self.checkpointName(size)
        do {
            guard let source = try ReadableFile(file(name)) else { return nil }
            let bytes = try source.bytes(at: 0, count: source.count)
            return try Self.checkpoint(bytes, file: name, with: keys)
        } catch let error as SealError {
            throw .evidenceAltered(folder: folder.path, EvidenceProblem(file: name, "\(error)"))
        } catch {
            throw CaseError(error, folder: folder.path)
        }
    }

    static func checkpoint(
        _ bytes: [UInt8], file: String, with keys: [VerifyingKey]
    ) throws(SealError) -> StoredCheckpoint {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badNote("it is no text in UTF-8") }
        let note = try SignedNote(reading: text)
        try note.verify(with: keys)
        // What is signed is the text; how the signature's line is spelt has to be our way, too.
        guard note.description.utf8.elementsEqual(bytes) else { throw .badNote("it is not as it was written") }
        return StoredCheckpoint(file: file, checkpoint: try Checkpoint(text: note.text), note: bytes)
    }
}
