import Glibc

/// Whether two runs of `count` bytes are equal. Names are short: two loads that overlap settle most comparisons without
/// a call.
@inlinable
func memoryEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let (one, other) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
    if count >= 8 {
        if one.loadUnaligned(as: UInt64.self) != other.loadUnaligned(as: UInt64.self) { return false }
        if count > 16 { return memoryCompare(left + 8, right + 8, count &- 8) }
        let tail = count &- 8
        return one.loadUnaligned(fromByteOffset: tail, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: tail, as: UInt64.self)
    }
    if count >= 4 {
        let tail = count &- 4
        return one.loadUnaligned(as: UInt32.self) == other.loadUnaligned(as: UInt32.self)
            && one.loadUnaligned(fromByteOffset: tail, as: UInt32.self)
                == other.loadUnaligned(fromByteOffset: tail, as: UInt32.self)
    }
    for index in 0..<count where left[index] != right[index] { return false }
    return true
}

@usableFromInline
func memoryCompare(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    memcmp(left, right, count) == 0
}

@usableFromInline
func memoryFirst(_ base: UnsafePointer<UInt8>, _ byte: UInt8, _ count: Int) -> Int? {
    guard let hit = memchr(base, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
}
