/// Steps over Python values in memory. What is nested is skipped with its brackets matched, and looked into only by
/// whoever wants it; nesting is bounded, and nothing recurses.
struct PythonWalker {
    private let bytes: ByteView
    private var position = 0

    /// Deepest nesting that is read, two bits of a word each.
    static let maximumDepth = 32

    init(_ bytes: ByteView) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func finish() { position = bytes.count }

    mutating func skipBlanks() {
        while position < bytes.count, ByteView.isBlank(bytes[position]) { position += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Steps over the comma between items; whether another item begins here. A comma may stand before the end.
    mutating func goesOn(_ isFirst: inout Bool, _ isBroken: inout Bool) -> Bool {
        skipBlanks()
        if isAtEnd { return false }
        if !isFirst {
            guard take(UInt8(ascii: ",")) else {
                isBroken = true
                finish()
                return false
            }
            skipBlanks()
        }
        isFirst = false
        return !isAtEnd
    }

    /// The value that begins here; nil where none does.
    mutating func value() -> PythonValue? {
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return string(isRaw: false)
        case UInt8(ascii: "["), UInt8(ascii: "("): return container(from: position, .list)
        case UInt8(ascii: "{"): return container(from: position, .dictionary)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): return number()
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            let isWord = position + 1 < bytes.count && Self.isLetter(bytes[position + 1])
            return isWord ? word() : number()
        default: return Self.isLetter(bytes[position]) ? word() : nil
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

    private mutating func number() -> PythonValue {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            let isPart = Self.isDigit(byte) || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
            guard isPart || isSign else { break }
            position += 1
        }
        return PythonValue(kind: .number, bytes: bytes[start..<position])
    }

    /// A word: a constant, the prefix of a string, or what is called.
    private mutating func word() -> PythonValue? {
        let start = position
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            guard Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ".") else { break }
            position += 1
        }
        let word = bytes[start..<position]
        if position < bytes.count {
            let next = bytes[position]
            if next == UInt8(ascii: "'") || next == UInt8(ascii: "\""), let isRaw = Self.prefix(word) {
                return string(isRaw: isRaw)
            }
            if next == UInt8(ascii: "(") { return container(from: start, .other) }
        }
        if word.equals("None") || word.equals("null") { return PythonValue(kind: .none, bytes: word) }
        if word.equals("True") || word.equals("False") || word.equals("true") || word.equals("false") {
            return PythonValue(kind: .boolean, bytes: word)
        }
        return PythonValue(kind: .other, bytes: word)
    }

    /// Whether the word may stand before a string's quote, and if so, whether backslashes in it are only themselves.
    private static func prefix(_ word: ByteView) -> Bool? {
        guard word.count <= 2 else { return nil }
        var isRaw = false
        for index in 0..<word.count {
            switch word[index] | 0x20 {
            case UInt8(ascii: "r"): isRaw = true
            case UInt8(ascii: "b"), UInt8(ascii: "u"): continue
            default: return nil
            }
        }
        return isRaw
    }

    /// The string whose quote stands here; nil where it does not end.
    private mutating func string(isRaw: Bool) -> PythonValue? {
        let quote = bytes[position]
        position += 1
        let start = position
        var hasEscapes = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote {
                position += 1
                return PythonValue(
                    kind: .string, bytes: bytes[start..<position - 1], hasEscapes: hasEscapes && !isRaw)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                position += 1
            }
            position += 1
        }
        position = bytes.count
        return nil
    }

    /// What stands between the bracket here and its fellow, counted from `start`.
    private mutating func container(from start: Int, _ kind: PythonValue.Kind) -> PythonValue? {
        var open: UInt64 = 0
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                guard string(isRaw: false) != nil else { return nil }
                continue
            }
            position += 1
            if let bracket = Self.opening(byte) {
                guard depth < Self.maximumDepth else { return nil }
                open = open << 2 | bracket
                depth += 1
            } else if let bracket = Self.closing(byte) {
                guard open & 3 == bracket else { return nil }
                open >>= 2
                depth -= 1
                if depth == 0 { return PythonValue(kind: kind, bytes: bytes[start..<position]) }
            }
        }
        return nil
    }

    private static func opening(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "("): 1
        case UInt8(ascii: "["): 2
        case UInt8(ascii: "{"): 3
        default: nil
        }
    }

    private static func closing(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: ")"): 1
        case UInt8(ascii: "]"): 2
        case UInt8(ascii: "}"): 3
        default: nil
        }
    }
}

/// The escapes in Python's strings.
enum PythonEscapes {
    /// The text with its escapes resolved. What makes no character becomes U+FFFD; an escape that Python does not know
    /// stays as it is, as there.
    static func resolve(_ bytes: ByteView, _ arena: inout ScratchArena) -> ByteView {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "\\"), position + 1 < bytes.count else {
                arena.append(byte)
                position += 1
                continue
            }
            position += 1 + appendEscape(bytes[position + 1..<bytes.count], &arena)
        }
        return arena.finish()
    }

    /// Resolves the escape whose backslash stands before `rest`; gives the number of bytes it takes up.
    private static func appendEscape(_ rest: ByteView, _ arena: inout ScratchArena) -> Int {
        switch rest[0] {
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): arena.append(rest[0])
        case UInt8(ascii: "n"): arena.append(0x0A)
        case UInt8(ascii: "r"): arena.append(0x0D)
        case UInt8(ascii: "t"): arena.append(0x09)
        case UInt8(ascii: "a"): arena.append(0x07)
        case UInt8(ascii: "b"): arena.append(0x08)
        case UInt8(ascii: "f"): arena.append(0x0C)
        case UInt8(ascii: "v"): arena.append(0x0B)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return appendOctal(rest, &arena)
        case UInt8(ascii: "x"): return append(rest.hexadecimal(at: 1, count: 2), taking: 3, &arena)
        case UInt8(ascii: "u"):
            if let high = rest.hexadecimal(at: 1, count: 4), high & 0xFC00 == 0xD800, rest.count >= 11,
                rest[5] == UInt8(ascii: "\\"), rest[6] == UInt8(ascii: "u"),
                let low = rest.hexadecimal(at: 7, count: 4),
                low & 0xFC00 == 0xDC00
            {
                arena.append(scalar: 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF))
                return 11
            }
            return append(rest.hexadecimal(at: 1, count: 4), taking: 5, &arena)
        case UInt8(ascii: "U"): return append(rest.hexadecimal(at: 1, count: 8), taking: 9, &arena)
        default:
            arena.append(UInt8(ascii: "\\"))
            arena.append(rest[0])
        }
        return 1
    }

    private static func appendOctal(_ rest: ByteView, _ arena: inout ScratchArena) -> Int {
        var value: UInt32 = 0
        var length = 0
        while length < 3, length < rest.count, rest[length] >= 0x30, rest[length] <= 0x37 {
            value = value << 3 | UInt32(rest[length] - 0x30)
            length += 1
        }
        arena.append(scalar: value)
        return length
    }

    private static func append(_ value: UInt32?, taking length: Int, _ arena: inout ScratchArena) -> Int {
        guard let value else {
            arena.append(scalar: 0xFFFD)
            return 1
        }
        arena.append(scalar: Unicode.Scalar(value) == nil ? 0xFFFD : value)
        return length
    }
}
