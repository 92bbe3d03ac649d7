/// Steps over JSON in memory with nothing but its brackets matched: for what need not be looked into, and for what
/// is broken inside.
struct JSONWalker {
    var position: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    /// Whether the bytes ended inside what was being read: with more of them it might have been whole.
    private(set) var ranOut = false
    /// Whether something is nested more deeply than is read.
    private(set) var isTooDeep = false

    init(position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        self.position = position
        self.end = end
    }

    mutating func skipBlanks() {
        position = JSONTapeWriter.skipBlanks(from: position, to: end)
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < end, position.pointee == byte else { return false }
        position += 1
        return true
    }

    /// The colon after a member's name, with the blanks around it; afterwards a value begins here.
    mutating func colon() -> Bool {
        skipBlanks()
        guard position < end else { return runOut() != nil }
        guard take(0x3A) else { return false }
        skipBlanks()
        return position < end || runOut() != nil
    }

    /// The string that begins here, without its quotes; nil where none does, or it does not end before the line does.
    mutating func string() -> ByteView? {
        guard position < end else { return runOut() }
        guard take(0x22) else { return nil }
        let start = position
        while true {
            position = ByteSearch.firstInString(from: position, to: end)
            guard position < end else { return runOut() }
            let byte = position.pointee
            if byte == 0x22 { break }
            if byte == 0x0A { return nil }
            guard end - position >= 2 else { return runOut() }
            position += 2
        }
        let text = ByteView(base: start, count: position - start)
        position += 1
        return text
    }

    /// The value that begins here, brackets and quotes included; nil where none does.
    mutating func value() -> ByteView? {
        guard position < end else { return runOut() }
        let start = position
        switch position.pointee {
        case 0x22: guard string() != nil else { return nil }
        case 0x7B, 0x5B: guard container() else { return nil }
        case 0x2D, 0x30...0x39: position = JSONTapeWriter.endOfNumber(from: position, to: end)
        case 0x74: guard word("true") else { return nil }
        case 0x66: guard word("false") else { return nil }
        case 0x6E: guard word("null") else { return nil }
        default: return nil
        }
        return ByteView(base: start, count: position - start)
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard end - position >= length else { return runOut() != nil }
        guard ByteView(base: position, count: length).equals(word) else { return false }
        position += length
        return true
    }

    private mutating func container() -> Bool {
        // One bit a level: 1 for an object.
        var kinds: UInt64 = 0
        var depth = 0
        while position < end {
            switch position.pointee {
            case 0x22:
                guard string() != nil else { return false }
                continue
            case 0x7B, 0x5B:
                guard depth < JSONTapeWriter.maximumDepth else {
                    isTooDeep = true
                    return false
                }
                kinds = kinds << 1 | (position.pointee == 0x7B ? 1 : 0)
                depth += 1
            case 0x7D, 0x5D:
                guard kinds & 1 == (position.pointee == 0x7D ? 1 : 0) else { return false }
                kinds >>= 1
                depth -= 1
                if depth == 0 {
                    position += 1
                    return true
                }
            default:
                break
            }
            position += 1
        }
        return runOut() != nil
    }

    /// What begins with a bracket here up to where as many are closed as were opened, however deeply: for what is nested
    /// too deeply to be told apart. Nil where none begins, or the line of a string ends before the string.
    mutating func balanced() -> ByteView? {
        let start = position
        var depth = 0
        while position < end {
            switch position.pointee {
            case 0x22:
                guard string() != nil else { return nil }
                continue
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return ByteView(base: start, count: position - start) }
        }
        return runOut()
    }

    private mutating func runOut() -> ByteView? {
        ranOut = true
        return nil
    }
}
