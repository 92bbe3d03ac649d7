import Testing

@testable import Statistics

/// Times and causes of 17 invented assets: 1 removed, 2 deleted by the owner, 0 still up when last seen.
private let cohort: [(low: Double, high: Double, cause: Int)] = [
    (0, 1, 1), (0, 1, 1), (1, 3, 1), (1, 3, 1), (1, 3, 1), (3, 7, 1), (3, 7, 2), (7, 14, 1), (7, 14, 1), (14, 14, 0),
    (14, 14, 0), (30, 30, 0), (30, 30, 0), (30, 30, 0), (30, 30, 0), (30, 30, 0), (20, 30, 2),
]

@Suite("Kaplan and Meier's curve")
struct KaplanMeierTests {
    private func agree(_ step: KaplanMeier.Step, _ expected: (Double, Int, Int, Double, Double)) -> Bool {
        step.time == expected.0 && step.atRisk == expected.1 && step.events == expected.2
            && agrees(step.survival, expected.3, within: 1e-12) && agrees(step.standardError, expected.4, within: 1e-12)
    }

    @Test("A small cohort, the latest and the earliest that its times can mean")
    func cohorts() {
        // By lifelines 0.30.3.
        let upper = KaplanMeier(times: cohort.map(\.high), isEvent: cohort.map { $0.cause == 1 })
        let lower = KaplanMeier(times: cohort.map(\.low), isEvent: cohort.map { $0.cause == 1 })
        let expected = [
            (17, 2, 0.8823529411764706, 0.07814248990059663, 0.6059788995290967, 0.9692092969361855),
            (15, 3, 0.7058823529411765, 0.11051016901502637, 0.4314778793295212, 0.8655994216383945),
            (12, 1, 0.6470588235294118, 0.11590404307573861, 0.37714662329873566, 0.8233806438013354),
            (10, 2, 0.5176470588235293, 0.12367926320345687, 0.26161294111557054, 0.7237231048782923),
        ]
        for (curve, times) in [(upper, [1.0, 3, 7, 14]), (lower, [0, 1, 3, 7])] {
            #expect(curve.steps.map(\.time) == times && curve.count == 17)
            for (index, (step, row)) in zip(curve.steps, expected).enumerated() {
                #expect(agree(step, (times[index], row.0, row.1, row.2, row.3)))
                #expect(agrees(step.low, row.4, within: 1e-12) && agrees(step.high, row.5, within: 1e-12))
            }
            #expect(curve.median == nil)
        }
        #expect(upper.medianLimits == (3, nil) && lower.medianLimits == (1, nil))
        #expect(lower.survival(at: -1) == 1 && lower.survival(at: 0) == lower.steps[0].survival)
        #expect(
            upper.survival(at: 13.9) == upper.steps[2].survival && upper.survival(at: 1000) == upper.steps[3].survival)
        #expect(upper.step(at: 0.5) == nil && upper.step(at: 3)?.atRisk == 15)
    }

    @Test("Two hundred subjects with ties agree with lifelines")
    func ties() {
        let curve = KaplanMeier(
            times: SurvivalOracle.times.map(Double.init), isEvent: SurvivalOracle.causes.map { $0 == 1 })
        #expect(curve.steps.count == SurvivalOracle.survival.count)
        for (step, row) in zip(curve.steps, SurvivalOracle.survival) {
            #expect(agree(step, (row.0, row.1, row.2, row.3, row.4)))
            #expect(agrees(step.low, row.5, within: 1e-12) && agrees(step.high, row.6, within: 1e-12))
        }
        #expect(curve.median == 29 && curve.medianLimits == (24, 40))
    }

    @Test("The order of the subjects does not matter, and neither do zeros' signs")
    func order() {
        var generator = SeededGenerator(seed: 5)
        var subjects = Array(zip(SurvivalOracle.times.map { Double($0 - 1) }, SurvivalOracle.causes.map { $0 == 2 }))
        let curve = KaplanMeier(times: subjects.map(\.0), isEvent: subjects.map(\.1))
        for index in subjects.indices where index % 2 == 0 && subjects[index].0 == 0 { subjects[index].0 = -0.0 }
        generator.shuffle(&subjects)
        #expect(KaplanMeier(times: subjects.map(\.0), isEvent: subjects.map(\.1)).steps == curve.steps)
    }

    @Test("Nobody, nothing and everybody at once are no special cases")
    func ends() {
        #expect(KaplanMeier(times: [], isEvent: []).steps.isEmpty)
        let quiet = KaplanMeier(times: [3, 1], isEvent: [false, false])
        #expect(quiet.steps.isEmpty && quiet.survival(at: 9) == 1 && quiet.median == nil)
        let sudden = KaplanMeier(times: [2, 2, 2], isEvent: [true, true, true])
        #expect(sudden.steps.map(\.survival) == [0] && sudden.steps[0].low == 0 && sudden.steps[0].high == 1)
        #expect(sudden.steps[0].standardError == 0 && sudden.median == 2 && sudden.medianLimits == (2, nil))
        let all = KaplanMeier(times: [-5, 1, 2, .infinity], isEvent: [true, true, true, true])
        #expect(all.steps.map(\.survival) == [0.75, 0.5, 0.25, 0] && all.median == 1)
        #expect(all.steps[3].low == 0 && all.steps[3].high == all.steps[2].high)
        // Six of twelve, by a product that may miss the half.
        let half = KaplanMeier(times: (1...12).map(Double.init), isEvent: (1...12).map { $0 <= 6 })
        #expect(half.median == 6)
    }

    @Test("A loss at the time of an event comes after it")
    func lossAtEvent() {
        let curve = KaplanMeier(times: [1, 1, 2], isEvent: [false, true, true])
        #expect(curve.steps.map(\.atRisk) == [3, 1])
        #expect(agrees(curve.steps[0].survival, 2.0 / 3, within: 1e-15))
    }
}

@Suite("Aalen and Johansen's incidences")
struct AalenJohansenTests {
    @Test("A small cohort with owners' deletions, exact where events are tied")
    func smallCohort() throws {
        let found = AalenJohansen(times: cohort.map(\.high), causes: cohort.map(\.cause), causeCount: 2)
        let removed = found.curves[0]
        #expect(removed.map(\.time) == [1, 3, 7, 14, 30] && removed.map(\.atRisk) == [17, 15, 12, 10, 6])
        #expect(removed.map(\.events) == [2, 3, 1, 2, 0] && found.curves[1].map(\.events) == [0, 0, 1, 0, 1])
        let expected = [
            (0.8823529411764706, 0.11764705882352941, 0.0), (0.7058823529411765, 0.2941176470588235, 0.0),
            (0.5882352941176471, 0.3529411764705882, 0.05882352941176471),
            (0.4705882352941177, 0.47058823529411764, 0.05882352941176471),
            (0.3921568627450981, 0.47058823529411764, 0.13725490196078433),
        ]
        for (index, row) in expected.enumerated() {
            #expect(agrees(found.survival[index], row.0, within: 1e-12))
            #expect(agrees(removed[index].incidence, row.1, within: 1e-12))
            #expect(agrees(found.curves[1][index].incidence, row.2, within: 1e-12))
        }
        // By the textbook's sums in Python.
        #expect(agrees(removed[3].standardError, 0.12105782480647682, within: 1e-12))
        #expect(agrees(try #require(removed[3].low), 0.22959765584594863, within: 1e-12))
        #expect(agrees(try #require(removed[3].high), 0.6796775927006476, within: 1e-12))
        #expect(agrees(found.curves[1][4].standardError, 0.09081412374711179, within: 1e-12))
        #expect(found.curves[1][1].low == nil && found.curves[1][1].high == nil)
        #expect(found.incidence(of: 1, at: 7) == removed[2].incidence && found.incidence(of: 2, at: 0.9) == 0)
        #expect(found.step(of: 2, at: 29)?.time == 14)
    }

    @Test("Two hundred subjects with ties agree with the textbook's sums")
    func ties() throws {
        let found = AalenJohansen(
            times: SurvivalOracle.times.map(Double.init), causes: SurvivalOracle.causes, causeCount: 2)
        for (curve, rows) in zip(found.curves, [SurvivalOracle.incidence1, SurvivalOracle.incidence2]) {
            #expect(curve.count == rows.count)
            for (index, row) in rows.enumerated() {
                let step = curve[index]
                #expect(step.time == row.0 && step.atRisk == row.1 && step.events == row.2)
                #expect(agrees(step.incidence, row.3, within: 1e-12))
                #expect(agrees(step.standardError, row.4, within: 1e-11))
                #expect(agrees(try #require(step.low), row.5, within: 1e-11))
                #expect(agrees(try #require(step.high), row.6, within: 1e-11))
            }
        }
        for (index, survival) in found.survival.enumerated() {
            #expect(abs(survival + found.curves[0][index].incidence + found.curves[1][index].incidence - 1) < 1e-13)
        }
    }

    @Test("Without ties it agrees with lifelines")
    func untied() throws {
        let found = AalenJohansen(
            times: SurvivalOracle.untiedTimes.map(Double.init), causes: Array(SurvivalOracle.causes.prefix(40)),
            causeCount: 2)
        let steps = found.curves[0].filter { $0.incidence > 0 }
        #expect(steps.count == SurvivalOracle.untied.count)
        for (step, row) in zip(steps, SurvivalOracle.untied) {
            #expect(step.time == row.0)
            #expect(agrees(step.incidence, row.1, within: 1e-12))
            #expect(agrees(step.standardError, row.2, within: 1e-11))
            #expect(agrees(try #require(step.low), row.3, within: 1e-11))
            #expect(agrees(try #require(step.high), row.4, within: 1e-11))
        }
    }

    @Test("With a single cause it is what Kaplan and Meier leave, error included")
    func oneCause() {
        let times = SurvivalOracle.times.map(Double.init)
        let isEvent = SurvivalOracle.causes.map { $0 > 0 }
        let left = KaplanMeier(times: times, isEvent: isEvent)
        let gone = AalenJohansen(times: times, causes: isEvent.map { $0 ? 1 : 0 }, causeCount: 1)
        for (one, other) in zip(left.steps, gone.curves[0]) {
            #expect(one.time == other.time && abs(1 - one.survival - other.incidence) < 1e-14)
            #expect(agrees(other.standardError, one.standardError, within: 1e-11))
        }
    }

    @Test("The order of the subjects does not matter; nobody and everybody at once are no special cases")
    func ends() {
        var generator = SeededGenerator(seed: 6)
        var subjects = Array(zip(SurvivalOracle.times.map(Double.init), SurvivalOracle.causes))
        let found = AalenJohansen(times: subjects.map(\.0), causes: subjects.map(\.1), causeCount: 3)
        generator.shuffle(&subjects)
        #expect(
            AalenJohansen(times: subjects.map(\.0), causes: subjects.map(\.1), causeCount: 3).curves == found.curves)
        #expect(found.curves[2].allSatisfy { $0.incidence == 0 && $0.high == nil && $0.standardError == 0 })
        #expect(AalenJohansen(times: [], causes: [], causeCount: 2).curves == [[], []])
        let sudden = AalenJohansen(times: [1, 2, 2], causes: [1, 1, 1], causeCount: 1)
        #expect(sudden.curves[0].map(\.incidence) == [1.0 / 3, 1] && sudden.curves[0][1].high == 1)
        #expect(sudden.curves[0][1].low == sudden.curves[0][0].low)
    }

    @Test("A hundred thousand subjects with times of their own are quick")
    func many() {
        var generator = SeededGenerator(seed: 7)
        let times = (0..<100_000).map { _ in Double(generator.below(50_000)) }
        let causes = (0..<100_000).map { _ in generator.below(3) }
        let curve = KaplanMeier(times: times, isEvent: causes.map { $0 == 1 })
        let found = AalenJohansen(times: times, causes: causes, causeCount: 2)
        #expect(curve.steps.count > 20_000 && found.curves[0].count > 30_000)
        #expect(zip(found.survival, found.survival.dropFirst()).allSatisfy { $0 > $1 })
    }
}
