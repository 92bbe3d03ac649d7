/// Gives each distinct number a dense index, in order of first appearance: open addressing with linear probing.
struct KeyIndex: Sendable {
    /// The numbers, by index.
    private(set) var keys: [UInt64] = []
    private var slots = [UInt32](repeating: .max, count: 256)
    /// A hostile file cannot aim at one chain; the seed never shows in what comes out.
    private let seed = UInt64.random(in: .min ... .max)

    var count: Int { keys.count }

    /// The index of `key`, and whether it is new. At most 2³² − 2 numbers fit.
    mutating func insert(_ key: UInt64) -> (index: Int, isNew: Bool) {
        let mask = slots.count - 1
        var position = place(key) & mask
        while slots[position] != .max {
            let index = Int(slots[position])
            if keys[index] == key { return (index, false) }
            position = (position &+ 1) & mask
        }
        slots[position] = UInt32(truncatingIfNeeded: keys.count)
        keys.append(key)
        if keys.count * 8 > slots.count * 5 { grow() }
        return (keys.count - 1, true)
    }

    private func place(_ key: UInt64) -> Int {
        let (high, low) = (key ^ seed).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return Int(truncatingIfNeeded: high ^ low)
    }

    private mutating func grow() {
        var grown = [UInt32](repeating: .max, count: slots.count * 2)
        let mask = grown.count - 1
        for (index, key) in keys.enumerated() {
            var position = place(key) & mask
            while grown[position] != .max { position = (position &+ 1) & mask }
            grown[position] = UInt32(truncatingIfNeeded: index)
        }
        slots = grown
    }
}
