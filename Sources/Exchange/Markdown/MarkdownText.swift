import Records

/// Text of others inside Markdown: it is shown, and does nothing.
enum MarkdownText {
    /// In a line: a sign that could be markup, a link, a tag, a formula or HTML where it stands is escaped, and what
    /// cannot be seen is shown as a code. Everything else is as it was written.
    static func inline(_ text: String) -> String {
        let scalars = Array(VisibleText.plain(text).unicodeScalars)
        var escaped = String.UnicodeScalarView()
        for (place, scalar) in scalars.enumerated() {
            if scalar == "\n" {
                escaped.append(" ")
                continue
            }
            // CommonMark 0.31, section 2.4: any ASCII punctuation may be escaped, and stands for itself then.
            if isMarkup(scalars, place) { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
    }

    /// Whether CommonMark, GitHub's extensions to it or Obsidian make something of a sign where it stands. A line's first
    /// signs count as such wherever the text is put.
    private static func isMarkup(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
        let before = place > 0 ? text[place - 1] : nil
        let after = place + 1 < text.count ? text[place + 1] : nil
        func isWord(_ scalar: Unicode.Scalar?) -> Bool {
            scalar.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
        }
        var isFirst: Bool { text[..<place].allSatisfy { $0 == " " || $0 == "\t" } }
        switch text[place] {
        // Emphasis, code, links, HTML, tables, strikethrough, formulas, Obsidian's names of blocks.
        case "\\", "`", "*", "[", "]", "<", "|", "~", "$", "^": return true
        // Inside a word it is no emphasis, and handles are full of it.
        case "_": return !isWord(before) || !isWord(after)
        // A tag stands behind a blank or a bracket.
        case "#": return !isWord(before) && before != "&"
        // An entity; Obsidian's highlights and comments.
        case "&": return after == "#" || isWord(after)
        case "=", "%": return before == text[place] || after == text[place] || isFirst
        // Quotations, lists and rules.
        case ">", "+", "-": return isFirst
        case ".", ")":
            let front = text[..<place].drop { $0 == " " || $0 == "\t" }
            let isNumbered = !front.isEmpty && front.allSatisfy { ("0"..."9").contains($0) }
            return isNumbered || text[place] == "." && isWebHost(front)
        // Bare addresses: a note makes no link to a place that its reader has not chosen.
        case ":": return after == "/" && isWord(before)
        case "@": return isWord(before) && isWord(after)
        default: return false
        }
    }

    /// Whether a text ends in a `www` of its own.
    private static func isWebHost(_ front: ArraySlice<Unicode.Scalar>) -> Bool {
        let end = front.suffix(4)
        guard String(String.UnicodeScalarView(end.suffix(3))).lowercased() == "www" else { return false }
        return end.count < 4 || !(end[end.startIndex].properties.isAlphabetic)
    }

    /// In a line, cut after so many characters.
    static func inline(_ text: String, upTo limit: Int) -> String {
        let (front, isClipped) = VisibleText.clipped(text, to: limit)
        return inline(front) + (isClipped ? "…" : "")
    }

    /// As a quotation of as many lines as it has.
    static func quoted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + inline(String($0)) + "\n" }
            .joined()
    }

    /// A link to another note of the folder.
    /// - Parameter path: of the note in the folder, without its ending: a name that `NoteNames` gave.
    static func link(_ path: String, _ label: String) -> String {
        // Inside a link no escape is known: signs that would end it, or begin another thing, give way to blanks.
        let (front, isClipped) = VisibleText.clipped(label, to: 80)
        let plain = VisibleText.plain(front).map { "[]|#^\\`<>$%&*\n".contains($0) ? " " : $0 }
        let words = String(plain).split(separator: " ").joined(separator: " ")
        return "[[\(path)|\(words.isEmpty ? path : words)\(isClipped ? "…" : "")]]"
    }
}

/// The properties at a note's head: YAML 1.2 between two lines of hyphens, every value in quotes.
struct FrontMatter {
    private(set) var text = "---\n"

    mutating func add(_ name: StaticString, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        text += "\(name): \(Self.quoted(value))\n"
    }

    mutating func add(_ name: StaticString, _ values: [String]) {
        if values.isEmpty { return }
        text += "\(name):\n"
        for value in values { text += "  - \(Self.quoted(value))\n" }
    }

    mutating func add(_ name: StaticString, _ number: Int64?) {
        if let number { text += "\(name): \(number)\n" }
    }

    /// The head whole.
    var closed: String { text + "---\n\n" }

    /// A double-quoted scalar (YAML 1.2.2, section 7.3.1) on one line. The value is exact: what cannot be seen, or could
    /// turn the lines' order, is written as an escape.
    static func quoted(_ value: String) -> String {
        var quoted = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            // Where a program shows the head as text, it is no HTML either.
            case "<": quoted += "\\u003C"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    let width = scalar.value > 0xFFFF ? 8 : 4
                    quoted +=
                        (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
                default: quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
