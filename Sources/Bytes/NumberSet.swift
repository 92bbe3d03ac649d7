/// A set of 64-bit numbers, eight bytes a slot: for ids by the hundred million.
///
/// Open addressing with linear probing. The hash is seeded anew for each set: a hostile file cannot aim at one chain.
package struct NumberSet: Sendable {
    /// Zero is an empty slot; whether the number zero is in the set stands beside.
    private var slots: [UInt64] = LargeArray.make(count: 256, repeating: 0)
    private var hasZero = false
    private var mask = 255
    private let seed = UInt64.random(in: .min ... .max)
    /// Number of distinct numbers, zero left out.
    private var count = 0

    package init() {}

    /// Adds a number; false where it was in the set.
    package mutating func insert(_ number: UInt64) -> Bool {
        if number == 0 {
            defer { hasZero = true }
            return !hasZero
        }
        var position = place(number)
        while slots[position] != 0 {
            if slots[position] == number { return false }
            position = (position &+ 1) & mask
        }
        slots[position] = number
        count += 1
        if count * 8 > slots.count * 5 { grow() }
        return true
    }

    private func place(_ number: UInt64) -> Int {
        Int(truncatingIfNeeded: ByteView.fold(number ^ seed)) & mask
    }

    private mutating func grow() {
        var grown: [UInt64] = LargeArray.make(count: slots.count * 2, repeating: 0)
        mask = grown.count - 1
        for number in slots where number != 0 {
            var position = place(number)
            while grown[position] != 0 { position = (position &+ 1) & mask }
            grown[position] = number
        }
        slots = grown
    }
}
