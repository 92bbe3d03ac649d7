import Bytes
package import Evidence
import Foundation
package import Seals

/// A custody log for reading: single entries, proofs, or all of it.
///
/// An entry is found by halving, since entries say their number; a proof reads as many nodes of the tree as it has
/// hashes. Neither grows with the log.
package final class CustodyIndex {
    /// How many entries were acknowledged.
    package let size: Int
    private let folder: EvidenceFolder
    private let log: ReadableFile?
    /// Where the last whole line ends.
    let end: Int
    /// Nil where the file is missing or not of this log: then the nodes are made of the log and kept here.
    private let tree: ReadableFile?
    private let nodes: [UInt8]

    private init(
        _ folder: EvidenceFolder, size: Int, log: ReadableFile?, end: Int, tree: ReadableFile?, nodes: [UInt8]
    ) {
        self.folder = folder
        self.size = size
        self.log = log
        self.end = end
        self.tree = tree
        self.nodes = nodes
    }

    static func open(_ folder: EvidenceFolder) throws -> CustodyIndex {
        let log = try ReadableFile(folder.file(EvidenceFolder.log))
        let end = try log.map(wholeLines) ?? 0
        let last = try log.flatMap { try lastLine($0, end: end) }
        let size = try last.map { try lastNumber($0, in: folder) } ?? 0
        let tree = try ReadableFile(folder.file(EvidenceFolder.tree))
        if let tree, try fits(tree, size: size, last: last) {
            return CustodyIndex(folder, size: size, log: log, end: end, tree: tree, nodes: [])
        }
        let nodes = try log.map { try Self.nodes(of: $0, in: folder) } ?? []
        return CustodyIndex(folder, size: size, log: log, end: end, tree: nil, nodes: nodes)
    }

    private static func lastNumber(_ line: [UInt8], in folder: EvidenceFolder) throws(CaseError) -> Int {
        do throws(EvidenceError) {
            return try number(line)
        } catch {
            throw .evidenceAltered(
                folder: folder.folder.path, EvidenceProblem(file: EvidenceFolder.log, "its last entry: \(error)"))
        }
    }

    /// Whether the file of the tree is there and belongs to the log.
    var hasTree: Bool { tree != nil }

    /// What a missing tree was made anew of; empty where it is there.
    var freshNodes: [UInt8] { nodes }

    /// A line that was not finished, and so never acknowledged; empty mostly.
    func tornTail() throws -> [UInt8] {
        guard let log, log.count > end else { return [] }
        return try log.bytes(at: end, count: log.count - end)
    }

    // MARK: Entries

    /// An entry's line without its newline.
    /// - Parameter number: from 1.
    package func line(_ number: Int) throws(CaseError) -> [UInt8] {
        try told { try place(number).line }
    }

    /// An entry.
    /// - Parameter number: from 1.
    package func event(_ number: Int) throws(CaseError) -> CustodyEvent {
        try told { try event(number, try place(number).line) }
    }

    /// Entries one after the other: the first is looked for, the others follow it.
    package func events(_ numbers: ClosedRange<Int>) throws(CaseError) -> [CustodyEvent] {
        try told {
            var start = try place(numbers.lowerBound).start
            _ = try place(numbers.upperBound)
            var events: [CustodyEvent] = []
            events.reserveCapacity(numbers.count)
            while events.count < numbers.count, let log, start < end {
                let chunk = try log.bytes(at: start, count: min(Self.chunk, end - start))
                var lines = chunk[...]
                while events.count < numbers.count, let newline = lines.firstIndex(of: 0x0A) {
                    let number = numbers.lowerBound + events.count
                    let event = try event(number, Array(lines[..<newline]))
                    guard event.number == number else { throw damaged(number) }
                    events.append(event)
                    lines = lines[(newline + 1)...]
                }
                if lines.startIndex > 0 {
                    start += lines.startIndex
                } else {
                    // A line longer than a chunk.
                    let number = numbers.lowerBound + events.count
                    let (first, line) = try place(number)
                    events.append(try event(number, line))
                    start = first + line.count + 1
                }
            }
            return events
        }
    }

    /// Entries from the newest on.
    /// - Parameter body: says whether to go on.
    package func eachEvent(
        newestFirstIn numbers: ClosedRange<Int>, _ body: (CustodyEvent) throws -> Bool
    ) throws {
        var last = numbers.upperBound
        while last >= numbers.lowerBound {
            let first = max(numbers.lowerBound, last - Self.block + 1)
            for event in try events(first...last).reversed() where try !body(event) { return }
            last = first - 1
        }
    }

    /// Bytes that are read at a time, and entries that are held at a time.
    private static let chunk = 1 << 16
    private static let block = 100

    private func event(_ number: Int, _ line: [UInt8]) throws(CaseError) -> CustodyEvent {
        do {
            return try ByteView.with(line) { line throws(EvidenceError) in try CustodyLine(line).event }
        } catch {
            throw .evidenceAltered(
                folder: folder.folder.path, EvidenceProblem(file: EvidenceFolder.log, entry: number, "\(error)"))
        }
    }

    /// Where an entry's line begins, and the line without its newline.
    private func place(_ number: Int) throws -> (start: Int, line: [UInt8]) {
        guard let log, (1...max(1, size)).contains(number), size > 0 else {
            throw CaseError.refused("the custody log has \(size) entries, and no entry \(number).")
        }
        // A line begins at `low`; the entry's begins there or behind, and before `high`.
        var (low, high) = (0, end)
        while low < high {
            let middle = low + (high - low) / 2
            guard let (start, line) = try Self.firstLine(log, from: middle, before: high) else {
                high = middle
                continue
            }
            let found = try Self.number(line)
            if found == number { return (start, line) }
            if found < number { low = start + line.count + 1 } else { high = middle }
        }
        throw damaged(number)
    }

    private func told<Result>(_ body: () throws -> Result) throws(CaseError) -> Result {
        do {
            return try body()
        } catch let error as EvidenceError {
            throw .evidenceAltered(folder: folder.folder.path, EvidenceProblem(file: EvidenceFolder.log, "\(error)"))
        } catch {
            throw CaseError(error, folder: folder.folder.path)
        }
    }

    /// All entries in their order.
    package func eachEvent(_ body: (CustodyEvent) throws -> Void) throws {
        try eachLine { number, line in
            try body(try event(number, line))
        }
    }

    /// The lines of all acknowledged entries, without their newlines, with their numbers from 1.
    package func eachLine(_ body: (Int, [UInt8]) throws -> Void) throws {
        guard let log else { return }
        var lines = CustodyLines()
        try log.eachChunk { try lines.take($0, body) }
    }

    private func damaged(_ number: Int) -> CaseError {
        .evidenceAltered(
            folder: folder.folder.path,
            EvidenceProblem(file: EvidenceFolder.log, entry: number, "it is not where it belongs"))
    }

    /// The first line that begins at `offset` or behind it, and before `limit`.
    private static func firstLine(
        _ log: ReadableFile, from offset: Int, before limit: Int
    ) throws -> (start: Int, line: [UInt8])? {
        var start = offset
        if start > 0 {
            // A line begins here if the byte before ends one.
            guard let newline = try newline(log, from: start - 1, before: limit) else { return nil }
            start = newline + 1
        }
        guard start < limit, let end = try newline(log, from: start, before: log.count) else { return nil }
        return (start, try log.bytes(at: start, count: end - start))
    }

    private static func newline(_ log: ReadableFile, from offset: Int, before limit: Int) throws -> Int? {
        var position = offset
        while position < limit {
            let chunk = try log.bytes(at: position, count: min(4096, limit - position))
            if let found = chunk.firstIndex(of: 0x0A) { return position + found }
            position += chunk.count
        }
        return nil
    }

    private static func number(_ line: [UInt8]) throws(EvidenceError) -> Int {
        try ByteView.with(line) { line throws(EvidenceError) in try CustodyLine(line).number }
    }

    /// Where the last whole line ends.
    private static func wholeLines(_ log: ReadableFile) throws -> Int {
        try lastNewline(log, before: log.count).map { $0 + 1 } ?? 0
    }

    private static func lastNewline(_ log: ReadableFile, before limit: Int) throws -> Int? {
        var end = limit
        while end > 0 {
            let start = max(0, end - 4096)
            if let found = try log.bytes(at: start, count: end - start).lastIndex(of: 0x0A) { return start + found }
            end = start
        }
        return nil
    }

    private static func lastLine(_ log: ReadableFile, end: Int) throws -> [UInt8]? {
        guard end > 0 else { return nil }
        let start = try lastNewline(log, before: end - 1).map { $0 + 1 } ?? 0
        return try log.bytes(at: start, count: end - 1 - start)
    }

    // MARK: Proofs

    private static func fits(_ tree: ReadableFile, size: Int, last: [UInt8]?) throws -> Bool {
        guard tree.count == 32 * MerkleNodes.count(leaves: size) else { return false }
        guard let last, size > 0 else { return true }
        let leaf = try tree.bytes(at: 32 * MerkleNodes.position(ofLeaf: size - 1), count: 32)
        return leaf == MerkleTree.leafHash(last).bytes
    }

    private static func nodes(of log: ReadableFile, in folder: EvidenceFolder) throws -> [UInt8] {
        var reading = CustodyReading()
        var nodes: [UInt8] = []
        try log.eachChunk { chunk in
            reading.take(chunk)
            nodes += reading.takeNodes()
        }
        _ = reading.finish()
        if let problem = reading.problems.first {
            throw CaseError.evidenceAltered(folder: folder.folder.path, problem)
        }
        return nodes
    }

    /// A node of the tree, by its place in the list.
    func node(_ position: Int) throws(SealError) -> ContentHash {
        let bytes =
            tree == nil
            ? Array(nodes.dropFirst(32 * position).prefix(32)) : try? tree?.bytes(at: 32 * position, count: 32)
        guard let hash = bytes.flatMap(ContentHash.init) else { throw .noProof("the tree has no node \(position)") }
        return hash
    }

    /// The root over the first entries, all by default.
    package func root(size: Int? = nil) throws(SealError) -> ContentHash {
        try MerkleNodes.root(size: size ?? self.size, node: node)
    }

    /// What shows that an entry stands in the log (RFC 9162 section 2.1.3.1).
    /// - Parameters:
    ///   - number: the entry's, from 1; its index in the tree is one less.
    ///   - size: how many entries the log is taken to have; all by default.
    package func inclusionProof(of number: Int, size: Int? = nil) throws(SealError) -> [ContentHash] {
        let size = min(size ?? self.size, self.size)
        return try MerkleNodes.inclusionProof(of: number - 1, size: size, node: node)
    }

    /// What shows that the log of the first entries is the beginning of a later one (section 2.1.4.1).
    package func consistencyProof(from earlier: Int, to size: Int? = nil) throws(SealError) -> [ContentHash] {
        try MerkleNodes.consistencyProof(from: earlier, size: min(size ?? self.size, self.size), node: node)
    }
}

extension EvidenceFolder {
    /// The custody log as it is now.
    /// - Throws: `evidenceAltered` where its last entry, or without a tree any of them, is not what was written.
    package func custody() throws(CaseError) -> CustodyIndex {
        do {
            return try CustodyIndex.open(self)
        } catch {
            throw CaseError(error, folder: folder.path)
        }
    }
}
