import Testing

/// Reads a page strictly: every element closed in order, every attribute quoted, nothing raw between. Enough of a parser
/// to ask of our own pages what a browser would forgive.
struct PageChecker {
    /// An opening tag.
    struct Tag: Equatable {
        var name: String
        var attributes: [String: String]
        /// The names of the elements around it, outermost first.
        var path: [String]
    }

    private(set) var tags: [Tag] = []
    private(set) var faults: [String] = []
    /// All text outside tags and the style sheet, as written.
    private(set) var text = ""

    private static let void: Set<String> = ["meta", "br", "link", "img", "input", "hr"]

    init(_ page: String) {
        var rest = page[...]
        var open: [String] = []
        while let start = rest.firstIndex(of: "<") {
            take(rest[..<start], inside: open.last)
            guard let end = Self.tagEnd(rest[start...]) else {
                faults.append("a tag does not end: \(rest[start...].prefix(60))")
                return
            }
            let inside = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if inside.hasPrefix("!") { continue }
            if inside.hasPrefix("/") {
                let name = String(inside.dropFirst())
                if open.last == name {
                    open.removeLast()
                } else {
                    faults.append("</\(name)> closes \(open.last ?? "-")")
                }
                continue
            }
            let isClosed = inside.hasSuffix("/")
            let tag = Tag(
                name: String(inside.prefix { $0 != " " && $0 != "/" }), attributes: attributes(inside), path: open)
            tags.append(tag)
            if !isClosed && !Self.void.contains(tag.name) { open.append(tag.name) }
        }
        take(rest, inside: open.last)
        if !open.isEmpty { faults.append("left open: \(open)") }
    }

    func tags(named name: String) -> [Tag] { tags.filter { $0.name == name } }

    private mutating func take(_ piece: Substring, inside element: String?) {
        guard element != "style" else { return }
        if piece.contains(">") { faults.append("a raw > in: \(piece.prefix(60))") }
        text += piece
    }

    private static func tagEnd(_ tag: Substring) -> String.Index? {
        var isQuoted = false
        for index in tag.indices {
            if tag[index] == "\"" { isQuoted.toggle() }
            if tag[index] == ">" && !isQuoted { return index }
        }
        return nil
    }

    private mutating func attributes(_ tag: Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = tag.drop { $0 != " " && $0 != "\n" }
        while true {
            rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "/" }
            guard !rest.isEmpty else { return attributes }
            let name = String(rest.prefix { $0 != "=" && $0 != " " && $0 != "/" })
            rest = rest.dropFirst(name.count)
            guard rest.hasPrefix("=\"") else {
                if rest.hasPrefix("=") { faults.append("an attribute without quotes: \(name)") }
                attributes[name] = ""
                if name.isEmpty { return attributes }
                continue
            }
            let value = rest.dropFirst(2).prefix { $0 != "\"" }
            if value.contains("<") { faults.append("a raw < in an attribute: \(value.prefix(40))") }
            if attributes[name] != nil { faults.append("\(name) stands twice") }
            attributes[name] = String(value)
            rest = rest.dropFirst(2 + value.count + 1)
        }
    }
}

extension PageChecker {
    /// Expects a page of a file to be well-formed, to need nothing from elsewhere, and to show the text that attacks it as
    /// text.
    static func expectHarmless(_ page: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let checker = PageChecker(page)
        #expect(checker.faults.isEmpty, "\(checker.faults.prefix(3))", sourceLocation: sourceLocation)
        #expect(
            !checker.tags.contains { $0.name == "script" || $0.name == "b" }, sourceLocation: sourceLocation)
        #expect(!page.contains("Markup(") && page.contains("[U+202E]"), sourceLocation: sourceLocation)
        #expect(
            !checker.tags.contains { $0.attributes["src"] != nil || $0.attributes["href"]?.hasPrefix("#") == false },
            sourceLocation: sourceLocation)
    }
}
