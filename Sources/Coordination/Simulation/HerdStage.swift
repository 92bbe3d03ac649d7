import Statistics

/// What the people of a platform before a vote talk about: evergreens, fashions that change from week to week, three
/// events that everybody talks about for a while, and the vote with its candidates.
struct HerdStage {
    /// A sudden crowd, as a song, a final or a piece of news brings.
    struct Event {
        var name: String
        var tags: [UInt32]
        /// The sound that goes with it, or nil.
        var sound: UInt32?
        /// Its first moment, seconds from the first day on.
        var begins: Int
        /// Half of the crowd comes within so many seconds.
        var halfLife: Double
        /// Posts as a share of the accounts.
        var size: Double
    }

    /// Where the hashtags lie among all: evergreens, then fashions, then the named ones.
    let evergreens: Int
    let fashions: Int
    let sounds: Int
    let events: [Event]
    /// Hashtags of the candidates; the first one's is the herd's.
    let candidates: [UInt32]
    /// The herd's other hashtags.
    let slogans: [UInt32]
    let vote: UInt32
    let candidateSound: UInt32
    let evergreenRanks: ZipfRanks
    let fashionRanks: ZipfRanks
    let soundRanks: ZipfRanks
    private let named: [String]

    private static let names = [
        "moonlightsong", "nightdrive", "cupfinal", "goooal", "harbourbridge", "breaking", "vote2024", "candidatea",
        "candidateb", "candidatec", "newdawn", "wakeupnow",
    ]

    init(_ plan: HerdPlan) {
        // A platform twice as large talks about twice as much.
        evergreens = max(200, plan.accounts / 60)
        fashions = max(200, plan.accounts / 60)
        sounds = max(300, plan.accounts / 40)
        evergreenRanks = ZipfRanks(count: evergreens, offset: 6)
        fashionRanks = ZipfRanks(count: fashions / 8, offset: 4)
        soundRanks = ZipfRanks(count: sounds / 20, offset: 4)
        named = Self.names
        let first = UInt32(evergreens + fashions)
        func tag(_ name: String) -> UInt32 {
            first + UInt32(Self.names.firstIndex(of: name) ?? 0)
        }
        let extra = UInt32(sounds)
        events = [
            Event(
                name: "song", tags: [tag("moonlightsong"), tag("nightdrive")], sound: extra, begins: 20 * 86_400,
                halfLife: 4 * 86_400, size: 0.03),
            Event(
                name: "final", tags: [tag("cupfinal"), tag("goooal")], sound: nil, begins: 34 * 86_400 + 19 * 3600,
                halfLife: 2 * 3600, size: 0.04),
            Event(
                name: "news", tags: [tag("harbourbridge"), tag("breaking")], sound: nil,
                begins: (plan.voteDay - 9) * 86_400 + 10 * 3600, halfLife: 10 * 3600, size: 0.025),
            Event(
                name: "vote", tags: [tag("vote2024")], sound: nil, begins: (plan.voteDay - 1) * 86_400,
                halfLife: 86_400, size: 0.02),
        ]
        vote = tag("vote2024")
        candidates = ["candidatea", "candidateb", "candidatec"].map(tag)
        slogans = ["newdawn", "wakeupnow"].map(tag)
        candidateSound = extra + 1
    }

    var tagCount: Int { evergreens + fashions + named.count }
    var soundCount: Int { sounds + 2 }

    func tagName(_ tag: UInt32) -> String {
        let index = Int(tag)
        if index < evergreens { return "topic\(index)" }
        if index < evergreens + fashions { return "trend\(index - evergreens)" }
        return named[index - evergreens - fashions]
    }

    /// Any hashtag that is used on a day of the platform.
    func tag(on day: Int, using generator: inout some RandomNumberGenerator) -> UInt32 {
        if generator.chance(0.6) { return UInt32(evergreenRanks.draw(using: &generator)) }
        // Each week has an eighth of the fashions, and half of the last week's go on.
        let week = day / 7 + (generator.chance(0.3) ? 0 : 1)
        let rank = fashionRanks.draw(using: &generator)
        return UInt32(evergreens + (week * fashionRanks.count + rank) % fashions)
    }

    /// Any sound that is used on a day.
    func sound(on day: Int, using generator: inout some RandomNumberGenerator) -> UInt32 {
        let period = day / 3 + (generator.chance(0.3) ? 0 : 1)
        return UInt32((period * soundRanks.count + soundRanks.draw(using: &generator)) % sounds)
    }
}
