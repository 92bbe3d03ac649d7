package import Bytes
package import Records

/// A line of the custody log, taken apart where it lies: nothing of it is copied.
///
/// There is one spelling of an event only, the canonical one, and reading insists on it: members in their order, none
/// else, no blanks, escapes only where RFC 8785 has them, valid UTF-8. Whatever can be read here is byte for byte what
/// `CustodyEvent.line` writes.
package struct CustodyLine {
    package let action: CustodyAction
    /// From 1.
    package let number: Int
    package let time: Instant
    /// 64 hexadecimal digits.
    package let object: ByteView
    /// 64 hexadecimal digits.
    package let previous: ByteView
    /// Strings as they are spelt between their quotes.
    private let actor: ByteView
    private let role: ByteView
    private let from: ByteView?
    private let note: ByteView?
    private let reason: ByteView?
    private let to: ByteView?

    /// - Parameter line: without its newline; it must outlive what is read.
    package init(_ line: ByteView) throws(EvidenceError) {
        var cursor = CanonicalCursor(line)
        try cursor.take("{\"action\":\"")
        let word = try cursor.string()
        try cursor.take(",\"actor\":\"")
        actor = try cursor.string()
        from = cursor.has(",\"from\":\"") ? try cursor.string() : nil
        note = cursor.has(",\"note\":\"") ? try cursor.string() : nil
        try cursor.take(",\"object\":\"")
        object = try cursor.digest()
        try cursor.take(",\"previous\":\"")
        previous = try cursor.digest()
        reason = cursor.has(",\"reason\":\"") ? try cursor.string() : nil
        try cursor.take(",\"role\":\"")
        role = try cursor.string()
        try cursor.take(",\"seq\":")
        number = try cursor.count()
        try cursor.take(",\"time\":\"")
        time = try cursor.time()
        to = cursor.has(",\"to\":\"") ? try cursor.string() : nil
        try cursor.take("}")
        try cursor.end()
        guard let action = Self.action(word) else {
            throw .badLine("nothing known is called '\(word.string)' here; a later version may know it")
        }
        self.action = action
        if actor.isEmpty || role.isEmpty { throw .badLine("nobody acts in it") }
    }

    private static func action(_ word: ByteView) -> CustodyAction? {
        switch word.count {
        case 6:
            word.equals("copied") ? .copied : word.equals("viewed") ? .viewed : word.equals("sealed") ? .sealed : nil
        case 7: word.equals("stamped") ? .stamped : word.equals("entered") ? .entered : nil
        case 8:
            word.equals("recorded")
                ? .recorded : word.equals("exported") ? .exported : word.equals("redacted") ? .redacted : nil
        case 9: word.equals("collected") ? .collected : word.equals("destroyed") ? .destroyed : nil
        case 11: word.equals("transferred") ? .transferred : nil
        default: nil
        }
    }

    /// The event as a value of its own.
    package var event: CustodyEvent {
        get throws(EvidenceError) {
            let draft = try CustodyDraft(
                action, object: object.string, by: Custodian(name: Self.text(actor), role: Self.text(role)),
                reason: reason.map(Self.text), from: from.map(Self.text), to: to.map(Self.text),
                note: note.map(Self.text))
            return CustodyEvent(number: number, time: time, draft: draft, previous: previous.string)
        }
    }

    /// What a canonical string says.
    private static func text(_ spelling: ByteView) -> String {
        guard spelling.firstIndex(of: UInt8(ascii: "\\")) != nil else { return spelling.string }
        var bytes: [UInt8] = []
        var position = 0
        while position < spelling.count {
            let byte = spelling[position]
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            let escape = spelling[position]
            position += 1
            switch escape {
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "u"):
                bytes.append(
                    CanonicalCursor.nibble(spelling[position + 2]) << 4 | CanonicalCursor.nibble(spelling[position + 3])
                )
                position += 4
            default: bytes.append(escape)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Walks over canonical JSON, and stops where it is not canonical.
struct CanonicalCursor {
    private let bytes: ByteView
    private var position = 0

    init(_ bytes: ByteView) {
        self.bytes = bytes
    }

    /// Whether this comes next; it is taken then.
    mutating func has(_ literal: StaticString) -> Bool {
        let end = position + literal.utf8CodeUnitCount
        guard end <= bytes.count, bytes[position..<end].equals(literal) else { return false }
        position = end
        return true
    }

    mutating func take(_ literal: StaticString) throws(EvidenceError) {
        guard has(literal) else {
            throw .badLine("\(literal) should stand at byte \(position + 1)")
        }
    }

    /// What stands up to the closing quote, which is taken too.
    mutating func string() throws(EvidenceError) -> ByteView {
        let start = position
        var isASCII = true
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                let text = bytes[start..<position - 1]
                guard isASCII || text.isUTF8 else {
                    throw .badLine("the string at byte \(start + 1) is no valid UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw .badLine("a control character stands at byte \(position)")
            case 0x80...0xFF: isASCII = false
            default: break
            }
        }
        throw .badLine("the string at byte \(start + 1) has no end")
    }

    /// What follows a backslash, in the one spelling that RFC 8785 has for it.
    private mutating func escape() throws(EvidenceError) {
        guard position < bytes.count else { throw .badLine("it ends after a backslash") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "n"),
            UInt8(ascii: "f"), UInt8(ascii: "r"):
            return
        case UInt8(ascii: "u"):
            guard has("00"), position + 2 <= bytes.count, Self.isDigit(bytes[position]),
                Self.isDigit(bytes[position + 1])
            else { break }
            let code = Self.nibble(bytes[position]) << 4 | Self.nibble(bytes[position + 1])
            position += 2
            // The others have short escapes, or need none.
            if code < 0x20, ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code) { return }
        default: break
        }
        throw .badLine("the escape at byte \(position) is not one of canonical JSON")
    }

    /// 64 hexadecimal digits and the closing quote.
    mutating func digest() throws(EvidenceError) -> ByteView {
        let text = try string()
        guard text.count == 64 else { throw .badLine("a SHA-256 should stand at byte \(position - text.count)") }
        for index in 0..<64 where !Self.isDigit(text[index]) {
            throw .badLine("a SHA-256 should stand at byte \(position - text.count)")
        }
        return text
    }

    /// A whole number from 1, up to 2⁵³.
    mutating func count() throws(EvidenceError) -> Int {
        let start = position
        var value = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]), position - start < 16 {
            value = value * 10 + Int(bytes[position] & 15)
            position += 1
        }
        guard position > start, bytes[start] != 0x30, value <= 1 << 53 else {
            throw .badLine("a number should stand at byte \(start + 1)")
        }
        return value
    }

    /// `YYYY-MM-DDTHH:MM:SS.mmmZ` and the closing quote.
    mutating func time() throws(EvidenceError) -> Instant {
        let start = position
        let text = try string()
        guard text.count == 24, text[10] == UInt8(ascii: "T"), text[19] == UInt8(ascii: "."),
            text[17] < UInt8(ascii: "6"), text[23] == UInt8(ascii: "Z"), let time = TimeParser.parse(text)
        else { throw .badLine("a time should stand at byte \(start + 1), like 2024-11-24T18:00:00.000Z") }
        return Instant(milliseconds: time.milliseconds)
    }

    func end() throws(EvidenceError) {
        if position < bytes.count { throw .badLine("something follows at byte \(position + 1)") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    static func nibble(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte & 15 : byte - 0x57 }
}
