import Testing

@testable import Oversight

@Suite("Shares of those who are followed")
struct FollowedCurveTests {
    @Test("one event among one still followed does not stand for nine who were lost from sight")
    func lastOfAll() {
        let curve = FollowedCurve(
            times: Array(repeating: 1, count: 9) + [100], causes: Array(repeating: 0, count: 9) + [1])
        let share = curve.share(within: 100)
        #expect(share.value == 1 && share.low == 0 && share.high == 1)
    }

    @Test("where all have ended, Wilson's limit of all of them stands")
    func complete() {
        let share = FollowedCurve(times: [1, 2, 3, 4, 5], causes: [1, 1, 1, 1, 1]).share(within: 9)
        #expect(share.value == 1 && abs(share.low - 0.5655175352168252) < 1e-9)
    }
}
