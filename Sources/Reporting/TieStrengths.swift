/// Four strengths of line. Weight decides, but only so many lines may be strong as the drawing has accounts: among the
/// thousands of ties of a dense network the eye then still finds those that carry it.
struct TieStrengths {
    private let heaviest: Double
    /// What a tie of the strengths 1, 2 and 3 must weigh more than, so that there is room.
    private let room: [Double]

    init(weights: [Double], nodes: Int) {
        let sorted = weights.sorted(by: >)
        heaviest = max(sorted.first ?? 1, .leastNormalMagnitude)
        room = [5, 2, 1].map { perNode in
            // The first tie without room, and all that weigh no more, are drawn more lightly.
            sorted.count > perNode * nodes ? sorted[perNode * nodes] : -1
        }
    }

    /// From 0, the lightest, to 3.
    func strength(of weight: Double) -> Int {
        let share = weight / heaviest
        let wanted = share > 0.6 ? 3 : share > 0.3 ? 2 : share > 0.12 ? 1 : 0
        return (0...wanted).last { $0 == 0 || weight > room[$0 - 1] } ?? 0
    }
}
