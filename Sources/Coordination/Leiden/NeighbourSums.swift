/// Adds up the weights of links by the group that they lead to. One row of sums is used over and over, and only what was
/// touched is cleared.
struct NeighbourSums {
    /// The sum for each group; zero but for those in `touched`.
    private(set) var sums: [Double]
    /// The groups with a sum, the first `count` entries. One more than there are groups, since the next is written before
    /// it is known whether it is new.
    private(set) var touched: [UInt32]
    private(set) var count = 0

    init(groups: Int) {
        sums = [Double](repeating: 0, count: groups)
        touched = [UInt32](repeating: 0, count: groups + 1)
    }

    /// Adds links, given as columns, whose weights are above zero.
    /// - Parameters:
    ///   - entries: where in the columns they are.
    ///   - groups: the group of each node.
    mutating func add(_ entries: Range<Int>, _ neighbours: [UInt32], _ weights: [Double], groups: [UInt32]) {
        count = Self.add(entries, neighbours.span, weights.span, groups.span, &sums, &touched, count)
    }

    /// Adds those of the links that lead to a node of `community`.
    mutating func add(
        _ entries: Range<Int>, _ neighbours: [UInt32], _ weights: [Double], groups: [UInt32],
        within community: UInt32, of communities: [UInt32]
    ) {
        count = Self.add(
            entries, neighbours.span, weights.span, groups.span, community, communities.span, &sums, &touched, count)
    }

    private static func add(
        _ entries: Range<Int>, _ neighbours: Span<UInt32>, _ weights: Span<Double>, _ groups: Span<UInt32>,
        _ sums: inout [Double], _ touched: inout [UInt32], _ start: Int
    ) -> Int {
        var sums = sums.mutableSpan
        var touched = touched.mutableSpan
        var count = start
        for entry in entries {
            let group = groups[Int(neighbours[entry])]
            let sum = sums[Int(group)]
            // Without a branch: whether a group is new is as good as random, and to guess wrong costs more than to write.
            touched[count] = group
            count &+= sum == 0 ? 1 : 0
            sums[Int(group)] = sum + weights[entry]
        }
        return count
    }

    private static func add(
        _ entries: Range<Int>, _ neighbours: Span<UInt32>, _ weights: Span<Double>, _ groups: Span<UInt32>,
        _ community: UInt32, _ communities: Span<UInt32>, _ sums: inout [Double], _ touched: inout [UInt32],
        _ start: Int
    ) -> Int {
        var sums = sums.mutableSpan
        var touched = touched.mutableSpan
        var count = start
        for entry in entries {
            let other = Int(neighbours[entry])
            if communities[other] != community { continue }
            let group = groups[other]
            let sum = sums[Int(group)]
            touched[count] = group
            count &+= sum == 0 ? 1 : 0
            sums[Int(group)] = sum + weights[entry]
        }
        return count
    }

    mutating func clear() {
        for index in 0..<count { sums[Int(touched[index])] = 0 }
        count = 0
    }
}
