/// Bytes as text by RFC 4648 section 4, padded.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    package static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let present = min(3, bytes.count - start)
            var group: UInt32 = 0
            for index in 0..<3 { group = group << 8 | (index < present ? UInt32(bytes[start + index]) : 0) }
            for index in 0..<4 {
                let value = Int(group >> UInt32(18 - 6 * index) & 63)
                text.append(index <= present ? alphabet[value] : 0x3D)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes; nil where the text is not exactly what `text` makes of them: no line breaks, full padding, no bits
    /// left over. Two spellings are never one signature.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count / 4 * 3)
        for start in stride(from: 0, to: letters.count, by: 4) {
            var padding = 0
            if start + 4 == letters.count {
                if letters[start + 3] == 0x3D { padding = letters[start + 2] == 0x3D ? 2 : 1 }
            }
            var group: UInt32 = 0
            for index in 0..<4 {
                let value = index >= 4 - padding ? 0 : values[Int(letters[start + index])]
                if value == 255 { return nil }
                group = group << 6 | UInt32(value)
            }
            if padding > 0, group & (padding == 1 ? 0xFF : 0xFFFF) != 0 { return nil }
            bytes.append(UInt8(group >> 16 & 255))
            if padding < 2 { bytes.append(UInt8(group >> 8 & 255)) }
            if padding < 1 { bytes.append(UInt8(group & 255)) }
        }
        return bytes
    }
}
