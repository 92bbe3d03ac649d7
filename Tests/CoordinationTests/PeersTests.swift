import Bytes
import Corpus
import Testing

@testable import Coordination

/// Rows of share events, written as the peers' documentation writes them.
private func table(_ rows: [(object: String?, account: String, content: String, time: Double)]) -> ShareTable {
    var table = ShareTable()
    for row in rows {
        ByteView.with(row.account) { account in
            ByteView.with(row.content) { content in
                if let object = row.object {
                    ByteView.with(object) {
                        table.append(object: $0, account: account, content: content, time: row.time)
                    }
                } else {
                    table.append(object: nil, account: account, content: content, time: row.time)
                }
            }
        }
    }
    return table
}

@Suite("CooRTweet's rules")
struct CooRTweetTests {
    private func lines(_ table: ShareTable, window: Double = 10, minimum: Int = 1) throws -> [String] {
        try CooRTweet.detectGroups(table, window: window, minimumParticipation: minimum).map {
            "\(table.object($0.object)) \(table.content($0.content))>\(table.content($0.contentY)) \($0.timeDelta)"
        }.sorted()
    }

    @Test("the window's border is inside, in floating point, and the older share comes first")
    func window() throws {
        let rows = table([("o", "A", "1", 10), ("o", "B", "2", 0), ("o", "C", "3", 20.5)])
        #expect(try lines(rows) == ["o 2>1 10.0"])
        #expect(try lines(rows, window: 10.5) == ["o 1>3 10.5", "o 2>1 10.0"])
    }

    @Test("a share of a post by itself, of one account twice, and of a missing object makes no pair")
    func loops() throws {
        let rows = table([
            ("o", "A", "o", 0), ("o", "B", "1", 0), ("o", "B", "2", 0), (nil, "C", "3", 0), (nil, "D", "4", 0),
        ])
        #expect(try lines(rows).isEmpty)
    }

    @Test("participation counts rows, and one active side keeps a pair")
    func participation() throws {
        let rows = table([
            ("o", "A", "1", 0), ("o", "B", "2", 1), ("p", "A", "3", 100), ("p", "C", "4", 101), ("q", "B", "5", 900),
            ("q", "C", "6", 2000),
        ])
        // B and C have two rows each, but only one in a pair; A has two in pairs.
        #expect(try lines(rows, minimum: 2) == ["o 1>2 1.0", "p 3>4 1.0"])
    }

    @Test("the threshold is R's quantile of type 7, and must be passed, not met")
    func quantile() throws {
        #expect(CooRTweet.quantile([1, 2, 3, 4], 0.5) == 2.5)
        #expect(CooRTweet.quantile([1, 2, 4], 0.95) == 3.8)
        #expect(CooRTweet.quantile([5], 1) == 5)
        let rows = table([("o", "A", "1", 0), ("o", "B", "2", 0), ("p", "C", "3", 0), ("p", "D", "4", 0)])
        let pairs = try CooRTweet.detectGroups(rows, window: 10, minimumParticipation: 1)
        let edges = CooRTweet.network(pairs, table: rows, edgeWeights: [0, 0.5, 1])
        #expect(edges.map(\.passes) == [[false, false, false], [false, false, false]])
    }

    @Test("distinct contents are counted by age and not by account")
    func symmetry() throws {
        let rows = table([("o", "B", "1", 0), ("o", "B", "2", 1), ("o", "A", "3", 2), ("o", "B", "4", 3)])
        let pairs = try CooRTweet.detectGroups(rows, window: 10, minimumParticipation: 1)
        let edge = CooRTweet.network(pairs, table: rows, edgeWeights: [0.5])[0]
        #expect((edge.weight, edge.olderContents, edge.newerContents) == (3, 3, 2))
    }

    @Test("more pairs than can be held stop the run with the reason")
    func limit() {
        let rows = table((0..<20).map { ("o", "A\($0)", "\($0)", 0) })
        #expect(throws: CoordinationError.tooManySharePairs(pairs: 100, limit: 100)) {
            try CooRTweet.detectGroups(rows, window: 10, minimumParticipation: 1, maximumPairs: 100)
        }
    }
}

@Suite("The coordination-network-toolkit's rules")
struct CoordinationNetworkToolkitTests {
    private func lines(
        _ table: ShareTable, key: CoordinationNetworkToolkit.Key = .object, minimum: Int = 1, includesSelf: Bool = false
    ) -> [String] {
        CoordinationNetworkToolkit.network(
            table, key: key, window: 10, minimumWeight: minimum, includesSelf: includesSelf
        ).map { "\(table.account($0.from))>\(table.account($0.to)) \($0.weight)" }
    }

    @Test("weights are directed and count messages; each direction has its own threshold")
    func directed() {
        let rows = table([("u", "A", "1", 0), ("u", "B", "2", 1), ("u", "B", "3", 2), ("u", "B", "4", 30)])
        #expect(lines(rows) == ["A>B 1", "B>A 2"])
        #expect(lines(rows, minimum: 2) == ["B>A 2"])
    }

    @Test("a user's own messages tie it to itself only where that is asked for")
    func selfPairs() {
        let rows = table([("u", "A", "1", 0), ("u", "A", "2", 1), ("u", "A", "3", 60)])
        #expect(lines(rows).isEmpty)
        #expect(lines(rows, includesSelf: true) == ["A>A 2"])
    }

    @Test("of several records with one message id the first counts")
    func repeatedMessages() {
        let rows = table([("u", "A", "1", 0), ("v", "A", "1", 0), ("v", "B", "2", 0)])
        #expect(lines(rows).isEmpty)
        let withoutLink = table([(nil, "A", "1", 0), ("u", "A", "1", 0), ("u", "B", "2", 0)])
        #expect(lines(withoutLink).isEmpty)
    }

    @Test("co_post needs no key")
    func coPost() {
        let rows = table([("u", "A", "1", 0), ("v", "B", "2", 10), (nil, "C", "3", 11)])
        #expect(lines(rows, key: .none) == ["A>B 1", "B>A 1", "B>C 1", "C>B 1"])
    }

    @Test("similar texts are compared by their sets of words, punctuation included")
    func similarText() {
        #expect(WordBreak.tokens("Vote now, vote!") == Set(["Vote", "now", ",", "vote", "!"].map { Array($0.utf8) }))
        let rows = table([("a b c d", "A", "1", 0), ("a b c e", "B", "2", 1), ("x y", "C", "3", 1)])
        #expect(lines(rows, key: .similarText(threshold: 0.6)) == ["A>B 1", "B>A 1"])
        #expect(lines(rows, key: .similarText(threshold: 0.61)).isEmpty)
    }
}
