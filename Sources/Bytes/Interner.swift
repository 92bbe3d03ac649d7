/// Gives each distinct byte string a dense `UInt32`, in order of first appearance.
///
/// Open addressing with linear probing. A slot holds the upper half of the hash and the index plus one, so that a probe
/// rarely touches the pool. The hash is seeded anew for each interner: a hostile file cannot aim at one chain, and since
/// every hit is compared byte for byte the seed never shows in what comes out.
package struct Interner {
    /// The distinct strings, by index.
    package private(set) var names = NameTable()
    private var slots: [UInt64]
    private var mask: Int
    private let seed: UInt64

    package init(expecting capacity: Int = 0) {
        var size = 1024
        while size < capacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
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
    package mutating func insert(_ bytes: ByteView) -> (index: UInt32, isNew: Bool) {
        let hash = bytes.hash(seed: seed)
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var position = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[position]
            if slot == 0 { break }
            if slot & 0xFFFF_FFFF_0000_0000 == tag {
                let index = UInt32(truncatingIfNeeded: slot) &- 1
                if names.equals(index, bytes) { return (index, false) }
            }
            position = (position &+ 1) & mask
        }
        let index = names.append(bytes)
        slots[position] = tag | UInt64(index &+ 1)
        if names.count * 8 > slots.count * 5 { grow() }
        return (index, true)
    }

    /// The index of `bytes` if it is known.
    package func find(_ bytes: ByteView) -> UInt32? {
        let hash = bytes.hash(seed: seed)
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var position = Int(truncatingIfNeeded: hash) & mask
        while slots[position] != 0 {
            let slot = slots[position]
            if slot & 0xFFFF_FFFF_0000_0000 == tag {
                let index = UInt32(truncatingIfNeeded: slot) &- 1
                if names.equals(index, bytes) { return index }
            }
            position = (position &+ 1) & mask
        }
        return nil
    }

    private mutating func grow() {
        let size = slots.count * 2
        slots = []
        var grown = [UInt64](repeating: 0, count: size)
        mask = size - 1
        for index in 0..<UInt32(names.count) {
            let hash = names.hash(index, seed: seed)
            var position = Int(truncatingIfNeeded: hash) & mask
            while grown[position] != 0 { position = (position &+ 1) & mask }
            grown[position] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(index &+ 1)
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

    func equals(_ index: UInt32, _ bytes: ByteView) -> Bool {
        withBytes(index) { $0.equals(bytes) }
    }

    func hash(_ index: UInt32, seed: UInt64) -> UInt64 {
        withBytes(index) { $0.hash(seed: seed) }
    }

    /// Whether the string at `left` sorts before the one at `right`, by bytes.
    package func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        withBytes(left) { first in
            withBytes(right) { second in first.precedes(second) }
        }
    }
}
