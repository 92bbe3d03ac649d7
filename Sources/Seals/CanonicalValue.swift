/// A value of JSON before it is written.
enum CanonicalValue {
    case null
    case boolean(Bool)
    /// Within ±2⁵³.
    case integer(Int64)
    /// Finite.
    case number(Double)
    /// An integer that no double holds, as it stands in somebody's document.
    case digits(String)
    case string(String)
    case array([CanonicalValue])
    /// In the order of `CanonicalMember.precedes`, each name once.
    case object([CanonicalMember])

    /// The canonical text.
    var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): bytes += CanonicalNumber.text(value).utf8
        case .digits(let text): bytes += text.utf8
        case .string(let value): Self.write(value, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// RFC 8785 section 3.2.2.2: short escapes where JSON has them, `\u00xx` for the other control characters, and
    /// everything else as it is.
    static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes += #"\""#.utf8
            case 0x5C: bytes += #"\\"#.utf8
            case 0x08: bytes += #"\b"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0C: bytes += #"\f"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0..<0x20:
                bytes += #"\u00"#.utf8
                bytes.append(Hexadecimal.digit(byte >> 4))
                bytes.append(Hexadecimal.digit(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// A name with its value in an object.
struct CanonicalMember {
    var name: String
    var value: CanonicalValue

    /// The order of RFC 8785 section 3.2.3: by UTF-16 code units. Code points from U+10000 up come before U+E000.
    func precedes(_ other: CanonicalMember) -> Bool {
        name.utf16.lexicographicallyPrecedes(other.name.utf16)
    }

    /// The members in their order.
    /// - Returns: also a name that stands twice, where there is one. Names are compared code unit by code unit: Swift
    ///   takes two ways to write an accent for one string, JSON does not.
    static func sorted(_ members: [CanonicalMember]) -> (members: [CanonicalMember], twice: String?) {
        let sorted = members.sorted { $0.precedes($1) }
        for index in sorted.indices.dropFirst() where !sorted[index - 1].precedes(sorted[index]) {
            return (sorted, sorted[index].name)
        }
        return (sorted, nil)
    }
}
