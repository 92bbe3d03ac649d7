import Bytes
import Crypto
package import Evidence
import Foundation
import Glibc
package import Records
package import Seals

/// A file in the store.
package struct KeptObject: Hashable, Sendable {
    /// 64 hexadecimal digits.
    package let sha256: String
    package let bytes: Int64
    /// Whether it was not there before.
    package let isNew: Bool
}

/// Adds to a case's evidence. Whoever has one holds the case's lock.
///
/// Objects are on the disk before the log says that they are there, and events are on the disk when `append` returns: what
/// was acknowledged survives a kill and a power cut. What a kill leaves behind (a file that was not renamed yet, a line
/// that has no end) is cleared up by the next writer, and told.
package final class EvidenceWriter {
    package let evidence: EvidenceFolder
    /// What had to be cleared up, as sentences for the user.
    package private(set) var notes: [String] = []
    private let lock: CaseLock
    private let log: Int32
    private let tree: Int32
    private var frontier: MerkleFrontier
    private var lastLeaf: String
    /// Folders with names that are not on the disk yet.
    private var unflushed: Set<String> = []
    private var incoming = 0

    fileprivate init(_ evidence: EvidenceFolder, origin: String?, waits: Bool) throws {
        self.evidence = evidence
        lock = try CaseLock(evidence.folder, waits: waits)
        try evidence.folder.leave(.evidence)
        try evidence.make(origin: origin)
        var notes: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: evidence.file("objects"))
        where name.hasPrefix(Self.incomingPrefix) {
            try FileManager.default.removeItem(atPath: evidence.file("objects/" + name))
            notes.append("an object that was only half written when a program was stopped was removed")
        }
        let index = try CustodyIndex.open(evidence)
        let torn = try index.tornTail()
        let path = evidence.file(EvidenceFolder.log)
        log = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard log >= 0 else { throw DurableFile.Failed(path) }
        if !torn.isEmpty {
            let aside = "custody.torn-\(index.size)"
            try DurableFile.write(torn, to: Self.free(evidence.file(aside)))
            guard ftruncate(log, off_t(index.end)) == 0, fsync(log) == 0 else { throw DurableFile.Failed(path) }
            notes.append(
                "the last line of the custody log had no end: a program was stopped while it wrote it, and never said that it"
                    + " was done. It was put aside as evidence/\(aside)")
        }
        if !index.hasTree {
            try Self.checkNothingCut(evidence, index)
            try DurableFile.write(index.freshNodes, to: evidence.file(EvidenceFolder.tree))
            if index.size > 0 {
                notes.append("evidence/\(EvidenceFolder.tree) was missing or short; it was made again of the log")
            }
        }
        tree = open(evidence.file(EvidenceFolder.tree), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard tree >= 0 else { throw DurableFile.Failed(evidence.file(EvidenceFolder.tree)) }
        lseek(log, 0, SEEK_END)
        lseek(tree, 0, SEEK_END)
        try DurableFile.flush(folder: evidence.path)
        frontier = try MerkleFrontier(size: index.size, node: index.node)
        lastLeaf =
            index.size == 0
            ? CustodyEvent.nothing : try index.node(MerkleNodes.position(ofLeaf: index.size - 1)).hexadecimal
        self.notes = notes
    }

    deinit {
        close(log)
        close(tree)
    }

    private static let incomingPrefix = ".incoming-"

    /// Makes no tree anew where it and entries were taken away together: that would hide it for good.
    private static func checkNothingCut(_ evidence: EvidenceFolder, _ index: CustodyIndex) throws {
        if FileManager.default.fileExists(atPath: evidence.file(EvidenceFolder.tree)) { return }
        var named: Set<String> = []
        try index.eachEvent { if $0.draft.action.bringsObject { named.insert($0.draft.object) } }
        for shelf in try FileManager.default.contentsOfDirectory(atPath: evidence.file("objects")) {
            let objects = try? FileManager.default.contentsOfDirectory(atPath: evidence.file("objects/" + shelf))
            guard objects?.contains(where: { !named.contains($0) }) ?? false else { continue }
            throw CaseError.evidenceAltered(
                folder: evidence.folder.path,
                EvidenceProblem(
                    file: EvidenceFolder.tree,
                    "it is not there, and the store has objects that no entry of the log names: entries were cut off, and"
                        + " nothing is entered behind them. Restore \(EvidenceFolder.log) and it from an archive"))
        }
    }

    private static func free(_ path: String) -> String {
        var candidate = path
        var number = 2
        while FileManager.default.fileExists(atPath: candidate) {
            candidate = "\(path)-\(number)"
            number += 1
        }
        return candidate
    }

    /// How many entries the log has.
    package var size: Int { frontier.size }
    /// The root over them.
    package var root: ContentHash { frontier.root }

    // MARK: Objects

    /// Puts a copy of a file into the store, byte for byte.
    package func keep(file path: String) throws(CaseError) -> KeptObject {
        guard let kept = try keep(file: path, expecting: nil) else { throw .refused("there is no file \(path).") }
        return kept
    }

    /// Puts a copy of a file into the store if it is still the one that is meant.
    /// - Parameter sha256: its SHA-256; nil for whatever is there.
    /// - Returns: nil where there is no such file, or another.
    package func keep(file path: String, expecting sha256: String?) throws(CaseError) -> KeptObject? {
        do {
            guard let source = try ReadableFile(path, followsLinks: true) else { return nil }
            return try keep(expecting: sha256) { take in try source.eachChunk(take) }
        } catch {
            throw CaseError(error, folder: evidence.folder.path)
        }
    }

    /// Puts bytes into the store.
    package func keep(_ bytes: [UInt8]) throws(CaseError) -> KeptObject {
        do {
            guard let kept = try keep(expecting: nil, { take in try take(bytes) }) else {
                throw CaseError.refused("the bytes are not those that were meant.")
            }
            return kept
        } catch {
            throw CaseError(error, folder: evidence.folder.path)
        }
    }

    private func keep(
        expecting expected: String?, _ content: (([UInt8]) throws -> Void) throws -> Void
    ) throws -> KeptObject? {
        incoming += 1
        let temporary = evidence.file("objects/\(Self.incomingPrefix)\(getpid())-\(incoming)")
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DurableFile.Failed(temporary) }
        defer {
            close(descriptor)
            unlink(temporary)
        }
        var hash = SHA256()
        var count = 0
        try content { chunk in
            hash.update(data: chunk)
            count += chunk.count
            try DurableFile.write(chunk, to: descriptor, path: temporary)
        }
        let sha256 = hash.finalize().hexadecimal
        if let expected, expected != sha256 { return nil }
        let name = EvidenceFolder.objectName(sha256)
        let shelf = evidence.file("objects/\(sha256.prefix(2))")
        if let known = try ReadableFile(evidence.file(name)) {
            guard try Self.hash(known) == sha256 else {
                throw CaseError.evidenceAltered(
                    folder: evidence.folder.path, EvidenceProblem(file: name, "its content is not what its name says"))
            }
            // Whoever put it there may have been stopped before its name was on the disk.
            unflushed.insert(shelf)
            return KeptObject(sha256: sha256, bytes: Int64(count), isNew: false)
        }
        guard fchmod(descriptor, 0o444) == 0, fsync(descriptor) == 0 else { throw DurableFile.Failed(temporary) }
        try DurableFile.makeFolder(shelf)
        guard rename(temporary, evidence.file(name)) == 0 else { throw DurableFile.Failed(evidence.file(name)) }
        unflushed.insert(shelf)
        return KeptObject(sha256: sha256, bytes: Int64(count), isNew: true)
    }

    static func hash(_ file: ReadableFile) throws -> String {
        var hash = SHA256()
        try file.eachChunk { hash.update(data: $0) }
        return hash.finalize().hexadecimal
    }

    /// Puts a record into the store.
    /// - Returns: its id.
    package func keep(_ record: EvidenceRecord) throws(CaseError) -> KeptObject {
        let body: String
        do throws(SealError) { body = try record.body } catch { throw CaseError(error, folder: evidence.folder.path) }
        return try keep(Array(body.utf8))
    }

    // MARK: The log

    /// Enters events, all of them or, if the program is stopped, a beginning of them. When it returns they are on the disk.
    /// - Returns: the numbers of the entries; empty where there were none to enter.
    @discardableResult
    package func append(_ drafts: [CustodyDraft], at now: Instant) throws(CaseError) -> Range<Int> {
        let first = size + 1
        if drafts.isEmpty { return first..<first }
        guard (0..<253_402_300_800_000).contains(now.milliseconds) else {
            throw .refused("the time \(now) lies outside of the years 1970 to 9999; is the clock right?")
        }
        do {
            for folder in unflushed.sorted() { try DurableFile.flush(folder: folder) }
            unflushed = []
            var (lines, nodes): ([UInt8], [UInt8]) = ([], [])
            var (next, leaf) = (frontier, lastLeaf)
            for draft in drafts {
                let line = CustodyEvent(number: next.size + 1, time: now, draft: draft, previous: leaf).line
                let start = nodes.count
                ByteView.with(line) { next.append($0, to: &nodes) }
                leaf = nodes[start..<start + 32].hexadecimal
                lines += line
                lines.append(0x0A)
            }
            try add(lines, to: log, EvidenceFolder.log)
            try add(nodes, to: tree, EvidenceFolder.tree)
            frontier = next
            lastLeaf = leaf
        } catch {
            throw CaseError(error, folder: evidence.folder.path)
        }
        return first..<size + 1
    }

    /// Adds to a file's end, or leaves it as it was.
    private func add(_ bytes: [UInt8], to descriptor: Int32, _ name: String) throws {
        let path = evidence.file(name)
        let before = lseek(descriptor, 0, SEEK_END)
        do {
            try DurableFile.write(bytes, to: descriptor, path: path)
            guard fdatasync(descriptor) == 0 else { throw DurableFile.Failed(path) }
        } catch {
            // A full disk leaves a part: what was not acknowledged goes.
            ftruncate(descriptor, before)
            throw error
        }
    }
}

extension EvidenceFolder {
    /// Opens the evidence for writing, and makes the folder where there is none.
    /// - Parameters:
    ///   - origin: the case's name for its checkpoints, when the folder is made.
    ///   - waits: whether to wait for another program that writes to the case.
    /// - Throws: `evidenceAltered` where the log is not what was written.
    package func writer(origin: String? = nil, waits: Bool = true) throws(CaseError) -> EvidenceWriter {
        do {
            return try EvidenceWriter(self, origin: origin, waits: waits)
        } catch {
            throw CaseError(error, folder: folder.path)
        }
    }
}
