extension ByteView {
    /// A seeded 64-bit hash for tables in memory: multiply-and-fold over eight bytes at a time.
    /// Not a fingerprint: it is never written down and never decides equality.
    @inlinable
    public func hash(seed: UInt64) -> UInt64 {
        var state = seed ^ (UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15)
        let raw = UnsafeRawPointer(base)
        var offset = 0
        while offset &+ 8 <= count {
            state = Self.fold(state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset &+= 8
        }
        if offset < count {
            var tail: UInt64 = 0
            var shift: UInt64 = 0
            while offset < count {
                tail |= UInt64(base[offset]) &<< shift
                shift &+= 8
                offset &+= 1
            }
            state = Self.fold(state ^ tail)
        }
        return Self.fold(state ^ 0xD6E8_FEB8_6659_FD93)
    }

    @inlinable
    static func fold(_ value: UInt64) -> UInt64 {
        let (high, low) = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return high ^ low
    }

    /// Whether these bytes sort before `other`'s, as unsigned bytes, the shorter first.
    package func precedes(_ other: ByteView) -> Bool {
        let shared = min(count, other.count)
        for index in 0..<shared where base[index] != other.base[index] {
            return base[index] < other.base[index]
        }
        return count < other.count
    }
}
