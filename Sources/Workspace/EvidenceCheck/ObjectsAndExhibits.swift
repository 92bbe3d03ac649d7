import Evidence
import Foundation
import Records
import Seals

/// Whether each object is what was kept, and all that records and exhibits rest on is there.
extension EvidenceVerification {
    mutating func checkObjects() throws {
        let shelves = try names(in: "objects")
        for (number, shelf) in shelves.enumerated() {
            if shelf.hasPrefix(".incoming-") {
                check.notes.append("objects/\(shelf) was left by a program that was stopped")
                continue
            }
            guard let objects = try? names(in: "objects/" + shelf) else {
                problem("objects/" + shelf, "it is no folder of objects")
                continue
            }
            for name in objects { checkObject(shelf, name) }
            if progress.isCancelled() { throw CancellationError() }
            progress.report(
                Records.Progress.Step(
                    label: "hashing objects", done: UInt64(number + 1), total: UInt64(shelves.count), unit: "shelves"))
        }
        guard unnamed > 0 else { return }
        // A program that is stopped leaves objects before their entries, never without the files that its writer makes
        // before it keeps anything. Entries that a checkpoint was signed over, or that the tree knows, were there once.
        let hasTree = FileManager.default.fileExists(atPath: evidence.file(EvidenceFolder.tree))
        let isShort = stored.contains { $0.checkpoint.size > check.entries }
        if hasTree, !isShort {
            check.notes.append(
                "\(unnamed) objects are named by no entry of the log: they were left by a program that was stopped before it"
                    + " said that they were kept")
        } else {
            problem(
                EvidenceFolder.log,
                "\(unnamed) objects are in the store that no entry names, and "
                    + (isShort ? "the log is shorter than a checkpoint says" : "\(EvidenceFolder.tree) is not there")
                    + ": entries were cut off. Restore both files from an archive")
        }
    }

    private mutating func checkObject(_ shelf: String, _ name: String) {
        let file = "objects/\(shelf)/\(name)"
        guard let key = ContentKey(name), name.hasPrefix(shelf), shelf.utf8.count == 2 else {
            problem(file, "it is no object: those are named by their SHA-256")
            return
        }
        check.objects += 1
        let use = brought[key]
        if use == nil { unnamed += 1 }
        brought[key]?.isThere = true
        do {
            guard let source = try ReadableFile(evidence.file(file)) else { return }
            guard try EvidenceWriter.hash(source) == name else {
                problem(file, entry: use?.entry, "its content is not what was kept: the SHA-256 is another")
                return
            }
            if use?.isRecord == true {
                do throws(EvidenceError) {
                    let bytes = (try? source.bytes(at: 0, count: source.count)) ?? []
                    records.append((name, try EvidenceRecord(body: bytes)))
                    check.records += 1
                } catch {
                    problem(file, entry: use?.entry, "\(error)")
                }
            }
        } catch {
            problem(file, entry: use?.entry, "it cannot be read: \(error)")
        }
    }

    /// What the log brought in and is not there any more, and what records rest on.
    mutating func checkPresence() {
        for (key, use) in brought.sorted(by: { $0.value.entry < $1.value.entry }) where !use.isThere {
            if let destroyed = use.destroyed {
                check.notes.append(
                    "object \(key.hexadecimal), which entry \(use.entry) brought in, was destroyed by entry \(destroyed)"
                )
            } else {
                let (file, what) = whatIsGone(key.hexadecimal, use)
                problem(file, entry: use.entry, "a gap: \(what), and it is not there any more")
            }
        }
        for (identifier, record) in records {
            let entry = ContentKey(identifier).flatMap { brought[$0]?.entry }
            for part in record.files where part.isKept {
                if ContentKey(part.sha256).flatMap({ brought[$0] }) == nil {
                    problem(
                        EvidenceFolder.objectName(identifier), entry: entry,
                        "the record says that '\(part.name)' (\(part.sha256)) is kept, and no entry brought it in")
                }
            }
            if let original = record.original, ContentKey(original).flatMap({ brought[$0] })?.isRecord != true {
                problem(
                    EvidenceFolder.objectName(identifier), entry: entry,
                    "it is a working copy of record \(original), which no entry brought in")
            }
        }
    }

    /// The file that an entry brought in and that is gone, and how it came. Checkpoints and time-stamps lie under names of
    /// their own, which the entry's note tells.
    private func whatIsGone(_ sha256: String, _ use: Brought) -> (file: String, what: String) {
        let draft = [.sealed, .stamped].contains(use.action) ? try? evidence.custody().event(use.entry).draft : nil
        if let size = draft?.checkpointSize {
            return (
                EvidenceFolder.checkpointName(size),
                "this entry says that the checkpoint of \(size) entries was signed (SHA-256 \(sha256))"
            )
        }
        if use.action == .stamped, let note = draft?.note {
            return ("timestamps", "this entry kept the \(note) (SHA-256 \(sha256))")
        }
        return (EvidenceFolder.objectName(sha256), "this entry brought it in")
    }

    mutating func checkExhibits() throws {
        for exhibit in try evidence.folder.current(Exhibit.self) {
            for record in Set(exhibit.entry.assessed.records).sorted()
            where ContentKey(record).flatMap({ brought[$0] })?.isRecord != true {
                problem(
                    "../case.sqlite",
                    "exhibit '\(exhibit.entry.label)' rests on record \(record), which no entry brought in")
            }
        }
    }
}
