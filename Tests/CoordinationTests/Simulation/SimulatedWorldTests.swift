import Records
import Testing

@testable import Coordination

@Suite("Simulated worlds")
struct SimulatedWorldTests {
    private static let plan = SimulationPlan()
    private static let world = SimulatedWorld(plan)
    private var world: SimulatedWorld { Self.world }

    @Test("The same plan gives the same world, another seed another")
    func repeatable() {
        let plan = SimulationPlan(posts: 6000, seed: 3)
        let (one, other) = (SimulatedWorld(plan), SimulatedWorld(plan))
        #expect(one.posts == other.posts)
        #expect(one.accounts == other.accounts)
        #expect(one.posts.map { one.text(of: $0) } == other.posts.map { other.text(of: $0) })
        #expect(SimulatedWorld(SimulationPlan(posts: 6000, seed: 4)).posts != one.posts)
    }

    @Test("It holds the posts and groups that were asked for, inside the span")
    func size() {
        #expect(world.posts.count == 20_000)
        #expect(world.groups.count == 12)
        let start = Self.plan.start.milliseconds / 1000
        for post in world.posts {
            #expect(post.seconds >= start && post.seconds < start + 28 * 86_400)
        }
        #expect(SimulatedWorld(SimulationPlan(posts: 1000, groups: 12)).posts.count == 1000)
    }

    @Test("Video ids are unique, ascending, and hold the time in their upper half")
    func identifiers() {
        for (before, after) in zip(world.posts, world.posts.dropFirst()) {
            #expect(before.identifier < after.identifier)
        }
        #expect(world.posts.allSatisfy { $0.identifier > 1 << 60 })
    }

    @Test("Handles are unique and in lower case, and the hostile ones are there")
    func handles() {
        let handles = world.accounts.map(\.handle)
        #expect(Set(handles).count == handles.count)
        #expect(handles.allSatisfy { $0 == $0.lowercased() })
        for hostile in InventedHandles.hostile { #expect(handles.contains(hostile)) }
        let posting = Set(world.posts.map { world.accounts[Int($0.account)].handle })
        #expect(InventedHandles.hostile.count { posting.contains($0) } >= 3)
        let texts = Set(world.posts.map { world.text(of: $0) })
        for hostile in OrdinaryCrowd.hostileTexts { #expect(texts.contains(hostile)) }
    }

    @Test("Groups share no member, have every speed and channel, and their members also post for themselves")
    func groups() {
        let members = world.groups.flatMap(\.members)
        #expect(Set(members).count == members.count)
        #expect(Set(world.groups.map { "\($0.speed.name) \($0.channel.name)" }).count == 12)
        for (index, group) in world.groups.enumerated() {
            #expect((6...PlantedGroup.largest).contains(group.members.count))
            for member in group.members { #expect(world.accounts[Int(member)].group == index) }
        }
        #expect(world.accounts.count { $0.group != nil } == members.count)
    }

    @Test("Members of a group share objects within its speed far more often than the crowd does")
    func coordination() {
        for group in world.groups where group.channel == .sound {
            let members = Set(group.members)
            var bySound: [Int64: [SimulatedPost]] = [:]
            for post in world.posts where members.contains(post.account) {
                bySound[post.sound, default: []].append(post)
            }
            let together = bySound.values.filter { posts in
                posts.count >= 3 && posts[posts.count - 1].seconds - posts[0].seconds <= group.speed.rawValue
            }
            #expect(together.count >= 5, "\(group.name)")
        }
    }

    @Test("Popularity has a heavy tail: the first sound is used often, most sounds once")
    func popularity() {
        var uses: [Int64: Int] = [:]
        for post in world.posts { uses[post.sound, default: 0] += 1 }
        let top = Double(uses.values.max() ?? 0) / Double(world.posts.count)
        #expect(top > 0.015 && top < 0.06)
        #expect(Double(uses.values.count { $0 == 1 }) / Double(uses.count) > 0.5)
    }

    @Test("The night is quieter than the day")
    func night() {
        var night = 0
        for post in world.posts {
            let hours = post.seconds / 3600 + Int64(world.accounts[Int(post.account)].language.hoursAhead)
            if hours % 24 < 6 { night += 1 }
        }
        #expect(Double(night) / Double(world.posts.count) < 0.17)
    }

    @Test("Every language writes texts without gaps left open")
    func texts() {
        for language in InventedLanguage.allCases {
            var text = ""
            for seed in UInt64(0)..<50 { language.writeCaption(seed: seed, to: &text) }
            text += language.headline(seed: 1) + language.slogan(seed: 1)
            #expect(!text.contains("$") && !text.contains("@"))
        }
    }

    @Test("Headlines and slogans are long enough to count as one text when they are copied")
    func copiedTexts() {
        for language in InventedLanguage.allCases {
            for seed in UInt64(0)..<200 {
                #expect(language.headline(seed: seed).unicodeScalars.count >= 25)
                #expect(language.slogan(seed: seed).unicodeScalars.count >= 25)
            }
        }
    }
}
