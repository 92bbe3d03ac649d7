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

    @Option(help: "A pair of accounts needs at least so many distinct objects.")
    var minWeight = 2

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

    @Flag(help: "Allow windows that are finer than the times in the data.")
    var acceptCoarseTime = false

    func validate() throws {
        _ = try traces
        _ = try windows
        for (name, value) in [("--min-participation", minParticipation), ("--min-weight", minWeight)] where value < 1 {
            throw ValidationError("\(name) must be at least 1.")
        }
        if let maxObjectAccounts, maxObjectAccounts < 2 {
            throw ValidationError("--max-object-accounts must be at least 2.")
        }
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
        if let maxEdges, maxEdges < 1 { throw ValidationError("--max-edges must be at least 1.") }
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

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    var parameters: SearchParameters {
        get throws {
            var limits = SearchLimits(maximumPairs: maxPairs)
            if let maxEdges { (limits.maximumEdges, limits.maximumPairCounts) = (maxEdges, maxEdges) }
            return SearchParameters(
                windows: try windows, minimumParticipation: minParticipation, minimumWeight: minWeight,
                objectCap: maxObjectAccounts, threads: threadCount, limits: limits)
        }
    }

    /// The question that these options put to some files.
    func question(_ input: InputOptions, now: Instant? = nil) throws -> Question {
        if let path = input.caseFolder {
            return try Question(
                case: CaseFolder.open(at: path), traces: try traces, search: try parameters,
                acceptsCoarseTime: acceptCoarseTime, now: now)
        }
        return Question(
            sources: input.sources, intake: try input.reading.options(try traces), search: try parameters,
            acceptsCoarseTime: acceptCoarseTime, now: now)
    }
}

extension Instant: ExpressibleByArgument {
    /// Any of the spellings that files use; a date alone is its midnight.
    public init?(argument: String) {
        guard let time = ByteView.with(argument, { TimeParser.parse($0) }) else { return nil }
        self.init(milliseconds: time.milliseconds)
    }
}
