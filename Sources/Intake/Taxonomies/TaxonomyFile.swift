import Bytes
package import Records

/// A published list of techniques as the user's file holds it: DISARM's red framework as a STIX bundle
/// (https://github.com/DISARMFoundation/DISARMframeworks, CC BY-SA 4.0), or Meta's Online Operations Kill Chain as CSV
/// (https://github.com/facebook/threat-research, MIT).
package struct TaxonomyFile: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case disarm
        case metaKillChain = "meta_kill_chain"
    }

    package struct Entry: Sendable, Hashable {
        package var id: String
        package var title: String
        /// The technique that it is part of.
        package var parent: String?
        package var phase: String?
    }

    package let kind: Kind
    /// In the order of their ids, numbers by their value.
    package internal(set) var entries: [Entry] = []
    package internal(set) var rejected: [Rejection] = []
    /// SHA-256 of the file's bytes as they lie on disk, hexadecimal.
    package internal(set) var sha256 = ""
    /// The version in the file's name, as `1.6` in `DISARM_v1.6_stix.json`: neither list states its own inside.
    package let versionInName: String?

    init(kind: Kind, file: SourceFile) {
        self.kind = kind
        versionInName = Self.version(in: file.name)
    }

    /// Reads a file, and tells by its content which list it is.
    /// - Throws: where it cannot be read, or is neither list.
    package static func read(
        _ file: SourceFile, progress: Progress = .silent
    ) throws(IntakeError) -> TaxonomyFile {
        let digest = FileDigest(label: "reading \(file.name)", progress: progress)
        let source = try FileReading.source(of: file, digest)
        var list: TaxonomyFile
        switch SourceHead(source, path: file.path).content {
        case .json:
            list = DisarmReading.read(source, file)
            if (try? source.drain()) != nil { list.sha256 = digest.hexadecimal }
        case .table(let head) where head.columns.map(NamedRow.key).contains("procedure"):
            list = try KillChainReading.read(file)
        default:
            throw .unreadable(
                file,
                RecordFault(
                    "not-a-taxonomy",
                    "it is neither DISARM's STIX bundle nor a table with the columns Tactic, Technique and Procedure"))
        }
        if list.entries.isEmpty {
            throw .unreadable(
                file, RecordFault("not-a-taxonomy", "it holds no technique with an id; is it the right file?"))
        }
        list.entries.sort { precedes($0.id, $1.id) }
        return list
    }

    /// Digits behind a `v` that begins a word.
    private static func version(in name: String) -> String? {
        let letters = Array(name.utf8)
        for index in letters.indices
        where letters[index] | 0x20 == 0x76 && (index == 0 || !isLetterOrDigit(letters[index - 1])) {
            var digits = letters[(index + 1)...].prefix { (0x30...0x39).contains($0) || $0 == 0x2E }
            while digits.last == 0x2E { digits.removeLast() }
            if let first = digits.first, first != 0x2E { return String(decoding: digits, as: UTF8.self) }
        }
        return nil
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    /// `0.9.2` before `0.9.10`.
    static func precedes(_ left: String, _ right: String) -> Bool {
        let (one, other) = (left.split(separator: "."), right.split(separator: "."))
        for (first, second) in zip(one, other) where first != second {
            if let first = Int(first), let second = Int(second) { return first < second }
            return first.utf8.lexicographicallyPrecedes(second.utf8)
        }
        return one.count < other.count
    }
}

/// Meta's list: tactic, technique and procedure in a row. Numbers of techniques in it are not always those of their
/// procedures (9.7.1 stands under 9.8), some ids have a fourth number (`0.9.10.0`), cells have line ends in them, and blank
/// rows part sections: the procedure's first three numbers are the key.
private enum KillChainReading {
    static func read(_ file: SourceFile) throws(IntakeError) -> TaxonomyFile {
        var table = try RegisterTable.read(file)
        var list = TaxonomyFile(kind: .metaKillChain, file: file)
        var seen: [String: UInt64] = [:]
        let entries = table.decode(file.path) { row throws(FieldFault) in
            let text = try row.required("procedure")
            guard let (id, title) = numbered(text) else {
                throw FieldFault(
                    "missing-id", field: "procedure", "'\(text)' does not begin with three numbers such as 0.9.6")
            }
            if let first = seen[id] {
                throw FieldFault(
                    "repeated-id", field: "procedure", "\(id) stands in row \(first) already; that one counts")
            }
            seen[id] = row.number
            return TaxonomyFile.Entry(
                id: id, title: title, parent: id.split(separator: ".").dropLast().joined(separator: "."),
                phase: row.text("tactic").map(flat))
        }
        list.entries = entries.map(\.value)
        list.rejected = table.rejected
        list.sha256 = table.sha256
        return list
    }

    /// The first three numbers, and what follows the last.
    private static func numbered(_ text: String) -> (id: String, title: String)? {
        let head = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let numbers = head.split(separator: ".").compactMap { Int($0) }
        guard numbers.count >= 3 else { return nil }
        return (numbers.prefix(3).map(String.init).joined(separator: "."), flat(String(text.dropFirst(head.count))))
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
