/// Random numbers that come out the same for the same seed, on every machine and in every version.
///
/// xoshiro256** by D. Blackman and S. Vigna ("Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021),
/// whose four words are filled from the seed by SplitMix64, as its authors advise. Not for secrets.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    package init(seed: UInt64) {
        var filler = SplitMix64(state: seed)
        state = (filler.next(), filler.next(), filler.next(), filler.next())
    }

    /// A generator in a given state, of which one word at least must not be zero.
    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    /// A generator of its own for one part of the work: parts made in another order, or left out, change no other.
    package func branch(_ label: UInt64) -> SeededGenerator {
        SeededGenerator(seed: state.0 ^ state.3 &+ label &* 0x9E37_79B9_7F4A_7C15)
    }

    package mutating func next() -> UInt64 {
        let result = rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }

    private func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }
}

/// A counter and a mixing function: fills the state of larger generators, and hashes integers (G. Steele, D. Lea and
/// C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(state: UInt64) {
        self.state = state
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
