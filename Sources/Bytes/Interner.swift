/// Gives each distinct byte string a dense `UInt32`, in order of first appearance.
///
/// Open addressing with linear probing. A slot holds part of the hash, the index, and the string itself where it has at
/// most eight bytes, or else where it lies in the pool: a look-up misses the cache once or twice. The hash is seeded
/// anew for each interner: a hostile file cannot aim at one chain, and since every hit is compared byte for byte the
/// seed never shows in what comes out.
package struct Interner: Sendable {
    /// One entry of the hash table, a quarter of a cache line; empty where `index` is `UInt32.max`.
    private struct Slot: BitwiseCopyable {
        var index: UInt32 = .max
        /// Nineteen bits of the hash, five of the space, eight of the length (255 for all from there on).
        var tag: UInt32 = 0
        /// The string itself padded with zeros, or its place in the pool.
        var content: UInt64 = 0
    }

    /// The distinct strings, by index.
    package private(set) var names = NameTable()
    private var slots: [Slot]
    /// The lower half of each string's hash, by index: growing then need not read the strings again.
    private var hashes: [UInt32] = []
    private var mask: Int
    private let seed: UInt64

    package init(expecting capacity: Int = 0) {
        var size = 256
        while size < capacity * 2 { size *= 2 }
        slots = LargeArray.make(count: size, repeating: Slot())
        mask = size - 1
        seed = UInt64.random(in: .min ... .max)
    }

    /// Number of distinct strings.
    package var count: Int { names.count }

    /// The index of `bytes`, new or known.
    package mutating func intern(_ bytes: ByteView) -> UInt32 {
        insert(bytes).index
    }

    /// The index of `bytes`, and whether it was seen for the first time.
    /// - Parameter space: strings of different spaces are different, whatever their bytes. Below 32.
    package mutating func insert(_ bytes: ByteView, space: UInt32 = 0) -> (index: UInt32, isNew: Bool) {
        let hash = bytes.hash(seed: seed &+ UInt64(space))
        let tag = Self.tag(hash, space: space, length: bytes.count)
        let content = bytes.count <= 8 ? bytes.padded : 0
        var position = Int(UInt32(truncatingIfNeeded: hash)) & mask
        while true {
            let slot = slots[position]
            if slot.index == .max { break }
            if isMatch(slot, tag: tag, content: content, bytes) { return (slot.index, false) }
            position = (position &+ 1) & mask
        }
        let offset = UInt64(names.poolSize)
        let index = names.append(bytes)
        slots[position] = Slot(index: index, tag: tag, content: bytes.count <= 8 ? content : offset)
        hashes.append(UInt32(truncatingIfNeeded: hash))
        if names.count * 8 > slots.count * 5 { grow() }
        return (index, true)
    }

    /// The index of `bytes` if it is known.
    package func find(_ bytes: ByteView, space: UInt32 = 0) -> UInt32? {
        let hash = bytes.hash(seed: seed &+ UInt64(space))
        let tag = Self.tag(hash, space: space, length: bytes.count)
        let content = bytes.count <= 8 ? bytes.padded : 0
        var position = Int(UInt32(truncatingIfNeeded: hash)) & mask
        while slots[position].index != .max {
            if isMatch(slots[position], tag: tag, content: content, bytes) { return slots[position].index }
            position = (position &+ 1) & mask
        }
        return nil
    }

    private static func tag(_ hash: UInt64, space: UInt32, length: Int) -> UInt32 {
        precondition(space < 32)
        return UInt32(truncatingIfNeeded: hash >> 45) << 13 | space << 8 | UInt32(min(length, 255))
    }

    private func isMatch(_ slot: Slot, tag: UInt32, content: UInt64, _ bytes: ByteView) -> Bool {
        guard slot.tag == tag else { return false }
        return bytes.count <= 8 ? slot.content == content : names.holds(bytes, index: slot.index, at: Int(slot.content))
    }

    private mutating func grow() {
        let size = slots.count * 2
        var grown = LargeArray.make(count: size, repeating: Slot())
        mask = size - 1
        for slot in slots where slot.index != .max {
            var position = Int(hashes[Int(slot.index)]) & mask
            while grown[position].index != .max { position = (position &+ 1) & mask }
            grown[position] = slot
        }
        slots = grown
    }
}

/// Byte strings side by side in one pool, by index.
package struct NameTable: Sendable {
    private var pool: [UInt8] = []
    /// Where each string ends in the pool; it begins where its predecessor ended.
    private var ends: [UInt64] = []

    package init() {}

    package var count: Int { ends.count }

    /// Bytes of all strings together.
    var poolSize: Int { pool.count }

    /// Adds a string and gives its index. At most 2³² − 2 strings fit.
    package mutating func append(_ bytes: ByteView) -> UInt32 {
        precondition(ends.count < Int(UInt32.max) - 1, "more than 4,294,967,294 distinct names")
        bytes.append(to: &pool)
        ends.append(UInt64(pool.count))
        return UInt32(truncatingIfNeeded: ends.count - 1)
    }

    private func range(_ index: UInt32) -> Range<Int> {
        let position = Int(index)
        return (position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])
    }

    /// The string at `index` as text; invalid UTF-8 becomes U+FFFD.
    package func string(_ index: UInt32) -> String {
        String(decoding: pool[range(index)], as: UTF8.self)
    }

    /// The bytes at `index`.
    package func bytes(_ index: UInt32) -> ArraySlice<UInt8> {
        pool[range(index)]
    }

    /// Calls `body` with the bytes at `index`.
    package func withBytes<Result>(_ index: UInt32, _ body: (ByteView) -> Result) -> Result {
        let range = range(index)
        return pool.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return body(.empty) }
            return body(ByteView(base: base + range.lowerBound, count: range.count))
        }
    }

    /// Whether the string at `index`, which begins at `offset`, is `bytes`.
    func holds(_ bytes: ByteView, index: UInt32, at offset: Int) -> Bool {
        // Lengths below 255 were compared by their tag, and the end need not be fetched.
        if bytes.count >= 255 && Int(ends[Int(index)]) - offset != bytes.count { return false }
        return pool.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, offset + bytes.count <= buffer.count else { return false }
            return ByteView(base: base + offset, count: bytes.count).equals(bytes)
        }
    }

    /// Whether the string at `left` sorts before the one at `right`, by bytes.
    package func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        withBytes(left) { first in
            withBytes(right) { second in first.precedes(second) }
        }
    }
}
