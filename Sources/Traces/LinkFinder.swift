package import Bytes

/// Web addresses inside a text.
package enum LinkFinder {
    /// Gives each address in the text as it is written, in its order.
    ///
    /// An address begins with `http://`, `https://` or `www.` where no word goes before. It goes on through ASCII
    /// other than blanks, quotes and angle brackets, and through letters of any script (in doubt a longer address:
    /// two different pages must not become one); what ends a sentence is not part of it. One that ends in `…` was cut
    /// off by its platform and names nothing: it is left out.
    package static func each(in text: ByteView, _ body: (ByteView) -> Void) {
        var position = 0
        while let start = nextStart(in: text, from: position) {
            let (end, isCut) = end(of: text, from: start)
            position = max(end, start + 1)
            if !isCut { body(text[start..<end]) }
        }
    }

    /// Whether an address begins at `position`.
    static func begins(_ text: ByteView, _ position: Int) -> Bool {
        guard
            text.holds("http://", at: position) || text.holds("https://", at: position)
                || text.holds("www.", at: position)
        else { return false }
        return text.isWordStart(position)
    }

    private static func nextStart(in text: ByteView, from start: Int) -> Int? {
        // Both beginnings show themselves by a byte that is rarer than their first letter.
        var position = start
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: ":") {
                for length in [5, 4] where position - length >= start && begins(text, position - length) {
                    return position - length
                }
            } else if byte == UInt8(ascii: "."), position - 3 >= start, begins(text, position - 3) {
                return position - 3
            }
            position += 1
        }
        return nil
    }

    private static func end(of text: ByteView, from start: Int) -> (end: Int, isCut: Bool) {
        var end = start
        var isCut = false
        while end < text.count {
            let byte = text[end]
            if byte < 0x80 {
                if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
                    || byte == UInt8(ascii: ">")
                {
                    break
                }
                end += 1
                continue
            }
            let (value, width) = text.scalar(at: end)
            isCut = value == 0x2026
            if !CharacterTable.shared.isWord(value) { break }
            end += width
        }
        // A closing bracket belongs to the address where that has the opening one.
        let hasBracket = text[start..<end].firstIndex(of: UInt8(ascii: "(")) != nil
        while end > start, isClosing(text[end - 1], hasBracket: hasBracket) { end -= 1 }
        return (end, isCut)
    }

    /// Whether a byte at an address's end belongs to the sentence around it.
    private static func isClosing(_ byte: UInt8, hasBracket: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
            UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "*"):
            return true
        case UInt8(ascii: ")"):
            return !hasBracket
        default:
            return false
        }
    }
}
