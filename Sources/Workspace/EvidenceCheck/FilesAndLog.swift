import Bytes
import Evidence
import Foundation
import Glibc
import Records
import Seals

/// What lies in the folder, under which key and which checkpoints, and what the log says.
extension EvidenceVerification {
    /// There is no folder: either nothing was ever kept, or all of it was taken away.
    mutating func checkAbsence() throws {
        if try evidence.folder.traces().contains(.evidence) {
            problem("", "the folder is not there, and the case has kept evidence in it. Restore it from an archive")
        } else {
            check.notes.append("the case has no evidence yet")
        }
        try checkExhibits()
    }

    /// Files and folders that nothing of ours wrote.
    mutating func checkFiles() throws {
        let known: Set = [
            "objects", "checkpoints", "timestamps", EvidenceFolder.log, EvidenceFolder.tree, EvidenceFolder.originFile,
            "key.pem", "key.pub.pem", EvidenceFolder.publicKeyLine,
        ]
        for name in try names(in: "") where !known.contains(name) {
            if name.hasPrefix("custody.torn-") {
                check.notes.append("\(name) holds a line of the log that was never acknowledged")
            } else if name.hasSuffix(".part") {
                check.notes.append("\(name) was left by a program that was stopped")
            } else {
                problem(name, "it is no part of the evidence: nothing of this program wrote it there")
            }
        }
        if !isExactly(evidence.origin + "\n", EvidenceFolder.originFile) {
            problem(EvidenceFolder.originFile, "it is not there, or not one line with the case's name")
        }
        for name in try names(in: "checkpoints") where EvidenceFolder.checkpointSize(name) == nil {
            if name.hasSuffix(".part") { continue }
            problem("checkpoints/" + name, "it is no checkpoint: those are named by their size, as 12.txt")
        }
    }

    mutating func checkKeys(_ trusted: VerifyingKey?) {
        var own: VerifyingKey?
        do throws(CaseError) {
            own = try evidence.verifyingKey()
        } catch {
            if case .evidenceAltered(_, let found) = error {
                check.problems.append(found)
            } else {
                problem(EvidenceFolder.publicKeyLine, "\(error)")
            }
        }
        if let own {
            for (file, text) in [
                (EvidenceFolder.publicKeyLine, own.noteText + "\n"), ("key.pub.pem", own.pem),
            ] where !isExactly(text, file) {
                problem(file, "it is not there, or not as the key of \(own.name) is written")
            }
            var status = stat()
            if stat(evidence.file("key.pem"), &status) == 0, status.st_mode & 0o077 != 0 {
                check.notes.append(
                    "others may read key.pem; if nobody did, type: chmod 600 \(evidence.file("key.pem"))")
            }
            if let trusted, trusted != own {
                problem(
                    EvidenceFolder.publicKeyLine, "it is the key of \(own.name), and \(trusted.name) was to be trusted")
            }
        }
        if !evidence.hasKey, (try? evidence.folder.traces().contains(.key)) == true {
            problem("key.pem", "it is not there, and the case has had a key. Restore it from an archive")
        }
        keys = [trusted ?? own].compactMap { $0 }
    }

    mutating func checkCheckpoints() throws {
        for name in try names(in: "checkpoints") {
            guard let size = EvidenceFolder.checkpointSize(name) else { continue }
            let file = "checkpoints/" + name
            do {
                guard let source = try ReadableFile(evidence.file(file)) else { continue }
                let bytes = try source.bytes(at: 0, count: source.count)
                // Another key than the signer's makes no gap: the file is there.
                checkpointDigests.append(ContentHash(of: bytes).hexadecimal)
                let checkpoint = try EvidenceFolder.checkpoint(bytes, file: file, with: keys)
                if checkpoint.checkpoint.size != size {
                    problem(file, "it was signed over \(checkpoint.checkpoint.size) entries, and its name says \(size)")
                } else if checkpoint.checkpoint.origin != evidence.origin {
                    problem(
                        file,
                        "it was signed for '\(checkpoint.checkpoint.origin)', and origin.txt says '\(evidence.origin)'")
                } else {
                    stored.append(checkpoint)
                }
            } catch {
                problem(file, "\(error)")
            }
        }
    }

    mutating func checkLog() throws {
        var reading = CustodyReading(checkpoints: stored.map { ($0.file, $0.checkpoint) })
        let log = try ReadableFile(evidence.file(EvidenceFolder.log))
        var comparison = try TreeComparison(ReadableFile(evidence.file(EvidenceFolder.tree)))
        var done: UInt64 = 0
        try log?.eachChunk { chunk in
            reading.take(chunk)
            try comparison.take(reading.takeNodes())
            done += UInt64(chunk.count)
            if progress.isCancelled() { throw CancellationError() }
            progress.report(
                Records.Progress.Step(
                    label: "reading the custody log", done: done, total: UInt64(log?.count ?? 0), unit: "bytes"))
        }
        if reading.finish() {
            check.notes.append(
                "the last line of \(EvidenceFolder.log) has no end: it was never acknowledged, and the next entry puts it aside"
            )
        }
        if log == nil, !stored.isEmpty { problem(EvidenceFolder.log, "it is not there") }
        check.problems += reading.problems
        check.problems += comparison.finish(nodes: MerkleNodes.count(leaves: reading.size))
        check.notes += reading.notes + comparison.notes
        check.entries = reading.size
        check.root = reading.root
        let cut = reading.size
        check.checkpoints = stored.map(\.checkpoint.size).filter { $0 <= cut }.sorted()
        if let last = check.checkpoints.last, last < reading.size {
            // The entry that says a checkpoint was signed comes after it.
            let after =
                reading.size - last
                - (reading.uses.last.map { $0.action == .sealed && $0.entry == last + 1 } ?? false ? 1 : 0)
            if after > 0 {
                check.notes.append(
                    "\(after) entries are under no checkpoint yet; 'daylight evidence checkpoint' signs them")
            }
        } else if check.checkpoints.isEmpty, reading.size > 0 {
            check.notes.append("no entry is under a checkpoint yet; 'daylight evidence checkpoint' signs them")
        }
        for use in reading.uses {
            if use.action.bringsObject {
                let isRecord = use.action == .recorded
                if brought[use.object] == nil {
                    brought[use.object] = Brought(entry: use.entry, action: use.action, isRecord: isRecord)
                } else {
                    if isRecord { brought[use.object]?.isRecord = true }
                    // What was destroyed and collected again has to be there again.
                    brought[use.object]?.destroyed = nil
                }
            } else if use.action == .destroyed {
                brought[use.object]?.destroyed = use.entry
            }
        }
        for digest in checkpointDigests { mark(digest) }
    }
}
