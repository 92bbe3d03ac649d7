import Glibc
import Statistics

/// How many of a set of disclosed networks come from one origin.
package struct OriginSet: Sendable, Hashable {
    package let name: String
    package let fromOrigin: Int
    package let networks: Int
    /// By which rule the rows were taken.
    package let rule: String

    /// Nil where more come from the origin than there are.
    package init?(_ name: String, fromOrigin: Int, networks: Int, rule: String) {
        guard (0...max(0, networks)).contains(fromOrigin) else { return nil }
        self.name = name
        self.fromOrigin = fromOrigin
        self.networks = networks
        self.rule = rule
    }

    /// Counts a platform's networks for which it states at least one number, in days that hold their period or, where
    /// no period is stated, their publication.
    package init(_ name: String, of ledger: Ledger, platform: String, in days: ReportingPeriod, origin: String) {
        let rows = ledger.networks(of: platform, in: days, counted: true)
        let origin = CountryName.normalised(origin)
        self.name = name
        fromOrigin = rows.count { $0.origins.contains(origin) }
        networks = rows.count
        rule = "rows of \(PlatformName.normalised(platform)) that are networks, state a number and lie in \(days)"
    }
}

/// M11: how surprising it is that so few of a platform's networks come from an origin, were they drawn like its peers'.
///
/// A screen and nothing else: what peers find depends on who they are and where they look. Every reference set is told,
/// since the answer changes with it; no finding may rest on this alone.
package enum OriginScreen {
    /// - Parameters:
    ///   - sample: the platform's own networks.
    ///   - references: at least two sets of peers.
    package static func measure(
        origin: String, sample: OriginSet, references: [OriginSet], inputs: [String] = []
    ) -> Measurement {
        let origin = CountryName.normalised(origin)
        var result = Measurement(.originScreen, of: "\(sample.name), origin \(origin)", inputs: inputs)
        guard sample.networks > 0 else {
            result.refusal = "\(sample.name) holds no network"
            return result
        }
        let references = references.filter { $0.networks > 0 }.sorted { ($0.name, $0.rule) < ($1.name, $1.rule) }
        guard Set(references.map(\.name)).count >= 2 else {
            result.refusal = "one reference set alone misleads; give at least two sets that hold networks"
            return result
        }
        result.figures.append(
            Shares.figure("networks from \(origin)", sample.fromOrigin, of: sample.networks))
        for reference in references { result.figures += figures(sample, reference) }
        result.notes = [
            "a screen alone is never a finding: the answers differ by reference set, and all sets stand here",
            "each probability is that of \(sample.fromOrigin) or fewer of \(sample.networks), were these networks drawn like"
                + " the reference set's",
        ]
        result.notes.append("\(sample.name): \(sample.rule)")
        result.notes += references.map { "\($0.name), \($0.fromOrigin) of \($0.networks): \($0.rule)" }
        return result
    }

    private static func figures(_ sample: OriginSet, _ reference: OriginSet) -> [Figure] {
        let (k, n) = (reference.fromOrigin, reference.networks)
        let label = "against \(reference.name) (\(k) of \(n))"
        return [
            Figure(
                "beta-binomial " + label,
                betaBinomial(
                    atMost: sample.fromOrigin, of: sample.networks, a: 1 + Double(k), b: 1 + Double(n - k)),
                unit: "probability", count: k, of: n, remark: "uniform prior"),
            Figure(
                "binomial " + label,
                binomial(atMost: sample.fromOrigin, of: sample.networks, share: Double(k) / Double(n)),
                unit: "probability", count: k, of: n, remark: "takes the reference share as exact"),
            Figure(
                "Fisher, one-sided, " + label,
                exp(FisherExact(hits: k, of: n, against: sample.fromOrigin, of: sample.networks).logGreater),
                unit: "probability", count: k, of: n),
        ]
    }

    /// P(X ≤ k) of n draws whose chance is Beta(a, b).
    private static func betaBinomial(atMost k: Int, of n: Int, a: Double, b: Double) -> Double {
        func logBeta(_ x: Double, _ y: Double) -> Double { LogGamma.of(x) + LogGamma.of(y) - LogGamma.of(x + y) }
        let sum = (0...k).reduce(0.0) { sum, x in
            let ways = LogGamma.factorial(n) - LogGamma.factorial(x) - LogGamma.factorial(n - x)
            return sum + exp(ways + logBeta(Double(x) + a, Double(n - x) + b) - logBeta(a, b))
        }
        return min(1, sum)
    }

    /// P(X ≤ k) of n draws.
    private static func binomial(atMost k: Int, of n: Int, share: Double) -> Double {
        // As failures: n − k or more of them.
        exp(Binomial.logUpperTail(atLeast: n - k, trials: n, probability: 1 - share))
    }
}
