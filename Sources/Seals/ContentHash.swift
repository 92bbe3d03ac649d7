import Bytes
import Crypto

/// A SHA-256: 32 bytes that change with what they are made of.
package struct ContentHash: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The hash of the content.
    package init(of content: [UInt8]) {
        bytes = Array(SHA256.hash(data: content))
    }

    /// As 64 digits, small letters.
    package var hexadecimal: String { bytes.hexadecimal }

    /// As 44 characters of RFC 4648 section 4.
    package var base64: String { Base64.text(bytes) }
}

/// Bytes as pairs of hexadecimal digits, small letters.
package enum Hexadecimal {
    /// The bytes; nil where the text is anything but pairs of digits with small letters.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    package static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    package static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
