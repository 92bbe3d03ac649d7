import Foundation
import GRDB
import Glibc

/// Where the registers end: how many entries there are, and the chain's hash after the last.
///
/// Who has noted it elsewhere can see later that nothing up to it was changed, moved or cut off, whatever came after.
package struct RegistersHead: Sendable, Hashable {
    package var entries: Int64
    /// SHA-256 over all entries up to here, hexadecimal; empty where there is none.
    package var digest: String

    init(entries: Int64, digest: String) {
        self.entries = entries
        self.digest = digest
    }

    init(_ database: Database) throws {
        entries = try Int64.fetchOne(database, sql: "SELECT count(*) FROM entries") ?? 0
        digest = try String.fetchOne(database, sql: "SELECT chain FROM entries ORDER BY id DESC LIMIT 1") ?? ""
    }

    /// The chain's hash after so many entries; nil where there are fewer.
    static func chain(after entries: Int64, in database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT chain FROM entries ORDER BY id LIMIT 1 OFFSET ?", arguments: [entries - 1])
    }
}

/// The heads that registers had, a line each, in `registers.heads` beside the database: whoever cuts entries off the end has
/// to cut them there, too.
struct HeadNotes {
    private let path: String
    private static let name = "registers.heads"

    /// - Parameter folder: the case's.
    init(_ folder: String) { path = folder + "/" + Self.name }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Makes the file of a case that has no entries: from now on its absence says that somebody took it away.
    func create() throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw Unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// In the order in which they were noted; a line that a crash cut short is none.
    /// - Throws: where the file holds something else.
    func all() throws -> [RegistersHead] {
        if !exists { return [] }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let entries = Int64(words[0]), entries > 0, words[1].utf8.count == 64 else {
                throw Unreadable(line: String(line.prefix(80)))
            }
            return RegistersHead(entries: entries, digest: String(words[1]))
        }
    }

    /// Copies them into another folder.
    func copy(to folder: String) throws {
        if exists { try FileManager.default.copyItem(atPath: path, toPath: folder + "/" + Self.name) }
    }

    /// Adds a line, which is on the disk when this is done.
    func append(_ head: RegistersHead) throws {
        let line = "\(head.entries) \(head.digest)\n"
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Unwritable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 0
        // What a crash left of a line ends here.
        let isCut = end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != UInt8(ascii: "\n")
        if isCut { try trim(descriptor, end) }
        let written = line.withCString { write(descriptor, $0, strlen($0)) }
        guard written == line.utf8.count, fsync(descriptor) == 0 else {
            throw Unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private func trim(_ descriptor: Int32, _ end: off_t) throws {
        var place = end
        var byte: UInt8 = 0
        while place > 0, pread(descriptor, &byte, 1, place - 1) == 1, byte != UInt8(ascii: "\n") { place -= 1 }
        if ftruncate(descriptor, place) != 0 {
            throw Unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    struct Unreadable: Error, CustomStringConvertible {
        var line: String
        var description: String {
            "\(HeadNotes.name) holds the line '\(line)', which is no number of entries and their hash"
        }
    }

    struct Unwritable: Error, CustomStringConvertible {
        var path: String
        var reason: String
        var description: String { "\(path): \(reason)" }
    }
}
