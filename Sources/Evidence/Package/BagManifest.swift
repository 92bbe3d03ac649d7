/// The files of a bag with the hash of each: a manifest by BagIt 1.0 (RFC 8493 sections 2.1.3 and 2.2.1), which
/// `sha256sum -c` reads, too.
///
///     <digest>  <path>
///
/// The paths are relative to the bag, in the order of their bytes, each once. CR, LF and the percent sign are written as
/// `%0D`, `%0A` and `%25`, and nothing else is.
package struct BagManifest: Hashable, Sendable {
    /// How a file's content is hashed.
    package enum Algorithm: String, Sendable, CaseIterable {
        case sha256
        case sha512

        /// Hexadecimal digits of a digest.
        package var digits: Int { self == .sha256 ? 64 : 128 }
    }

    /// A line.
    package struct Entry: Hashable, Sendable {
        package var path: String
        /// Hexadecimal, small letters.
        package var digest: String

        package init(path: String, digest: String) {
            self.path = path
            self.digest = digest
        }
    }

    package static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    package static let declarationFile = "bagit.txt"
    package static let informationFile = "bag-info.txt"

    /// The manifest of what stands below `data`.
    package static func payloadFile(_ algorithm: Algorithm) -> String { "manifest-\(algorithm.rawValue).txt" }
    /// The manifest of what stands beside `data`.
    package static func tagFile(_ algorithm: Algorithm) -> String { "tagmanifest-\(algorithm.rawValue).txt" }

    package let algorithm: Algorithm
    /// In the order of their paths' bytes.
    package let entries: [Entry]

    package init(_ algorithm: Algorithm, _ entries: [Entry]) {
        self.algorithm = algorithm
        self.entries = entries.sorted { Self.precedes($0.path, $1.path) }
    }

    package static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// The file's bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += entry.digest.utf8
            bytes += "  ".utf8
            bytes += Self.encoded(entry.path).utf8
            bytes.append(0x0A)
        }
        return bytes
    }

    /// Reads a manifest that is written as `bytes` writes it.
    ///
    /// RFC 8493 leaves more freedom (capital digits, tabs, any order); what this program writes has one spelling, so that a
    /// changed byte is never only another spelling.
    /// - Throws: `EvidenceError.badPackage` with the line's number.
    package init(_ algorithm: Algorithm, reading bytes: [UInt8]) throws(EvidenceError) {
        var entries: [Entry] = []
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            number += 1
            if line.contains(0x0D) {
                throw .badPackage("line \(number) holds a carriage return, which a manifest writes as %0D")
            }
            entries.append(try Self.entry(line, algorithm, number))
            if entries.count > 1, !Self.precedes(entries[entries.count - 2].path, entries[entries.count - 1].path) {
                throw .badPackage("line \(number) names a file out of order, or one that was named before")
            }
        }
        guard bytes.isEmpty || bytes.last == 0x0A else { throw .badPackage("its last line has no end") }
        self.algorithm = algorithm
        self.entries = entries
        guard self.bytes == bytes else { throw .badPackage("it is not spelled as manifests of packages are") }
    }

    private static func entry(
        _ line: ArraySlice<UInt8>, _ algorithm: Algorithm, _ number: Int
    ) throws(EvidenceError) -> Entry {
        let digits = line.prefix(algorithm.digits)
        guard digits.count == algorithm.digits,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw .badPackage("line \(number) does not begin with a \(algorithm.rawValue) in small digits") }
        let rest = line.dropFirst(algorithm.digits)
        guard rest.starts(with: [0x20, 0x20]), let spelled = String(validating: rest.dropFirst(2), as: UTF8.self),
            let path = decoded(spelled), fault(in: path) == nil
        else { throw .badPackage("line \(number) names no file: \(String(decoding: rest, as: UTF8.self))") }
        return Entry(path: path, digest: String(decoding: digits, as: UTF8.self))
    }

    /// Why a path cannot stand in a bag: it would lead out of it, or to another place on another system.
    package static func fault(in path: String) -> String? {
        if path.isEmpty { return "it is empty" }
        if path.utf8.contains(0) { return "it holds a zero byte" }
        if path.utf8.contains(UInt8(ascii: "\\")) { return "it holds a backslash, which is a folder's sign elsewhere" }
        if path.hasPrefix("/") { return "it begins at the root" }
        if path.utf8.count > 4096 { return "it is too long" }
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            if part.isEmpty { return "a part of it is empty" }
            if part == "." || part == ".." { return "it goes back with '\(part)'" }
            if part.utf8.count > 255 { return "a part of it is too long" }
        }
        if path.utf8.dropFirst().first == UInt8(ascii: ":") { return "it names a drive" }
        return nil
    }

    private static func encoded(_ path: String) -> String {
        guard path.utf8.contains(where: { $0 == 0x25 || $0 == 0x0A || $0 == 0x0D }) else { return path }
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x25: bytes += "%25".utf8
            case 0x0A: bytes += "%0A".utf8
            case 0x0D: bytes += "%0D".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nil for a percent sign that stands for nothing else than it should.
    private static func decoded(_ spelled: String) -> String? {
        guard spelled.utf8.contains(0x25) else { return spelled }
        var bytes: [UInt8] = []
        var rest = Array(spelled.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            switch String(decoding: rest.prefix(2), as: UTF8.self) {
            case "25": bytes.append(0x25)
            case "0A": bytes.append(0x0A)
            case "0D": bytes.append(0x0D)
            default: return nil
            }
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// `bag-info.txt`: labels with values, in the order in which they are given (RFC 8493 section 2.2.2).
package struct BagInformation: Hashable, Sendable {
    package var lines: [(label: String, value: String)] = []

    package init() {}

    package mutating func add(_ label: String, _ value: String) {
        // A value stands on one line here: a line's end would begin another label.
        let flat = value.map { $0.isNewline ? " " : $0 }
        lines.append((label, String(flat)))
    }

    /// `Payload-Oxum`: bytes and files of the payload.
    package static func payloadOxum(bytes: UInt64, files: Int) -> String { "\(bytes).\(files)" }

    package var bytes: [UInt8] { Array(lines.map { "\($0.label): \($0.value)\n" }.joined().utf8) }

    /// Reads the labels; a line that is none is nil.
    package init?(reading bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self), bytes.last == 0x0A else { return nil }
        for line in text.utf8.split(separator: 0x0A) {
            let line = String(Substring(line))
            guard let colon = line.firstRange(of: ": ") else { return nil }
            lines.append((String(line[..<colon.lowerBound]), String(line[colon.upperBound...])))
        }
    }

    /// A label's first value.
    package subscript(label: String) -> String? { lines.first { $0.label == label }?.value }

    package static func == (left: BagInformation, right: BagInformation) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
