package import Bytes

/// The trace of using the same hashtag.
package enum HashtagTrace {
    /// Gives each hashtag of a text, without the `#` and as it is written, in its order.
    ///
    /// A hashtag is `#` or `＃` where no word, `/` or `&` goes before, and letters, marks and digits of any script or
    /// `_`, not digits alone.
    package static func each(in text: ByteView, _ body: (ByteView) -> Void) {
        var position = 0
        while let (start, sign) = nextSign(in: text, from: position) {
            let tag = start + sign
            let end = end(of: text, from: tag)
            position = max(end, tag)
            if end > tag, begins(text, at: start), !isNumber(text[tag..<end]) { body(text[tag..<end]) }
        }
    }

    /// A hashtag from a list or a text: without `#`, format characters and variation selectors, blanks collapsed, in
    /// simple lower case. Nil where nothing is left.
    package static func normalise(_ tag: ByteView, _ arena: inout ScratchArena) -> ByteView? {
        var bytes = tag.trimmed
        while bytes.count > 0, bytes[0] == UInt8(ascii: "#") { bytes = bytes[1..<bytes.count].trimmed }
        if bytes.isEmpty { return nil }
        var position = 0
        var needsBlank = false
        while position < bytes.count {
            let (value, width) = bytes.scalar(at: position)
            position += width
            if value < 0x80 {
                let byte = UInt8(truncatingIfNeeded: value)
                if ByteView.isBlank(byte) {
                    needsBlank = arena.count > 0
                } else if byte >= 0x20, byte != 0x7F {
                    if needsBlank { arena.append(0x20) }
                    needsBlank = false
                    arena.append(byte.asciiLowercased)
                }
                continue
            }
            let table = CharacterTable.shared
            if table.isIgnorable(value) { continue }
            if table.isBlank(value) {
                needsBlank = arena.count > 0
                continue
            }
            if needsBlank { arena.append(0x20) }
            needsBlank = false
            arena.append(scalar: table.lowercased(value))
        }
        let result = arena.finish()
        return result.isEmpty ? nil : result
    }

    /// The next `#`, or `＃` of Chinese and Japanese keyboards (U+FF03: EF BC 83), and its length.
    private static func nextSign(in text: ByteView, from start: Int) -> (position: Int, length: Int)? {
        var position = start
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "#") { return (position, 1) }
            if byte == 0xEF, position + 2 < text.count, text[position + 1] == 0xBC, text[position + 2] == 0x83 {
                return (position, 3)
            }
            position += 1
        }
        return nil
    }

    private static func begins(_ text: ByteView, at start: Int) -> Bool {
        guard start > 0 else { return true }
        let before = text[start - 1]
        return before != UInt8(ascii: "/") && before != UInt8(ascii: "&") && text.isWordStart(start)
    }

    /// Where the run of tag characters ends; zero-width characters inside it are part of it.
    private static func end(of text: ByteView, from start: Int) -> Int {
        var position = start
        while position < text.count {
            let byte = text[position]
            if byte < 0x80 {
                if !byte.isASCIIWord { break }
                position += 1
                continue
            }
            let (value, width) = text.scalar(at: position)
            let table = CharacterTable.shared
            if !table.isWord(value), !table.isIgnorable(value) { break }
            position += width
        }
        return position
    }

    private static func isNumber(_ tag: ByteView) -> Bool {
        var position = 0
        while position < tag.count {
            let (value, width) = tag.scalar(at: position)
            let isDigit =
                value < 0x80 ? value >= 0x30 && value <= 0x39 : CharacterTable.shared.isDigit(value)
            if !isDigit { return false }
            position += width
        }
        return true
    }
}

/// The trace of using the same hashtags in the same order: one hashtag is common, a row of them is a habit or a script.
package enum HashtagSequenceTrace {
    /// Fewer hashtags than this are no sequence. (The field uses from 2 to 5.)
    package static let minimumLength = 3

    /// The sequence of normalised hashtags, each once, as `#a #b #c`; nil where there are too few.
    package static func normalise(_ tags: [ByteView], _ arena: inout ScratchArena) -> ByteView? {
        guard tags.count >= minimumLength else { return nil }
        for (index, tag) in tags.enumerated() {
            if index > 0 { arena.append(0x20) }
            arena.append(UInt8(ascii: "#"))
            arena.append(tag)
        }
        return arena.finish()
    }
}
