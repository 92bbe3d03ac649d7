package import Bytes

/// What a file's beginning shows: enough to recognise its format and to find its columns.
package struct SourceHead: Sendable {
    package enum Content: Sendable {
        case table(TableHead)
        case json(JSONShape)
        /// Prose with headings; the rows of its tables may be records.
        case markdown(MarkdownHead)
        /// Not a byte.
        case empty
        /// Nothing but blanks and NUL as far as is looked.
        case blank
    }

    package let content: Content
    /// The file's path as the user named it: some formats say in names of files and folders what the rows are of.
    package let path: String

    /// How much of the content is looked at.
    static let length = 64 << 10

    package init(_ source: ByteSource, path: String = "") {
        self.path = path
        let beginning = source.peek(Self.length)
        guard let first = beginning.firstSignificantByte else {
            content = beginning.isEmpty ? .empty : .blank
            return
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            content = .json(JSONShape(beginning))
        } else if let markdown = MarkdownHead(beginning) {
            content = .markdown(markdown)
        } else {
            // A header of thousands of columns may be longer than the rest of us need.
            content = .table(TableHead(source.peek(1 << 20)))
        }
    }

    /// The header, where the file is a table.
    package var table: TableHead? {
        if case .table(let table) = content { return table }
        return nil
    }

    /// The members seen, where the file is JSON.
    package var shape: JSONShape? {
        if case .json(let shape) = content { return shape }
        return nil
    }

    /// The headings, where the file is Markdown.
    package var markdown: MarkdownHead? {
        if case .markdown(let markdown) = content { return markdown }
        return nil
    }

    var unrecognisedDetail: String {
        let advice = "; name the format with --as, or say what its fields mean with --map"
        switch content {
        case .empty: return "the file is empty; export it again"
        case .blank: return "the file begins with nothing but blanks or NUL bytes; it is no export"
        case .table(let table) where table.columns.first?.hasPrefix("PK\u{3}\u{4}") == true:
            return "the file is a ZIP archive; unpack it, and read the files that are in it"
        case .table(let table):
            return "no known format has these columns: \(Self.list(table.columns))" + advice
        case .markdown(let markdown):
            return "no known format has these headings: \(Self.list(markdown.headings))"
        case .json(let shape):
            return "no known format has these members: \(Self.list(shape.paths.sorted()))" + advice
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map { $0.count > 40 ? "\($0.prefix(40))…" : $0 }
        let more = names.count > shown.count ? " and \(names.count - shown.count) more" : ""
        return shown.joined(separator: ", ") + more
    }
}

/// The header of a CSV file.
package struct TableHead: Sendable {
    /// The names as written, blanks around them dropped.
    package let columns: [String]
    package let delimiter: UInt8
    /// The names' UTF-8, for comparing them with rows.
    private let names: [[UInt8]]

    init(_ beginning: ByteView) {
        delimiter = beginning.csvDelimiter
        columns = beginning.csvFields(delimiter: delimiter)
        names = columns.map { Array($0.utf8) }
    }

    /// Where the column stands, case ignored; the first where there are several.
    package func index(_ name: String) -> Int? {
        let folded = name.lowercased()
        return columns.firstIndex { $0.lowercased() == folded }
    }

    /// Whether all the columns are there.
    package func has(_ names: String...) -> Bool {
        names.allSatisfy { index($0) != nil }
    }

    /// Where one of the columns stands, the first name that is there winning.
    package func required(_ names: String...) throws(RecordFault) -> Int {
        for name in names {
            if let index = index(name) { return index }
        }
        throw RecordFault(
            "missing-column", field: names.first,
            "there is no column \(names.joined(separator: " or ")); found: \(columns.joined(separator: ", "))")
    }

    /// Whether a row with as many fields is this header again.
    func isRepeated(by row: CSVRow) -> Bool {
        for index in names.indices where !row[index].trimmed.equals(names[index]) { return false }
        return true
    }

    /// Names that stand over more than one column.
    var repeatedColumns: [String] {
        var seen: Set<String> = []
        return columns.filter { !$0.isEmpty && !seen.insert($0.lowercased()).inserted }
    }
}

extension CSVRow {
    /// The field at `index`, empty where the table has no such column.
    func field(_ index: Int?) -> ByteView {
        guard let index else { return .empty }
        return self[index]
    }
}

/// The members that a JSON file's beginning shows, as dotted paths; arrays add nothing to a path.
package struct JSONShape: Sendable {
    package private(set) var paths: Set<String> = []
    /// The first short text under each path.
    package private(set) var texts: [String: String] = [:]
    /// Whether the first document is an array.
    package let isArray: Bool

    private static let deepest = 6
    private static let mostPaths = 2000

    /// Reads what brackets, names and strings there are; what is cut off or not JSON does not matter here.
    init(_ beginning: ByteView) {
        isArray = beginning.firstSignificantByte == UInt8(ascii: "[")
        var open: [(isObject: Bool, path: String)] = []
        var path = ""
        var expectsName = false
        var position = 0
        while position < beginning.count, paths.count < Self.mostPaths {
            let byte = beginning[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open.append((byte == UInt8(ascii: "{"), path))
                expectsName = byte == UInt8(ascii: "{")
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                path = open.last?.path ?? ""
                expectsName = false
            case UInt8(ascii: ","):
                expectsName = open.last?.isObject ?? false
                path = open.last?.path ?? ""
            case UInt8(ascii: "\""):
                let start = position
                while position < beginning.count, beginning[position] != UInt8(ascii: "\"") {
                    position += beginning[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                let end = min(position, beginning.count)
                position = end + 1
                if end - start > 80 { continue }
                let text = beginning[start..<end].string
                if expectsName {
                    let parent = open.last?.path ?? ""
                    path = parent.isEmpty ? text : parent + "." + text
                    if open.count <= Self.deepest { paths.insert(path) }
                    expectsName = false
                } else if texts[path] == nil {
                    texts[path] = text
                }
            default: continue
            }
        }
    }

    package func has(_ names: String...) -> Bool {
        names.allSatisfy { paths.contains($0) }
    }
}

extension ByteView {
    fileprivate var firstSignificantByte: UInt8? {
        for index in 0..<count where self[index] > 0x20 { return self[index] }
        return nil
    }
}
