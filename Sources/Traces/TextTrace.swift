package import Bytes

/// The trace of a whole text: what is left of it when everything that tools vary is taken away.
///
/// Letters are folded to their simple lower case; web addresses (from `http://`, `https://` or `www.` to the next
/// blank) and @mentions are removed; format characters (zero-width, bidirectional controls), variation selectors and
/// controls are dropped; runs of blanks become one blank, and none stays at the ends. Canonically equivalent spellings
/// (composed and decomposed accents) stay different.
package enum TextTrace {
    /// Fewer characters (Unicode scalars) than this say too little: the text is missing.
    package static let minimumLength = 25

    /// The normalised text, or nil where too little is left.
    package static func normalise(_ text: ByteView, _ arena: inout ScratchArena) -> ByteView? {
        var position = 0
        // What stands before the end of the last mention or address was never appended and cannot be taken back.
        var passed = 0
        let count = text.count
        while true {
            position = arena.appendPlainText(text, from: position)
            guard position < count else { break }
            let byte = text[position]
            if byte >= 0x80 {
                position = appendUnicode(text, from: position, &arena)
            } else if ByteView.isBlank(byte) {
                arena.appendBlank()
                position += 1
            } else if byte < 0x20 || byte == 0x7F {
                position += 1
            } else if byte == UInt8(ascii: "@"), let end = MentionTrace.end(of: text, from: position) {
                position = end
                passed = end
            } else if let length = schemeLength(text, position, after: passed) {
                // Its letters were taken for words: take them back, and pass over the address.
                arena.truncate(to: arena.count - length)
                while position < count, !ByteView.isBlank(text[position]) { position += 1 }
                passed = position
            } else {
                arena.append(byte)
                position += 1
            }
        }
        if arena.last == 0x20 { arena.truncate(to: arena.count - 1) }
        // A scalar has at most four bytes.
        guard arena.count >= minimumLength * 4 || arena.scalarCount >= minimumLength else {
            arena.abandon()
            return nil
        }
        return arena.finish()
    }

    /// Appends the run of characters beyond ASCII that begins at `start`; gives where it ends.
    private static func appendUnicode(_ text: ByteView, from start: Int, _ arena: inout ScratchArena) -> Int {
        let table = CharacterTable.shared
        var position = start
        while position < text.count, text[position] >= 0x80 {
            let (value, width) = text.scalar(at: position)
            position += width
            if table.isIgnorable(value) { continue }
            if table.isBlank(value) {
                arena.appendBlank()
            } else {
                arena.append(scalar: table.lowercased(value))
            }
        }
        return position
    }

    /// How many letters of an address stand before the `:` or `.` at `position`; nil where none begins there, or
    /// where one would begin before `start`.
    private static func schemeLength(_ text: ByteView, _ position: Int, after start: Int) -> Int? {
        switch text[position] {
        case UInt8(ascii: ":"):
            for length in [4, 5] where position - length >= start && LinkFinder.begins(text, position - length) {
                return length
            }
            return nil
        case UInt8(ascii: "."):
            return position - 3 >= start && LinkFinder.begins(text, position - 3) ? 3 : nil
        default:
            return nil
        }
    }
}

extension ScratchArena {
    /// A blank, unless the run is empty or has one at its end.
    fileprivate mutating func appendBlank() {
        guard let last, last != 0x20 else { return }
        append(0x20)
    }
}
