/// Room for bytes made while one record is read: unescaped strings, normalised objects.
///
/// A view that `finish` gives is valid until `reset`. Blocks are kept between records, so that a steady stream of
/// records allocates nothing.
public struct ScratchArena: ~Copyable {
    @usableFromInline var block: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    /// Where the run in the making begins and ends in the block.
    @usableFromInline var runStart = 0
    @usableFromInline var runEnd = 0
    private var full: [UnsafeMutablePointer<UInt8>] = []

    package init() {
        capacity = 64 << 10
        block = .allocate(capacity: capacity)
    }

    deinit {
        for block in full { block.deallocate() }
        block.deallocate()
    }

    /// Forgets all views. The largest block stays.
    @inlinable
    public mutating func reset() {
        runStart = 0
        runEnd = 0
        if hasFullBlocks { dropFullBlocks() }
    }

    @usableFromInline var hasFullBlocks: Bool { !full.isEmpty }

    @usableFromInline
    mutating func dropFullBlocks() {
        for block in full { block.deallocate() }
        full.removeAll()
        if capacity > 1 << 20 {
            block.deallocate()
            capacity = 64 << 10
            block = .allocate(capacity: capacity)
        }
    }

    /// Bytes in the run in the making.
    @inlinable
    public var count: Int { runEnd - runStart }

    /// The last byte of the run in the making.
    @inlinable
    public var last: UInt8? { runEnd > runStart ? block[runEnd - 1] : nil }

    /// Appends a byte to the run in the making.
    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if runEnd == capacity { moveRun(for: 1) }
        block[runEnd] = byte
        runEnd &+= 1
    }

    /// Appends bytes to the run in the making.
    @inlinable
    public mutating func append(_ bytes: ByteView) {
        if capacity - runEnd < bytes.count { moveRun(for: bytes.count) }
        (block + runEnd).update(from: bytes.base, count: bytes.count)
        runEnd &+= bytes.count
    }

    /// Appends a number in decimal digits.
    package mutating func append(decimal value: UInt64) {
        var divisor: UInt64 = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: value / divisor % 10) + UInt8(ascii: "0"))
            divisor /= 10
        }
    }

    /// Appends a Unicode scalar value as UTF-8.
    @inlinable
    public mutating func append(scalar value: UInt32) {
        switch value {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
            append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        case 0x800..<0x10000:
            append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
            append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
            append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        default:
            append(0xF0 | UInt8(truncatingIfNeeded: value >> 18))
            append(0x80 | UInt8(truncatingIfNeeded: value >> 12 & 0x3F))
            append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
            append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        }
    }

    /// Appends printable ASCII from `start` on in lower case, and single blanks inside it, up to the first byte that
    /// needs a closer look: a control character, a second blank, one at the run's beginning, `@`, `:`, `.`, or anything
    /// that is not ASCII. Gives that byte's position.
    package mutating func appendPlainText(_ bytes: ByteView, from start: Int) -> Int {
        let count = bytes.count
        if capacity - runEnd < count - start { moveRun(for: count - start) }
        let base = bytes.base
        var target = block + runEnd
        var position = start
        var isAfterBlank = last.map { $0 == 0x20 } ?? true
        while position < count {
            let byte = base[position]
            if byte == 0x20 {
                if isAfterBlank { break }
                isAfterBlank = true
            } else {
                if byte < 0x21 || byte > 0x7E || byte == 0x40 || byte == 0x3A || byte == 0x2E { break }
                isAfterBlank = false
            }
            let isCapital = byte &- 0x41 < 26
            target.pointee = byte | (isCapital ? 0x20 : 0)
            target += 1
            position += 1
        }
        runEnd = target - block
        return position
    }

    /// Number of Unicode scalars in the run in the making, which must be UTF-8.
    package var scalarCount: Int {
        var scalars = 0
        for index in runStart..<runEnd where block[index] & 0xC0 != 0x80 { scalars += 1 }
        return scalars
    }

    /// Shortens the run in the making to its first `count` bytes.
    @inlinable
    public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= runEnd - runStart)
        runEnd = runStart + count
    }

    /// Ends the run in the making and gives it; the next append begins a new one.
    @inlinable
    public mutating func finish() -> ByteView {
        let view = ByteView(base: UnsafePointer(block + runStart), count: runEnd - runStart)
        runStart = runEnd
        return view
    }

    /// Gives up the run in the making.
    @inlinable
    public mutating func abandon() { runEnd = runStart }

    /// Takes the run in the making to a block with room for `more` bytes. Views into the old block stay valid.
    @usableFromInline
    mutating func moveRun(for more: Int) {
        let length = runEnd - runStart
        let wider = max(capacity * 2, (length + more) * 2)
        let next: UnsafeMutablePointer<UInt8> = .allocate(capacity: wider)
        next.update(from: block + runStart, count: length)
        full.append(block)
        block = next
        capacity = wider
        runStart = 0
        runEnd = length
    }
}
