package import Corpus
package import Records
import Statistics

/// Whether the p-values of a run keep their promise on its own data: the search run again over shuffled accounts.
package struct Calibration: Sendable, Equatable {
    /// How often p-values at or below a level came out.
    package struct Level: Sendable, Equatable {
        package var level: Double
        /// Their share among all tests of all runs; an honest p-value keeps it at or below `level`.
        package var share: Double
    }

    /// Runs, and how many of them reported a pair that must be false.
    package var runs: Int
    package var alarms: Int
    /// Pairs reported in all runs together.
    package var falsePairs: Int
    /// Tests in all runs together.
    package var tests: Double
    package var levels: [Level]
    /// Whether all p-values could be held; else those above what can be reported are missing from the levels.
    package var isWhole = true

    /// What came of it, for a reader of the results.
    package func sentence(bin: Window) -> String {
        let shares = levels.map { level in
            "\(Probability(level.level)): \(Probability(min(1, level.share)).text(digits: 2))"
        }
        return "CHECKED on \(runs) runs over accounts shuffled within \(bin): \(alarms) reported anything, "
            + "\(falsePairs) pairs in all."
            + (isWhole
                ? " Share of all tests with a p-value at or below " + shares.joined(separator: ", ") + "." : "")
    }

    package static let levels = [0.05, 0.01, 0.001, 0.0001]

    /// Shuffles accounts within bins of time, searches, and counts what is reported although it cannot be true.
    /// - Parameters:
    ///   - layers: the traces that the run searched.
    ///   - parameters: of the run; must have a chance model.
    ///   - bin: within which accounts are shuffled, one hour by default.
    package static func calibrate(
        _ layers: [Layer], accounts: AccountTable, parameters: SearchParameters, rule: NetworkRule, runs: Int,
        seed: UInt64, bin: Window = LabelPermutation.hour, progress: Progress = .silent
    ) throws(CoordinationError) -> Calibration {
        var parameters = parameters
        parameters.chance?.keepsUnlikely = true
        var result = Calibration(
            runs: runs, alarms: 0, falsePairs: 0, tests: 0, levels: levels.map { Level(level: $0, share: 0) })
        let start = SeededGenerator(seed: seed)
        for run in 0..<runs {
            if progress.isCancelled() { throw .cancelled }
            progress.report(
                Progress.Step(label: "shuffling", done: UInt64(run), total: UInt64(runs), unit: "runs"))
            var generator = start.branch(UInt64(run))
            let shuffled = LabelPermutation.permuted(layers, accounts: accounts, bin: bin, using: &generator)
            var found: [EdgeLayer] = []
            for layer in shuffled { found += try search(layer, accounts, parameters, &result) }
            let links = Link.links(in: found, rule: rule).count
            result.falsePairs += links
            result.alarms += links > 0 ? 1 : 0
            for layer in found {
                result.tests += layer.tested?.count ?? 0
                for index in result.levels.indices {
                    let level = Probability(result.levels[index].level)
                    for edge in layer.edges where edge.pValue ?? .certain <= level { result.levels[index].share += 1 }
                }
            }
        }
        for index in result.levels.indices { result.levels[index].share /= max(1, result.tests) }
        return result
    }

    /// Searches with all p-values where they can be held, else with those alone that can be reported.
    private static func search(
        _ layer: Layer, _ accounts: AccountTable, _ parameters: SearchParameters, _ result: inout Calibration
    ) throws(CoordinationError) -> [EdgeLayer] {
        do throws(CoordinationError) {
            return try CoactionSearch.search(layer, accounts: accounts, parameters: parameters).layers
        } catch {
            guard case .tooManyEdges = error else { throw error }
            result.isWhole = false
            var parameters = parameters
            parameters.chance?.keepsUnlikely = false
            return try CoactionSearch.search(layer, accounts: accounts, parameters: parameters).layers
        }
    }
}
