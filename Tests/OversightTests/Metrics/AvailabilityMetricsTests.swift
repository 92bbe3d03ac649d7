import Oversight
import Records
import Statistics
import Testing

@Suite("Metrics of availability")
struct AvailabilityMetricsTests {
    @Test("M03: the residual-up rate of the published vectors, by day")
    func residualUp() {
        let scenario = Scenario.vectors
        let results = [7, 14, 30].map { ResidualUp(scenario.histories(), scenario.clocks(), day: $0) }
        #expect(
            results == [
                ResidualUp(day: 7, up: 10, down: 7, unknown: 0), ResidualUp(day: 14, up: 8, down: 9, unknown: 0),
                ResidualUp(day: 30, up: 5, down: 10, unknown: 2),
            ])
        #expect(results[2].bounds == 5.0 / 17...7.0 / 17)
        let figure = results[0].figures[0]
        #expect(figure.value == 10.0 / 17 && figure.count == 10 && figure.total == 17)
    }

    @Test("M03: an asset of which nothing is known never narrows a bound")
    func unknownNeverNarrows() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<200 {
            let known = ResidualUp(
                day: 7, up: generator.below(30), down: generator.below(30), unknown: generator.below(10))
            var more = known
            more.unknown += 1
            guard let before = known.bounds, let after = more.bounds else { continue }
            // One more asset may move both bounds; their distance, and what they leave open, only grows.
            #expect(
                after.upperBound - after.lowerBound >= before.upperBound - before.lowerBound - 1e-12
                    || known.up + known.down == 0)
            #expect(after.lowerBound <= before.lowerBound && after.upperBound >= before.upperBound)
        }
    }

    @Test("M01: each asset's interval lies between the last that was seen of it and the first that was not")
    func timeToAction() throws {
        let scenario = Scenario.vectors
        let result = TimeToAction(scenario.histories(), scenario.clocks())
        let day = Day.milliseconds
        let lower: [Int64] = [0, 0, 1, 1, 1, 3, 3, 7, 7, 14, 14, 30, 30, 30, 30, 30, 20]
        #expect(result.rows.map { $0.lower / day } == lower)
        let upper: [Int64] = [1, 1, 3, 3, 3, 7, 7, 14, 14, 30]
        #expect(result.rows.compactMap { $0.upper }.map { $0 / day } == upper)
        #expect(result.rows.count { $0.timing == .after } == 10)
        let later = TimeToAction(scenario.histories(), scenario.clocks(at: 5))
        #expect(later.rows.count { $0.timing == .before } == 5)
        #expect(later.rows.count { $0.timing == .around } == 2)
        #expect(later.rows.allSatisfy { $0.lower >= 0 && $0.upper ?? 0 >= 0 })
    }

    @Test("M01: a clock that is known to the day only widens every interval")
    func coarseClock() throws {
        let scenario = Scenario.vectors
        let exact = TimeToAction(scenario.histories(), scenario.clocks())
        let day = Notice(
            name: "n", platform: .tiktok, channel: .order, sent: try StatedTime(reading: "2024-11-01"), sender: "",
            cohort: "c")
        let coarse = TimeToAction(
            scenario.histories(), Clocks(.order, of: scenario.assets, notices: [("d", day)], exposures: []))
        for (one, other) in zip(exact.rows, coarse.rows) {
            #expect(other.lower <= one.lower && other.upper ?? 0 >= one.upper ?? 0)
        }
        #expect(exact.rows.map(\.lower) != coarse.rows.map(\.lower))
    }

    @Test("M04: without a seal there is no recall; with one, what was acted on before it counts")
    func blindRecall() throws {
        let scenario = Scenario.vectors
        #expect(
            BlindRecall.measurement(
                of: "c", scenario.histories(), sealed: nil, contacts: [], inputs: [], notes: []
            ).refusal != nil)
        let sealed = StatedTime(Instant(milliseconds: Scenario.time(days: 8)))
        let result = BlindRecall.measurement(
            of: "c", scenario.histories(), sealed: sealed, contacts: [], inputs: [], notes: [])
        #expect(result.figures[0].count == 6 && result.figures[0].total == 17)
        let earlier = BlindRecall.measurement(
            of: "c", scenario.histories(), sealed: sealed,
            contacts: [StatedTime(Instant(milliseconds: Scenario.time(days: 2)))], inputs: [], notes: [])
        #expect(earlier.figures[0].count == 2)
    }

    @Test("M05: the Guardian's four accounts, the BBC's eight hundred")
    func prompted() throws {
        let guardian = PromptedShare.measurement(of: "Guardian", named: 4, removedAfter: 284, removed: 284)
        #expect(guardian.figures[0].value == 71)
        #expect(guardian.figures[1].value == 1)
        #expect(abs((guardian.figures[1].low ?? 0) - 0.9866542546149091) < 1e-9)
        let bbc = PromptedShare.measurement(
            of: "BBC", named: 800, removedAfter: 12_800, removed: nil, isApproximate: true)
        #expect(bbc.figures[0].value == 16 && bbc.notes.count == 2)
        #expect(PromptedShare.measurement(of: "x", named: 0, removedAfter: 1, removed: nil).refusal != nil)
        #expect(PromptedShare.measurement(of: "x", named: 1, removedAfter: 5, removed: 3).refusal != nil)
    }

    @Test("M16: what is certain and what is the most, and that a total cannot fall")
    func exposure() throws {
        var scenario = Scenario()
        for number in 0..<3 {
            scenario.asset(number)
            scenario.see(number, .up, day: 0)
        }
        func series(_ number: Int, _ readings: [(Double, Double)]) -> ExposureAfter.Series {
            ExposureAfter.Series(
                asset: Scenario.key(number),
                readings: readings.map { ExposureAfter.Reading(time: Scenario.time(days: $0.0), value: $0.1) })
        }
        let result = ExposureAfter.measurement(
            of: "n", counter: "views",
            [series(0, [(-1, 100), (1, 150), (3, 400)]), series(1, [(-1, 10), (2, 5), (3, 30)])],
            scenario.histories(), scenario.clocks(), inputs: [])
        #expect(result.figures[0].value == 275)
        #expect(result.figures[0].high == nil)
        #expect(result.notes.contains { $0.contains("1 of 3 assets") } && result.notes.contains { $0.contains("fall") })
        let whole = ExposureAfter.measurement(
            of: "n", counter: "views", (0..<3).map { series($0, [(-1, 100), (1, 150), (3, 400)]) },
            scenario.histories(), scenario.clocks(), inputs: [])
        #expect(whole.figures[0].low == 750 && whole.figures[0].high == 900)
    }

    @Test("M17: which countries see it, and what is removed in one of them only")
    func territory() {
        var scenario = Scenario()
        for number in 0..<6 {
            scenario.asset(number)
            scenario.see(number, .up, day: 0, "AU")
            scenario.see(number, number < 2 ? .geoBlocked : .up, day: 0, "DE")
            scenario.see(number, .up, day: 0, "US")
        }
        let moment = Instant(milliseconds: Scenario.time(days: 1))
        let effect = TerritorialEffect(scenario.assets, observed: scenario.table, at: moment)
        #expect(effect.rows.map(\.goneOnlyIn) == [["DE"], ["DE"], [], [], [], []])
        let result = effect.measurement(of: "n", at: moment, inputs: [])
        #expect(result.figures.first { $0.label == "there in DE" }?.count == 4)
        #expect(result.figures.first { $0.label == "there anywhere in the EU" }?.count == 4)
        #expect(result.notes == ["gone only in DE: 2 assets"])
        let row = effect.rows[0]
        #expect(row.readings.map(\.vantage.country) == ["AU", "DE", "US"])
        #expect(row.readings.map(\.state) == [.up, .geoBlocked, .up])
        #expect(row.count(in: .europeanUnion) == TerritorialEffect.Count(up: 0, tested: 1))
        #expect(row.isGoneOnly(in: .europeanUnion) && !effect.rows[2].isGoneOnly(in: .europeanUnion))
        #expect(!row.isGoneOnly(in: Jurisdiction(name: "NZ", countries: ["NZ"])))
        let late = TerritorialEffect(
            scenario.assets, observed: scenario.table, at: Instant(milliseconds: Scenario.time(days: 30)))
        #expect(late.measurement(of: "n", at: moment, inputs: []).refusal != nil)
    }
}
