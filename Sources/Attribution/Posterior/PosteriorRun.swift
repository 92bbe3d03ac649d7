import Seals
import Statistics

/// How likely the hypotheses of a question are, given its rows: intervals and priors are drawn many times, and each draw
/// goes through Bayes' rule.
package struct PosteriorRun: Sendable {
    /// What is left when one row is taken away.
    package struct LeftOut: Sendable {
        package var row: String
        package var estimates: [Estimate]
        /// The largest change of a median.
        package var shift: Double
        /// Whether another hypothesis comes first then.
        package var changesLeader: Bool
    }

    package struct Settings: Codable, Hashable, Sendable {
        package var seed: UInt64
        /// How often everything is drawn.
        package var samples: Int

        package static let mostSamples = 200_000

        package init(seed: UInt64 = 1, samples: Int = 10_000) {
            self.seed = seed
            self.samples = samples
        }
    }

    package let question: AttributionQuestion
    package let settings: Settings
    package let counted: [CountedRow]
    /// In the order of the hypotheses, as are the posterior and what is left.
    package let prior: [Estimate]
    package let posterior: [Estimate]
    package let leaveOneOut: [LeftOut]

    /// Whether no row tells hypotheses apart: the posterior is then the prior.
    package var isPriorOnly: Bool { !counted.contains { $0.standing.weight > 0 } }

    /// The hypothesis with the largest median, the first of equal ones.
    package var leader: Int { Self.leader(posterior) }

    /// Numbers held at once at most.
    private static let mostNumbers = 40_000_000

    /// Draws everything. The order of the rows makes no difference, and taking one away changes the draws of no other.
    /// - Throws: where there are too many samples to hold.
    package init(_ question: AttributionQuestion, rows: [JudgedRow], settings: Settings) throws(AttributionError) {
        let hypotheses = question.hypotheses.count
        guard (100...Settings.mostSamples).contains(settings.samples),
            settings.samples * hypotheses * (rows.count + 2) <= Self.mostNumbers
        else { throw .tooManySamples(settings.samples, rows: rows.count, most: Settings.mostSamples) }
        self.question = question
        self.settings = settings
        let counted = CountedRow.settle(rows)
        self.counted = counted
        let draws = Draws(question, counted, settings)
        prior = Self.estimates(draws.priors, hypotheses)
        let posterior =
            counted.contains { $0.standing.weight > 0 }
            ? Self.estimates(draws.posterior(counted), hypotheses) : prior
        self.posterior = posterior
        leaveOneOut = counted.filter { $0.standing != .nonDiagnostic }.map { left in
            let rest = CountedRow.settle(counted.map(\.row).filter { $0.id != left.row.id })
            let estimates = Self.estimates(draws.posterior(rest), hypotheses)
            let shift = zip(estimates, posterior).map { abs($0.median - $1.median) }.max() ?? 0
            return LeftOut(
                row: left.row.id, estimates: estimates, shift: shift,
                changesLeader: Self.leader(estimates) != Self.leader(posterior))
        }
    }

    private static func leader(_ estimates: [Estimate]) -> Int {
        estimates.indices.max {
            estimates[$0].median < estimates[$1].median || (estimates[$0].median == estimates[$1].median && $0 > $1)
        } ?? 0
    }

    private static func estimates(_ values: [Double], _ hypotheses: Int) -> [Estimate] {
        (0..<hypotheses).map { hypothesis in
            Estimate(of: stride(from: hypothesis, to: values.count, by: hypotheses).map { values[$0] })
        }
    }
}

/// Everything that is uncertain, drawn: for each sample the prior, and for each row its ratios and whether its source is
/// right.
private struct Draws {
    let hypotheses: Int
    let samples: Int
    /// Sample by sample, hypothesis by hypothesis; each sample adds up to one.
    let priors: [Double]
    /// By the row's name: logarithms sample by sample, hypothesis by hypothesis.
    private var logarithms: [String: [Double]] = [:]
    /// By the row's name: the probability that the source is right, sample by sample.
    private var right: [String: [Double]] = [:]
    /// Of rows that count fully, ratios instead of their logarithms.
    private var ratios: [String: [Double]] = [:]

    init(_ question: AttributionQuestion, _ counted: [CountedRow], _ settings: PosteriorRun.Settings) {
        let root = SeededGenerator(seed: settings.seed)
        hypotheses = question.hypotheses.count
        samples = settings.samples
        var generator = root.branch(0)
        var priors: [Double] = []
        priors.reserveCapacity(samples * hypotheses)
        for _ in 0..<samples {
            let drawn = question.hypotheses.map { $0.prior.value(at: generator.unit()) }
            let sum = drawn.reduce(0, +)
            priors += drawn.map { $0 / sum }
        }
        self.priors = priors
        for counted in counted where counted.standing != .nonDiagnostic {
            draw(counted.row, root)
        }
    }

    private mutating func draw(_ row: JudgedRow, _ root: SeededGenerator) {
        // A row's draws depend on its name and on no other row.
        let label = ContentHash(of: Array(row.id.utf8)).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var generator = root.branch(label | 1)
        let bottoms = row.intervals.map { PlainMath.log($0.low) }
        let widths = zip(row.intervals, bottoms).map { PlainMath.log($0.high) - $1 }
        var logarithms: [Double] = []
        var right: [Double] = []
        logarithms.reserveCapacity(samples * hypotheses)
        right.reserveCapacity(samples)
        for _ in 0..<samples {
            right.append(
                row.right.lowerBound + generator.unit() * (row.right.upperBound - row.right.lowerBound))
            for hypothesis in 0..<hypotheses {
                logarithms.append(bottoms[hypothesis] + generator.unit() * widths[hypothesis])
            }
        }
        ratios[row.id] = logarithms.map { PlainMath.exp($0) }
        self.logarithms[row.id] = logarithms
        self.right[row.id] = right
    }

    /// The posterior of each sample, hypothesis by hypothesis.
    func posterior(_ counted: [CountedRow]) -> [Double] {
        struct Part {
            var ratios: [Double]
            var right: [Double]
        }
        var groups: [String: [Part]] = [:]
        for counted in counted where counted.standing.weight > 0 {
            let (weight, id) = (counted.standing.weight, counted.row.id)
            let drawn =
                weight == 1 ? ratios[id] ?? [] : (logarithms[id] ?? []).map { PlainMath.exp($0 * weight) }
            groups[counted.row.sourceGroup, default: []].append(Part(ratios: drawn, right: right[id] ?? []))
        }
        let parts = groups.sorted { CountedRow.precedes($0.key, $1.key) }.map(\.value)
        var posterior: [Double] = []
        posterior.reserveCapacity(samples * hypotheses)
        for sample in 0..<samples {
            let place = sample * hypotheses..<(sample + 1) * hypotheses
            posterior += ExactPosterior.posterior(
                prior: Array(priors[place]),
                groups: parts.map { group in
                    group.map { ExactPosterior.Factor(ratios: Array($0.ratios[place]), right: $0.right[sample]) }
                })
        }
        return posterior
    }
}
