import Records
import Statistics
import Testing

@testable import Oversight

@Suite("What readings say of an asset")
struct AssetHistoryTests {
    private func history(
        _ jurisdiction: Jurisdiction = .anywhere, created: String? = nil, _ fill: (inout Scenario) -> Void
    ) -> AssetHistory {
        var scenario = Scenario()
        scenario.asset(1, created: created)
        fill(&scenario)
        return scenario.histories(jurisdiction).ofAsset[0]
    }

    @Test("a single reading that finds it gone is no event, nor are two from one vantage, nor two within six hours")
    func confirmation() {
        #expect(
            history {
                $0.see(1, .up, day: 0); $0.see(1, .suspended, day: 1)
            }.firstDown == nil)
        #expect(
            history {
                $0.see(1, .up, day: 0)
                $0.see(1, .suspended, day: 1)
                $0.see(1, .suspended, day: 9)
            }.firstDown == nil)
        #expect(
            history {
                $0.see(1, .up, day: 0)
                $0.see(1, .suspended, day: 1)
                $0.see(1, .suspended, day: 1.2, "DE")
            }.firstDown == nil)
        let confirmed = history {
            $0.see(1, .up, day: 0)
            $0.see(1, .up, day: 0.5)
            $0.see(1, .suspended, day: 1)
            $0.see(1, .suspended, day: 1.25, "DE")
        }
        #expect(confirmed.firstDown == Scenario.time(days: 1) && confirmed.lastUp == Scenario.time(days: 0.5))
        #expect(confirmed.cause == .platform && confirmed.unconfirmedSince == nil)
    }

    @Test("whether two readings confirm each other is what a double loop over all pairs says")
    func confirmationBruteForce() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<400 {
            var readings: [(day: Double, state: AvailabilityState, country: String)] = []
            for _ in 0..<8 {
                readings.append(
                    (
                        Double(generator.below(24)) / 12, [.up, .suspended, .notFoundUnexplained][generator.below(3)],
                        ["RO", "DE", "FR"][generator.below(3)]
                    ))
            }
            // One reading a moment, so that the order of readings is plain.
            var seen: Set<Double> = []
            readings = readings.filter { seen.insert($0.day).inserted }.sorted { $0.day < $1.day }
            let found = history { scenario in
                for reading in readings { scenario.see(1, reading.state, day: reading.day, reading.country) }
            }
            var expected: Double?
            for (index, first) in readings.enumerated() where first.state != .up && expected == nil {
                if index > 0, readings[index - 1].state != .up { continue }
                let run = readings[index...].prefix { $0.state != .up }
                // No country may still see it: its last reading up to the end of so much of the run finds it there.
                let isConfirmed = run.indices.contains { end in
                    let soFar = readings[...end]
                    let isSeen = Set(soFar.map(\.country)).contains { country in
                        soFar.last { $0.country == country }?.state == .up
                    }
                    let part = readings[index...end]
                    return !isSeen
                        && part.contains { one in
                            part.contains { $0.country != one.country && $0.day - one.day >= 0.25 - 1e-9 }
                        }
                }
                if isConfirmed { expected = first.day }
            }
            #expect(found.firstDown == expected.map { Scenario.time(days: $0) })
        }
    }

    @Test("what is blocked in one country while another still sees it is not gone, however often each is asked")
    func oneCountry() {
        let history = history(.europeanUnion) {
            $0.see(1, .up, day: 0, "DE")
            $0.see(1, .geoBlocked, day: 0.1, "RO")
            $0.see(1, .geoBlocked, day: 0.2, "FR")
            $0.see(1, .geoBlocked, day: 0.5, "RO")
            $0.see(1, .up, day: 0.6, "DE")
        }
        #expect(history.firstDown == nil && history.lastUp == Scenario.time(days: 0.6))
        let everywhere = self.history(.europeanUnion) {
            $0.see(1, .up, day: 0, "DE")
            $0.see(1, .suspended, day: 0.1, "RO")
            $0.see(1, .suspended, day: 0.5, "DE")
        }
        #expect(everywhere.firstDown == Scenario.time(days: 0.1))
    }

    @Test("seen there between two readings that find it gone, it is not gone")
    func interrupted() {
        let history = history {
            $0.see(1, .notFoundUnexplained, day: 1)
            $0.see(1, .up, day: 1.1)
            $0.see(1, .notFoundUnexplained, day: 2, "DE")
        }
        #expect(history.firstDown == nil && history.unconfirmedSince == Scenario.time(days: 2))
        #expect(history.lastUp == Scenario.time(days: 1.1))
    }

    @Test("our own faults and unknown states say nothing")
    func silent() {
        let history = history {
            $0.see(1, .up, day: 0)
            $0.see(1, .unreachable, day: 1)
            $0.see(1, .unknown, day: 3, "DE")
        }
        #expect(history.readings == 1 && history.firstDown == nil && history.lastUp == Scenario.time(days: 0))
    }

    @Test("who hid it is what the first reading with a cause says, and a dispute is noted")
    func causes() {
        #expect(history { $0.gone(1, .ownerDeleted, day: 1) }.cause == .owner)
        #expect(history { $0.gone(1, .isPrivate, day: 1) }.cause == .owner)
        #expect(history { $0.gone(1, .notFoundUnexplained, day: 1) }.cause == .unexplained)
        let later = history {
            $0.see(1, .notFoundUnexplained, day: 1)
            $0.see(1, .suspended, day: 2, "DE")
        }
        #expect(later.cause == .platform && later.firstDown == Scenario.time(days: 1))
        let disputed = history {
            $0.see(1, .ownerDeleted, day: 1)
            $0.see(1, .removedPlatform, day: 2, "DE")
        }
        #expect(disputed.cause == .owner && disputed.isCauseDisputed)
    }

    @Test("a block in one country is an action there, and none elsewhere")
    func blocked() {
        func scene(_ scenario: inout Scenario) {
            scenario.see(1, .up, day: 0, "RO")
            scenario.see(1, .up, day: 5, "AU")
            scenario.see(1, .geoBlocked, day: 1, "RO")
            scenario.see(1, .geoBlocked, day: 2, "DE")
        }
        let union = history(.europeanUnion, scene)
        #expect(union.firstDown == Scenario.time(days: 1) && union.cause == .platform)
        #expect(history(.anywhere, scene).firstDown == nil)
        #expect(history(Jurisdiction(name: "AU", countries: ["AU"]), scene).lastUp == Scenario.time(days: 5))
    }

    @Test("it may come back: the first going counts, and the return is kept")
    func restored() {
        let history = history {
            $0.see(1, .up, day: 0)
            $0.gone(1, day: 1)
            $0.see(1, .up, day: 4)
        }
        #expect(history.firstDown == Scenario.time(days: 1) && history.restored == Scenario.time(days: 4))
        #expect(history.isUp(at: Scenario.time(days: 2)) == false)
        #expect(history.isUp(at: Scenario.time(days: 4)) == true)
        #expect(history.isUp(at: Scenario.time(days: 5)) == nil)
        #expect(history.isUp(at: Scenario.time(days: 0.5)) == nil)
    }

    @Test("readings before the asset was created are left out and counted")
    func created() {
        let history = history(created: "2024-11-03") {
            $0.see(1, .up, day: 1)
            $0.see(1, .up, day: 2.5)
        }
        #expect(history.beforeCreation == 1 && history.readings == 1)
    }

    @Test("the order in which readings arrive changes nothing")
    func order() {
        var generator = SeededGenerator(seed: 9)
        var readings: [(Int, AvailabilityState, Double, String)] = []
        for _ in 0..<300 {
            readings.append(
                (
                    generator.below(5), AvailabilityState.allCases[generator.below(12)],
                    Double(generator.below(200)) / 10, ["RO", "DE", "AU"][generator.below(3)]
                ))
        }
        func table(_ readings: [(Int, AvailabilityState, Double, String)]) -> [AssetHistory] {
            var scenario = Scenario()
            for number in 0..<5 { scenario.asset(number) }
            for (number, state, day, country) in readings { scenario.see(number, state, day: day, country) }
            return scenario.histories().ofAsset
        }
        let expected = table(readings)
        for _ in 0..<5 {
            for index in readings.indices.dropFirst().reversed() {
                readings.swapAt(index, generator.below(index + 1))
            }
            #expect(table(readings) == expected)
        }
    }
}
