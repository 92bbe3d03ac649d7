/// How well findings agree with the truth, where the truth is known.
package struct PrecisionRecall: Sendable, Equatable {
    /// What was found and is so, what was found and is not so, and what is so and was not found.
    package var truePositives: Int
    package var falsePositives: Int
    package var falseNegatives: Int

    package init(truePositives: Int, falsePositives: Int, falseNegatives: Int) {
        precondition(truePositives >= 0 && falsePositives >= 0 && falseNegatives >= 0)
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.falseNegatives = falseNegatives
    }

    /// What is found when everything with a score of `threshold` or more is.
    package init(scores: [Double], labels: [Bool], threshold: Double) {
        precondition(scores.count == labels.count)
        self.init(truePositives: 0, falsePositives: 0, falseNegatives: 0)
        for (score, isSo) in zip(scores, labels) {
            if score >= threshold {
                if isSo { truePositives += 1 } else { falsePositives += 1 }
            } else if isSo {
                falseNegatives += 1
            }
        }
    }

    /// The share of what was found that is so, 0...1; nil if nothing was found.
    package var precision: Double? { Self.share(truePositives, truePositives + falsePositives) }

    /// The share of what is so that was found, 0...1; nil if there is nothing to be found.
    package var recall: Double? { Self.share(truePositives, truePositives + falseNegatives) }

    /// The harmonic mean of the two, 0...1; nil if nothing was found and there is nothing to be found.
    package var f1: Double? {
        Self.share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
    }

    /// The area under the curve of precision over recall as thresholds fall, 0...1: the sum of each gain in recall times
    /// the precision reached there (average precision). A straight line between the points would flatter (J. Davis and
    /// M. Goadrich, ICML 2006). Equal scores fall to one threshold together. Nil if there is nothing to be found.
    package static func averagePrecision(scores: [Double], labels: [Bool]) -> Double? {
        precondition(scores.count == labels.count && scores.allSatisfy { !$0.isNaN })
        let positives = labels.count { $0 }
        if positives == 0 { return nil }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var (area, found, hits, start) = (0.0, 0, 0, 0)
        while start < order.count {
            let hitsBefore = hits
            let score = scores[order[start]]
            while start < order.count, scores[order[start]] == score {
                found += 1
                if labels[order[start]] { hits += 1 }
                start += 1
            }
            area += Double(hits - hitsBefore) / Double(positives) * Double(hits) / Double(found)
        }
        return area
    }

    private static func share(_ part: Int, _ whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }
}
