import Records
import Statistics

/// What a world's accounts can share: sounds, topics with their hashtags, headlines, captions made by apps. Each has a
/// birth, after which its fashion rises and fades.
struct Stage {
    struct Topic {
        /// Seconds since 1970 UTC.
        var birth: Int64
        /// Its hashtags, by index into the world's names.
        var tags: [UInt32]
    }

    var sounds: [Int64] = []
    var soundBirths: [Int64] = []
    var topics: [Topic] = []
    /// Headlines, by index into the world's shared texts, with their births.
    var headlines: [(text: UInt32, birth: Int64)] = []
    /// Captions made by apps, by index into the world's shared texts.
    var appCaptions: [UInt32] = []
    /// Hashtags that anybody adds to anything, by index into the world's names.
    var commonTags: [UInt32] = []
    /// Seconds since 1970 UTC.
    let start: Int64
    let span: Int

    private static let common = [
        "foryou", "viral", "trending", "daily", "funny", "music", "travel", "food", "dance", "diy", "storytime",
        "night",
    ]
    private static let apps = [
        "Made with Clipmuse 🎬 #clipmuse", "My year in 60 seconds #recapbox", "Sing it with me! 🎤 #duetbox",
        "Slow-motion by Framely #framely", "I got 9 out of 10 in the picture quiz! Can you beat me? #quizpop",
    ]

    static func topicCount(_ plan: SimulationPlan) -> Int { max(60, plan.posts / 200) }

    init(_ plan: SimulationPlan, world: inout SimulatedWorld, using generator: inout SeededGenerator) {
        start = plan.start.milliseconds.floorDivided(by: 1000)
        span = plan.days * 86_400
        for name in Self.common { commonTags.append(world.addTag(name)) }
        for text in Self.apps { appCaptions.append(world.addText(text)) }
        for _ in 0..<max(300, plan.posts / 6) {
            let birth = moment(using: &generator)
            sounds.append(Self.soundIdentifier(birth: birth, using: &generator))
            soundBirths.append(birth)
        }
        for _ in 0..<Self.topicCount(plan) {
            let stem = InventedWords.word(syllables: 2...3, using: &generator)
            let tags = ["", "challenge", "tok", "life", "2024", "fans", "daily"].map { world.addTag(stem + $0) }
            topics.append(Topic(birth: moment(using: &generator), tags: tags))
        }
        for _ in 0..<max(20, plan.posts / 150) {
            let language = InventedLanguage.allCases[generator.below(InventedLanguage.allCases.count)]
            let text = world.addText(language.headline(seed: generator.next()))
            headlines.append((text, moment(using: &generator)))
        }
    }

    /// Any second of the plan's span.
    func moment(using generator: inout SeededGenerator) -> Int64 {
        start + Int64(generator.below(span))
    }

    /// A sound's id, of which the upper half is a time, as with videos.
    static func soundIdentifier(birth: Int64, using generator: inout SeededGenerator) -> Int64 {
        birth << 32 | Int64(generator.next() >> 33)
    }
}

extension SimulatedWorld {
    /// Adds a hashtag and gives its index.
    mutating func addTag(_ name: String) -> UInt32 {
        tagNames.append(name)
        return UInt32(tagNames.count - 1)
    }

    /// Adds a text that several posts share and gives its index.
    mutating func addText(_ text: String) -> UInt32 {
        sharedTexts.append(text)
        return UInt32(sharedTexts.count - 1)
    }

    /// Adds a post's hashtags and gives their place.
    mutating func addTags(_ tags: some Sequence<UInt32>) -> Range<Int> {
        let first = tagPool.count
        tagPool.append(contentsOf: tags)
        return first..<tagPool.count
    }
}
