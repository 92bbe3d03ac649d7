import Records
import Statistics

/// Plants groups into a world: accounts of the crowd that also follow commands. Speeds and channels take turns, so that
/// twelve groups have every combination once.
struct PlantedGroups {
    /// The share of a group's members that follow a given command.
    private static let obedience = 0.8

    let plan: SimulationPlan
    let stage: Stage
    var generator: SeededGenerator

    /// Adds the groups, marks their accounts and adds their posts.
    mutating func plant(into world: inout SimulatedWorld, _ finish: (PostDraft) -> SimulatedPost) {
        // The first two accounts are the crowd's hostile ones.
        var pool = (2..<UInt32(plan.accounts)).map { $0 }
        generator.shuffle(&pool)
        for index in 0..<plan.groups {
            let size = generator.integer(in: 6...PlantedGroup.largest)
            let members = Array(pool.suffix(size))
            pool.removeLast(size)
            let group = PlantedGroup(
                name: "G\(index + 1)", speed: PlantedGroup.Speed.allCases[index % 3],
                channel: PlantedGroup.Channel.allCases[index % 4], members: members.sorted())
            for member in members { world.accounts[Int(member)].group = index }
            if index < 2 { world.accounts[Int(group.members[0])].handle = InventedHandles.hostile[index] }
            world.groups.append(group)
            for _ in 0..<generator.integer(in: 10...PlantedGroup.mostActions) {
                for draft in action(of: group, in: &world) { world.posts.append(finish(draft)) }
            }
        }
    }

    /// One command and the posts that follow it.
    private mutating func action(of group: PlantedGroup, in world: inout SimulatedWorld) -> [PostDraft] {
        let channels: [PlantedGroup.Channel] = [.sound, .text, .hashtags]
        let channel = group.channel == .mixed ? generator.pick(channels) : group.channel
        let start = stage.start + Int64(generator.below(stage.span - 700))
        // Half of the objects belong to the group alone, half are taken from the crowd, which hides the group in it.
        let isPrivate = generator.chance(0.5)
        let language = world.accounts[Int(group.members[0])].language
        var sound: Int64?
        var words: SimulatedPost.Words?
        var sequence: [UInt32]?
        switch channel {
        case .sound, .mixed:
            let rank = min(30 + generator.below(3000), stage.sounds.count - 1)
            sound = isPrivate ? Stage.soundIdentifier(birth: start, using: &generator) : stage.sounds[rank]
        case .text:
            words =
                isPrivate
                ? .shared(world.addText(language.slogan(seed: generator.next())))
                : .shared(generator.pick(stage.headlines).text)
        case .hashtags:
            sequence = hashtagSequence(isPrivate: isPrivate, in: &world)
        }
        var drafts: [PostDraft] = []
        for member in group.members where generator.chance(Self.obedience) {
            let time = start + Int64(generator.below(Int(group.speed.rawValue) + 1))
            let topic = stage.topics[world.accounts[Int(member)].topic]
            // What is not commanded differs from member to member.
            let own = words == nil ? [generator.pick(topic.tags)] : []
            drafts.append(
                PostDraft(
                    account: member, seconds: time,
                    sound: sound ?? Stage.soundIdentifier(birth: time - 60, using: &generator),
                    words: words ?? .personal(generator.next()), tags: world.addTags(sequence ?? own)))
        }
        return drafts
    }

    /// Five hashtags in one order: of a new cause, or of a topic of the crowd's with a common one at the end.
    private mutating func hashtagSequence(isPrivate: Bool, in world: inout SimulatedWorld) -> [UInt32] {
        if isPrivate {
            let stem = InventedWords.word(syllables: 2...3, using: &generator)
            return ["first", "now", "truth", "people", "vote"].map { world.addTag(stem + $0) }
        }
        var tags = generator.pick(stage.topics).tags
        generator.shuffle(&tags)
        return Array(tags.prefix(4)) + [generator.pick(stage.commonTags)]
    }
}
