import Glibc

@usableFromInline
func memoryEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    memcmp(left, right, count) == 0
}

@usableFromInline
func memoryFirst(_ base: UnsafePointer<UInt8>, _ byte: UInt8, _ count: Int) -> Int? {
    guard let hit = memchr(base, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
}
