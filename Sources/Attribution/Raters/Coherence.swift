import Statistics

/// Judgements of one rater made coherent: the nearest ones that probabilities can be.
///
/// Raters who are asked for the probability of each explanation rarely give numbers that add up to one. The nearest
/// coherent numbers in Euclidean distance, the Coherent Approximation Principle of J. Predd, D. Osherson, S. Kulkarni and
/// H. V. Poor ("Aggregating probabilistic forecasts from incoherent and abstaining experts", Decision Analysis 5, 2008),
/// are at no outcome further from the truth than what was said. Making judgements coherent and then averaging them took
/// 61 % off the mean error in D. Mandel, C. Karvetski and M. Dhami ("Boosting intelligence analysts' judgment accuracy",
/// Judgment and Decision Making 13, 2018); see also C. Karvetski, D. Mandel and D. Irwin (Risk Analysis 40, 2020).
package enum Coherence {
    /// The nearest point of the simplex: numbers of zero and more that add up to one (closed form; J. Duchi and others,
    /// "Efficient projections onto the l1-ball", ICML 2008).
    package static func nearestProbabilities(to values: [Double]) -> [Double] {
        precondition(!values.isEmpty)
        var sum = 0.0
        var threshold = 0.0
        for (index, value) in values.sorted(by: >).enumerated() {
            sum += value
            let candidate = (sum - 1) / Double(index + 1)
            if value - candidate > 0 { threshold = candidate }
        }
        return values.map { max(0, $0 - threshold) }
    }

    /// A judgement about any set of explanations: that one of them is true.
    package struct Event: Hashable, Sendable {
        /// Where the explanations stand in the question.
        package var members: Set<Int>
        package var probability: Double

        package init(members: Set<Int>, probability: Double) {
            self.members = members
            self.probability = probability
        }
    }

    /// The probabilities of the explanations that come nearest to all judgements together.
    ///
    /// Each explanation must be judged by itself at least once: the answer is then unique, and projected gradient steps
    /// with momentum (Y. Nesterov) reach it to the last digits.
    package static func nearestProbabilities(to events: [Event], count: Int) -> [Double] {
        if events.count == count, events.allSatisfy({ $0.members.count == 1 }) {
            var values = [Double](repeating: 0, count: count)
            for event in events { for member in event.members { values[member] = event.probability } }
            return nearestProbabilities(to: values)
        }
        // Row sums of the normal matrix bound its largest eigenvalue; the smallest is one or more.
        let bound =
            (0..<count).map { member in
                events.reduce(0) { $0 + ($1.members.contains(member) ? $1.members.count : 0) }
            }.max().map(Double.init) ?? 1
        let root = bound.squareRoot()
        let momentum = (root - 1) / (root + 1)
        var point = [Double](repeating: 1 / Double(count), count: count)
        var ahead = point
        for _ in 0..<100_000 {
            var gradient = [Double](repeating: 0, count: count)
            for event in events {
                let members = event.members.sorted()
                let excess = members.reduce(-event.probability) { $0 + ahead[$1] }
                for member in members { gradient[member] += excess }
            }
            let next = nearestProbabilities(to: zip(ahead, gradient).map { $0 - $1 / bound })
            let change = zip(next, point).reduce(0) { max($0, abs($1.0 - $1.1)) }
            ahead = zip(next, point).map { $0 + momentum * ($0 - $1) }
            point = next
            if change < 1e-15 { break }
        }
        return point
    }

    /// The nearest coherent pair for something and its contrary, which add up to one.
    package static func nearest(to probability: Double, contrary: Double) -> Double {
        min(1, max(0, (probability + 1 - contrary) / 2))
    }

    /// How far apart two sets of judgements are.
    package static func distance(_ first: [Double], _ second: [Double]) -> Double {
        zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    /// How fast a rater's weight falls with incoherence. A choice of ours; in the study of 2018 weights did no better than
    /// equal ones, so that they only keep the wildest from counting like the others.
    package static let steepness = 5.0

    /// The weights of raters by their incoherence: in proportion to exp(−β·distance), adding up to one.
    package static func weights(_ incoherence: [Double], steepness: Double = steepness) -> [Double] {
        let least = incoherence.min() ?? 0
        let raw = incoherence.map { PlainMath.exp(max(-690, -steepness * ($0 - least))) }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }

    /// The weighted mean of several sets of judgements.
    package static func pooled(_ judgements: [[Double]], weights: [Double]) -> [Double] {
        guard let first = judgements.first else { return [] }
        return first.indices.map { index in
            zip(judgements, weights).reduce(0) { $0 + $1.0[index] * $1.1 }
        }
    }
}
