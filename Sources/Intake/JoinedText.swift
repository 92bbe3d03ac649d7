import Bytes

/// Putting bytes together from parts, for values that a source spreads over several fields.
extension ScratchArena {
    /// The parts one after another. They may be views into this arena.
    mutating func joined(_ parts: ByteView...) -> ByteView {
        for part in parts { append(part) }
        return finish()
    }

    /// The texts that are not empty, a line each.
    mutating func lines(_ texts: ByteView...) -> ByteView {
        var isFirst = true
        var only = ByteView.empty
        var count = 0
        for text in texts where !text.isEmpty {
            only = text
            count += 1
        }
        if count < 2 { return only }
        for text in texts where !text.isEmpty {
            if !isFirst { append(0x0A) }
            isFirst = false
            append(text)
        }
        return finish()
    }

    /// A literal as bytes, while nothing is in the making.
    mutating func literal(_ text: String) -> ByteView {
        for byte in text.utf8 { append(byte) }
        return finish()
    }

    /// The whole number that a table wrote as a float (`6776.0`), exact below 2⁵³; the bytes as they are otherwise.
    func plainInteger(_ bytes: ByteView) -> ByteView {
        let trimmed = bytes.trimmed
        guard let point = trimmed.firstIndex(of: UInt8(ascii: ".")), point > 0 else { return trimmed }
        for index in point + 1..<trimmed.count where trimmed[index] != UInt8(ascii: "0") { return trimmed }
        let whole = trimmed[0..<point]
        guard let value = whole.int64, abs(value) < 1 << 53 else { return trimmed }
        return whole
    }
}

extension ByteView {
    /// The host of an address with a scheme; empty where there is none.
    var host: ByteView {
        var position = 0
        while position + 2 < count {
            if self[position] == UInt8(ascii: ":"), self[position + 1] == UInt8(ascii: "/"),
                self[position + 2] == UInt8(ascii: "/")
            {
                let start = position + 3
                var end = start
                while end < count, self[end] != UInt8(ascii: "/"), self[end] != UInt8(ascii: "?") { end += 1 }
                return self[start..<end]
            }
            position += 1
        }
        return .empty
    }

    /// What stands behind the last `/`; empty where there is none.
    var lastSegment: ByteView {
        var start = count
        while start > 0, self[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return start == 0 ? .empty : self[start..<count]
    }

    /// Whether these are digits and nothing else.
    var isDigits: Bool {
        if isEmpty { return false }
        for index in 0..<count where self[index] &- 0x30 > 9 { return false }
        return true
    }
}
