package import Bytes

/// The trace of mentioning the same account.
package enum MentionTrace {
    /// Gives each @mention in a text, without the `@` and as it is written, in its order.
    ///
    /// A mention is an `@` where no word goes before (an e-mail address is none), and letters, digits, `_`, and `.`
    /// or `-` between them.
    package static func each(in text: ByteView, _ body: (ByteView) -> Void) {
        var position = 0
        while let offset = text[position..<text.count].firstIndex(of: UInt8(ascii: "@")) {
            position += offset
            if let end = end(of: text, from: position) {
                body(text[position + 1..<end])
                position = end
            } else {
                position += 1
            }
        }
    }

    /// A handle from a list or a mention, without `@` and blanks, in lower case where `folds`; nil where nothing is left.
    package static func normalise(_ handle: ByteView, folds: Bool, _ arena: inout ScratchArena) -> ByteView? {
        var bytes = handle.trimmed
        if bytes.count > 0, bytes[0] == UInt8(ascii: "@") { bytes = bytes[1..<bytes.count] }
        if bytes.isEmpty { return nil }
        if !folds { return bytes }
        var needsFolding = false
        for index in 0..<bytes.count where bytes[index] >= 0x41 && bytes[index] <= 0x5A { needsFolding = true }
        if !needsFolding { return bytes }
        for index in 0..<bytes.count { arena.append(bytes[index].asciiLowercased) }
        return arena.finish()
    }

    /// Where the mention ends whose `@` stands at `start`; nil where it is none.
    static func end(of text: ByteView, from start: Int) -> Int? {
        guard text.isWordStart(start) else { return nil }
        var end = start + 1
        while end < text.count {
            let byte = text[end]
            let joins = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            if byte.isASCIIWord || (joins && end > start + 1 && end + 1 < text.count && text[end + 1].isASCIIWord) {
                end += 1
            } else {
                break
            }
        }
        return end > start + 1 ? end : nil
    }
}
