import Bytes
package import Evidence
import Foundation
import Glibc
package import Records
package import Seals

/// What a look at all of a case's evidence found.
package struct EvidenceCheck: Sendable {
    /// What is wrong; empty for sound evidence.
    package var problems: [EvidenceProblem] = []
    /// What is worth knowing and not wrong.
    package var notes: [String] = []
    /// Entries of the custody log.
    package var entries = 0
    /// The root over them.
    package var root = ContentHash(of: [])
    package var objects = 0
    package var records = 0
    /// Sizes under a checkpoint whose signature holds.
    package var checkpoints: [Int] = []
    /// Time-stamps that hold, by their file.
    package var timeStamps: [StoredTimeStamp] = []
}

extension EvidenceFolder {
    /// Checks everything that can be checked without anybody's word: the log, its tree and checkpoints, every object,
    /// every record, exhibits and time-stamps. It goes on after what is wrong, and lists all of it.
    /// - Parameter trusted: the public key that somebody else vouches for; the case's own by default, which proves only
    ///   that nothing was changed without that key.
    package func verify(
        trusting trusted: VerifyingKey? = nil, progress: Records.Progress = .silent
    ) throws(CaseError) -> EvidenceCheck {
        var verification = EvidenceVerification(self, progress)
        do {
            if !isThere {
                try verification.checkAbsence()
                return verification.check
            }
            try verification.checkFiles()
            verification.checkKeys(trusted)
            try verification.checkCheckpoints()
            try verification.checkLog()
            try verification.checkObjects()
            try verification.checkTimeStamps()
            verification.checkPresence()
            try verification.checkExhibits()
        } catch {
            throw CaseError(error, folder: folder.path)
        }
        return verification.check
    }
}

/// One look at everything, step by step.
private struct EvidenceVerification {
    /// An object that an entry brought in.
    private struct Brought {
        var entry: Int
        var action: CustodyAction
        var isRecord: Bool
        var destroyed: Int?
        var isThere = false
    }

    let evidence: EvidenceFolder
    let progress: Records.Progress
    var check = EvidenceCheck()
    private var keys: [VerifyingKey] = []
    private var stored: [StoredCheckpoint] = []
    /// SHA-256 of every file among the checkpoints, whether its signature holds or not.
    private var checkpointDigests: [String] = []
    private var brought: [ContentKey: Brought] = [:]
    private var records: [(identifier: String, record: EvidenceRecord)] = []
    /// Objects that lie in the store and no entry names.
    private var unnamed = 0

    init(_ evidence: EvidenceFolder, _ progress: Records.Progress) {
        self.evidence = evidence
        self.progress = progress
    }

    private mutating func problem(_ file: String, entry: Int? = nil, _ what: String) {
        check.problems.append(EvidenceProblem(file: file, entry: entry, what))
    }

    private func names(in folder: String) throws -> [String] {
        let path = evidence.file(folder)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// Whether a file holds this text, byte for byte.
    private func isExactly(_ text: String, _ file: String) -> Bool {
        FileManager.default.contents(atPath: evidence.file(file))?.elementsEqual(text.utf8) ?? false
    }

    // MARK: Files

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

    // MARK: The log

    mutating func checkLog() throws {
        var reading = CustodyReading(checkpoints: stored.map { ($0.file, $0.checkpoint) })
        let log = try ReadableFile(evidence.file(EvidenceFolder.log))
        var comparison = try TreeComparison(ReadableFile(evidence.file(EvidenceFolder.tree)))
        var done: UInt64 = 0
        try log?.eachChunk { chunk in
            reading.take(chunk)
            try comparison.take(reading.takeNodes())
            done += UInt64(chunk.count)
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

    private mutating func mark(_ sha256: String) {
        if let key = ContentKey(sha256) { brought[key]?.isThere = true }
    }

    // MARK: Objects

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

    // MARK: Time-stamps

    mutating func checkTimeStamps() throws {
        let files = try names(in: "timestamps")
        var stems: Set<TimeStampName> = []
        for file in files {
            guard let ending = TimeStampName.endings.first(where: file.hasSuffix),
                let name = TimeStampName(file.dropLast(ending.count))
            else {
                if !file.hasSuffix(".part") { problem("timestamps/" + file, "it is no time-stamp's") }
                continue
            }
            if ending == ".tsr" { stems.insert(name) }
        }
        for name in stems.sorted() {
            do {
                try checkTimeStamp(name)
            } catch {
                problem(name.response, "\(error)")
            }
        }
    }

    /// What the log says of a time-stamp; nil where it says nothing, or cannot be read, which was told.
    private func stampNote(_ digest: String) -> String? {
        guard let entry = ContentKey(digest).flatMap({ brought[$0] }), entry.action == .stamped,
            let line = try? evidence.custody().line(entry.entry)
        else { return nil }
        return try? ByteView.with(line) { line throws(EvidenceError) in try CustodyLine(line).event.draft.note }
    }

    private mutating func checkTimeStamp(_ name: TimeStampName) throws {
        guard let answer = try ReadableFile(evidence.file(name.response)) else { return }
        let bytes = try answer.bytes(at: 0, count: answer.count)
        mark(ContentHash(of: bytes).hexadecimal)
        guard let checkpoint = stored.first(where: { $0.checkpoint.size == name.size }) else {
            problem(name.response, "it stamps a checkpoint of \(name.size) entries, and there is none that holds")
            return
        }
        let response = try TimeStampResponse(bytes: bytes)
        guard let source = try ReadableFile(evidence.file(name.request)) else {
            problem(name.request, "it is not there")
            return
        }
        let request = try TimeStampRequest(bytes: source.bytes(at: 0, count: source.count))
        if request.imprint != checkpoint.imprint {
            problem(name.request, "it asks about something else than \(checkpoint.file)")
            return
        }
        try response.check(answers: request)
        let hasChain = FileManager.default.fileExists(atPath: evidence.file(name.chain))
        if let note = stampNote(ContentHash(of: bytes).hexadecimal),
            let stated = note.range(of: "certificates ", options: .backwards)
        {
            let roots = FileManager.default.contents(atPath: evidence.file(name.roots)).map(Array.init) ?? []
            let chain = FileManager.default.contents(atPath: evidence.file(name.chain)).map(Array.init)
            if note[stated.lowerBound...] != TimeStampName.trust(roots: roots, chain: chain) {
                problem(name.roots, "the certificates are not those that the custody log says were trusted")
            }
        }
        if let fault = try TimeStampSignature.fault(
            answer: evidence.file(name.response), request: evidence.file(name.request),
            roots: evidence.file(name.roots),
            chain: hasChain ? evidence.file(name.chain) : nil, at: response.time)
        {
            problem(name.response, fault)
            return
        }
        check.timeStamps.append(StoredTimeStamp(file: name.response, response: response))
    }
}

/// The file of the tree beside the nodes that the log gives.
private struct TreeComparison {
    private let tree: ReadableFile?
    private var position = 0
    private var entries: [Int] = []

    init(_ tree: ReadableFile?) {
        self.tree = tree
    }

    private static let most = 100

    mutating func take(_ nodes: [UInt8]) throws {
        defer { position += nodes.count }
        guard let tree, position < tree.count, !nodes.isEmpty else { return }
        let kept = try tree.bytes(at: position, count: nodes.count)
        if kept == nodes { return }
        for start in stride(from: 0, to: kept.count - 31, by: 32)
        where kept[start..<start + 32] != nodes[start..<start + 32] {
            let entry = MerkleNodes.leaves(nodes: (position + start) / 32) + 1
            if entries.last != entry, entries.count < Self.most { entries.append(entry) }
        }
    }

    /// - Parameter nodes: how many the log gives.
    func finish(nodes: Int) -> [EvidenceProblem] {
        var problems = entries.map {
            EvidenceProblem(
                file: EvidenceFolder.tree, entry: $0,
                "it has another hash than the log gives: the entry was changed since, or this file was")
        }
        if let tree, tree.count > 32 * nodes {
            problems.append(
                EvidenceProblem(
                    file: EvidenceFolder.tree,
                    "it knows more entries than the log has: entries were cut off, or this file was changed"))
        }
        return problems
    }

    var notes: [String] {
        guard let tree else {
            return position > 0 ? ["\(EvidenceFolder.tree) is missing; the next entry makes it again"] : []
        }
        return tree.count < position ? ["\(EvidenceFolder.tree) is short; the next entry makes it again"] : []
    }
}
