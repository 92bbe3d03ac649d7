import Oversight
import Testing

@testable import Workspace

@Suite("What stretches cover")
struct StretchCoverTests {
    private static let states: [AvailabilityState] = [.up, .suspended, .unknown]

    /// Numbers that look random and are the same in each run (Numerical Recipes' linear congruential generator).
    private struct Numbers {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test("a stretch is taken or refused as comparing it with every stretch before would say", arguments: 1...20)
    func asEveryPair(seed: UInt64) {
        var numbers = Numbers(state: seed)
        var cover = StretchCover()
        var taken: [(start: Int64, end: Int64, state: AvailabilityState)] = []
        for number in 0..<60 {
            let start = Int64(numbers.next(100))
            let end = start + 1 + Int64(numbers.next(12))
            let state = Self.states[numbers.next(3)]
            let isRefused = taken.contains { $0.state.contradicts(state) && start < $0.end && $0.start < end }
            #expect((cover.conflict(from: start, to: end, state) != nil) == isRefused)
            for time in 0..<Int64(112) {
                let isWithin = taken.contains { $0.state.contradicts(state) && $0.start < time && time < $0.end }
                // Two stretches of one state that meet hold no gap between them.
                let isJoint =
                    taken.contains { $0.state.contradicts(state) && $0.start == time }
                    && taken.contains { $0.state.contradicts(state) && $0.end == time }
                #expect((cover.conflict(at: time, state) != nil) == (isWithin || isJoint))
            }
            if isRefused { continue }
            let open = cover.gaps(from: start, to: end)
            for time in start..<end {
                let isOpen = open.contains { $0.start <= time && time < $0.end }
                let isCovered = taken.contains { $0.state.saysSomething && $0.start <= time && time < $0.end }
                #expect(isOpen != isCovered)
            }
            cover.insert(.init(start: start, end: end, state: state, file: 1, row: Int64(number)))
            taken.append((start, end, state))
        }
        for (one, next) in zip(cover.spans, cover.spans.dropFirst()) {
            #expect(one.end < next.start || one.end == next.start && one.state != next.state)
        }
    }
}
