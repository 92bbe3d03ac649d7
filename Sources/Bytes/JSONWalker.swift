/// Steps over JSON in memory. Strings are scanned eight bytes at a time; what is nested is skipped, with its brackets
/// matched, and looked into only by whoever wants it.
struct JSONWalker {
    var position: UnsafePointer<UInt8>
    private(set) var end: UnsafePointer<UInt8>
    /// Whether the bytes ended inside what was being read: with more of them it might have been whole.
    private(set) var ranOut = false

    /// Deepest nesting that is read; no export of this field comes near it.
    static let maximumDepth = 64

    init(position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        self.position = position
        self.end = end
    }

    var isAtEnd: Bool { position >= end }

    mutating func finish() { position = end }

    @inline(__always)
    mutating func skipBlanks() {
        while position < end {
            let byte = position.pointee
            if byte != 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 { return }
            position += 1
        }
    }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard position < end, position.pointee == byte else { return false }
        position += 1
        return true
    }

    /// The colon after a member's name, with the blanks around it; afterwards a value begins here.
    @inline(__always)
    mutating func colon() -> Bool {
        skipBlanks()
        guard position < end else { return runOut() != nil }
        guard take(0x3A) else { return false }
        skipBlanks()
        return position < end || runOut() != nil
    }

    /// The string that begins here; nil where none does, or it does not end before the line does.
    /// Other bare control characters are let through, though RFC 8259 wants them escaped: they harm nobody.
    @inline(__always)
    mutating func string() -> JSONValue? {
        guard position < end else { return runOut() }
        guard take(0x22) else { return nil }
        let start = position
        var hasEscapes = false
        while true {
            position = firstInString(from: position)
            guard position < end else { return runOut() }
            let byte = position.pointee
            if byte == 0x22 { break }
            if byte == 0x0A { return nil }
            if byte != 0x5C {
                position += 1
                continue
            }
            guard end - position >= 2 else { return runOut() }
            hasEscapes = true
            position += 2
        }
        let value = JSONValue(
            kind: .string, bytes: ByteView(base: start, count: position - start), hasEscapes: hasEscapes)
        position += 1
        return value
    }

    /// Eight bytes at a time as long as eight are left: views need no padding.
    @inline(__always)
    private func firstInString(from start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var position = start
        if end - position >= 8 {
            let last = end - 8
            position = ByteSearch.firstInString(from: position, to: last)
            if position < last { return position }
            position = last > start ? last : start
        }
        while position < end {
            let byte = position.pointee
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { return position }
            position += 1
        }
        return end
    }

    /// The value that begins here; nil where none does.
    @inline(__always)
    mutating func value() -> JSONValue? {
        guard position < end else { return runOut() }
        switch position.pointee {
        case 0x22: return string()
        case 0x7B: return container(.object)
        case 0x5B: return container(.array)
        case 0x2D, 0x30...0x39: return number()
        case 0x74: return literal("true", .boolean)
        case 0x66: return literal("false", .boolean)
        case 0x6E: return literal("null", .null)
        default: return nil
        }
    }

    private mutating func literal(_ word: StaticString, _ kind: JSONValue.Kind) -> JSONValue? {
        let length = word.utf8CodeUnitCount
        guard end - position >= length else { return runOut() }
        let bytes = ByteView(base: position, count: length)
        guard bytes.equals(word) else { return nil }
        position += length
        return JSONValue(kind: kind, bytes: bytes, hasEscapes: false)
    }

    private mutating func number() -> JSONValue {
        let start = position
        while position < end {
            switch position.pointee {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: position += 1
            default:
                return JSONValue(
                    kind: .number, bytes: ByteView(base: start, count: position - start), hasEscapes: false)
            }
        }
        return JSONValue(kind: .number, bytes: ByteView(base: start, count: position - start), hasEscapes: false)
    }

    private mutating func container(_ kind: JSONValue.Kind) -> JSONValue? {
        let start = position
        // One bit a level: 1 for an object.
        var kinds: UInt64 = 0
        var depth = 0
        while position < end {
            switch position.pointee {
            case 0x22:
                guard string() != nil else { return nil }
                continue
            case 0x7B, 0x5B:
                guard depth < Self.maximumDepth else { return nil }
                kinds = kinds << 1 | (position.pointee == 0x7B ? 1 : 0)
                depth += 1
            case 0x7D, 0x5D:
                guard kinds & 1 == (position.pointee == 0x7D ? 1 : 0) else { return nil }
                kinds >>= 1
                depth -= 1
                if depth == 0 {
                    position += 1
                    return JSONValue(
                        kind: kind, bytes: ByteView(base: start, count: position - start), hasEscapes: false)
                }
            default:
                break
            }
            position += 1
        }
        return runOut()
    }

    private mutating func runOut() -> JSONValue? {
        ranOut = true
        return nil
    }
}
