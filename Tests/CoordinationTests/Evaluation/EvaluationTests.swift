import Bytes
import Corpus
import Records
import Statistics
import Testing

@testable import Coordination

@Suite("Evaluation")
struct EvaluationTests {
    private static let window = Window(milliseconds: 60_000)

    /// Six accounts, of which four belong to two groups.
    private var six: (accounts: AccountTable, truth: Truth) {
        var scene = Scene()
        for account in 0..<6 { scene.share("o", "a\(account)", at: Double(account)) }
        let accounts = scene.corpus.accounts
        let members = [
            Truth.Member(account: "a0", group: "x", label: "fast"),
            Truth.Member(account: "a1", group: "x", label: "fast"),
            Truth.Member(account: "a2", group: "y", label: "slow"),
            Truth.Member(account: "a3", group: "y", label: "slow"),
            Truth.Member(account: "a4", group: nil), Truth.Member(account: "nobody", group: "y"),
        ]
        return (accounts, Truth(members, accounts: accounts))
    }

    private func place(_ name: String, _ accounts: AccountTable) -> UInt32 {
        (0..<UInt32(accounts.count)).first { accounts.value($0) == name } ?? 0
    }

    @Test("accounts are found by their values, who is not named is ordinary, and who is not there is counted")
    func truth() {
        let (accounts, truth) = six
        #expect(truth.positives == 4 && truth.positivePairs == 2 && truth.absent == 1)
        #expect(truth.isPair(place("a0", accounts), place("a1", accounts)))
        #expect(!truth.isPair(place("a1", accounts), place("a2", accounts)))
        #expect(!truth.isPair(place("a4", accounts), place("a5", accounts)))
    }

    /// The same id on two platforms, a handle with capitals on a platform that folds it and on one that does not.
    private var platforms: AccountTable {
        var builder = CorpusBuilder()
        for (platform, kind, value) in [
            (Platform.x, AccountKind.id, "77"), (.facebook, .id, "77"), (.x, .handle, "ana"),
            (.telegram, .handle, "Eve"),
        ] {
            let account = ByteView.with(value) { builder.account(platform: platform, kind: kind, value: $0) }
            _ = builder.post(account: account, time: Instant(milliseconds: 0), citation: Citation(source: 0, row: 1))
        }
        return builder.finish().accounts
    }

    @Test("an '@' in front does not matter, nor do capitals where the platform folds them; elsewhere they do")
    func spellings() {
        let members = ["@Ana", "@Eve", "eve"].map { Truth.Member(account: $0, group: "g") }
        let truth = Truth(members, accounts: platforms)
        #expect(truth.groups == [nil, nil, 0, 0] && truth.absent == 1)
    }

    @Test("a name on two platforms is reported and left out, unless its platform is said")
    func twoPlatforms() {
        let unsaid = Truth([Truth.Member(account: "77", group: "g", row: 5)], accounts: platforms)
        #expect(unsaid.positives == 0 && unsaid.absent == 0)
        #expect(unsaid.ambiguous.map(\.platforms) == [[.facebook, .x]] && unsaid.ambiguous[0].member.row == 5)
        let said = Truth([Truth.Member(account: "77", platform: .facebook, group: "g")], accounts: platforms)
        #expect(said.groups == [nil, 0, nil, nil] && said.ambiguous == [])
    }

    @Test("two names of one account with two groups contradict each other, and the first counts")
    func twoNames() {
        let members = [("ana", "g"), ("@Ana", "h"), ("ANA", "g")].enumerated().map {
            Truth.Member(account: $1.0, group: $1.1, row: $0 + 1)
        }
        let truth = Truth(members, accounts: platforms)
        #expect(truth.contradictions.map { [$0.first.row, $0.second.row] } == [[1, 2]])
        #expect(truth.names == ["g"] && truth.positives == 1)
    }

    @Test("precision, recall, false alarms and recall by label are what counting gives")
    func figures() {
        let (accounts, truth) = six
        func pair(_ a: String, _ b: String, _ score: Double) -> Verdicts.Pair {
            Verdicts.Pair(a: place(a, accounts), b: place(b, accounts), score: score)
        }
        let verdicts = Verdicts(
            method: "rule", pairs: [pair("a0", "a1", 9), pair("a2", "a5", 5), pair("a2", "a3", 3)], threshold: 4,
            accountCount: accounts.count)
        let evaluation = Evaluation(verdicts, truth: truth, resamples: 200)
        #expect(evaluation.accounts.counts == PrecisionRecall(truePositives: 3, falsePositives: 1, falseNegatives: 1))
        #expect(evaluation.falseAlarms == 1 && evaluation.ordinary == 2)
        #expect(evaluation.parts.map(\.label) == ["fast", "slow"])
        #expect(evaluation.parts.map(\.found) == [2, 1])
        #expect(evaluation.pairs?.counts == PrecisionRecall(truePositives: 1, falsePositives: 1, falseNegatives: 1))
        // Falling scores 9 9 | 5 5 | 3 | none: precision 1 for half of the recall, 3 of 4, then 4 of 5.
        let area = 0.5 * 1 + 0.25 * 0.75 + 0.25 * 0.8
        #expect(abs((evaluation.accounts.averagePrecision ?? 0) - area) < 1e-12)
        // Of two pairs that are so, one comes first, one third.
        #expect(abs((evaluation.pairs?.averagePrecision ?? 0) - (0.5 + 0.5 * 2 / 3)) < 1e-12)
        let interval = evaluation.accounts.averagePrecisionInterval
        #expect((interval?.lowerBound ?? 1) <= area && area <= (interval?.upperBound ?? 0))
    }

    @Test("the percentile rule reports the pairs whose share pairs lie above the quantile, and no others")
    func percentile() throws {
        var scene = Scene()
        for object in 0..<20 {
            for account in ["a\(object)", "b\(object)"] { scene.share("o\(object)", account, at: 0) }
        }
        for time in 0..<3 {
            for account in ["ana", "bob"] { scene.share("p", account, at: Double(time)) }
        }
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let verdicts = try PeerRules.percentile(
            layer, accounts: corpus.accounts, window: Self.window, parameters: SearchParameters(windows: [Self.window]))
        let pairs = verdicts.pairs ?? []
        let reported = pairs.filter { $0.score >= verdicts.pairThreshold }
        #expect(pairs.count == 21)
        #expect(reported.map(\.score) == [9])
        #expect(abs(PeerRules.quantile([1, 2, 3, 4], 0.95) - 3.85) < 1e-12)
    }

    @Test("a crowd counts distinct accounts within the window, however often each posts")
    func crowd() throws {
        var scene = Scene()
        for time in 0..<5 { scene.share("o", "ana", at: Double(time)) }
        scene.share("o", "bob", at: 3)
        scene.share("o", "eve", at: 62)
        scene.share("o", "kim", at: 63)
        scene.share("o", "lee", at: 122)
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let verdicts = PeerRules.crowd(layer, accounts: corpus.accounts, window: Self.window)
        let sizes = Dictionary(
            uniqueKeysWithValues: (0..<UInt32(corpus.accounts.count)).map {
                (corpus.accounts.value($0), verdicts.accounts[Int($0)])
            })
        // From 3 s to 63 s: ana, bob, eve, kim. From 62 s to 122 s: eve, kim, lee.
        #expect(sizes == ["ana": 4, "bob": 4, "eve": 4, "kim": 4, "lee": 3])
    }

    @Test("an object that too many accounts acted on is left out for every rule, and not only for Daylight's")
    func cap() throws {
        var scene = Scene()
        for account in 0..<9 { for object in 0..<3 { scene.share("popular\(object)", "a\(account)", at: 0) } }
        for account in 0..<3 { for object in 0..<3 { scene.share("rare\(object)", "b\(account)", at: 0) } }
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        func scored(_ cap: Int?) -> [Set<String>] {
            let parameters = SearchParameters(windows: [Self.window], objectCap: cap)
            return PeerRules.all([layer], accounts: corpus.accounts, parameters: parameters).verdicts.map { verdicts in
                Set(
                    (0..<UInt32(corpus.accounts.count)).filter { verdicts.accounts[Int($0)] > -.infinity }
                        .map { corpus.accounts.value($0) })
            }
        }
        #expect(scored(nil).map(\.count) == [12, 12, 12])
        #expect(scored(5) == Array(repeating: ["b0", "b1", "b2"], count: 3))
    }

    @Test("cosines are those of the vectors written out", arguments: 1...5 as ClosedRange<UInt64>)
    func cosine(_ seed: UInt64) throws {
        let corpus = SignificanceTests.crowd(accounts: 12, actions: 150, objects: 15, seed: seed).corpus
        let layer = try #require(corpus.layer(.shared))
        var counts: [[Double]] = Array(
            repeating: Array(repeating: 0, count: layer.objects.count), count: corpus.accounts.count)
        for index in 0..<layer.actions.count {
            counts[Int(layer.actions.accounts[index])][Int(layer.actions.objects[index])] += 1
        }
        let users = (0..<layer.objects.count).map { object in counts.count { $0[object] > 0 } }
        let vectors: [[Double]] = counts.map { row in
            let raw = row.enumerated().map { object, count in
                count == 0 || users[object] < 3
                    ? 0
                    : (1 + PlainMath.log(count))
                        * (PlainMath.log(Double(1 + counts.count) / Double(1 + users[object])) + 1)
            }
            let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return raw.count { $0 > 0 } < 3 ? raw.map { _ in 0 } : raw.map { $0 / length }
        }
        let pairs = CosineRule.verdicts(layer, accounts: corpus.accounts)?.pairs ?? []
        var expected = 0
        for a in 0..<counts.count {
            for b in a + 1..<counts.count {
                let cosine = zip(vectors[a], vectors[b]).reduce(0) { $0 + $1.0 * $1.1 }
                if cosine == 0 { continue }
                expected += 1
                let found = pairs.first { $0.a == UInt32(a) && $0.b == UInt32(b) }?.score ?? 0
                #expect(abs(found - cosine) < 1e-5)
            }
        }
        #expect(pairs.count == expected)
    }

    @Test("Daylight's own verdict finds the planted group and nobody else")
    func fused() throws {
        var scene = SignificanceTests.crowd(accounts: 300, actions: 6000, objects: 200, seed: 3)
        let group = (0..<6).map { "a\($0 * 40 + 7)" }
        SignificanceTests.plant(group, objects: 10, into: &scene, seed: 9)
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let found = try CoactionSearch.search(
            layer, accounts: corpus.accounts,
            parameters: SearchParameters(windows: [Self.window], chance: ChanceModel()))
        let verdicts = Verdicts(
            fused: found.layers, rule: NetworkRule(rate: 0.01), accountCount: corpus.accounts.count)
        let truth = Truth(group.map { Truth.Member(account: $0, group: "g") }, accounts: corpus.accounts)
        let evaluation = Evaluation(verdicts, truth: truth, resamples: 50)
        #expect(evaluation.accounts.counts == PrecisionRecall(truePositives: 6, falsePositives: 0, falseNegatives: 0))
        #expect(evaluation.pairs?.counts.truePositives == 15)
    }
}
