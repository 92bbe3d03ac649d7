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
            state = Self.fold(state ^ ByteView(base: base + offset, count: count &- offset).padded)
        }
        return Self.fold(state ^ 0xD6E8_FEB8_6659_FD93)
    }

    /// The bytes as one number, the first lowest, zeros above; for at most eight bytes.
    @inlinable
    var padded: UInt64 {
        let raw = UnsafeRawPointer(base)
        // Two overlapping loads cover any length without a loop and without reading beyond the end.
        if count >= 8 { return raw.loadUnaligned(as: UInt64.self) }
        if count >= 4 {
            let low = UInt64(raw.loadUnaligned(as: UInt32.self))
            let shift = UInt64(truncatingIfNeeded: count &- 4) &* 8
            let high = UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            return low | (high &<< shift)
        }
        if count == 0 { return 0 }
        let middle = UInt64(base[count / 2]) &<< (UInt64(truncatingIfNeeded: count / 2) &* 8)
        let last = UInt64(base[count &- 1]) &<< (UInt64(truncatingIfNeeded: count &- 1) &* 8)
        return UInt64(base[0]) | middle | last
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
