extension ByteView {
    /// Whether every byte is ASCII.
    package var isASCII: Bool {
        if count < 8 { return padded & 0x8080_8080_8080_8080 == 0 }
        // The last load may overlap the one before it.
        var union = ByteSearch.load(base + (count &- 8))
        var position = 0
        while position &+ 8 < count {
            union |= ByteSearch.load(base + position)
            position &+= 8
        }
        return union & 0x8080_8080_8080_8080 == 0
    }

    /// Whether the bytes are well-formed UTF-8.
    package var isUTF8: Bool { isASCII || firstInvalidUTF8 == nil }

    /// Where the first byte stands that is no part of well-formed UTF-8; nil where all are.
    package var firstInvalidUTF8: Int? {
        var position = 0
        while position < count {
            if position &+ 8 <= count {
                let beyond = ByteSearch.load(base + position) & 0x8080_8080_8080_8080
                if beyond == 0 {
                    position &+= 8
                    continue
                }
                position &+= beyond.trailingZeroBitCount >> 3
            }
            if base[position] < 0x80 {
                position &+= 1
                continue
            }
            guard let (_, length) = multibyteScalar(at: position) else { return position }
            position &+= length
        }
        return nil
    }

    /// The Unicode scalar at `position` and the number of its bytes; U+FFFD and 1 where the bytes make none.
    @inlinable
    public func scalar(at position: Int) -> (value: UInt32, length: Int) {
        let byte = self[position]
        if byte < 0x80 { return (UInt32(byte), 1) }
        return multibyteScalar(at: position) ?? (0xFFFD, 1)
    }

    /// The scalar whose first byte, not ASCII, stands at `position`, if the bytes are well-formed (Unicode, table 3-7).
    @usableFromInline
    func multibyteScalar(at position: Int) -> (value: UInt32, length: Int)? {
        let first = UInt32(base[position])
        switch first {
        case 0xC2...0xDF:
            guard let a = continuation(position + 1) else { return nil }
            return ((first & 0x1F) << 6 | a, 2)
        case 0xE0...0xEF:
            guard let a = continuation(position + 1), let b = continuation(position + 2) else { return nil }
            let value = (first & 0x0F) << 12 | a << 6 | b
            guard value >= 0x800, value & 0xF800 != 0xD800 else { return nil }
            return (value, 3)
        case 0xF0...0xF4:
            guard let a = continuation(position + 1), let b = continuation(position + 2),
                let c = continuation(position + 3)
            else { return nil }
            let value = (first & 0x07) << 18 | a << 12 | b << 6 | c
            guard value >= 0x10000, value <= 0x10FFFF else { return nil }
            return (value, 4)
        default:
            return nil
        }
    }

    @inline(__always)
    private func continuation(_ position: Int) -> UInt32? {
        guard position < count, base[position] & 0xC0 == 0x80 else { return nil }
        return UInt32(base[position] & 0x3F)
    }
}
