/// Finding bytes many at a time.
enum ByteSearch {
    @inline(__always)
    static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// High bit set in the lowest byte of `word` that equals the pattern's; higher bytes may be set falsely.
    @inline(__always)
    static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    @inline(__always)
    static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// The first of three bytes at or after `start`; `end` where there is none. Loads up to eight bytes behind `end`: only
    /// for padded windows.
    @inline(__always)
    static func first(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, _ one: UInt64, _ two: UInt64, _ three: UInt64
    ) -> UnsafePointer<UInt8> {
        var position = start
        while position < end {
            let word = load(position)
            let hits = matches(word, one) | matches(word, two) | matches(word, three)
            if hits != 0 {
                position += hits.trailingZeroBitCount >> 3
                return position < end ? position : end
            }
            position += 8
        }
        return end
    }

    /// The first byte at or after `start` that ends a run inside a JSON string: a quote, a backslash or a line feed;
    /// `end` where there is none. Reads nothing behind `end`.
    @inline(__always)
    static func firstInString(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        // A whole vector each: compared with a single number, the bytes would be taken one by one.
        let quote = SIMD16<UInt8>(repeating: 0x22)
        let backslash = SIMD16<UInt8>(repeating: 0x5C)
        let feed = SIMD16<UInt8>(repeating: 0x0A)
        var position = start
        while end - position >= 16 {
            let bytes = UnsafeRawPointer(position).loadUnaligned(as: SIMD16<UInt8>.self)
            let hits = (bytes .== quote) .| (bytes .== backslash) .| (bytes .== feed)
            let halves = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            if halves[0] != 0 { return position + halves[0].trailingZeroBitCount >> 3 }
            if halves[1] != 0 { return position + 8 + halves[1].trailingZeroBitCount >> 3 }
            position += 16
        }
        while position < end {
            let byte = position.pointee
            if byte == 0x22 || byte == 0x5C || byte == 0x0A { return position }
            position += 1
        }
        return end
    }

    /// Whether all eight bytes are ASCII digits.
    @inline(__always)
    static func areDigits(_ word: UInt64) -> Bool {
        // A digit has a 3 in its upper half, and has it still when 6 is added.
        let upper = repeated(0xF0)
        return (word & upper) | ((word &+ repeated(0x06)) & upper) >> 4 == repeated(0x33)
    }
}
