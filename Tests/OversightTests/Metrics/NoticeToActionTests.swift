import Records
import Statistics
import Testing

@testable import Oversight

@Suite("Notice to action")
struct NoticeToActionTests {
    private func result(_ scenario: Scenario) -> NoticeToAction {
        NoticeToAction(TimeToAction(scenario.histories(), scenario.clocks()))
    }

    /// Kaplan and Meier as lifelines has it, owner deletion censored: time, at risk, events, survival, standard error.
    private static let latest: [(Double, Int, Int, Double, Double)] = [
        (1, 17, 2, 0.8823529411764706, 0.07814248990059663), (3, 15, 3, 0.7058823529411765, 0.11051016901502637),
        (7, 12, 1, 0.6470588235294118, 0.11590404307573861), (14, 10, 2, 0.5176470588235295, 0.12367926320345693),
    ]
    private static let earliest: [(Double, Int, Int, Double, Double)] = [
        (0, 17, 2, 0.8823529411764706, 0.07814248990059663), (1, 15, 3, 0.7058823529411765, 0.11051016901502637),
        (3, 12, 1, 0.6470588235294118, 0.11590404307573861), (7, 10, 2, 0.5176470588235295, 0.12367926320345693),
    ]

    @Test("both ends of the intervals give the published curves")
    func vectors() throws {
        let result = result(.vectors)
        #expect(result.atRisk == 17 && result.goneBefore == 0 && result.curves.count == 2)
        for (curve, expected) in zip(result.curves, [Self.latest, Self.earliest]) {
            #expect(curve.acted.survival.steps.count == expected.count)
            for (step, value) in zip(curve.acted.survival.steps, expected) {
                #expect(step.time == value.0 && step.atRisk == value.1 && step.events == value.2)
                #expect(abs(step.survival - value.3) < 1e-9 && abs(step.standardError - value.4) < 1e-9)
            }
        }
        // Aalen and Johansen: what had been removed, with owners' deletions competing.
        let incidence: [(Double, Double)] = [
            (1, 0.11764705882352941), (3, 0.2941176470588235), (7, 0.3529411764705882), (14, 0.47058823529411764),
            (30, 0.47058823529411764),
        ]
        for (day, share) in incidence {
            #expect(abs((result.curves[0].acted.share(within: day).value ?? -1) - share) < 1e-9)
        }
    }

    @Test("the median is not reached where less than half was acted on, and never a mean")
    func median() {
        let measurement = result(.vectors).measurement(of: "v", zero: .notice, inputs: ["d"], notes: [])
        let medians = measurement.figures.filter { $0.label.hasPrefix("median") }
        #expect(medians.count == 2 && medians.allSatisfy { $0.value == nil })
        #expect(medians[0].remark?.hasPrefix("not reached") == true)
        #expect(!measurement.figures.contains { $0.label.contains("mean") })
        #expect(measurement.inputs == ["d"])
    }

    @Test("what is gone without a word is counted in three ways, and the bounds hold all three")
    func unexplained() throws {
        var scenario = Scenario()
        for number in 0..<20 {
            scenario.asset(number)
            scenario.see(number, .up, day: 0.5)
            if number < 6 { scenario.gone(number, .removedPlatform, day: 2) }
            if (6..<10).contains(number) { scenario.gone(number, .notFoundUnexplained, day: 2) }
            if number >= 10 { scenario.see(number, .up, day: 40) }
        }
        let result = result(scenario)
        #expect(result.curves.count == 6)
        let values = result.curves.compactMap { $0.acted.share(within: 30).value }
        #expect(values.count == 6)
        #expect(abs((values.max() ?? 0) - 0.5) < 1e-9)
        #expect((0.3 - 1e-9...0.32).contains(values.min() ?? 0))
    }

    @Test("a horizon that nobody was followed to has no value, and its interval is open above")
    func tooEarly() {
        var scenario = Scenario()
        for number in 0..<40 {
            scenario.asset(number)
            scenario.see(number, .up, day: 0.02)
        }
        let share = result(scenario).curves[0].acted.share(within: 3)
        #expect(share.value == nil && share.low == 0 && share.high == 1)
        let figure = result(scenario).measurement(of: "v", zero: .notice, inputs: [], notes: []).figures[1]
        #expect(figure.remark == "nobody was followed that long")
        #expect(Verdict(low: figure.low, high: figure.high, threshold: 0.5, good: .above) == .undetermined)
    }

    @Test("what one vantage alone finds gone counts both ways")
    func unconfirmed() {
        var scenario = Scenario()
        for number in 0..<20 {
            scenario.asset(number)
            scenario.see(number, .up, day: 0.5)
            for day in 1...5 { scenario.see(number, number < 15 ? .suspended : .up, day: Double(day)) }
        }
        let result = result(scenario)
        #expect(result.curves.count == 4)
        let figures = result.measurement(of: "v", zero: .notice, inputs: [], notes: []).figures
            .filter { $0.label.hasPrefix("acted on within 72 h") }
        #expect(figures.compactMap(\.low).min() == 0)
        #expect((figures.compactMap(\.value).max() ?? 0) > 0.7)
    }

    @Test("assets that were gone before are left out and counted, and no figure is given without any at risk")
    func goneBefore() {
        var scenario = Scenario()
        for number in 0..<6 {
            scenario.asset(number)
            scenario.see(number, .up, day: -9)
            scenario.gone(number, day: -5)
        }
        let result = result(scenario)
        #expect(result.goneBefore == 6 && result.atRisk == 0)
        #expect(result.measurement(of: "v", zero: .notice, inputs: [], notes: []).refusal != nil)
    }

    @Test("looking more often never widens what is not known of a time")
    func refining() throws {
        var generator = SeededGenerator(seed: 3)
        for round in 0..<30 {
            var coarse = Scenario()
            var fine = Scenario()
            for number in 0..<12 {
                coarse.asset(number)
                fine.asset(number)
                let gone = Double(generator.below(300)) / 10
                for look in 0..<40 {
                    let state: AvailabilityState = Double(look) < gone ? .up : .suspended
                    for country in ["RO", "DE"] {
                        fine.see(number, state, day: Double(look), country)
                        // The coarse one looks at a part of the same times.
                        if look % 4 == round % 4 { coarse.see(number, state, day: Double(look), country) }
                    }
                }
            }
            let wide = TimeToAction(coarse.histories(), coarse.clocks())
            let narrow = TimeToAction(fine.histories(), fine.clocks())
            let wideRows = Dictionary(uniqueKeysWithValues: wide.rows.map { ($0.asset, $0) })
            for row in narrow.rows {
                let other = try #require(wideRows[row.asset])
                #expect(row.lower >= other.lower)
                if let upper = other.upper { #expect(row.upper ?? .max <= upper) }
            }
        }
    }

    @Test("the order of readings changes nothing")
    func order() {
        let scenario = Scenario.vectors
        var other = Scenario()
        other.assets = scenario.assets.reversed()
        #expect(
            result(scenario).curves.map { $0.acted.share(within: 7).value }
                == NoticeToAction(
                    TimeToAction(
                        Histories(other.assets, observed: scenario.table, in: .anywhere),
                        Clocks(
                            .notice, of: other.assets,
                            notices: [
                                (
                                    "d",
                                    Notice(
                                        name: "n1", platform: .tiktok, channel: .article16,
                                        sent: StatedTime(Instant(milliseconds: Scenario.time(days: 0))),
                                        sender: "a newsroom", cohort: "c")
                                )
                            ], exposures: []))
                ).curves.map { $0.acted.share(within: 7).value })
    }
}
