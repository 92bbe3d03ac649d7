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
        var length = 0
        var needsBlank = false
        var position = 0
        let count = text.count
        while position < count {
            let byte = text[position]
            if byte < 0x80 {
                if ByteView.isBlank(byte) {
                    needsBlank = length > 0
                    position &+= 1
                    continue
                }
                if byte < 0x20 || byte == 0x7F {
                    position &+= 1
                    continue
                }
                if let end = removableEnd(text, position, byte) {
                    position = end
                    continue
                }
                if needsBlank {
                    arena.append(0x20)
                    length &+= 1
                    needsBlank = false
                }
                arena.append(byte.asciiLowercased)
                length &+= 1
                position &+= 1
                continue
            }
            let (value, width) = text.scalar(at: position)
            position &+= width
            let table = CharacterTable.shared
            if table.isIgnorable(value) { continue }
            if table.isBlank(value) {
                needsBlank = length > 0
                continue
            }
            if needsBlank {
                arena.append(0x20)
                length &+= 1
                needsBlank = false
            }
            arena.append(scalar: table.lowercased(value))
            length &+= 1
        }
        guard length >= minimumLength else {
            arena.abandon()
            return nil
        }
        return arena.finish()
    }

    /// Where the address or mention ends that begins at `position`; nil where none begins.
    @inline(__always)
    private static func removableEnd(_ text: ByteView, _ position: Int, _ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "@"):
            return MentionTrace.end(of: text, from: position)
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "w"), UInt8(ascii: "W"):
            guard LinkFinder.begins(text, position) else { return nil }
            var end = position
            while end < text.count, !ByteView.isBlank(text[end]) { end += 1 }
            return end
        default:
            return nil
        }
    }
}
