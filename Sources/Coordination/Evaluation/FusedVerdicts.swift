import Statistics

extension Verdicts {
    /// Daylight's own: a pair's score is how improbable it is by chance over all layers, and it is reported when the false
    /// discovery rate allows. An account is reported when it is in a network, which is when one of its pairs is.
    /// - Parameter rule: with a rate.
    package init(fused layers: [EdgeLayer], rule: NetworkRule, accountCount: Int) {
        var everything = rule
        everything.rate = 1
        let rate = Probability(rule.rate ?? 1)
        let links = Link.links(in: layers, rule: everything)
        var threshold = Double.infinity
        var pairs: [Pair] = []
        for link in links {
            let score = -(link.pValue ?? .certain).logarithm
            pairs.append(Pair(a: link.a, b: link.b, score: score))
            if link.qValue ?? .certain <= rate { threshold = min(threshold, score) }
        }
        self.init(
            method: "Daylight at a false discovery rate of \(rate)", pairs: pairs, threshold: threshold,
            accountCount: accountCount)
    }
}
