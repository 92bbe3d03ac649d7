import Coordination
import Corpus
import Intake
import Records
import Statistics

extension Answer {
    /// Ties that met the thresholds, reported or not: a pair of accounts counts once for each trace and window.
    package var candidateTies: Int {
        searches.reduce(0) { sum, search in search.account.found.reduce(sum) { $0 + $1.edges } }
    }

    /// For how many pairs, over all traces and windows, probabilities are corrected; nil where none were asked for.
    package var testedPairs: Double? {
        let tested = layers.compactMap(\.tested)
        return tested.isEmpty ? nil : PairTests.count(inAnyOf: tested)
    }

    /// Notes about what was found, rather than about what was read. The page says the same where it belongs.
    package var findingNotes: [String] {
        [calibration?.sentence(bin: LabelPermutation.hour), nearestNote, stability?.sentence].compactMap { $0 }
    }

    /// How little was missing, where nothing is reported.
    var nearestNote: String? {
        guard let rate = question.search.chance?.rate, networks.isEmpty else { return nil }
        guard let nearest, let p = nearest.pValue, let q = nearest.qValue else {
            return candidateTies == 0 ? "NOTHING: no two accounts met the thresholds." : nil
        }
        return "NOTHING: \(candidateTies) ties met the thresholds and none is unlikely enough by chance. The least "
            + "likely pair has p = \(p.text(digits: 2)), and would be reported only at a false discovery rate of "
            + "\(q.text(digits: 2)) instead of \(rate)."
    }
}

extension Question {
    /// The pair that chance explains least, where none is reported: the search leaves out what it cannot report, so it
    /// is made again with everything in. Nil where nothing met the thresholds, or so much that it would not be a remark.
    func nearest(
        _ searches: [SearchResult], in corpus: Corpus, progress: Progress
    ) throws(InquiryError) -> Link? {
        let met = searches.reduce(0) { sum, search in search.account.found.reduce(sum) { $0 + $1.edges } }
        guard search.chance != nil, (1...Self.comparedTies).contains(met) else { return nil }
        var parameters = search
        parameters.chance?.keepsUnlikely = true
        var layers: [EdgeLayer] = []
        for layer in corpus.layers where intake.traces.contains(layer.trace) {
            do throws(CoordinationError) {
                layers += try CoactionSearch.search(
                    layer, accounts: corpus.accounts, parameters: parameters,
                    progress: Progress(
                        report: progress.report, note: { _ in }, isCancelled: progress.isCancelled)
                ).layers
            } catch {
                throw .search(error)
            }
        }
        return Link.candidates(in: layers).min {
            ($0.pValue ?? .certain, $0.a, $0.b) < ($1.pValue ?? .certain, $1.a, $1.b)
        }
    }

    /// Ties among which the least likely is looked for: as many as are held in a second.
    private static let comparedTies = 1_000_000
}
