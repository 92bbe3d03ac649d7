/// Escapes in JSON strings.
@usableFromInline
enum JSONEscapes {
    /// The text that `bytes`, found between a string's quotes, stand for; valid until the arena is reset.
    @usableFromInline
    static func resolve(_ bytes: ByteView, _ arena: inout ScratchArena) -> ByteView {
        var position = 0
        while position < bytes.count {
            let rest = bytes[position..<bytes.count]
            guard let backslash = rest.firstIndex(of: 0x5C) else {
                arena.append(rest)
                break
            }
            arena.append(rest[0..<backslash])
            position += backslash + 1
            position += appendEscape(bytes[position..<bytes.count], &arena)
        }
        return arena.finish()
    }

    /// Resolves the escape whose backslash stands before `rest`; gives the number of bytes it takes up.
    private static func appendEscape(_ rest: ByteView, _ arena: inout ScratchArena) -> Int {
        guard rest.count > 0 else {
            arena.append(scalar: 0xFFFD)
            return 0
        }
        switch rest[0] {
        case 0x22, 0x5C, 0x2F: arena.append(rest[0])
        case UInt8(ascii: "b"): arena.append(0x08)
        case UInt8(ascii: "f"): arena.append(0x0C)
        case UInt8(ascii: "n"): arena.append(0x0A)
        case UInt8(ascii: "r"): arena.append(0x0D)
        case UInt8(ascii: "t"): arena.append(0x09)
        case UInt8(ascii: "u"):
            guard let unit = rest.hexadecimal(at: 1, count: 4) else { break }
            if unit & 0xFC00 == 0xD800, rest.count >= 11, rest[5] == 0x5C, rest[6] == UInt8(ascii: "u"),
                let low = rest.hexadecimal(at: 7, count: 4), low & 0xFC00 == 0xDC00
            {
                arena.append(scalar: 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
                return 11
            }
            arena.append(scalar: unit & 0xF800 == 0xD800 ? 0xFFFD : unit)
            return 5
        default: arena.append(scalar: 0xFFFD)
        }
        if rest[0] == UInt8(ascii: "u") { arena.append(scalar: 0xFFFD) }
        return 1
    }
}
