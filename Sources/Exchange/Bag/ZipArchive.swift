import Bytes
import Evidence
import Foundation

/// Reads a ZIP file that may have been made to harm: nothing of it is believed before it was compared with what else the
/// file says, and every byte of it must belong to something.
///
/// Two files that overlap, a file in a gap, a second directory, names that lead out of the folder or that two systems take
/// for one, links, encryption, other content than the directory says: each is a problem with the name of the file. What is
/// left after the problems can be read.
package struct ZipArchive {
    /// A file in the archive.
    package struct Entry: Hashable, Sendable {
        package let name: String
        /// Bytes of the content, as the directory states it; content that has more or fewer is refused.
        package let size: UInt64
        /// Bytes that it takes in the archive.
        package let packedSize: UInt64
        package let checksum: UInt32
        let isDeflated: Bool
        /// Where its local header begins.
        let offset: UInt64
        /// Where its content begins.
        fileprivate(set) var contentOffset: UInt64 = 0
        fileprivate var hasDescriptor: Bool
        fileprivate var end: UInt64 { contentOffset + packedSize }
    }

    /// Something in the archive that is not as it should be.
    package struct Problem: Hashable, Sendable {
        /// The file concerned; nil where it is the archive itself.
        package let name: String?
        /// What is wrong, as a sentence without its subject.
        package let what: String
    }

    /// What an archive must be.
    package enum Expectation: Sendable {
        /// Byte for byte as `ZipWriter` writes.
        case own
        /// Any that other programs write: packed, with descriptors, folders and further fields.
        case any
    }

    /// The files that can be read, in the order in which they lie.
    package private(set) var entries: [Entry] = []
    package private(set) var problems: [Problem] = []
    private let file: StoredFile

    /// More entries than a package has, and few enough to hold.
    private static let mostEntries = 20_000_000

    /// - Throws: only where the file cannot be read. What is wrong in it is among the problems.
    package init(_ file: StoredFile, expecting expectation: Expectation) throws(ExchangeError) {
        self.file = file
        guard let directory = try Self.directory(file) else {
            report(nil, "it has no end as ZIP files have: it was cut off, or it is something else")
            return
        }
        try readDirectory(directory)
        entries.sort { ($0.offset, $0.name) < ($1.offset, $1.name) }
        checkNames()
        try readLocalHeaders(expectation, before: directory.start)
        if expectation == .own { try compareDirectory(directory) }
    }

    private mutating func report(_ name: String?, _ what: String) {
        problems.append(Problem(name: name, what: what))
    }

    // MARK: The end

    private struct Directory {
        var start: UInt64
        var size: UInt64
        var count: UInt64
        /// Where the records behind the directory begin.
        var end: UInt64
    }

    /// Finds the directory; nil where there is none that lies in the file.
    private static func directory(_ file: StoredFile) throws(ExchangeError) -> Directory? {
        let tailSize = Int(min(file.count, 22 + 0xFFFF))
        let tail = try file.bytes(at: file.count - UInt64(tailSize), count: tailSize)
        guard tail.count >= 22 else { return nil }
        // The last that fits: what follows it is exactly its comment.
        guard
            let place = (0...tail.count - 22).reversed().first(where: { place in
                tail.number32(place) == ZipRecords.endSignature
                    && place + 22 + Int(tail.number16(place + 20)) == tail.count
            })
        else { return nil }
        let end = file.count - UInt64(tail.count - place)
        var found = Directory(
            start: UInt64(tail.number32(place + 16)), size: UInt64(tail.number32(place + 12)),
            count: UInt64(tail.number16(place + 10)), end: end)
        let isWide = found.start == 0xFFFF_FFFF || found.size == 0xFFFF_FFFF || found.count == 0xFFFF
        if isWide, end >= 20 {
            let locator = try file.bytes(at: end - 20, count: 20)
            if locator.number32(0) == ZipRecords.wideLocatorSignature {
                let place = locator.number64(8)
                guard place < end, end - place >= 76 else { return nil }
                let wide = try file.bytes(at: place, count: 56)
                guard wide.count == 56, wide.number32(0) == ZipRecords.wideEndSignature else { return nil }
                found = Directory(
                    start: wide.number64(48), size: wide.number64(40), count: wide.number64(32), end: place)
            }
        }
        guard found.start <= found.end, found.size == found.end - found.start else { return nil }
        return found
    }

    // MARK: The directory

    private mutating func readDirectory(_ directory: Directory) throws(ExchangeError) {
        if directory.count > UInt64(Self.mostEntries) || directory.count * 46 > directory.size {
            report(nil, "its directory says that it has \(directory.count) files, and is too short for them")
            return
        }
        var offset = directory.start
        for number in 1...max(1, directory.count) where directory.count > 0 {
            let head = try file.bytes(at: offset, count: Int(min(46, directory.end - offset)))
            guard head.count == 46, head.number32(0) == ZipRecords.centralSignature else {
                report(nil, "its directory is damaged at file \(number) of \(directory.count)")
                return
            }
            let nameSize = Int(head.number16(28))
            let extraSize = Int(head.number16(30))
            let length = 46 + nameSize + extraSize + Int(head.number16(32))
            guard offset + UInt64(length) <= directory.end else {
                report(nil, "its directory is damaged at file \(number) of \(directory.count)")
                return
            }
            let rest = try file.bytes(at: offset + 46, count: nameSize + extraSize)
            take(head, name: Array(rest[..<nameSize]), extra: Array(rest[nameSize...]))
            offset += UInt64(length)
        }
        if offset != directory.end {
            report(nil, "\(directory.end - offset) bytes in its directory belong to no file")
        }
    }

    private mutating func take(_ head: [UInt8], name bytes: [UInt8], extra: [UInt8]) {
        // Without the flag the name is in some code page of the maker's: taken for UTF-8 where it is.
        guard let name = String(validating: bytes, as: UTF8.self) else {
            report(String(decoding: bytes, as: UTF8.self), "its name is no UTF-8")
            return
        }
        let flags = head.number16(8)
        let method = head.number16(10)
        if flags & 0x2041 != 0 {
            report(name, "it is encrypted")
            return
        }
        guard method == 0 || method == 8 else {
            report(name, "it is packed by method \(method), which this program does not know")
            return
        }
        let mode = head[5] == 3 ? UInt32(head.number32(38)) >> 16 & 0o170000 : 0
        if mode != 0, mode != 0o100000, mode != 0o040000 {
            report(name, "it is a link or a device, which have no place in an archive")
            return
        }
        var sizes = (UInt64(head.number32(24)), UInt64(head.number32(20)), UInt64(head.number32(42)))
        let wide = Self.wideFields(extra)
        var place = 0
        for part in [\(UInt64, UInt64, UInt64).0, \.1, \.2] where sizes[keyPath: part] == 0xFFFF_FFFF {
            guard place + 8 <= wide.count else { continue }
            sizes[keyPath: part] = wide.number64(place)
            place += 8
        }
        let isFolder = name.hasSuffix("/")
        if let fault = BagManifest.fault(in: isFolder ? String(name.dropLast()) : name) {
            report(name, fault)
            return
        }
        if isFolder {
            if sizes.0 > 0 || sizes.1 > 0 { report(name, "it is a folder with content") }
            folders.append(
                Entry(
                    name: name, size: 0, packedSize: 0, checksum: 0, isDeflated: false, offset: sizes.2,
                    hasDescriptor: false))
            return
        }
        if method == 0, sizes.0 != sizes.1 {
            report(name, "it is stored as it is, and has two sizes")
            return
        }
        entries.append(
            Entry(
                name: name, size: sizes.0, packedSize: sizes.1, checksum: head.number32(16), isDeflated: method == 8,
                offset: sizes.2, hasDescriptor: flags & 8 != 0))
    }

    private var folders: [Entry] = []

    /// The content of the field for numbers of 64 bits.
    private static func wideFields(_ extra: [UInt8]) -> [UInt8] {
        var place = 0
        while place + 4 <= extra.count {
            let size = Int(extra.number16(place + 2))
            guard place + 4 + size <= extra.count else { return [] }
            if extra.number16(place) == 1 { return Array(extra[place + 4..<place + 4 + size]) }
            place += 4 + size
        }
        return []
    }

    private mutating func checkNames() {
        var seen: [String: String] = [:]
        for entry in entries {
            // As file systems that know no capitals and compose accents see it.
            let folded = entry.name.precomposedStringWithCanonicalMapping.lowercased()
            if let other = seen[folded] {
                report(
                    entry.name,
                    other.utf8.elementsEqual(entry.name.utf8)
                        ? "it stands in the archive twice" : "on some systems it is the same file as \(other)")
            } else {
                seen[folded] = entry.name
            }
        }
    }

    // MARK: Local headers

    private mutating func readLocalHeaders(_ expectation: Expectation, before end: UInt64) throws(ExchangeError) {
        var all = entries + folders
        all.sort { ($0.offset, $0.name) < ($1.offset, $1.name) }
        var position: UInt64 = 0
        var sound: [Entry] = []
        for var entry in all {
            if entry.offset < position {
                report(entry.name, "it lies over another file")
                continue
            }
            if entry.offset > position {
                report(entry.name, "\(entry.offset - position) bytes before it belong to no file")
            }
            guard let start = try contentStart(entry, expectation, before: end) else {
                // Where it ends cannot be known: the next one says where it begins.
                position = max(position, entry.offset)
                continue
            }
            entry.contentOffset = start
            guard entry.packedSize <= end, entry.end <= end else {
                report(entry.name, "it has more bytes than there are before the directory")
                continue
            }
            position = entry.end
            if entry.hasDescriptor { position += try descriptorSize(entry, before: end) }
            if !entry.name.hasSuffix("/") { sound.append(entry) }
        }
        if position < end { report(nil, "\(end - position) bytes before its directory belong to no file") }
        if expectation == .own {
            for folder in folders { report(folder.name, "it is a folder's name; folders stand in no package") }
        }
        entries = sound
    }

    /// Where the content begins; nil where the header is not one of this entry.
    private mutating func contentStart(
        _ entry: Entry, _ expectation: Expectation, before end: UInt64
    ) throws(ExchangeError) -> UInt64? {
        if expectation == .own {
            let expected = ZipRecords.local(
                ZipRecords.Entry(
                    name: Array(entry.name.utf8), checksum: entry.checksum, size: entry.size, offset: entry.offset))
            guard !entry.isDeflated, try file.bytes(at: entry.offset, count: expected.count) == expected else {
                report(entry.name, "what stands before it in the archive is not what this program writes there")
                return nil
            }
            return entry.offset + UInt64(expected.count)
        }
        let head = try file.bytes(at: entry.offset, count: 30)
        guard head.count == 30, entry.offset + 30 <= end, head.number32(0) == ZipRecords.localSignature else {
            report(entry.name, "it does not begin where the directory says")
            return nil
        }
        let nameSize = Int(head.number16(26))
        let name = try file.bytes(at: entry.offset + 30, count: nameSize)
        let isSame =
            name.elementsEqual(entry.name.utf8) && (head.number16(8) == 8) == entry.isDeflated
            && head.number16(6) & 1 == 0
            && (entry.hasDescriptor || head.number32(14) == entry.checksum)
        guard isSame else {
            report(entry.name, "the archive says two things about it: before its content, and in the directory")
            return nil
        }
        return entry.offset + 30 + UInt64(nameSize) + UInt64(head.number16(28))
    }

    /// The sizes and the check sum may stand behind the content, with a signature or without, in 32 bits or 64.
    private func descriptorSize(_ entry: Entry, before end: UInt64) throws(ExchangeError) -> UInt64 {
        let bytes = try file.bytes(at: entry.end, count: Int(min(24, end - entry.end)))
        guard bytes.count >= 12 else { return 0 }
        let signed = bytes.number32(0) == 0x0807_4B50
        let start = signed ? 4 : 0
        guard bytes.number32(start) == entry.checksum else { return 0 }
        if bytes.count >= start + 20, bytes.number64(start + 4) == entry.packedSize,
            bytes.number64(start + 12) == entry.size
        {
            return UInt64(start + 20)
        }
        return bytes.count >= start + 12 ? UInt64(start + 12) : 0
    }

    /// Compares everything behind the files with what this program writes there.
    private mutating func compareDirectory(_ directory: Directory) throws(ExchangeError) {
        var offset = directory.start
        for entry in entries {
            let expected = ZipRecords.central(
                ZipRecords.Entry(
                    name: Array(entry.name.utf8), checksum: entry.checksum, size: entry.size, offset: entry.offset))
            if try file.bytes(at: offset, count: expected.count) != expected {
                report(entry.name, "its line in the archive's directory is not what this program writes there")
                return
            }
            offset += UInt64(expected.count)
        }
        let end = ZipRecords.end(entries: entries.count, start: directory.start, size: offset - directory.start)
        if try file.bytes(at: offset, count: Int(min(1 << 10, file.count - offset))) != end {
            report(nil, "its end is not what this program writes there")
        }
    }

    // MARK: Content

    /// Hands over a file's content, piece by piece, and compares its size and check sum with the directory's.
    /// - Throws: `ExchangeError.unreadable` for content that is not what the directory says, and what `body` throws.
    package func read(_ entry: Entry, _ body: (_ chunk: [UInt8]) throws -> Void) throws {
        var checksum = CyclicChecksum()
        var taken: UInt64 = 0
        func hand(_ chunk: [UInt8]) throws {
            taken += UInt64(chunk.count)
            if taken > entry.size { throw damaged(entry, "it holds more than the archive's directory says") }
            checksum.update(chunk)
            try body(chunk)
        }
        if entry.isDeflated {
            try inflate(entry, hand)
        } else {
            try file.eachChunk(from: entry.contentOffset, count: entry.packedSize, hand)
        }
        if taken != entry.size { throw damaged(entry, "it holds less than the archive's directory says") }
        if checksum.value != entry.checksum { throw damaged(entry, "its check sum is another") }
    }

    /// All of a file's content.
    /// - Parameter most: bytes; a larger file is refused.
    package func contents(of entry: Entry, most: UInt64) throws -> [UInt8] {
        if entry.size > most { throw damaged(entry, "it has \(entry.size) bytes, and \(most) are the most here") }
        var bytes: [UInt8] = []
        try read(entry) { bytes += $0 }
        return bytes
    }

    private func inflate(_ entry: Entry, _ body: ([UInt8]) throws -> Void) throws {
        let inflater = try Inflater(.none)
        var pending: [UInt8] = []
        var offset = entry.contentOffset
        while !inflater.isFinished {
            if pending.isEmpty {
                pending = try file.bytes(at: offset, count: Int(min(1 << 18, entry.end - offset)))
                offset += UInt64(pending.count)
            }
            var content: [UInt8] = []
            let taken: Int
            do throws(ByteSourceError) {
                taken = try inflater.unpack(pending[...], most: 1 << 20, to: &content)
            } catch {
                throw damaged(entry, "its packed content is damaged")
            }
            pending.removeFirst(taken)
            if !content.isEmpty { try body(content) }
            if taken == 0, content.isEmpty, !inflater.isFinished {
                throw damaged(entry, "its packed content ends early")
            }
        }
        if !pending.isEmpty || offset < entry.end { throw damaged(entry, "something follows its packed content") }
    }

    private func damaged(_ entry: Entry, _ reason: String) -> ExchangeError {
        .unreadable(path: entry.name, reason: reason)
    }
}
