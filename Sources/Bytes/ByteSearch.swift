/// Finding bytes eight at a time. Every search may load up to eight bytes past its end: only for padded windows.
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

    /// The first of three bytes at or after `start`; `end` where there is none.
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

    /// The first byte at or after `start` that ends or escapes a run inside a JSON string: a quote, a backslash, or a
    /// control character; `end` where there is none.
    @inline(__always)
    static func firstInString(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        let quote = repeated(0x22)
        let backslash = repeated(0x5C)
        var position = start
        while position < end {
            let word = load(position)
            let control = (word &- repeated(0x20)) & ~word & 0x8080_8080_8080_8080
            let hits = matches(word, quote) | matches(word, backslash) | control
            if hits != 0 {
                position += hits.trailingZeroBitCount >> 3
                return position < end ? position : end
            }
            position += 8
        }
        return end
    }
}
