import Oversight
import Records
import Testing

@Suite("Plans in force, and what became of their looks")
struct StandingPlansTests {
    private static let hour: Int64 = 3_600_000
    private let asset = AssetKey(platform: .tiktok, id: "1")

    private func instant(_ hours: Double) -> Instant { Instant(milliseconds: Scenario.time(days: hours / 24)) }

    private func plans(_ entered: [(at: Double, zero: Double)], now: Double, vantages: Int = 2) -> StandingPlans {
        StandingPlans(
            entered.map { plan in
                StandingPlans.Entered(
                    entered: instant(plan.at),
                    plan: FixedPlan(
                        cohort: "c", digest: "d", zero: StatedTime(instant(plan.zero)),
                        plan: PollingPlan(stretches: PollingPlan.standard.stretches, vantages: vantages)),
                    assets: [asset])
            }, now: instant(now))
    }

    /// Readings by hours after the start.
    private func table(_ readings: [(Double, String)], _ state: AvailabilityState = .up) -> ObservationTable {
        var builder = ObservationTable.Builder()
        let number = builder.number(of: asset)
        for (hours, country) in readings {
            guard let vantage = builder.number(of: Vantage(country: country)) else { continue }
            builder.add(asset: number, time: instant(hours).milliseconds, vantage: vantage, state: state)
        }
        return builder.finish()
    }

    private func counts(_ adherence: PlanAdherence) -> [Int] {
        [adherence.due, adherence.onTime, adherence.late, adherence.short, adherence.missed]
    }

    @Test(
        "looks are on time within a tenth of their interval, late until the next, short from too few vantages, or missed"
    )
    func adherence() {
        let readings = table([
            (1.05, "RO"), (1.1, "DE"), (1.95, "RO"), (2.0, "DE"), (3.0, "RO"), (3.5, "DE"), (4.0, "RO"), (4.2, "RO"),
        ])
        let found = plans([(-1, 0)], now: 5.5).adherence(of: asset, in: readings)
        #expect(counts(found) == [5, 2, 1, 1, 1])
    }

    @Test("a look that may still come in time is not due")
    func pending() {
        #expect(counts(plans([(-1, 0)], now: 1.05).adherence(of: asset, in: table([]))) == [0, 0, 0, 0, 0])
        #expect(counts(plans([(-1, 0)], now: 1.2).adherence(of: asset, in: table([]))) == [1, 0, 0, 0, 1])
        let seen = table([(1.0, "RO"), (1.0, "DE")])
        #expect(counts(plans([(-1, 0)], now: 1.05).adherence(of: asset, in: seen)) == [1, 1, 0, 0, 0])
    }

    @Test("a fault of the network is no look")
    func faults() {
        let readings = table([(1.0, "RO"), (1.0, "DE")], .unreachable)
        #expect(counts(plans([(-1, 0)], now: 1.5).adherence(of: asset, in: readings)) == [1, 0, 0, 0, 1])
    }

    @Test("a stretch over which a state was seen to hold holds the looks within it")
    func stretches() {
        let held = ["RO", "DE"].map { country in
            StateStretch(
                vantage: Vantage(country: country), start: instant(0.5).milliseconds, end: instant(10).milliseconds,
                state: .up)
        }
        let found = plans([(-1, 0)], now: 8.5).adherence(of: asset, in: table([]), stretches: held)
        #expect(counts(found) == [8, 8, 0, 0, 0])
    }

    @Test("looks before the plan was entered are not due, and each is judged by the plan that was in force")
    func superseded() {
        let late = plans([(2.5, 0)], now: 5.5)
        #expect(late.looks(at: asset).map { $0.due - Scenario.start.milliseconds } == [3, 4, 5].map { $0 * Self.hour })
        #expect(late.entered.allSatisfy { !$0.isFixedBefore })
        let two = plans([(-1, 0), (2.5, 2.25)], now: 4.5)
        #expect(
            two.looks(at: asset).map { Double($0.due - Scenario.start.milliseconds) / 3_600_000 } == [1, 2, 3.25, 4.25])
        #expect(plans([(9, 0)], now: 5.5).looks(at: asset).isEmpty)
        #expect(plans([(-1, 0)], now: 5.5).looks(at: AssetKey(platform: .tiktok, id: "2")).isEmpty)
    }

    @Test(
        "every look of a plan is counted once, on time where somebody looked each time", arguments: [30.0, 400, 5000])
    func whole(hours: Double) {
        let plan = plans([(-1, 0)], now: hours)
        let looks = plan.looks(at: asset)
        let readings = table(
            looks.flatMap { look in
                ["RO", "DE"].map { (Double(look.due - Scenario.start.milliseconds) / 3_600_000, $0) }
            })
        let found = plan.adherence(of: asset, in: readings)
        #expect(found.due == looks.count && found.onTime == looks.count)
        let none = plan.adherence(of: asset, in: table([]))
        #expect(none.missed == none.due && none.due >= looks.count - 1)
    }
}
