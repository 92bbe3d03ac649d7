import Records
import Statistics

/// What pairs of accounts did together on rare objects alone.
///
/// Everybody meets everybody on the songs of the day, and the few meetings of two quiet accounts on objects that hardly
/// anybody knows drown in what is expected there. So each pair is weighed twice, on all objects and on the rare ones,
/// and the smaller p-value counts, doubled for the choice (Bonferroni). How many act on an object does not depend on
/// who they are, so chance cannot make an object rare.
struct RareTies: Sendable {
    struct Tie: Sendable {
        var account: UInt32
        /// Corrected for the choice between the looks.
        var probability: Probability
    }

    /// By the corpus's account index of either account; account `a` has `starts[a]..<starts[a + 1]`, ascending by the other.
    private let ties: [Tie]
    private let starts: [UInt32]

    /// - Parameter edges: found on rare objects, in parts, with p-values.
    init(_ edges: [[Edge]], accountCount: Int) {
        var starts = [UInt32](repeating: 0, count: accountCount + 1)
        for edge in edges.joined() {
            starts[Int(edge.a) + 1] += 1
            starts[Int(edge.b) + 1] += 1
        }
        for account in 0..<accountCount { starts[account + 1] += starts[account] }
        var next = starts
        var ties = [Tie](repeating: Tie(account: 0, probability: .certain), count: Int(starts[accountCount]))
        for edge in edges.joined() {
            for (own, other) in [(edge.a, edge.b), (edge.b, edge.a)] {
                ties[Int(next[Int(own)])] = Tie(account: other, probability: edge.pValue ?? .certain)
                next[Int(own)] += 1
            }
        }
        for account in 0..<accountCount {
            ties[Int(starts[account])..<Int(starts[account + 1])].sort { $0.account < $1.account }
        }
        self.ties = ties
        self.starts = starts
    }

    /// The p-value on rare objects; nil where none was kept.
    func probability(of account: UInt32, and other: UInt32) -> Probability? {
        var low = Int(starts[Int(account)])
        var high = Int(starts[Int(account) + 1])
        while low < high {
            let middle = (low + high) / 2
            if ties[middle].account < other { low = middle + 1 } else { high = middle }
        }
        let isFound = low < Int(starts[Int(account) + 1]) && ties[low].account == other
        return isFound ? ties[low].probability : nil
    }
}

extension SortedActions {
    /// The actions on objects that are acted on at most as often as the square root of all actions; nil where that
    /// divides nothing.
    func rareObjects() -> SortedActions? {
        let most = Int(Double(count).squareRoot())
        var isKept = [Bool](repeating: true, count: count)
        var start = 0
        var dropped = 0
        while start < count {
            var end = start
            while end < count, objects[end] == objects[start] { end += 1 }
            if end - start > most {
                for position in start..<end { isKept[position] = false }
                dropped += end - start
            }
            start = end
        }
        if dropped == 0 || dropped == count { return nil }
        var rare = self
        rare.keep(isKept)
        return rare
    }
}
