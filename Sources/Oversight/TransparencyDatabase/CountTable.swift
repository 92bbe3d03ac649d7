/// How often each number was met: open addressing with linear probing, number and count side by side, so that a number
/// costs one look at far memory.
struct CountTable: Sendable {
    private struct Slot {
        var key: UInt64 = 0
        /// Zero in an empty slot.
        var count: UInt64 = 0
    }

    /// Distinct numbers.
    private(set) var count = 0
    private var slots = [Slot](repeating: Slot(), count: 256)
    /// A hostile file cannot aim at one chain; the seed shows in nothing but the order of `each`.
    private let seed = UInt64.random(in: .min ... .max)

    mutating func add(_ key: UInt64) {
        let mask = slots.count - 1
        var position = place(key) & mask
        while slots[position].count != 0 {
            if slots[position].key == key {
                slots[position].count &+= 1
                return
            }
            position = (position &+ 1) & mask
        }
        slots[position] = Slot(key: key, count: 1)
        count += 1
        if count * 8 > slots.count * 5 { grow() }
    }

    /// Calls `body` with each number and its count, in no order: only for sums.
    func each(_ body: (_ key: UInt64, _ count: UInt64) -> Void) {
        for slot in slots where slot.count != 0 { body(slot.key, slot.count) }
    }

    private func place(_ key: UInt64) -> Int {
        let (high, low) = (key ^ seed).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return Int(truncatingIfNeeded: high ^ low)
    }

    private mutating func grow() {
        var grown = [Slot](repeating: Slot(), count: slots.count * 2)
        let mask = grown.count - 1
        for slot in slots where slot.count != 0 {
            var position = place(slot.key) & mask
            while grown[position].count != 0 { position = (position &+ 1) & mask }
            grown[position] = slot
        }
        slots = grown
    }
}
