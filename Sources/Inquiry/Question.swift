package import Coordination
package import Intake
package import Records
package import Workspace

// What belongs here: one run from its sources to its results, and what it leaves behind. What does not: how a search
// works, how a page looks, what a command is called.

/// What one run asks of which files.
package struct Question: Sendable {
    package var sources: [SourceFile]
    /// The case that is asked instead of files; `sources` are then the files that were imported into it.
    package private(set) var caseFolder: CaseFolder?
    /// How many records of each import are asked about.
    private(set) var rowsOfImports: [UInt64] = []
    package var intake: IntakeOptions
    /// Windows, thresholds, threads and limits of the search.
    package var search: SearchParameters
    /// When two accounts are held to belong together; its rate is that of the search.
    package var rule: NetworkRule
    /// Whether windows finer than the data's times are allowed.
    package var acceptsCoarseTime: Bool
    /// The earlier run whose networks are followed, where one is.
    package var followed: StoredRun?
    /// How often the accounts are shuffled and searched again, to check the probabilities; 0 for not at all.
    package var permutations = 0
    /// Whether the search is made again with each setting changed, to see what becomes of the main networks.
    package var asksForStability = false
    /// Seeds everything random: the same seed gives the same results.
    package var seed: UInt64 = 1
    /// The date to print, if one is wanted.
    package var now: Instant?

    package init(
        sources: [SourceFile], intake: IntakeOptions = IntakeOptions(), search: SearchParameters,
        rule: NetworkRule = NetworkRule(), acceptsCoarseTime: Bool = false, now: Instant? = nil
    ) {
        self.sources = sources
        self.intake = intake
        self.search = search
        self.rule = rule
        self.rule.rate = search.chance?.rate
        self.acceptsCoarseTime = acceptsCoarseTime
        self.now = now
    }

    /// A question to a case, about everything that was imported so far, or about so many records of each of its first
    /// imports only, as there were when an earlier run asked.
    package init(
        case folder: CaseFolder, rows: [UInt64]? = nil, traces: TraceSet = .all, search: SearchParameters,
        rule: NetworkRule = NetworkRule(), acceptsCoarseTime: Bool = false, now: Instant? = nil
    ) throws(InquiryError) {
        let files: [FileSummary]
        do throws(CaseError) {
            files = try folder.imports().files
        } catch {
            throw .storage(error)
        }
        self.init(
            sources: files.prefix(rows?.count ?? files.count).map { SourceFile(path: $0.path, format: $0.format) },
            intake: IntakeOptions(traces: traces), search: search, rule: rule, acceptsCoarseTime: acceptsCoarseTime,
            now: now)
        caseFolder = folder
        rowsOfImports = rows ?? files.map(\.rows)
    }

    /// The sources' names as results show them: without folders, so that they are the same on every machine, and with
    /// a number behind where two are alike.
    package var sourceNames: [String] {
        var seen: [String: Int] = [:]
        return sources.map { source in
            let name = SourceFile.name(of: source.path)
            seen[name, default: 0] += 1
            let count = seen[name] ?? 1
            return count == 1 ? name : "\(name) (\(count))"
        }
    }
}

extension Question {
    /// What leaving popular objects out of a search can hide; nil where none was left out.
    package func cappedNote(_ trace: Trace, _ account: SearchAccount) -> String? {
        guard let largest = account.cappedObjects.max(by: { $0.accounts < $1.accounts }) else { return nil }
        return "\(account.cappedObjects.count) objects of trace '\(trace.name)' were left out because more "
            + "than \(search.objectCap ?? 0) accounts acted on each (at most \(largest.accounts), on "
            + "'\(largest.object)'): accounts tied by nothing else are not found."
    }
}

/// Why a question has no answer.
package enum InquiryError: Error, Sendable {
    case intake(IntakeError)
    case search(CoordinationError)
    case storage(CaseError)
    /// A case into which nothing was imported.
    case emptyCase(folder: String)
    /// A window is finer than the times in a file.
    case coarseTime(file: String, resolution: TimeResolution, window: Window)
    /// None of the records that were read could be accepted.
    case nothingAccepted(IntakeSummary)
    /// A folder holds no run, or one that cannot be read.
    case noRun(folder: String, reason: String)
    /// A result is not as the run left it.
    case altered(path: String)
    /// The run was made by another version, whose results this one need not repeat.
    case otherVersion(folder: String, version: String)
    /// A topic that nothing in the input is about.
    case noSuchTopic(String)
    /// An account that is not in the input, or a name that several share.
    case noSuchAccount(String)
    case ambiguousAccount(String, candidates: [String])
}

extension InquiryError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .intake(let error): return error.description
        case .search(let error): return error.description
        case .storage(let error): return error.description
        case .emptyCase(let folder):
            return
                "nothing was imported into the case \(folder) yet; 'daylight import FILE… --case \(folder)' does that."
        case .coarseTime(let file, let resolution, let window):
            return
                "\(file) states its times to the \(resolution.name), so a window of \(window) says nothing about it. "
                + "Use --window \(Window(milliseconds: resolution.rawValue)) or more, or --accept-coarse-time if you "
                + "know what that means."
        case .nothingAccepted(let summary) where summary.files.allSatisfy { $0.emptiness != nil }:
            return summary.files.compactMap(\.emptiness).joined(separator: "; ")
                + ". Export it again, and see that the dates asked for have posts."
        case .nothingAccepted(let summary):
            return "none of the \(summary.rows) records could be accepted; the list of rejects says why."
        case .noRun(let folder, let reason):
            return "\(folder) holds no run of 'daylight investigate': \(reason). Name the folder with --run."
        case .altered(let path):
            return "\(path) is not as the run left it: its SHA-256 differs from the one in run.json. Run "
                + "'daylight investigate' again to have the true one."
        case .otherVersion(let folder, let version):
            return "the run in \(folder) was made by daylight \(version); run 'daylight investigate' again first."
        case .noSuchTopic(let name):
            return "nothing in the input is about the topic '\(name)', so that no alarm could be. Leave --topic away "
                + "to see what topics there are; a hashtag is written '#tag', a mention '@name', all else as it stands "
                + "in the input."
        case .noSuchAccount(let name):
            return "no account '\(name)' is in the input of this run. Names stand in accounts.csv and edges.csv."
        case .ambiguousAccount(let name, let candidates):
            return "several accounts are called '\(name)': \(candidates.joined(separator: ", ")). Use one of these."
        }
    }
}
