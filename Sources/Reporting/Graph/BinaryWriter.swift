/// Puts numbers one after the other, least byte first.
struct BinaryWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        var rest = number
        for _ in 0..<Number.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    mutating func put(_ number: Float) { put(number.bitPattern) }

    mutating func put(_ number: Double) { put(number.bitPattern) }

    /// A count, which cannot be below nought; above the range it is the largest.
    mutating func put(count: Int) { put(UInt32(clamping: count)) }

    /// Noughts up to the next multiple of `size`.
    mutating func align(to size: Int) {
        while bytes.count % size != 0 { bytes.append(0) }
    }

    /// Overwrites four bytes that were put before.
    mutating func replace(at offset: Int, count: Int) {
        let number = UInt32(clamping: count)
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: number >> UInt32(8 * index)) }
    }
}
