import Testing

@testable import Attribution

@Suite("Judgements made coherent")
struct CoherenceTests {
    private typealias Event = Coherence.Event

    /// Expected figures by a program that solves the equations for every set of explanations that may be above zero and
    /// takes the nearest (NumPy 2.4.6).
    private static let known: [(count: Int, events: [([Int], Double)], expected: [Double], distance: Double)] = [
        (3, [([0], 0.6), ([1], 0.5), ([2], 0.3)], [0.466666666667, 0.366666666667, 0.166666666667], 0.230940107676),
        (4, [([0], 0.9), ([1], 0.4), ([2], 0.05), ([3], 0.02)], [0.75, 0.25, 0, 0], 0.218860686282),
        (
            4, [([0], 0.5), ([1], 0.4), ([2], 0.3), ([3], 0.1), ([0, 1], 0.6), ([1, 2, 3], 0.35)],
            [0.488461538462, 0.226923076923, 0.242307692308, 0.042307692308], 0.275959863302
        ),
        (
            5,
            [
                ([0], 0.8), ([1], 0.7), ([2], 0), ([3], 0.1), ([4], 0.05), ([2, 3, 4], 0.5), ([0, 1], 0.9),
                ([1, 4], 0.1),
            ],
            [0.557894736842, 0.278947368421, 0.031578947368, 0.131578947368, 0], 0.624394443483
        ),
    ]

    @Test("are the nearest that probabilities can be", arguments: known.indices)
    func nearest(index: Int) {
        let one = Self.known[index]
        let events = one.events.map { Event(members: Set($0.0), probability: $0.1) }
        let found = Coherence.nearestProbabilities(to: events, count: one.count)
        #expect(Samples.isClose(found, one.expected, within: 1e-9), "\(found)")
        let implied = events.map { event in event.members.reduce(0) { $0 + found[$1] } }
        #expect(abs(Coherence.distance(events.map(\.probability), implied) - one.distance) < 1e-9)
    }

    @Test("what is coherent stays, and a pair that is not meets in the middle")
    func unchanged() {
        #expect(Coherence.nearestProbabilities(to: [0.5, 0.25, 0.25]) == [0.5, 0.25, 0.25])
        #expect(abs(Coherence.nearest(to: 0.7, contrary: 0.5) - 0.6) < 1e-15)
        #expect(Coherence.nearest(to: 0.7, contrary: 0) == 0.85 && Coherence.nearest(to: 1, contrary: 0) == 1)
    }

    @Test("weights fall with incoherence and the average is theirs")
    func pooling() {
        let weights = Coherence.weights([0, 0.12, 0.4])
        #expect(Samples.isClose(weights, [0.5937724247938225, 0.325869215918615, 0.0803583592875623], within: 1e-12))
        let pooled = Coherence.pooled([[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [1 / 3, 1 / 3, 1 / 3]], weights: weights)
        #expect(Samples.isClose(pooled, [0.4482234178225373, 0.367852455159975, 0.1839241270174875], within: 1e-12))
        #expect(Coherence.weights([0.2, 0.2]) == [0.5, 0.5] && Coherence.weights([5, 900])[1] < 1e-200)
    }
}

@Suite("Several raters")
struct RaterPoolTests {
    @Test("each is made coherent, weighted and averaged, and the distance is told")
    func pool() throws {
        let question = try Samples.question()
        let ratings = try [("zoe", ["H1=0.6", "H2=0.5", "H3=0.3"]), ("abe", ["H1=0.5", "H2=0.3", "H3=0.2"])].map {
            try Rating(question: question, rater: $0.0, row: nil, stated: $0.1)
        }
        let pool = try #require(RaterPool(question, ratings))
        #expect(pool.raters.map(\.name) == ["abe", "zoe"])
        #expect(pool.raters[0].incoherence < 1e-12 && abs(pool.raters[1].incoherence - 0.2309401077) < 1e-9)
        #expect(pool.raters[0].weight > pool.raters[1].weight && abs(pool.pooled.reduce(0, +) - 1) < 1e-12)
        #expect(pool.raters[1].stated == [0.6, 0.5, 0.3])
    }

    @Test("contraries and pairs of hypotheses count as what they are")
    func events() throws {
        let question = try Samples.question()
        let rating = try Rating(
            question: question, rater: "r", row: nil, stated: ["H1=0.5", "H2=0.3", "H3=0.2", "not H1=0.5", "H1+H2=0.8"])
        #expect(try #require(RaterPool(question, [rating])).raters[0].incoherence < 1e-9)
    }

    @Test("a row without an interval takes what its raters span; without raters it is refused by name")
    func rowsByRaters() throws {
        let question = try Samples.question()
        let row = try Samples.evidence(Samples.fields("chain", lr: nil), question)
        #expect(throws: AttributionError.unjudged(question: "ferry", rows: ["chain"])) {
            try Judging(question, rows: [row], ratings: [])
        }
        let ratings = [
            try Rating(
                question: question, rater: "a", row: "chain", stated: ["H1=0.8", "not H1=0.4", "H2=0.2", "H3=0.1"]),
            try Rating(question: question, rater: "b", row: "chain", stated: ["H1=0.5", "H2=0.4", "H3=0"]),
        ]
        let judging = try Judging(question, rows: [row], ratings: ratings)
        let intervals = judging.rows[0].intervals
        #expect(abs(intervals[0].high - 0.7) < 1e-12 && intervals[0].low == 0.5)
        #expect(intervals[2].low == 0.001 && judging.rowPools.map(\.row) == ["chain"] && judging.pool == nil)
    }

    @Test(
        "what cannot be judged so is refused",
        arguments: [
            ["H1=0.5", "H2=0.5"], ["H1=0.5", "H2=0.5", "H3=1.5"], ["H1=0.5", "H2=0.5", "H3=x"],
            ["H1=0.5", "H2=0.5", "H3=0", "H1=0.4"], ["H1=0.5", "H2=0.5", "H9=0"], ["H1", "H2=0.5", "H3=0"],
        ])
    func refused(stated: [String]) throws {
        let question = try Samples.question()
        #expect(throws: (any Error).self) { try Rating(question: question, rater: "r", row: nil, stated: stated) }
    }
}
