/// What somebody looks for, in their own words.
///
/// Words are all wanted, in any order; `"…"` holds words that stand in a row; `*` at a word's end stands for any ending.
/// Every other sign is a blank: nothing that can be typed is an error.
package struct SearchQuery: Sendable, Equatable {
    /// Words in a row; the last may be the beginning of one.
    package struct Term: Sendable, Equatable {
        package var text: String
        package var isPrefix: Bool
    }

    package private(set) var terms: [Term] = []
    /// What was not looked for, because there was too much of it.
    package private(set) var omitted = 0

    /// The most terms that are looked for; more are counted in `omitted`.
    package static let mostTerms = 24
    /// The longest query that is read, in characters.
    package static let longest = 1000

    package init(_ typed: String) {
        let text = typed.prefix(Self.longest)
        var rest = text[...]
        while !rest.isEmpty {
            if let quote = rest.first, Self.quotes.contains(quote) {
                rest = rest.dropFirst()
                let end = rest.firstIndex { Self.quotes.contains($0) } ?? rest.endIndex
                let inside = rest[..<end]
                rest = rest[end...].dropFirst()
                let isPrefix = rest.first == "*"
                add(inside, isPrefix: isPrefix || inside.last == "*")
            } else {
                let end = rest.firstIndex { $0.isWhitespace || Self.quotes.contains($0) } ?? rest.endIndex
                let word = rest[..<end]
                rest = end < rest.endIndex && rest[end].isWhitespace ? rest[end...].dropFirst() : rest[end...]
                add(word, isPrefix: word.last == "*")
            }
        }
    }

    /// The signs that people's keyboards and telephones make of a quotation mark.
    private static let quotes: Set<Character> = ["\"", "“", "”", "„", "«", "»"]

    /// Whether nothing is looked for.
    package var isEmpty: Bool { terms.isEmpty }

    private mutating func add(_ text: Substring, isPrefix: Bool) {
        // What holds no word would match nothing and hide what the others match.
        if SearchText.words(of: text).isEmpty { return }
        if terms.count == Self.mostTerms {
            omitted += 1
            return
        }
        terms.append(Term(text: String(text), isPrefix: isPrefix))
    }

    /// As FTS5 reads it: each term in its quotes, so that no sign in it means anything.
    package var expression: String {
        terms.map { term in
            // By scalars: a quotation mark with an accent on it is another character, and ends a string all the same.
            var quoted = String.UnicodeScalarView()
            for scalar in SearchText.spread(term.text).unicodeScalars where scalar != "\0" {
                quoted.append(scalar)
                if scalar == "\"" { quoted.append(scalar) }
            }
            return "\"\(String(quoted))\"" + (term.isPrefix ? "*" : "")
        }.joined(separator: " AND ")
    }
}

/// A part of a text with what was looked for in it.
package struct Snippet: Sendable, Equatable {
    package var text: String
    /// Offsets of what matched in the text's UTF-8, ascending, none touching another.
    package var matches: [Range<Int>]
    /// Whether the text goes on before and after.
    package var isCutBefore: Bool
    package var isCutAfter: Bool

    /// The part of a text in which most of the terms stand close to the first of them.
    /// - Parameter length: the most words that are shown.
    package init(of text: String, for query: SearchQuery, length: Int = 40) {
        let words = SearchText.words(of: text)
        let patterns = query.terms.map { term in
            (words: SearchText.words(of: term.text).map(\.folded), isPrefix: term.isPrefix)
        }
        var marked: [Range<Int>] = []
        for start in words.indices {
            for pattern in patterns where Self.stands(pattern.words, pattern.isPrefix, at: start, in: words) {
                marked.append(start..<start + pattern.words.count)
            }
        }
        let first = max(0, (marked.first?.lowerBound ?? 0) - length / 4)
        let last = min(words.count, first + length)
        isCutBefore = first > 0
        isCutAfter = last < words.count
        let bytes = Array(text.utf8)
        let begin = isCutBefore ? words[first].range.lowerBound : 0
        let end = isCutAfter ? words[last - 1].range.upperBound : bytes.count
        self.text = String(decoding: bytes[begin..<end], as: UTF8.self)
        matches = []
        for places in marked where places.lowerBound >= first && places.upperBound <= last {
            let range =
                words[places.lowerBound].range.lowerBound - begin..<words[places.upperBound - 1].range.upperBound
                - begin
            if let previous = matches.last, range.lowerBound <= previous.upperBound {
                matches[matches.count - 1] = previous.lowerBound..<max(previous.upperBound, range.upperBound)
            } else {
                matches.append(range)
            }
        }
    }

    private static func stands(_ pattern: [String], _ isPrefix: Bool, at start: Int, in words: [SearchText.Word])
        -> Bool
    {
        guard !pattern.isEmpty, start + pattern.count <= words.count else { return false }
        for (offset, wanted) in pattern.enumerated() {
            let found = words[start + offset].folded
            let isLast = offset == pattern.count - 1
            if !(isLast && isPrefix ? found.hasPrefix(wanted) : found == wanted) { return false }
        }
        return true
    }
}
