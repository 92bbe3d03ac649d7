import Bytes
package import Evidence
package import Seals

/// The part of a custody log that a checkpoint covers, read once from its beginning and found to be what was signed.
package struct PackageLog {
    /// The bytes of that part.
    package let size: UInt64
    /// Records in the order of their entries, each by its first.
    package let records: [(entry: Int, identifier: String)]
    /// The entry that brought an object in first.
    private let entries: [ContentKey: Int]
    private let path: String

    /// - Throws: `ExchangeError.unreadable` where the log is not what the checkpoint was signed over.
    package init(_ path: String, checkpoint: Checkpoint) throws {
        self.path = path
        let file = try StoredFile(path)
        var reading = CustodyReading(checkpoints: [("the checkpoint", checkpoint)])
        var size: UInt64 = 0
        var lines = 0
        try file.eachChunk { chunk in
            guard lines < checkpoint.size else { return }
            let part = Self.lines(of: chunk, most: checkpoint.size - lines)
            lines += part.lines
            size += UInt64(part.count)
            reading.take(part.count == chunk.count ? chunk : Array(chunk[..<part.count]))
        }
        _ = reading.finish()
        if let problem = reading.problems.first {
            throw ExchangeError.unreadable(path: path, reason: "\(problem)")
        }
        var entries: [ContentKey: Int] = [:]
        var records: [(entry: Int, identifier: String)] = []
        var seen: Set<ContentKey> = []
        for use in reading.uses where use.action.bringsObject {
            if entries[use.object] == nil { entries[use.object] = use.entry }
            if use.action == .recorded, seen.insert(use.object).inserted {
                records.append((use.entry, use.object.hexadecimal))
            }
        }
        self.size = size
        self.records = records
        self.entries = entries
    }

    /// How much of a chunk the next lines are, and how many.
    private static func lines(of chunk: [UInt8], most: Int) -> (count: Int, lines: Int) {
        var lines = 0
        for (index, byte) in chunk.enumerated() where byte == 0x0A {
            lines += 1
            if lines == most { return (index + 1, lines) }
        }
        return (chunk.count, lines)
    }

    /// The entry that brought an object in; nil where none did.
    package func entry(of sha256: String) -> Int? { ContentKey(sha256).flatMap { entries[$0] } }

    /// Hands over the bytes of the part.
    package func read(_ body: (_ chunk: [UInt8]) throws -> Void) throws {
        try StoredFile(path).eachChunk(count: size, body)
    }

    /// Hands over the lines of the part, without their ends, with their numbers.
    package func eachLine(_ body: (_ number: Int, _ line: [UInt8]) throws -> Void) throws {
        var lines = CustodyLines()
        try read { try lines.take($0, body) }
    }
}
