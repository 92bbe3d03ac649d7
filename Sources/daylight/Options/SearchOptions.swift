import ArgumentParser
import Bytes
import Coordination
import Foundation
import Inquiry
import Records
import Workspace

/// What to look for.
struct SearchOptions: ParsableArguments {
    @Option(
        help: "Traces to search, separated by commas; all by default.",
        completion: .list(Trace.allCases.map(\.name)))
    var trace: String?

    @Option(help: "Windows, separated by commas: 60s, 10min, 1h, none; a bare number is seconds.")
    var window = "60s"

    @Option(help: "An account takes part only with at least so many distinct co-acted objects.")
    var minParticipation = 2

    @Option(
        help: """
            A pair of accounts needs at least so many distinct objects: 3 by default, and 2 where chance is not asked about.
            """)
    var minWeight: Int?

    /// The least weight that a search of Daylight's own asks for.
    var leastWeight: Int { minWeight ?? (fdr == "none" ? 2 : 3) }

    @Option(help: "Leave out objects that more accounts than this acted on. The run then says what that can hide.")
    var maxObjectAccounts: Int?

    @Option(help: "Stop before visiting more pairs of actions than this in one trace.")
    var maxPairs: UInt64 = SearchLimits().maximumPairs

    @Option(
        help: """
            Stop before holding more edges than this in one trace; 10 million by default, 250 million where only \
            weights and pairs are counted.
            """)
    var maxEdges: Int?

    @Option(help: "Threads to use; results do not depend on it.")
    var threads: Int?

    @Option(
        help: """
            The false discovery rate: at most this share of the pairs reported is there by chance. 'none' asks no \
            probability, and occasions alone decide.
            """)
    var fdr = "0.01"

    @Option(
        help: """
            Within such a bin of time, who acted when is left to chance: 1h, 6h (the default), 1d, none. Shorter bins put \
            down more to habit and to the news of the hour.
            """)
    var chanceBin: String?

    @Option(
        help: """
            Correct the probabilities for all pairs of accounts (the default), or only for those attainable: that could \
            have met as often as they must. The latter finds more in small inputs.
            """)
    var correction: ChanceModel.Correction?

    @Option(help: "Search so often over shuffled accounts, to check that the probabilities keep their promise.")
    var permutations = 0

    @Option(help: "The seed of everything random; 1 by default.")
    var seed: UInt64?

    @Flag(help: "Allow windows that are finer than the times in the data.")
    var acceptCoarseTime = false

    func validate() throws {
        _ = try traces
        _ = try windows
        for (name, value) in [("--min-participation", minParticipation), ("--min-weight", leastWeight)] where value < 1
        {
            throw ValidationError("\(name) must be at least 1.")
        }
        if let maxObjectAccounts, maxObjectAccounts < 2 {
            throw ValidationError("--max-object-accounts must be at least 2.")
        }
        _ = try chance
        if permutations < 0 { throw ValidationError("--permutations must not be below 0.") }
        try refuseWithoutProbabilities()
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
        if let maxEdges, maxEdges < 1 { throw ValidationError("--max-edges must be at least 1.") }
    }

    /// Options that say how probabilities are found: who names one wants probabilities.
    var probabilityOptions: [String] {
        [
            ("--chance-bin", chanceBin != nil), ("--correction", correction != nil),
            ("--permutations", permutations > 0), ("--seed", seed != nil),
        ].filter(\.1).map(\.0)
    }

    private func refuseWithoutProbabilities() throws {
        let named = probabilityOptions
        if fdr != "none" || named.isEmpty { return }
        throw ValidationError(
            "--fdr none contradicts \(named.joined(separator: " and ")): without probabilities nothing is corrected, "
                + "shuffled or drawn. Leave one or the other away.")
    }

    var traces: TraceSet {
        get throws {
            guard let trace else { return .all }
            let names = trace.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            let traces = try names.map { name in
                guard let trace = Trace(name: name) else {
                    let known = Trace.allCases.map(\.name).joined(separator: ", ")
                    throw ValidationError("There is no trace '\(name)'; known: \(known).")
                }
                return TraceSet(trace)
            }
            if traces.isEmpty { throw ValidationError("--trace names no trace.") }
            return TraceSet(traces)
        }
    }

    var windows: [Window] {
        get throws {
            let windows = try window.split(separator: ",").map { part in
                let text = part.trimmingCharacters(in: .whitespaces)
                guard let window = Window(text) else {
                    throw ValidationError("'\(text)' is no window; examples: 60s, 0.5s, 10min, 1h, none.")
                }
                return window
            }
            guard (1...32).contains(windows.count) else { throw ValidationError("--window takes 1 to 32 windows.") }
            return windows
        }
    }

    var chance: ChanceModel? {
        get throws {
            if fdr == "none" { return nil }
            guard let rate = Double(fdr), rate > 0, rate < 1 else {
                throw ValidationError("--fdr is a share above 0 and below 1, like 0.01, or none.")
            }
            let usual = ChanceModel()
            let text = chanceBin ?? usual.bin.description
            guard let bin = Window(text), bin.milliseconds >= 60_000 else {
                throw ValidationError(
                    "'\(text)' is no bin of time of a minute or more; examples: 1h, 6h, 1d, none.")
            }
            return ChanceModel(bin: bin, rate: rate, correction: correction ?? usual.correction, keepsUnlikely: false)
        }
    }

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    var parameters: SearchParameters {
        get throws {
            var limits = SearchLimits(maximumPairs: maxPairs)
            if let maxEdges { (limits.maximumEdges, limits.maximumPairCounts) = (maxEdges, maxEdges) }
            return SearchParameters(
                windows: try windows, minimumParticipation: minParticipation, minimumWeight: leastWeight,
                objectCap: maxObjectAccounts, threads: threadCount, limits: limits,
                chance: try chance)
        }
    }

    /// The question that these options put to some files.
    func question(_ input: InputOptions, now: Instant? = nil) throws -> Question {
        var question: Question
        if let path = input.caseFolder {
            question = try Question(
                case: CaseFolder.open(at: path), traces: try traces, search: try parameters,
                acceptsCoarseTime: acceptCoarseTime, now: now)
        } else {
            question = Question(
                sources: input.sources, intake: try input.reading.options(try traces), search: try parameters,
                acceptsCoarseTime: acceptCoarseTime, now: now)
        }
        question.permutations = permutations
        if let seed { question.seed = seed }
        return question
    }
}

extension ChanceModel.Correction: ExpressibleByArgument {}

extension Instant: ExpressibleByArgument {
    /// Any of the spellings that files use; a date alone is its midnight.
    public init?(argument: String) {
        guard let time = ByteView.with(argument, { TimeParser.parse($0) }) else { return nil }
        self.init(milliseconds: time.milliseconds)
    }
}
