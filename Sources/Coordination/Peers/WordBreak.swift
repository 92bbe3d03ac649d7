/// Words as the coordination-network-toolkit counts them: the pieces between Unicode word boundaries (UAX #29), blanks
/// left out, punctuation kept.
enum WordBreak {
    static func tokens(_ text: String) -> Set<[UInt8]> {
        // Bytes, since two spellings of one letter are two tokens there.
        var tokens: Set<[UInt8]> = []
        var start = text.startIndex
        // `\b` under Swift's default options is the UAX #29 word boundary.
        for boundary in text.matches(of: /\b/).map(\.range.lowerBound) + [text.endIndex] where boundary > start {
            let piece = text[start..<boundary]
            if !piece.allSatisfy(\.isWhitespace) { tokens.insert(Array(piece.utf8)) }
            start = boundary
        }
        return tokens
    }
}
