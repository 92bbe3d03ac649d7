import Statistics

/// M06: how large a network is of which two lists hold a part each, and how much of it the second list covers.
package enum NetworkSize {
    /// Below so many in common the estimate says too little.
    package static let fewestCommon = 7

    /// - Parameters:
    ///   - first, second: assets on each list; nil where a list's length is not published.
    ///   - both: assets on both lists; nil where the lists cannot be matched.
    ///   - sharesSource: whether one list was made with the other's help, or both from one source.
    package static func measurement(
        of subject: String, first: Int, second: Int, both: Int?, sharesSource: Bool, inputs: [String] = []
    ) -> Measurement {
        guard first <= Shares.mostAssets, second <= Shares.mostAssets else {
            return Measurement(
                .networkSize, of: subject, refusal: "a list of more than \(Shares.mostAssets) assets is no list",
                inputs: inputs)
        }
        guard let both else {
            return Measurement(
                .networkSize, of: subject,
                figures: [
                    Figure("seen, lower bound", Double(max(first, second)), unit: "assets", remark: "lower bound only")
                ],
                refusal: "how many assets are on both lists is not known: without matchable ids there is no estimate",
                inputs: inputs)
        }
        guard first >= 0, second >= 0, both >= 0, both <= min(first, second) else {
            return Measurement(
                .networkSize, of: subject,
                refusal: "\(both) assets cannot be on both of two lists of \(first) and \(second)", inputs: inputs)
        }
        let seen = Figure(
            "seen on either list, lower bound", Double(first + second - both), unit: "assets", count: both,
            remark: "lower bound only")
        if sharesSource || both < fewestCommon {
            return Measurement(
                .networkSize, of: subject, figures: [seen],
                refusal: sharesSource
                    ? "the lists share a source: they are not independent, and the estimate would be too small"
                    : "only \(both) assets are on both lists; at least \(fewestCommon) are needed", inputs: inputs)
        }
        let chapman = Chapman(first: first, second: second, both: both)
        let limits = chapman.limits()
        return Measurement(
            .networkSize, of: subject,
            figures: [
                Figure(
                    "estimated size (Chapman)", chapman.size, unit: "assets", low: limits.lowerBound,
                    high: limits.upperBound, count: both,
                    remark: "standard error \(FigureWords.number(chapman.standardError))"),
                Figure(
                    "coverage of the second list", min(1, Double(second) / chapman.size), unit: "share",
                    low: min(1, Double(second) / limits.upperBound), high: min(1, Double(second) / limits.lowerBound)),
                seen,
            ],
            notes: [
                "assumes that the lists were made independently and that every asset could have been found by each: where easy"
                    + " assets are on both, the network is larger than estimated"
            ], inputs: inputs)
    }

    /// The same of two cohorts, matched by their assets' keys.
    package static func measurement(
        of subject: String, _ first: Cohort, _ second: Cohort, sharesSource: Bool, inputs: [String]
    ) -> Measurement {
        let keys = Set(first.assets.map(\.key))
        let both = second.assets.count { keys.contains($0.key) }
        return measurement(
            of: subject, first: first.assets.count, second: second.assets.count, both: both,
            sharesSource: sharesSource, inputs: inputs)
    }
}
