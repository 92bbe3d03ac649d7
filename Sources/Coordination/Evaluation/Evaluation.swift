package import Statistics

/// How good a method's verdicts are where the truth is known.
package struct Evaluation: Sendable, Equatable {
    /// Figures at one level: accounts, or pairs of accounts.
    package struct Level: Sendable, Equatable {
        package var counts: PrecisionRecall
        /// 95 % Wilson intervals; nil where the share is not defined, and for pairs, which are not drawn independently.
        package var precisionInterval: ClosedRange<Double>?
        package var recallInterval: ClosedRange<Double>?
        /// Average precision, and its 95 % bootstrap interval over accounts; nil for pairs.
        package var averagePrecision: Double?
        package var averagePrecisionInterval: ClosedRange<Double>?
    }

    /// How much of the accounts with one further label was found.
    package struct Part: Sendable, Equatable {
        package var label: String
        package var accounts: Int
        package var found: Int

        /// 95 % Wilson interval.
        package var interval: ClosedRange<Double> { ProportionIntervals.wilson(successes: found, trials: accounts) }
    }

    package var method: String
    package var accounts: Level
    /// Nil where the method judges accounts only.
    package var pairs: Level?
    /// Ordinary accounts, and those of them that the method reports.
    package var ordinary: Int
    package var falseAlarms: Int
    /// By further label, in the order of labels.
    package var parts: [Part]

    /// - Parameters:
    ///   - resamples: of the bootstrap.
    ///   - seed: of the bootstrap.
    package init(_ verdicts: Verdicts, truth: Truth, resamples: Int = 1000, seed: UInt64 = 1) {
        method = verdicts.method
        let labels = truth.groups.map { $0 != nil }
        let counts = PrecisionRecall(
            scores: verdicts.accounts, labels: labels, threshold: verdicts.accountThreshold)
        accounts = Level(counts)
        let curve = Curve(scores: verdicts.accounts, labels: labels)
        accounts.averagePrecision = curve.area(Array(repeating: 1, count: labels.count))
        accounts.averagePrecisionInterval = Bootstrap.interval(
            units: labels.count, resamples: resamples, seed: seed
        ) { drawn in
            var times = [UInt32](repeating: 0, count: labels.count)
            for index in drawn { times[index] += 1 }
            return curve.area(times)
        }
        ordinary = labels.count { !$0 }
        falseAlarms = counts.falsePositives
        pairs = verdicts.pairs.map { Self.pairs($0, from: verdicts.pairThreshold, truth) }

        var parts: [String: Part] = [:]
        for (index, label) in truth.labels.enumerated() {
            guard let label, labels[index] else { continue }
            parts[label, default: Part(label: label, accounts: 0, found: 0)].accounts += 1
            if verdicts.accounts[index] >= verdicts.accountThreshold {
                parts[label]?.found += 1
            }
        }
        self.parts = parts.values.sorted { $0.label < $1.label }
    }

    private static func pairs(_ pairs: [Verdicts.Pair], from threshold: Double, _ truth: Truth) -> Level {
        let labels = pairs.map { truth.isPair($0.a, $0.b) }
        let scores = pairs.map(\.score)
        var counts = PrecisionRecall(scores: scores, labels: labels, threshold: threshold)
        counts.falseNegatives = truth.positivePairs - counts.truePositives
        var level = Level(counts)
        // Pairs without a score come last, where nothing is left to be precise about.
        if truth.positivePairs > 0 {
            let listed = Double(labels.count { $0 })
            let area = PrecisionRecall.averagePrecision(scores: scores, labels: labels) ?? 0
            level.averagePrecision = area * listed / Double(truth.positivePairs)
        }
        // Pairs of one account are not drawn independently: an interval would flatter.
        level.precisionInterval = nil
        level.recallInterval = nil
        return level
    }
}

extension Evaluation.Level {
    fileprivate init(_ counts: PrecisionRecall) {
        self.counts = counts
        let reported = counts.truePositives + counts.falsePositives
        let positives = counts.truePositives + counts.falseNegatives
        if reported > 0 {
            precisionInterval = ProportionIntervals.wilson(successes: counts.truePositives, trials: reported)
        }
        if positives > 0 {
            recallInterval = ProportionIntervals.wilson(successes: counts.truePositives, trials: positives)
        }
    }
}

/// Accounts by falling score, so that average precision over any resample is one walk.
private struct Curve {
    private let order: [Int]
    private let isPositive: [Bool]
    /// Whether the next account in the order has a lower score.
    private let endsTie: [Bool]

    init(scores: [Double], labels: [Bool]) {
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        self.order = order
        isPositive = labels
        endsTie = order.indices.map { $0 + 1 == order.count || scores[order[$0 + 1]] < scores[order[$0]] }
    }

    /// Average precision where each account counts so many times; nil without a positive one.
    func area(_ times: [UInt32]) -> Double? {
        var (area, found, hits, hitsBefore) = (0.0, 0.0, 0.0, 0.0)
        for (place, index) in order.enumerated() {
            found += Double(times[index])
            if isPositive[index] { hits += Double(times[index]) }
            if endsTie[place] {
                if hits > hitsBefore { area += (hits - hitsBefore) * hits / found }
                hitsBefore = hits
            }
        }
        return hits == 0 ? nil : area / hits
    }
}
