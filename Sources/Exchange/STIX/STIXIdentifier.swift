import Crypto
import Seals

/// The id of a STIX 2.1 object: its type and a UUID.
///
/// Ids are made of what names the object (UUIDv5 of RFC 4122, section 4.3), so that the same thing gets the same id in
/// every export. The members that count, and the namespace, are those by which OpenCTI makes its own ids: what is
/// imported there twice is one object. OpenCTI makes those of channels, campaigns and the like of the name alone, which
/// is why names of ours hold the platform.
package struct STIXIdentifier: Hashable, Sendable {
    package let type: String
    /// The sixteen bytes of the UUID, in their order.
    let high: UInt64
    let low: UInt64

    init(type: String, high: UInt64, low: UInt64) {
        self.type = type
        self.high = high
        self.low = low
    }

    /// - Parameter members: what names the object, in the order of RFC 8785.
    package init(_ type: String, _ members: [(name: String, value: String)]) {
        var text = Self.namespace
        text.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            CanonicalJSON.append(member.name, to: &text)
            text.append(UInt8(ascii: ":"))
            CanonicalJSON.append(member.value, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for (index, byte) in Insecure.SHA1.hash(data: text).prefix(16).enumerated() {
            if index < 8 {
                words.high = words.high << 8 | UInt64(byte)
            } else {
                words.low = words.low << 8 | UInt64(byte)
            }
        }
        self.type = type
        high = words.high & ~0xF000 | 0x5000
        low = words.low & ~(0b11 << 62) | 0b10 << 62
    }

    /// The namespace of STIX 2.1, section 2.9: 00abedb4-aa42-466c-9c01-fed23315a9b7.
    private static let namespace: [UInt8] = [
        0x00, 0xAB, 0xED, 0xB4, 0xAA, 0x42, 0x46, 0x6C, 0x9C, 0x01, 0xFE, 0xD2, 0x33, 0x15, 0xA9, 0xB7,
    ]

    /// Of what OpenCTI knows by its name alone: channels, campaigns, intrusion sets, narratives, events.
    package init(_ type: String, named name: String) {
        self.init(type, [("name", Self.folded(name))])
    }

    /// OpenCTI folds names and takes away the blanks around them.
    static func folded(_ name: String) -> String {
        var folded = Substring(name.lowercased())
        while let first = folded.first, first.isWhitespace { folded.removeFirst() }
        while let last = folded.last, last.isWhitespace { folded.removeLast() }
        return String(folded)
    }
}

extension STIXIdentifier {
    /// Reads `type--uuid`; nil where the text is no such id.
    package init?(reading text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count > 38 else { return nil }
        let start = bytes.count - 36
        guard bytes[start - 2] == UInt8(ascii: "-"), bytes[start - 1] == UInt8(ascii: "-") else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in bytes[start...].enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Hexadecimal.value(byte) else { return nil }
            if digits < 16 { words.0 = words.0 << 4 | UInt64(digit) } else { words.1 = words.1 << 4 | UInt64(digit) }
            digits += 1
        }
        self.init(type: String(decoding: bytes[..<(start - 2)], as: UTF8.self), high: words.0, low: words.1)
    }
}

extension STIXIdentifier: CustomStringConvertible {
    package var description: String {
        var text = Array(type.utf8)
        text += "--".utf8
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the UUID.
    func append(to bytes: inout [UInt8]) {
        for index in 0..<16 {
            if [4, 6, 8, 10].contains(index) { bytes.append(UInt8(ascii: "-")) }
            let word = index < 8 ? high : low
            let byte = UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8)))
            bytes.append(Hexadecimal.digit(byte >> 4))
            bytes.append(Hexadecimal.digit(byte & 15))
        }
    }
}
