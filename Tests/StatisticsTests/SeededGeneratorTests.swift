import Testing

@testable import Statistics

@Suite("Seeded generators")
struct SeededGeneratorTests {
    @Test("xoshiro256** gives the reference numbers from the state 1, 2, 3, 4")
    func referenceVector() {
        // From the reference implementation, as published with the Rust crate rand_xoshiro.
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
            16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777,
            2_904_607_092_377_533_576,
        ]
        var generator = SeededGenerator(state: (1, 2, 3, 4))
        #expect(expected.map { _ in generator.next() } == expected)
    }

    @Test("SplitMix64 gives the published numbers for the seed 1234567")
    func splitMixVector() {
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        var generator = SplitMix64(state: 1_234_567)
        #expect(expected.map { _ in generator.next() } == expected)
    }

    @Test("A seed fills the state by SplitMix64")
    func seeding() {
        var filler = SplitMix64(state: 42)
        var direct = SeededGenerator(state: (filler.next(), filler.next(), filler.next(), filler.next()))
        var seeded = SeededGenerator(seed: 42)
        #expect((0..<5).map { _ in direct.next() } == (0..<5).map { _ in seeded.next() })
    }

    @Test("Branches differ from each other and do not move their parent")
    func branches() {
        let parent = SeededGenerator(seed: 9)
        var one = parent.branch(1)
        var other = parent.branch(2)
        var again = parent.branch(1)
        let first = one.next()
        #expect(first == again.next())
        #expect(first != other.next())
    }
}
