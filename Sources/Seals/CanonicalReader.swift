/// Reads JSON by RFC 8259, and by the rules of RFC 7493 (I-JSON) on which RFC 8785 rests: valid UTF-8, no name twice.
struct CanonicalReader {
    private static let maximumDepth = 256

    private let bytes: [UInt8]
    private var position = 0

    private let keepsDigits: Bool

    init(_ bytes: [UInt8], keepsDigits: Bool = false) {
        self.bytes = bytes
        self.keepsDigits = keepsDigits
    }

    /// The one value that the bytes hold.
    mutating func document() throws(SealError) -> CanonicalValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault("a byte-order mark stands before the value; take it away")
        }
        let value = try value(depth: 0)
        skipBlanks()
        if position < bytes.count { throw fault("something follows after the value") }
        return value
    }

    private mutating func value(depth: Int) throws(SealError) -> CanonicalValue {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), .some(0x30...0x39): return try number()
        case nil: throw fault("it ends where a value should begin")
        default: throw fault("no value begins here")
        }
    }

    private mutating func object(depth: Int) throws(SealError) -> CanonicalValue {
        let start = position
        try enter(depth)
        var members: [CanonicalMember] = []
        if !close(UInt8(ascii: "}")) {
            repeat {
                skipBlanks()
                guard peek == UInt8(ascii: "\"") else { throw fault("a member's name in quotes should begin here") }
                let name = try string()
                skipBlanks()
                guard take(UInt8(ascii: ":")) else { throw fault("a colon should stand after the name '\(name)'") }
                members.append(CanonicalMember(name: name, value: try value(depth: depth)))
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw fault("a comma or the object's end should stand here") }
        }
        let (sorted, twice) = CanonicalMember.sorted(members)
        if let twice {
            throw .badJSON(offset: start, reason: "the object that begins here has two members named '\(twice)'")
        }
        return .object(sorted)
    }

    private mutating func array(depth: Int) throws(SealError) -> CanonicalValue {
        try enter(depth)
        var elements: [CanonicalValue] = []
        if !close(UInt8(ascii: "]")) {
            repeat {
                elements.append(try value(depth: depth))
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw fault("a comma or the array's end should stand here") }
        }
        return .array(elements)
    }

    private mutating func enter(_ depth: Int) throws(SealError) {
        if depth > Self.maximumDepth { throw fault("there are more than \(Self.maximumDepth) levels") }
        position += 1
    }

    private mutating func close(_ bracket: UInt8) -> Bool {
        skipBlanks()
        return take(bracket)
    }

    private mutating func word(_ word: String, _ value: CanonicalValue) throws(SealError) -> CanonicalValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("no value begins here") }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(SealError) -> CanonicalValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let hasLeadingZero = peek == 0x30
        let digits = skipDigits()
        guard digits > 0 else { throw fault("a digit should stand here") }
        if hasLeadingZero, digits > 1 { throw .badJSON(offset: start, reason: "a number begins with a zero too many") }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw fault("a digit should stand after the point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() > 0 else { throw fault("a digit should stand in the exponent") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int64(text), value.magnitude <= CanonicalJSON.largestInteger.magnitude {
            return .integer(value)
        }
        guard let value = Double(text), value.isFinite else {
            throw .badJSON(offset: start, reason: "the number is larger than any double")
        }
        // What `text` writes for a large double is read back; what would lose a digit is not.
        if isInteger, CanonicalNumber.text(value) != text {
            if keepsDigits { return .digits(text) }
            throw .badJSON(
                offset: start,
                reason: "the integer \(text.prefix(40)) has more digits than readers keep; write it as a string")
        }
        return .number(value)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func string() throws(SealError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while true {
            guard let byte = peek else {
                throw .badJSON(offset: start, reason: "the string that begins here has no end")
            }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw .badJSON(offset: start, reason: "the string that begins here is no valid UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20:
                throw .badJSON(offset: position - 1, reason: "a control character stands in a string; escape it")
            default: text.append(byte)
            }
        }
    }

    /// What follows a backslash.
    private mutating func escape(into text: inout [UInt8]) throws(SealError) {
        let start = position - 1
        let byte = peek
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[position - 1])
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if code & 0xFC00 == 0xD800, take(UInt8(ascii: "\\")) {
                guard take(UInt8(ascii: "u")) else { throw halfPair(start) }
                let low = try codeUnit()
                guard low & 0xFC00 == 0xDC00 else { throw halfPair(start) }
                code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
            }
            guard let scalar = Unicode.Scalar(code) else { throw halfPair(start) }
            text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        default: throw .badJSON(offset: start, reason: "there is no such escape")
        }
    }

    private func halfPair(_ offset: Int) -> SealError {
        .badJSON(offset: offset, reason: "half a surrogate pair is no character")
    }

    private mutating func codeUnit() throws(SealError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            switch peek {
            case .some(let byte) where (0x30...0x39).contains(byte): code = code << 4 | UInt32(byte - 0x30)
            case .some(let byte) where (0x41...0x46).contains(byte): code = code << 4 | UInt32(byte - 0x37)
            case .some(let byte) where (0x61...0x66).contains(byte): code = code << 4 | UInt32(byte - 0x57)
            default: throw fault("four hexadecimal digits should stand here")
            }
            position += 1
        }
        return code
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func fault(_ reason: String) -> SealError {
        .badJSON(offset: position, reason: reason)
    }
}
