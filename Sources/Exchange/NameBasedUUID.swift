import Crypto
import Seals

/// A UUID that is made of a name in a namespace (UUIDv5, RFC 9562 section 5.5): the same name has the same one everywhere.
struct NameBasedUUID: Hashable, Sendable {
    /// The sixteen bytes, in their order.
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(_ namespace: Namespace, _ name: some Sequence<UInt8>) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for (index, byte) in Insecure.SHA1.hash(data: namespace.bytes + name).prefix(16).enumerated() {
            if index < 8 {
                words.high = words.high << 8 | UInt64(byte)
            } else {
                words.low = words.low << 8 | UInt64(byte)
            }
        }
        high = words.high & ~0xF000 | 0x5000
        low = words.low & ~(0b11 << 62) | 0b10 << 62
    }

    /// What names are unique in.
    enum Namespace {
        /// URLs (RFC 9562 section 6.6): 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
        case address
        /// STIX 2.1, section 2.9: 00abedb4-aa42-466c-9c01-fed23315a9b7.
        case stix

        fileprivate var bytes: [UInt8] {
            switch self {
            case .address:
                [0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8]
            case .stix:
                [0x00, 0xAB, 0xED, 0xB4, 0xAA, 0x42, 0x46, 0x6C, 0x9C, 0x01, 0xFE, 0xD2, 0x33, 0x15, 0xA9, 0xB7]
            }
        }
    }

    /// In small letters, with hyphens.
    var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `text`.
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
