import Records
import Statistics

/// People who know nothing of each other and still do the same things: they follow sounds and topics in fashion, quote
/// headlines, let apps write their captions, and sleep at night.
struct OrdinaryCrowd {
    /// Texts that attack whoever shows them carelessly, each posted once.
    static let hostileTexts = [
        "<script>document.title='owned'</script> new video", "\u{202E}txet siht esrever\u{202C} look",
        "</style><b onmouseover=alert(1)>hover</b>", "=1+1 and ]]> and --> and {{template}}", "line one\nline two\ttab",
    ]

    private let plan: SimulationPlan
    private let stage: Stage
    private var generator: SeededGenerator
    private let accounts: ZipfRanks
    private let sounds: ZipfRanks
    private let topics: ZipfRanks
    private let headlines: ZipfRanks
    private var hostileLeft = hostileTexts[...]

    init(plan: SimulationPlan, stage: Stage, generator: SeededGenerator) {
        self.plan = plan
        self.stage = stage
        self.generator = generator
        accounts = ZipfRanks(count: plan.accounts, offset: 200)
        sounds = ZipfRanks(count: stage.sounds.count, offset: 1.5)
        topics = ZipfRanks(count: stage.topics.count, offset: 4)
        headlines = ZipfRanks(count: stage.headlines.count, offset: 2)
    }

    /// One more post of the crowd.
    mutating func post(in world: inout SimulatedWorld) -> PostDraft {
        let account = accounts.draw(using: &generator)
        if let text = hostileLeft.popFirst() {
            let time = seconds(after: nil, awake: world.accounts[account].language)
            return PostDraft(
                account: UInt32(account), seconds: time, sound: ownSound(time), words: .shared(world.addText(text)),
                tags: world.addTags([]))
        }
        let author = world.accounts[account]
        switch generator.unit() {
        case ..<0.55:
            let sound = sounds.draw(using: &generator)
            let time = seconds(after: stage.soundBirths[sound], awake: author.language)
            return personal(account, time, stage.sounds[sound], author.topic, &world)
        case ..<0.77:
            let topic = topics.draw(using: &generator)
            let time = seconds(after: stage.topics[topic].birth, awake: author.language)
            return personal(account, time, ownSound(time), topic, &world)
        case ..<0.84:
            let headline = stage.headlines[headlines.draw(using: &generator)]
            let time = seconds(after: headline.birth, awake: author.language)
            return PostDraft(
                account: UInt32(account), seconds: time, sound: ownSound(time), words: .shared(headline.text),
                tags: world.addTags([]))
        case ..<0.88:
            let time = seconds(after: nil, awake: author.language)
            return PostDraft(
                account: UInt32(account), seconds: time, sound: ownSound(time),
                words: .shared(generator.pick(stage.appCaptions)), tags: world.addTags([]))
        default:
            let time = seconds(after: nil, awake: author.language)
            return personal(account, time, ownSound(time), author.topic, &world)
        }
    }

    private mutating func personal(
        _ account: Int, _ time: Int64, _ sound: Int64, _ topic: Int, _ world: inout SimulatedWorld
    ) -> PostDraft {
        var tags: [UInt32] = []
        for tag in stage.topics[topic].tags where generator.chance(0.3) { tags.append(tag) }
        if generator.chance(0.25) { tags.append(generator.pick(stage.commonTags)) }
        generator.shuffle(&tags)
        return PostDraft(
            account: UInt32(account), seconds: time, sound: sound, words: .personal(generator.next()),
            tags: world.addTags(tags))
    }

    /// A sound that nobody else uses.
    private mutating func ownSound(_ time: Int64) -> Int64 {
        Stage.soundIdentifier(birth: time - 60, using: &generator)
    }

    /// A second within the plan's span: some hours after a birth (lognormal, median four hours) or at any time, and
    /// seldom at night. Three tries; whoever is still up then, posts.
    private mutating func seconds(after birth: Int64?, awake language: InventedLanguage) -> Int64 {
        var time = stage.start
        for _ in 0..<4 {
            time = stage.moment(using: &generator)
            if let birth {
                let delayed = birth + Int64(generator.logNormal(median: 14_400, sigma: 1.5))
                if delayed < stage.start + Int64(stage.span) { time = delayed }
            }
            let hour = (time / 3600 + Int64(language.hoursAhead)) % 24
            if hour >= 6 || generator.chance(0.3) { return time }
        }
        return time
    }
}
