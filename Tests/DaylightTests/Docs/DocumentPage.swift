import Foundation
import Testing

/// A page of the documentation, taken apart as far as it can be compared with the program: its commands, links and headings.
struct DocumentPage: Sendable {
    /// Something on a line of the page, counted from 1.
    struct Place: Sendable, Equatable {
        var line: Int
        var text: String
    }

    /// The path from the root of the tree: `docs/server.md`.
    let name: String
    /// Command lines of blocks, each in one piece where it goes on over several lines.
    private(set) var commandLines: [Place] = []
    /// What stands between backticks in the text, in one line.
    private(set) var spans: [Place] = []
    /// Where links lead.
    private(set) var links: [Place] = []
    /// Headings as links name them.
    private(set) var anchors: Set<String> = []

    /// - Parameter text: Markdown with fenced and indented blocks, headings with `#`, and links in the line.
    init(name: String, text: String) {
        self.name = name
        var prose: [String] = []
        var block: Block?
        var isAfterBlank = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).enumerated()
        {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            let isIndented = line.hasPrefix("    ") && !trimmed.isEmpty
            if trimmed.hasPrefix("```") {
                if let open = block { take(open) }
                block = block?.isFenced == true ? nil : Block(language: String(trimmed.dropFirst(3)))
                prose.append("")
            } else if block?.isFenced == true {
                block?.lines.append(Place(line: index + 1, text: line))
                prose.append("")
            } else if isIndented, block != nil || isAfterBlank {
                if block == nil { block = Block(language: nil) }
                block?.lines.append(Place(line: index + 1, text: String(line.dropFirst(4))))
                prose.append("")
            } else {
                if let open = block, !trimmed.isEmpty {
                    take(open)
                    block = nil
                }
                prose.append(line)
            }
            isAfterBlank = trimmed.isEmpty
        }
        if let block { take(block) }
        read(prose)
    }

    /// A block of code while it is read.
    private struct Block {
        /// Nil where it is indented.
        var language: String?
        var lines: [Place] = []

        var isFenced: Bool { language != nil }
    }

    /// Takes the commands of a block: of a screen the lines that begin with `$`, of a script all.
    private mutating func take(_ block: Block) {
        guard ["", "sh", "bash", "console"].contains(block.language ?? "") else { return }
        var isGoingOn = false
        for place in block.lines {
            var text = place.text
            if isGoingOn {
                commandLines[commandLines.count - 1].text += "\n" + text
            } else {
                if block.language == "console" {
                    guard text.hasPrefix("$ ") else { continue }
                    text.removeFirst(2)
                }
                commandLines.append(Place(line: place.line, text: text))
            }
            isGoingOn = text.hasSuffix("\\")
        }
    }

    /// Takes what stands between backticks, then the links and headings of what is left.
    private mutating func read(_ prose: [String]) {
        var text = ""
        var rest = Substring(prose.joined(separator: "\n"))
        while let start = rest.firstIndex(of: "`") {
            text += rest[..<start]
            let ticks = rest[start...].prefix { $0 == "`" }
            let inner = rest[ticks.endIndex...]
            // A backtick without its like in the same paragraph is a backtick.
            if let end = inner.range(of: ticks), !inner[..<end.lowerBound].contains("\n\n") {
                let code = inner[..<end.lowerBound]
                let words = code.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                spans.append(Place(line: Self.lines(text) + 1, text: words))
                // Headings keep the words of their code.
                text += code.filter { $0 != "(" && $0 != "[" }
                rest = inner[end.upperBound...]
            } else {
                text += ticks
                rest = inner
            }
        }
        text += rest
        for match in text.matches(of: /\]\(([^)\s]+)\)/) {
            links.append(Place(line: Self.lines(text[..<match.range.lowerBound]) + 1, text: String(match.1)))
        }
        var seen: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            guard let heading = line.wholeMatch(of: /#{1,6} +(.*)/) else { continue }
            let anchor = Self.anchor(String(heading.1))
            let count = seen[anchor, default: 0]
            seen[anchor] = count + 1
            anchors.insert(count == 0 ? anchor : "\(anchor)-\(count)")
        }
    }

    private static func lines(_ text: some StringProtocol) -> Int { text.count { $0 == "\n" } }

    /// A heading as GitHub makes it an anchor: in lower case, blanks as hyphens, without other punctuation.
    static func anchor(_ heading: String) -> String {
        let plain = heading.replacing(/\[([^\]]*)\]\([^)]*\)/) { $0.1 }
        return String(
            plain.trimmingCharacters(in: .whitespaces).lowercased().compactMap { character -> Character? in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || character == "-" || character == "_"
                    ? character : nil
            })
    }

    /// The page's part of a link, from the root of the tree, and the heading; nil where it leads to another site.
    func target(of link: String) -> (path: String, anchor: String?)? {
        if link.firstMatch(of: /^[a-z][a-z+.-]*:/) != nil { return nil }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let anchor = parts.count > 1 ? parts[1] : nil
        if parts[0].isEmpty { return (name, anchor) }
        var path = name.split(separator: "/").dropLast().map(String.init)
        for step in parts[0].split(separator: "/").map(String.init) where step != "." {
            if step == "..", !path.isEmpty { path.removeLast() } else { path.append(step) }
        }
        return (path.joined(separator: "/"), anchor)
    }
}

extension DocumentPage: CustomTestStringConvertible {
    var testDescription: String { name }
}

extension DocumentPage {
    /// The root of the tree.
    static let root = WorkedExample.docs.deletingLastPathComponent()

    /// The README and every page of `docs`; the notes on design are history and not held to today's program.
    static let all: [DocumentPage] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("docs").path)) ?? []
        return (["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }).compactMap(page)
    }()

    /// A page of the tree; nil where there is none.
    static func page(_ name: String) -> DocumentPage? {
        (try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)).map {
            DocumentPage(name: name, text: $0)
        }
    }
}
