import Bytes
import Corpus
import Records
import Statistics
import Testing

@testable import Coordination

@Suite("Significance")
struct SignificanceTests {
    private static let window = Window(milliseconds: 60_000)

    /// Accounts that act at random, each with its own rhythm, over two days.
    static func crowd(
        accounts: Int, actions: Int, objects: Int, hours: Int = 48, seed: UInt64
    ) -> Scene {
        var generator = SeededGenerator(seed: seed)
        let popularity = ZipfRanks(count: objects, offset: 2)
        let activity = ZipfRanks(count: accounts, offset: 10)
        var scene = Scene()
        for _ in 0..<actions {
            scene.share(
                "o\(popularity.draw(using: &generator))", "a\(activity.draw(using: &generator))",
                at: Double(generator.below(hours * 3600)))
        }
        return scene
    }

    /// Adds a group that shares objects of its own within seconds.
    static func plant(_ group: [String], objects: Int, into scene: inout Scene, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for object in 0..<objects {
            let start = Double(generator.below(47 * 3600))
            for account in group {
                scene.share("planted\(seed)-\(object)", account, at: start + Double(generator.below(15)))
            }
        }
    }

    private func search(
        _ scene: Scene, model: ChanceModel = ChanceModel(), windows: [Window] = [window], threads: Int = 1
    ) throws -> SearchResult {
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        return try CoactionSearch.search(
            layer, accounts: corpus.accounts,
            parameters: SearchParameters(windows: windows, threads: threads, chance: model))
    }

    @Test("crowds and activity are counted as the definition says", arguments: 1...20 as ClosedRange<UInt64>)
    func propensities(_ seed: UInt64) throws {
        let corpus = Self.crowd(accounts: 8, actions: 120, objects: 6, hours: 20, seed: seed).corpus
        let layer = try #require(corpus.layer(.shared))
        let actions = SortedActions(layer)
        let bin = Window(milliseconds: 3_600_000)
        let window = Window(milliseconds: 1_200_000)
        let propensities = try Propensities(
            actions, bins: TimeBins(actions, length: bin), window: window,
            isWanted: Array(repeating: true, count: corpus.accounts.count))
        let bins = Set(actions.times.map { $0.floorDivided(by: bin.milliseconds) }).sorted()
        for account in 0..<UInt32(corpus.accounts.count) {
            let entries = propensities.entries[
                Int(propensities.starts[Int(account)])..<Int(propensities.starts[Int(account) + 1])]
            for (number, time) in bins.enumerated() {
                let inBin = (0..<actions.count).filter { actions.times[$0].floorDivided(by: bin.milliseconds) == time }
                let own = inBin.filter { actions.accounts[$0] == account }
                let crowd = inBin.filter { place in
                    actions.accounts[place] != account
                        && (0..<actions.count).contains { other in
                            actions.accounts[other] == account && actions.objects[other] == actions.objects[place]
                                && abs(actions.times[other] - actions.times[place]) <= window.milliseconds
                        }
                }
                let entry = entries.first { $0.bin == UInt32(number) }
                #expect(Int(entry?.actions ?? 0) == own.count)
                #expect(Int(entry?.crowd ?? 0) == crowd.count)
                if let entry {
                    #expect(
                        abs(entry.share - Float(crowd.count) / Float(max(1, inBin.count - own.count))) < 1e-6)
                }
            }
        }
    }

    @Test("a p-value is not below how often shuffled accounts do as well", arguments: 1...5 as ClosedRange<UInt64>)
    func shuffled(_ seed: UInt64) throws {
        let scene = Self.crowd(accounts: 12, actions: 400, objects: 8, hours: 12, seed: seed)
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let bin = Window(milliseconds: 3_600_000)
        let parameters = SearchParameters(windows: [Self.window], chance: ChanceModel(bin: bin))
        var generator = SeededGenerator(seed: seed)
        var tests = 0.0
        var counts = [0.2: 0, 0.05: 0, 0.01: 0]
        for _ in 0..<150 {
            let shuffled = LabelPermutation.permuted(
                [layer], accounts: corpus.accounts, bin: bin, using: &generator)[0]
            let found = try CoactionSearch.search(shuffled, accounts: corpus.accounts, parameters: parameters)
            tests += found.layers[0].tested?.count ?? 0
            for edge in found.layers[0].edges {
                for level in counts.keys where edge.pValue ?? .certain <= Probability(level) {
                    counts[level, default: 0] += 1
                }
            }
        }
        for (level, count) in counts {
            let share = Double(count) / tests
            #expect(share <= level + 3 * (level / tests).squareRoot(), "\(level): \(share)")
        }
    }

    @Test(
        "the pairs that could have met often enough are counted as the definition says",
        arguments: 1...10 as ClosedRange<UInt64>)
    func attainable(_ seed: UInt64) throws {
        let corpus = Self.crowd(accounts: 15, actions: 60, objects: 6, hours: 20, seed: seed).corpus
        let layer = try #require(corpus.layer(.shared))
        let actions = SortedActions(layer)
        let model = ChanceModel(bin: Window(milliseconds: 3_600_000), correction: .attainable)
        let isTestable = actions.accounts(withObjects: 2, of: corpus.accounts.count)
        let propensities = try Propensities(
            actions, bins: TimeBins(actions, length: model.bin), window: Self.window, isWanted: isTestable)
        let tests = PairTests(propensities, model: model, isTestable: isTestable, minimumWeight: 2)
        var expected = 0
        for fixed in 0..<corpus.accounts.count {
            let own = propensities.entries(of: fixed)
            for other in 0..<corpus.accounts.count {
                let theirs = propensities.entries(of: other)
                let activity = (theirs.reduce(0) { $0 + $1.actions }, own.reduce(0) { $0 + $1.actions })
                guard activity.0 < activity.1 || (activity.0 == activity.1 && other < fixed) else { continue }
                let meetings = own.reduce(Float(0)) { sum, entry in
                    sum + min(entry.crowd, theirs.first { $0.bin == entry.bin }?.actions ?? 0)
                }
                if meetings >= 2 { expected += 1 }
            }
        }
        #expect(tests.count == Double(expected))
        let accounts = isTestable.count { $0 }
        #expect(
            PairTests(propensities, model: ChanceModel(), isTestable: isTestable, minimumWeight: 2).count
                == Double(accounts * (accounts - 1) / 2))
    }

    @Test("a group that shares obscure things within seconds stands out, and its bystanders do not")
    func planted() throws {
        var scene = Self.crowd(accounts: 300, actions: 6000, objects: 200, seed: 3)
        let group = (0..<6).map { "a\($0 * 40 + 7)" }
        Self.plant(group, objects: 10, into: &scene, seed: 9)
        let corpus = scene.corpus
        let found = try search(scene)
        let rate = Probability(0.01)
        let tied = found.layers[0].edges.filter { $0.qValue ?? .certain <= rate }
        let accounts = Set(tied.flatMap { [corpus.accounts.value($0.a), corpus.accounts.value($0.b)] })
        #expect(accounts == Set(group))
        #expect(tied.count == 15)
    }

    @Test("a few meetings on rare objects stand out, though everybody meets everybody on the songs of the day")
    func rareObjects() throws {
        var scene = Self.crowd(accounts: 300, actions: 6000, objects: 200, seed: 3)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<6000 {
            scene.share(
                "song\(generator.below(3))", "a\(generator.below(300))", at: Double(generator.below(48 * 3600)))
        }
        let group = (0..<6).map { "a\($0 * 40 + 7)" }
        // The group sings along, more than anybody.
        for account in group {
            for second in stride(from: 0, to: 48 * 3600, by: 400) {
                scene.share("song\(second % 3)", account, at: Double(second))
            }
        }
        Self.plant(group, objects: 10, into: &scene, seed: 9)
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let everything = SortedActions(layer)
        let rare = try #require(everything.rareObjects())
        #expect(rare.count < everything.count)
        let names = Set(rare.objects.map { layer.objects.string($0) })
        #expect(names.contains("planted9-0") && !names.contains("song0"))

        let edges = try search(scene).layers[0].edges
        let tied = edges.filter { $0.qValue ?? .certain <= Probability(0.01) }
        #expect(Set(tied.flatMap { [corpus.accounts.value($0.a), corpus.accounts.value($0.b)] }) == Set(group))

        // Each p-value is the less of both looks, doubled.
        var rareScene = Scene()
        rareScene.acts = scene.acts.filter { names.contains($0.object) }
        let rareCorpus = rareScene.corpus
        let onRare = Dictionary(
            uniqueKeysWithValues: try search(rareScene).layers[0].edges.map {
                ([$0.a, $0.b].map { rareCorpus.accounts.value($0) }, $0.occasions)
            })
        var looks = [try row(everything, corpus), try row(rare, corpus)]
        for edge in edges {
            looks[0].open(edge.a)
            var least = looks[0].probability(of: edge.b, atLeast: edge.occasions).value
            if let occasions = onRare[[edge.a, edge.b].map { corpus.accounts.value($0) }] {
                looks[1].open(edge.a)
                least = min(least, looks[1].probability(of: edge.b, atLeast: occasions).value)
            }
            #expect(abs((edge.pValue?.value ?? 0) - min(1, 2 * least)) <= 1e-9 * least)
        }
    }

    private func row(_ actions: SortedActions, _ corpus: Corpus) throws -> ChanceRow {
        ChanceRow(
            try Propensities(
                actions, bins: TimeBins(actions, length: ChanceModel().bin), window: Self.window,
                isWanted: Array(repeating: true, count: corpus.accounts.count)))
    }

    @Test("a viral crowd ties nobody")
    func viral() throws {
        var scene = Scene()
        var generator = SeededGenerator(seed: 5)
        // Ten sounds that everybody uses within the hour, some accounts very often.
        let activity = ZipfRanks(count: 400, offset: 5)
        for _ in 0..<8000 {
            scene.share(
                "sound\(generator.below(10))", "a\(activity.draw(using: &generator))",
                at: Double(generator.below(3600)))
        }
        let found = try search(scene)
        #expect(found.layers[0].edges.count > 1000)
        #expect(found.layers[0].edges.allSatisfy { $0.qValue ?? .certain > Probability(0.01) })
    }

    @Test("ten hashtags in one pair of posts are one occasion to a probability, too")
    func occasions() throws {
        var scene = Self.crowd(accounts: 300, actions: 6000, objects: 200, seed: 4)
        for object in 0..<10 {
            scene.acts.append(.init(object: "tag\(object)", account: "ana", milliseconds: 7_000_000, post: "p1"))
            scene.acts.append(.init(object: "tag\(object)", account: "bob", milliseconds: 7_000_005, post: "p2"))
        }
        let corpus = scene.corpus
        let edge = try #require(
            try search(scene).layers[0].edges.first { corpus.accounts.value($0.a) == "ana" })
        #expect(edge.weight == 10 && edge.occasions == 1)
        #expect(edge.qValue ?? .certain > Probability(0.01))
    }

    @Test("what is reported does not depend on whether the rest is kept, nor on the threads")
    func screening() throws {
        var scene = Self.crowd(accounts: 200, actions: 8000, objects: 150, seed: 6)
        for group in 0..<5 as Range<UInt64> {
            Self.plant(
                (0..<5).map { "a\($0 * 30 + Int(group))" }, objects: 4 + Int(group), into: &scene, seed: 20 + group)
        }
        let rate = Probability(0.01)
        for windows in [[Self.window], [Window(milliseconds: 10_000), Self.window]] {
            let all = try search(scene, windows: windows)
            let few = try search(
                scene, model: ChanceModel(keepsUnlikely: false), windows: windows, threads: 2)
            for (all, few) in zip(all.layers, few.layers) {
                #expect(all.edges.count > few.edges.count)
                #expect(
                    all.edges.filter { $0.qValue ?? .certain <= rate }
                        == few.edges.filter { $0.qValue ?? .certain <= rate })
                #expect(!few.edges.filter { $0.qValue ?? .certain <= rate }.isEmpty)
            }
            #expect(few.account.found == all.account.found)
            #expect(all.account.found.map(\.edges) == all.layers.map(\.edges.count))
        }
    }

    @Test("shuffling keeps each account's posts in each bin, each post's objects, and every time")
    func permutation() throws {
        let corpus = Self.crowd(accounts: 20, actions: 500, objects: 12, hours: 10, seed: 8).corpus
        let layer = try #require(corpus.layer(.shared))
        var generator = SeededGenerator(seed: 1)
        let shuffled = LabelPermutation.permuted([layer], accounts: corpus.accounts, using: &generator)[0]
        #expect(shuffled.actions.objects == layer.actions.objects)
        #expect(shuffled.actions.times == layer.actions.times)
        #expect(shuffled.actions.accounts != layer.actions.accounts)
        func perBin(_ layer: Layer) -> [String: Int] {
            (0..<layer.actions.count).reduce(into: [:]) { counts, index in
                let bin = layer.actions.times[index].floorDivided(by: 3_600_000)
                counts["\(layer.actions.accounts[index]) \(bin)", default: 0] += 1
            }
        }
        #expect(perBin(shuffled) == perBin(layer))
    }

    @Test("on shuffled accounts the promise holds: hardly a run reports anything")
    func calibration() throws {
        var scene = Self.crowd(accounts: 200, actions: 5000, objects: 150, seed: 11)
        Self.plant((0..<6).map { "a\($0 * 30)" }, objects: 8, into: &scene, seed: 12)
        let corpus = scene.corpus
        let parameters = SearchParameters(windows: [Self.window], chance: ChanceModel())
        let calibration = try Calibration.calibrate(
            corpus.layers, accounts: corpus.accounts, parameters: parameters, rule: NetworkRule(rate: 0.01), runs: 40,
            seed: 2)
        #expect(calibration.alarms <= 2)
        for level in calibration.levels { #expect(level.share <= level.level * 1.5) }
    }

    @Test("p-values of several layers are one, corrected for every pair that could have been tied")
    func fusion() throws {
        func edge(_ a: UInt32, _ b: UInt32, _ p: Double) -> Edge {
            var edge = Edge(
                a: a, b: b, weight: 2, pairs: 2, postsA: 2, postsB: 2, first: 0, last: 0, medianGap: 0, leadsA: 0,
                leadsB: 0, days: 1)
            edge.pValue = Probability(p)
            return edge
        }
        let all = PairTests(bin: .unlimited, isTestable: Array(repeating: true, count: 5), count: 10)
        let few = PairTests(bin: .unlimited, isTestable: [true, true, false, false, false], count: 1)
        let layers = [
            EdgeLayer(trace: .url, window: Self.window, edges: [edge(0, 1, 1e-4), edge(2, 3, 1e-6)], tested: all),
            EdgeLayer(trace: .text, window: Self.window, edges: [edge(0, 1, 1e-4)], tested: few),
            EdgeLayer(trace: .sound, window: Self.window, edges: [], tested: few),
        ]
        let links = Link.links(in: layers, rule: NetworkRule(rate: 0.05))
        #expect(links.map(\.edges.count) == [2, 1])
        // In the url layer alone the second pair could be tied: its value is that layer's. The first has two of three.
        #expect(abs((links[1].pValue?.value ?? 0) - 1e-6) < 1e-12)
        #expect(abs((links[0].pValue?.value ?? 0) - 1.5e-4) < 1e-6)
        #expect(abs((links[1].qValue?.value ?? 0) - 1e-5) < 1e-10)
        #expect(abs((links[0].qValue?.value ?? 0) - 7.5e-4) < 1e-5)
        #expect(Link.links(in: layers, rule: NetworkRule(rate: 1e-4)).count == 1)
    }

    @Test("a post has one account in all traces after shuffling, too")
    func permutationOverLayers() throws {
        let corpus = Self.crowd(accounts: 20, actions: 300, objects: 12, hours: 5, seed: 8).corpus
        let layer = try #require(corpus.layer(.shared))
        var other = layer
        other.trace = .text
        var generator = SeededGenerator(seed: 1)
        let shuffled = LabelPermutation.permuted([layer, other], accounts: corpus.accounts, using: &generator)
        #expect(shuffled[0].actions.accounts == shuffled[1].actions.accounts)
        #expect(shuffled[0].actions.accounts != layer.actions.accounts)
    }

    @Test("joined layers say the same whether unlikely pairs were kept or not")
    func fusionOfKept() throws {
        var scene = Self.crowd(accounts: 200, actions: 8000, objects: 150, seed: 6)
        Self.plant((0..<5).map { "a\($0 * 30)" }, objects: 6, into: &scene, seed: 20)
        let windows = [10_000, 60_000, 600_000].map { Window(milliseconds: $0) }
        func links(_ keepsUnlikely: Bool) throws -> [Link] {
            Link.links(
                in: try search(scene, model: ChanceModel(keepsUnlikely: keepsUnlikely), windows: windows).layers,
                rule: NetworkRule(rate: 0.01))
        }
        let (kept, few) = (try links(true), try links(false))
        #expect(!kept.isEmpty)
        #expect(kept.map { [$0.a, $0.b] } == few.map { [$0.a, $0.b] })
        #expect(kept.map(\.pValue) == few.map(\.pValue) && kept.map(\.qValue) == few.map(\.qValue))
    }

    @Test("more bins than can be held are refused before they are made")
    func manyPairs() throws {
        var parameters = SearchParameters(windows: [.unlimited], chance: ChanceModel())
        parameters.limits.maximumPairs = 1000
        let scene = Self.crowd(accounts: 50, actions: 2000, objects: 5, seed: 1)
        #expect(throws: CoordinationError.self) { try scene.search(parameters) }
    }

    @Test("what is expected or less is certain")
    func expected() throws {
        let found = try search(Self.crowd(accounts: 30, actions: 5000, objects: 10, hours: 6, seed: 2))
        let values = found.layers[0].edges.compactMap(\.pValue)
        #expect(values.count > 100 && values.allSatisfy { $0 > Probability(1e-6) })
        #expect(values.contains(.certain))
    }
}
