import Bytes
import Corpus
import Records
import Testing

@testable import Coordination

@Suite("Co-action search")
struct CoactionSearchTests {
    @Test("the weight is the number of distinct objects, however often one is repeated")
    func weightCountsObjects() throws {
        var scene = Scene()
        for second in 0..<5 {
            scene.share("song", "ana", at: Double(second))
            scene.share("song", "bob", at: Double(second))
        }
        scene.share("link", "ana", at: 100)
        scene.share("link", "bob", at: 103)
        let lines = try scene.edgeLines(SearchParameters(windows: [Window(milliseconds: 10_000)]))
        #expect(
            lines == [["ana bob weight 2 pairs 26 posts 6/6 0..103000 median 1500.0 lead 0.5192307692307693 days 1"]])
    }

    @Test("the border of the window is inside")
    func borderIsInside() throws {
        var scene = Scene()
        scene.share("x", "ana", at: 0)
        scene.share("x", "bob", at: 60)
        scene.share("x", "cy", at: 60.001)
        let found = try scene.search(
            SearchParameters(windows: [Window(milliseconds: 60_000)], minimumParticipation: 1, minimumWeight: 1))
        #expect(found.layers[0].edges.count == 2)
    }

    @Test("an exact repeat of a row counts once and is reported")
    func repeatsCountOnce() throws {
        var scene = Scene()
        scene.share("x", "ana", at: 0)
        scene.share("x", "bob", at: 1)
        scene.acts.append(scene.acts[0])
        let found = try scene.search(
            SearchParameters(windows: [Window(milliseconds: 1000)], minimumParticipation: 1, minimumWeight: 1))
        #expect(found.layers[0].edges.first?.pairs == 1)
        #expect(found.account.repeats == 1)
    }

    @Test("an empty layer, one account, and all on one object in one second give what they must")
    func degenerateInputs() throws {
        let parameters = SearchParameters(
            windows: [Window(milliseconds: 0)], minimumParticipation: 1, minimumWeight: 1)
        #expect(try Scene().search(parameters).layers[0].edges.isEmpty)
        var alone = Scene()
        for second in 0..<4 { alone.share("x", "ana", at: Double(second)) }
        #expect(try alone.search(parameters).layers[0].edges.isEmpty)
        var crowd = Scene()
        for account in 0..<30 { crowd.share("x", "a\(account)", at: 7) }
        #expect(try crowd.search(parameters).layers[0].edges.count == 30 * 29 / 2)
    }

    @Test("a capped object is named with its crowd and ties nobody")
    func cappedObjects() throws {
        var scene = Scene()
        for account in 0..<5 { scene.share("viral", "a\(account)", at: 0) }
        scene.share("rare", "a0", at: 0)
        scene.share("rare", "a1", at: 0)
        var parameters = SearchParameters(
            windows: [Window(milliseconds: 1000)], minimumParticipation: 1, minimumWeight: 1)
        parameters.objectCap = 4
        let found = try scene.search(parameters)
        #expect(found.account.cappedObjects == [CappedObject(index: 0, object: "viral", accounts: 5)])
        #expect(found.layers[0].edges.count == 1)
    }

    @Test("a search that would pass a limit stops with the reason")
    func limits() throws {
        var scene = Scene()
        for account in 0..<50 { scene.share("viral", "a\(account)", at: 0) }
        var parameters = SearchParameters(
            windows: [Window(milliseconds: 1000)], minimumParticipation: 1, minimumWeight: 1)
        parameters.limits.maximumPairs = 1000
        #expect(
            throws: CoordinationError.tooManyPairs(
                trace: .shared, pairs: 1225, limit: 1000, heaviest: "viral", share: 1)
        ) { try scene.search(parameters) }
        parameters.limits = SearchLimits(maximumEdges: 100)
        #expect(throws: CoordinationError.tooManyEdges(trace: .shared, limit: 100)) { try scene.search(parameters) }
    }

    @Test("on thousands of random small inputs the search equals the double loop, on one thread and on two")
    func equalsNaive() throws {
        var generator = SplitMix(state: 20_241_124)
        for round in 0..<4000 {
            let scene = Scene.random(&generator)
            let choices: [Window] = [
                Window(milliseconds: 0), Window(milliseconds: 1), Window(milliseconds: 2500),
                Window(milliseconds: 10_000), Window(milliseconds: 90_000_000), .unlimited,
            ]
            let windows = choices.filter { _ in Bool.random(using: &generator) }
            var parameters = SearchParameters(
                windows: windows.isEmpty ? [.unlimited] : windows,
                minimumParticipation: Int.random(in: 1...3, using: &generator),
                minimumWeight: Int.random(in: 1...3, using: &generator))
            let expected = NaiveSearch.edgeLines(scene, parameters)
            for threads in 1...2 {
                parameters.threads = threads
                let found = try scene.edgeLines(parameters)
                #expect(found == expected, "round \(round), \(threads) threads, \(parameters), \(scene)")
                if found != expected { return }
            }
        }
    }

    @Test("what does not fit in memory is walked for, with the same figures")
    func heavyPairs() throws {
        var generator = SplitMix(state: 31)
        for round in 0..<600 {
            let scene = Scene.random(&generator)
            var parameters = SearchParameters(
                windows: [Window(milliseconds: 2500), Window(milliseconds: 10_000), .unlimited],
                minimumParticipation: 1, minimumWeight: 1)
            let expected = try scene.edgeLines(parameters)
            parameters.limits.heldPairs = UInt64(round % 3)
            #expect(try scene.edgeLines(parameters) == expected)
        }
    }

    @Test("counting pairs gives the same pairs, weights and order as searching edges")
    func countEqualsSearch() throws {
        var generator = SplitMix(state: 5)
        for _ in 0..<500 {
            let corpus = Scene.random(&generator).corpus
            guard let layer = corpus.layer(.shared) else { continue }
            let window = Window(milliseconds: 3000)
            var parameters = SearchParameters(
                windows: [window], minimumParticipation: Int.random(in: 1...3, using: &generator),
                minimumWeight: Int.random(in: 1...2, using: &generator))
            let edges = try CoactionSearch.search(layer, accounts: corpus.accounts, parameters: parameters)
                .layers[0].edges
            for threads in 1...2 {
                parameters.threads = threads
                let pairs = try CoactionSearch.count(
                    layer, accounts: corpus.accounts, window: window, parameters: parameters
                ).pairs
                #expect(pairs.a == edges.map(\.a))
                #expect(pairs.b == edges.map(\.b))
                #expect(pairs.weights == edges.map(\.weight))
                #expect(pairs.pairs == edges.map(\.pairs))
            }
        }
    }

    @Test("more pairs than a cell has bits for are counted to the last")
    func manyPairs() throws {
        var scene = Scene()
        for _ in 0..<2100 {
            scene.share("x", "ana", at: 0)
            scene.share("x", "bob", at: 0)
        }
        scene.share("y", "ana", at: 0)
        scene.share("y", "bob", at: 0)
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let window = Window(milliseconds: 0)
        let counts = try CoactionSearch.count(
            layer, accounts: corpus.accounts, window: window, parameters: SearchParameters(windows: [window])
        ).pairs
        #expect(counts.weights == [2])
        #expect(counts.pairs == [2100 * 2100 + 1])
    }

    @Test("more objects than a cell has stamps for are counted to the last")
    func manyObjects() throws {
        let objects = UInt32(1) << 20 + 5
        var actions = ActionColumns()
        for object in 0..<objects {
            for account: UInt32 in 0...1 {
                actions.append(object: object, account: account, time: Int64(object), post: object * 2 + account)
            }
        }
        var scene = Scene()
        scene.share("x", "ana", at: 0)
        scene.share("x", "bob", at: 0)
        var names = NameTable()
        for _ in 0..<objects { _ = names.append(.empty) }
        let window = Window(milliseconds: 0)
        let counts = try CoactionSearch.count(
            Layer(trace: .shared, actions: actions, objects: names), accounts: scene.corpus.accounts, window: window,
            parameters: SearchParameters(windows: [window])
        ).pairs
        #expect(counts.weights == [objects])
        #expect(counts.pairs == [UInt64(objects)])
    }

    @Test("the order of the input's rows does not show in the edges")
    func inputOrderDoesNotShow() throws {
        var generator = SplitMix(state: 7)
        for _ in 0..<200 {
            var scene = Scene.random(&generator)
            let parameters = SearchParameters(
                windows: [Window(milliseconds: 5000)], minimumParticipation: 1, minimumWeight: 1, threads: 2)
            let before = try scene.edgeLines(parameters)
            scene.acts.shuffle(using: &generator)
            #expect(try scene.edgeLines(parameters) == before)
        }
    }

    @Test("the co-acts listed for a pair are those that its edge counts")
    func coactsMatchEdges() throws {
        var generator = SplitMix(state: 99)
        for _ in 0..<300 {
            let scene = Scene.random(&generator)
            let corpus = scene.corpus
            guard let layer = corpus.layer(.shared) else { continue }
            let window = Window(milliseconds: 4000)
            let found = try scene.search(
                SearchParameters(windows: [window], minimumParticipation: 1, minimumWeight: 1))
            let finder = CoactFinder(layer, accounts: Set(0..<UInt32(corpus.accounts.count)))
            for edge in found.layers[0].edges {
                let coacts = finder.coacts(edge.a, edge.b, window: window)
                #expect(coacts.count == Int(edge.pairs))
                #expect(Set(coacts.map(\.object)).count == Int(edge.weight))
                #expect(coacts.map { min($0.timeA, $0.timeB) }.min() == edge.first)
                #expect(finder.coacts(edge.b, edge.a, window: window).count == coacts.count)
            }
        }
    }
}

/// A tiny generator for tests: SplitMix64.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Scene {
    /// Few accounts, objects and moments, so that ties, repeats and crowds are common; sometimes everything is one.
    static func random(_ generator: inout SplitMix) -> Scene {
        var scene = Scene()
        let accounts = Int.random(in: 1...6, using: &generator)
        let objects = Int.random(in: 1...5, using: &generator)
        let span = [0, 3, 12_000, 200_000_000].randomElement(using: &generator) ?? 0
        for _ in 0..<Int.random(in: 0...24, using: &generator) {
            let step = Int64.random(in: 0...Int64(span), using: &generator)
            scene.acts.append(
                Act(
                    object: "o\(Int.random(in: 1...objects, using: &generator))",
                    account: "a\(Int.random(in: 1...accounts, using: &generator))",
                    milliseconds: step - Int64(span) / 2, post: "p\(Int.random(in: 0...40, using: &generator))"))
        }
        return scene
    }
}
