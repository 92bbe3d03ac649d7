import Oversight
import Records
import Testing

@Suite("The polling plan")
struct PollingPlanTests {
    private let zero = Scenario.start

    private func hours(_ from: Double, _ to: Double) -> [Double] {
        PollingPlan.standard.looks(
            after: zero, from: Instant(milliseconds: Scenario.time(days: from / 24)),
            to: Instant(milliseconds: Scenario.time(days: to / 24))
        ).map { Double($0.milliseconds - zero.milliseconds) / 3_600_000 }
    }

    @Test("hourly for a day, six-hourly for a week, daily for ninety days, then weekly")
    func looks() {
        #expect(hours(0, 24) == (1...24).map { Double($0) })
        #expect(hours(24.5, 48) == [30, 36, 42, 48])
        #expect(hours(0, 192).count == 24 + 28)
        #expect(hours(193, 240) == [216, 240])
        #expect(hours(0, 2352).count == 24 + 28 + 90)
        let weekly: [Double] = [2520, 2688]
        #expect(hours(2353, 2712) == weekly)
        #expect(hours(20_000, 20_200).count == 1)
    }

    @Test("no event's interval is narrower than the plan's gap")
    func gaps() {
        let hour: Int64 = 3_600_000
        #expect(PollingPlan.standard.gap(after: 5 * hour) == hour)
        #expect(PollingPlan.standard.gap(after: 100 * hour) == 6 * hour)
        #expect(PollingPlan.standard.gap(after: 400 * hour) == 24 * hour)
        #expect(PollingPlan.standard.gap(after: 40_000 * hour) == 168 * hour)
    }
}
