/// Bayes' rule for numbers that are known exactly; intervals are drawn from elsewhere.
package enum ExactPosterior {
    /// A row's ratios for the hypotheses, and the probability that its source is right.
    package struct Factor: Hashable, Sendable {
        package var ratios: [Double]
        package var right: Double

        package init(ratios: [Double], right: Double) {
            self.ratios = ratios
            self.right = right
        }
    }

    /// The probabilities of the hypotheses after the evidence.
    /// - Parameters:
    ///   - prior: adds up to one.
    ///   - groups: the rows of each group of sources.
    package static func posterior(prior: [Double], groups: [[Factor]]) -> [Double] {
        var product = prior
        for group in groups {
            let tempered = tempered(group, prior: prior)
            for index in product.indices { product[index] *= tempered[index] }
            rescale(&product)
        }
        let sum = product.reduce(0, +)
        return product.map { $0 / sum }
    }

    /// What sources that are right or wrong together are worth: ratios whose mean under the prior is one.
    ///
    /// A single row with ratios λ whose source is right with probability r is worth r·λ/λ̄ + (1 − r), where λ̄ is the mean
    /// of λ under the prior: with probability 1 − r nothing was learnt. Bayes' rule then gives r times the posterior of a
    /// source that is right, and 1 − r times the prior, which is Jeffrey's rule (R. Jeffrey, "The Logic of Decision", 1965).
    /// Of several rows, those with the smaller r are right only where those with the larger are: however many rows one
    /// source fills, its doubt remains once and whole.
    package static func tempered(_ group: [Factor], prior: [Double]) -> [Double] {
        let order = group.indices.sorted {
            group[$0].right != group[$1].right ? group[$0].right > group[$1].right : $0 < $1
        }
        var worth = [Double](repeating: 1 - (order.first.map { group[$0].right } ?? 0), count: prior.count)
        var product = [Double](repeating: 1, count: prior.count)
        for (place, index) in order.enumerated() {
            for hypothesis in product.indices { product[hypothesis] *= group[index].ratios[hypothesis] }
            rescale(&product)
            let next = place + 1 < order.count ? group[order[place + 1]].right : 0
            let weight = group[index].right - next
            if weight == 0 { continue }
            var mean = 0.0
            for hypothesis in product.indices { mean += prior[hypothesis] * product[hypothesis] }
            for hypothesis in product.indices { worth[hypothesis] += weight * product[hypothesis] / mean }
        }
        return worth
    }

    /// Only ratios count: the largest becomes one, so that nothing overflows.
    private static func rescale(_ values: inout [Double]) {
        guard let largest = values.max(), largest > 0 else { return }
        for index in values.indices { values[index] /= largest }
    }
}
