import Seals

/// The id of a STIX 2.1 object: its type and a UUID.
///
/// Ids are made of what names the object (`NameBasedUUID`), so that the same thing gets the same id in
/// every export. The members that count, and the namespace, are those by which OpenCTI makes its own ids: what is
/// imported there twice is one object. OpenCTI makes those of channels, campaigns and the like of the name alone, which
/// is why names of ours hold the platform.
package struct STIXIdentifier: Hashable, Sendable {
    package let type: String
    let uuid: NameBasedUUID

    init(type: String, uuid: NameBasedUUID) {
        self.type = type
        self.uuid = uuid
    }

    /// - Parameter members: what names the object, in the order of RFC 8785.
    package init(_ type: String, _ members: [(name: String, value: String)]) {
        var text = [UInt8(ascii: "{")]
        for (index, member) in members.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            CanonicalJSON.append(member.name, to: &text)
            text.append(UInt8(ascii: ":"))
            CanonicalJSON.append(member.value, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        self.type = type
        uuid = NameBasedUUID(.stix, text)
    }

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
        type = String(decoding: bytes[..<(start - 2)], as: UTF8.self)
        uuid = NameBasedUUID(high: words.0, low: words.1)
    }
}

extension STIXIdentifier: CustomStringConvertible {
    package var description: String {
        var text = Array(type.utf8)
        text += "--".utf8
        uuid.append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
