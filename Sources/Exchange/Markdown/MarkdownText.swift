import Records

/// Text of others inside Markdown: it is shown, and does nothing.
enum MarkdownText {
    /// In a line: every sign that could be markup, a link, a tag, a formula or HTML is escaped, and what cannot be seen is
    /// shown as a code.
    static func inline(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in VisibleText.plain(text).unicodeScalars {
            switch scalar {
            case "\n": escaped.append(" ")
            // CommonMark 0.31, section 2.4: any ASCII punctuation may be escaped, and stands for itself then. That breaks
            // bare addresses, too: a note makes no link to a place that its reader has not chosen.
            case "!"..."/", ":"..."@", "["..."`", "{"..."~":
                escaped.append("\\")
                escaped.append(scalar)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
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
