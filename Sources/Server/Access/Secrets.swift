import Bytes
import Crypto
import Foundation
import Seals

/// Random secrets, their spelling, and comparisons that tell nothing by the time they take.
package enum Secrets {
    /// 256 random bits.
    package static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).flatMap { _ in
            let word: UInt64 = generator.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
    }

    /// A random name of so many bytes, at most 32, as hexadecimal digits.
    package static func hexadecimal(_ count: Int) -> String {
        random().prefix(count).hexadecimal
    }

    /// As it stands in a cookie, an address or a header: Base64 without padding, with `-` and `_` (RFC 4648 section 5).
    package static func spelling(_ bytes: [UInt8]) -> String {
        Base64.text(bytes).replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// The bytes of a spelling; nil for what is none, or is longer than it may be.
    /// - Parameter most: characters; 128 are more than any secret of ours has.
    package static func bytes(_ spelling: String, most: Int = 128) -> [UInt8]? {
        guard spelling.utf8.count <= most, spelling.utf8.count % 4 != 1,
            spelling.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            })
        else { return nil }
        let text = spelling.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Base64.bytes(text + padding)
    }

    /// Whether two secrets are the same; takes as long whatever the answer is.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }

    /// A code over a text that only the holder of the key can make (HMAC with SHA-256), in the spelling above.
    package static func code(over text: String, key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key))
        return spelling(Array(code))
    }
}

extension Secrets {
    /// What a secret is known by: its SHA-256, hexadecimal.
    package static func digest(_ secret: [UInt8]) -> String { ContentHash(of: secret).hexadecimal }
}
