extension Sequence<UInt8> {
    /// Two lower-case digits a byte, as digests are written.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension ByteView {
    /// The number that digits of either case make; nil where there are fewer, or others.
    /// - Parameter count: at most eight.
    func hexadecimal(at start: Int, count: Int) -> UInt32? {
        guard self.count >= start + count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + count {
            let byte = self[index]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
