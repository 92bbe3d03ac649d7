import Bytes

/// The headings that a Markdown file begins with.
package struct MarkdownHead: Sendable {
    /// The headings' texts without their signs.
    package let headings: [String]

    /// Nil where the bytes are no Markdown with headings of two levels: a `#` alone begins comments elsewhere.
    init?(_ beginning: ByteView) {
        guard beginning.hasPrefix("# ") else { return nil }
        var headings: [String] = []
        var hasSecondLevel = false
        var start = 0
        while start < beginning.count {
            let rest = beginning[start..<beginning.count]
            let length = rest.firstIndex(of: 0x0A) ?? rest.count
            let line = rest[0..<length]
            start += length + 1
            var level = 0
            while level < line.count, line[level] == UInt8(ascii: "#") { level += 1 }
            guard level > 0, level < line.count, line[level] == 0x20 else { continue }
            if level == 2 { hasSecondLevel = true }
            headings.append(line[level..<line.count].trimmed.string)
        }
        guard hasSecondLevel else { return nil }
        self.headings = headings
    }

    /// Whether one of the headings says just this, or begins with it and a colon.
    package func has(_ heading: String) -> Bool {
        headings.contains { $0 == heading || $0.hasPrefix(heading + ":") }
    }
}

/// Finds the rows of tables in Markdown, line by line: those below a header with the wanted columns and the line of
/// dashes after it.
struct MarkdownTables {
    private enum Place {
        case prose
        /// A line that may be a header came last; whether it is the wanted one.
        case header(isWanted: Bool)
        case body(isWanted: Bool)
    }

    private let columns: [String]
    private var place = Place.prose

    init(columns: [String]) { self.columns = columns.map { $0.lowercased() } }

    /// Takes a line. True where it is a row of a wanted table, whose cells `cells` then holds.
    mutating func take(_ line: ByteView, cells: inout [ByteView]) -> Bool {
        let line = line.trimmed
        guard line.count > 1, line[0] == UInt8(ascii: "|") else {
            place = .prose
            return false
        }
        Self.split(line, into: &cells)
        switch place {
        case .prose:
            place = .header(isWanted: cells.map { $0.string.lowercased() } == columns)
            return false
        case .header(let isWanted):
            place = Self.isRule(line) ? .body(isWanted: isWanted) : .prose
            return false
        case .body(let isWanted):
            return isWanted
        }
    }

    private static func isRule(_ line: ByteView) -> Bool {
        for index in 0..<line.count {
            switch line[index] {
            case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "-"), 0x20, 0x09: continue
            default: return false
            }
        }
        return true
    }

    /// The cells between the bars, blanks and the backticks of code around them dropped. A bar after a backslash is text.
    private static func split(_ line: ByteView, into cells: inout [ByteView]) {
        cells.removeAll(keepingCapacity: true)
        var start = 1
        var position = 1
        while position <= line.count {
            let isEnd = position == line.count
            if isEnd || (line[position] == UInt8(ascii: "|") && line[position - 1] != UInt8(ascii: "\\")) {
                if !(isEnd && line[start..<position].trimmed.isEmpty) { cells.append(content(line[start..<position])) }
                start = position + 1
            }
            position += 1
            if start > line.count { break }
        }
    }

    private static func content(_ cell: ByteView) -> ByteView {
        var cell = cell.trimmed
        while cell.count >= 2, cell[0] == UInt8(ascii: "`"), cell[cell.count - 1] == UInt8(ascii: "`") {
            cell = cell[1..<cell.count - 1].trimmed
        }
        return cell
    }
}
