import Records
import Statistics

/// Makes a world from a plan: the stage (accounts, sounds, topics), the planted groups, the ordinary crowd, and at the
/// end the ids. Each part draws from a generator of its own, so that one part's draws do not move another's.
struct WorldBuilder {
    private enum Branch: UInt64 {
        case accounts = 1
        case stage
        case groups
        case crowd
        case details
    }

    private let plan: SimulationPlan
    private let seeds: SeededGenerator
    private var world: SimulatedWorld
    private var details: SeededGenerator
    private let effects: [Int64]
    private let effectRanks = ZipfRanks(count: 60, offset: 3)

    init(_ plan: SimulationPlan) {
        self.plan = plan
        seeds = SeededGenerator(seed: plan.seed)
        world = SimulatedWorld(empty: plan)
        var generator = seeds.branch(Branch.details.rawValue)
        effects = (0..<60).map { _ in Int64(generator.integer(in: 100_000...99_999_999)) }
        details = generator
    }

    consuming func build() -> SimulatedWorld {
        makeAccounts()
        var generator = seeds.branch(Branch.stage.rawValue)
        let stage = Stage(plan, world: &world, using: &generator)
        world.posts.reserveCapacity(plan.posts)
        var groups = PlantedGroups(plan: plan, stage: stage, generator: seeds.branch(Branch.groups.rawValue))
        groups.plant(into: &world) { details.finish($0, effects: effects, ranks: effectRanks) }
        var crowd = OrdinaryCrowd(plan: plan, stage: stage, generator: seeds.branch(Branch.crowd.rawValue))
        for _ in world.posts.count..<plan.posts {
            let draft = crowd.post(in: &world)
            world.posts.append(details.finish(draft, effects: effects, ranks: effectRanks))
        }
        world.posts.sort { ($0.identifier, $0.account) < ($1.identifier, $1.account) }
        separateIdentifiers()
        return world
    }

    private mutating func makeAccounts() {
        var generator = seeds.branch(Branch.accounts.rawValue)
        var handles = InventedHandles()
        let languages = ZipfRanks(count: InventedLanguage.allCases.count, offset: 2)
        world.accounts = (0..<plan.accounts).map { index in
            let language = InventedLanguage.allCases[languages.draw(using: &generator)]
            let handle = handles.next(using: &generator)
            return SimulatedAccount(
                handle: handle, language: language, group: nil, topic: generator.below(Stage.topicCount(plan)))
        }
        // Two among the busiest of the crowd; planted groups take the other two.
        world.accounts[0].handle = InventedHandles.hostile[2]
        world.accounts[1].handle = InventedHandles.hostile[3]
    }

    /// Ids are unique: of two that came out equal, the later one moves up.
    private mutating func separateIdentifiers() {
        for index in world.posts.indices.dropFirst()
        where world.posts[index].identifier <= world.posts[index - 1].identifier {
            world.posts[index].identifier = world.posts[index - 1].identifier + 1
        }
    }
}

/// What makes a post what it is; ids and counters are added to all posts alike.
struct PostDraft {
    var account: UInt32
    /// Seconds since 1970 UTC.
    var seconds: Int64
    var sound: Int64
    var words: SimulatedPost.Words
    var tags: Range<Int>
}

extension SeededGenerator {
    fileprivate mutating func finish(_ draft: PostDraft, effects: [Int64], ranks: ZipfRanks) -> SimulatedPost {
        let views = min(logNormal(median: 300, sigma: 1.8), 4e9)
        let likes = views * (0.01 + 0.12 * unit())
        return SimulatedPost(
            // One bit of the lower half stays free, so that separating equal ids never reaches the next second.
            identifier: draft.seconds << 32 | Int64(next() >> 33), account: draft.account, sound: draft.sound,
            effect: chance(0.2) ? effects[ranks.draw(using: &self)] : nil, views: UInt32(views), likes: UInt32(likes),
            comments: UInt32(likes * 0.06 * unit()), shares: UInt32(likes * 0.08 * unit()), words: draft.words,
            tags: draft.tags, speech: chance(0.15) ? next() : nil)
    }
}
