import Bytes
import Records
import Statistics
import Testing

@testable import Coordination
@testable import Corpus

@Suite("The early warning, replayed day by day")
struct EmergenceMonitorTests {
    private static let plan = HerdPlan(accounts: 30_000, herd: 500, seed: 3)
    private static let world = HerdWorld(plan)
    private static let corpus = world.corpus()

    private func replay(_ corpus: Corpus, threads: Int = 1, until: Day? = nil) -> EmergenceResult {
        var parameters = EmergenceParameters()
        parameters.threads = threads
        parameters.until = until
        return EmergenceMonitor.replay(corpus, parameters: parameters)
    }

    @Test("a herd that wakes before a vote is warned of by all five alarms more than a week before")
    func herd() throws {
        let result = replay(Self.corpus)
        #expect(result.notComputable == [])
        for kind in AlarmKind.allCases {
            let first = try #require(result.alarms.first { $0.measure.kind == kind })
            #expect(Self.plan.vote.number - first.raised.number >= 7, "\(kind.name)")
        }
        // Nothing before the herd woke, and nothing about anything else.
        #expect(result.alarms.allSatisfy { $0.raised >= Self.plan.wake })
        #expect(
            result.alarms.allSatisfy { $0.topic.trace == nil || Self.world.herdTopics.contains($0.topic.object) })
        #expect(result.alarms.contains { $0.topic.object == Self.world.candidate })
    }

    @Test("a song, a final, a piece of news and the vote itself raise none")
    func viralEvents() {
        let world = HerdWorld(HerdPlan(accounts: 50_000, herd: 0, seed: 4))
        let result = replay(world.corpus())
        #expect(result.alarms == [])
        #expect(result.judgedDays == 46 && result.tests > 100_000)
    }

    @Test("what happens later changes no alarm, nor does it matter how many threads look")
    func neverLooksAhead() {
        let cut = Day(Self.plan.vote.number - 9)
        let end = Int64(cut.number + 1) * Day.milliseconds
        var mutated = Self.corpus
        var generator = SeededGenerator(seed: 5)
        for layer in mutated.layers.indices {
            let objects = mutated.layers[layer].objects.count
            for action in mutated.layers[layer].actions.times.indices
            where mutated.layers[layer].actions.times[action] >= end {
                mutated.layers[layer].actions.objects[action] = UInt32(generator.below(min(objects, 50)))
                mutated.layers[layer].actions.accounts[action] = UInt32(generator.below(mutated.accounts.count))
                mutated.layers[layer].actions.times[action] += Int64(generator.below(90)) * Day.milliseconds
            }
        }
        let known = replay(Self.corpus, until: cut)
        #expect(known.alarms.count > 3 && known.known.last == cut)
        let other = replay(mutated, until: cut)
        #expect(other.alarms == known.alarms && other.tests == known.tests)
        let raised = { (result: EmergenceResult) in
            result.alarms.filter { $0.raised <= cut }.map { "\($0.topic) \($0.measure) \($0.first)" }
        }
        #expect(raised(replay(Self.corpus, threads: 3)) == raised(known))
        #expect(raised(replay(mutated, threads: 2)) == raised(known))
    }

    @Test("without creation dates the alarms that need them are not computable, and the others go on")
    func notComputable() {
        var corpus = Self.corpus
        corpus.accounts.createdTimes = []
        let result = replay(corpus)
        let missing = Set(result.notComputable.map(\.measure))
        #expect(missing == [.newlyCreated, .createdTogether, .dormant])
        #expect(result.notComputable.allSatisfy { !$0.reason.isEmpty && $0.platform == .tiktok })
        let kinds = Set(result.alarms.map(\.measure.kind))
        #expect(kinds == [.arrivals, .names, .youngReach])
    }

    @Test("an input that is too short, or that has no action, says so")
    func tooShort() {
        let result = replay(Self.corpus, until: Day(Self.plan.start.number + 12))
        #expect(result.alarms == [] && result.judgedDays == 0)
        #expect(Set(result.notComputable.map(\.measure)) == Set(Measure.allCases))
        let empty = replay(CorpusBuilder().finish())
        #expect(empty.alarms == [] && empty.known == KnownDays())
    }

    @Test("why nothing was judged is told rightly: too short, before the first day wanted, or after the last known")
    func reasons() throws {
        let (start, vote) = (Self.plan.start, Self.plan.vote)
        var parameters = EmergenceParameters()
        parameters.from = Day(vote.number + 400)
        let late = EmergenceMonitor.replay(Self.corpus, parameters: parameters)
        let reason = try #require(late.notComputable.first?.reason)
        let last = try #require(late.known.last)
        let wanted = Day(vote.number + 400)
        #expect(reason == "the input ends on \(last), before \(wanted), the first day that was to be judged")

        let short = replay(Self.corpus, until: Day(start.number + 12))
        #expect(short.notComputable.allSatisfy { $0.reason.hasPrefix("the input has 13 days with data up to") })

        let early = replay(Self.corpus, until: Day(start.number - 1))
        #expect(early.known.first == nil && early.known.firstLater == start && early.notComputable == [])
    }

    @Test("posts of 1938 and of 9999 are counted and left out, and change nothing else")
    func impossibleTimes() {
        var corpus = Self.corpus
        let layer = corpus.layers.firstIndex { $0.trace == .hashtag } ?? 0
        let years: [Int64] = [-1_009_843_200_000, 253_370_764_800_000]
        let first = corpus.layers[layer].actions
        for (post, time) in years.enumerated() {
            corpus.layers[layer].actions.append(
                object: first.objects[post], account: first.accounts[post], time: time,
                post: UInt32(corpus.postCount + post))
        }
        corpus.accounts.firstTimes[Int(first.accounts[0])] = years[0]
        let (changed, unchanged) = (replay(corpus), replay(Self.corpus))
        #expect(changed.known.implausiblePosts == 2)
        #expect(changed.known.first == unchanged.known.first && changed.known.last == unchanged.known.last)
        #expect(changed.alarms == unchanged.alarms && changed.tests == unchanged.tests)
    }
}

@Suite("The simulated platform before a vote")
struct HerdWorldTests {
    @Test("the ordinary traffic is the same with a herd and without, and 797 of 25,000 were made in 2016")
    func plan() {
        func posts(_ herd: Int) -> [String] {
            var lines: [String] = []
            let world = HerdWorld(HerdPlan(accounts: 1000, herd: herd, seed: 9))
            world.forEachPost { post in
                if !world.isHerd(post.account) { lines.append("\(post)") }
            }
            return lines
        }
        #expect(posts(0) == posts(100))
        let world = HerdWorld(HerdPlan(accounts: 1000, herd: 25_000))
        let made = world.created.suffix(25_000).filter { $0 >= 1_451_606_400 && $0 < 1_483_228_800 }
        #expect(made.count == 797)
        #expect(Set((0..<UInt32(5000)).map(world.handle)).count == 5000)
    }
}
