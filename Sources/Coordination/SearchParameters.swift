package import Records

// What belongs here: finding accounts that act together in the columns of a Corpus, and saying how. Values in, values
// out: no files, no clocks, no printing.

/// What a search asks of one trace.
package struct SearchParameters: Sendable {
    /// The windows, each searched in the same pass; ascending and distinct.
    package var windows: [Window]
    /// An account takes part at a window only if it co-acts on at least so many distinct objects there.
    package var minimumParticipation: Int
    /// A pair is an edge only with at least so many distinct objects.
    package var minimumWeight: Int
    /// Objects that more accounts than this acted on are left out, and the result names them; nil leaves none out.
    package var objectCap: Int?
    /// Threads to use. The result does not depend on it.
    package var threads: Int
    package var limits: SearchLimits
    /// What is held to be chance; nil where no probability is wanted.
    package var chance: ChanceModel?

    package init(
        windows: [Window], minimumParticipation: Int = 2, minimumWeight: Int = 2, objectCap: Int? = nil,
        threads: Int = 1, limits: SearchLimits = SearchLimits(), chance: ChanceModel? = nil
    ) {
        self.windows = Array(Set(windows)).sorted()
        self.minimumParticipation = max(1, minimumParticipation)
        self.minimumWeight = max(1, minimumWeight)
        self.objectCap = objectCap
        self.threads = max(1, threads)
        self.limits = limits
        self.chance = chance
    }
}

/// Where a search stops with a reason, before time or memory is gone.
package struct SearchLimits: Sendable {
    /// Candidate pairs of actions in one trace: at some ten nanoseconds each, the default is a few minutes.
    package var maximumPairs: UInt64
    /// Edges held in one trace, over all windows: the default is about four gigabytes.
    package var maximumEdges: Int
    /// Pairs held where only weights and pairs are counted: the default is about ten gigabytes.
    package var maximumPairCounts: Int
    /// Pairs of posts that a thread holds at once, at some 40 bytes each; beyond, figures are walked for and not held.
    package var heldPairs: UInt64 = 8_000_000
    /// Above so many candidate pairs the run says that it is heavy, and why.
    package var heavyPairs: UInt64

    package init(
        maximumPairs: UInt64 = 20_000_000_000, maximumEdges: Int = 10_000_000,
        maximumPairCounts: Int = 250_000_000, heavyPairs: UInt64 = 1_000_000_000
    ) {
        self.maximumPairCounts = maximumPairCounts
        self.maximumPairs = maximumPairs
        self.maximumEdges = maximumEdges
        self.heavyPairs = heavyPairs
    }
}

/// Why a search could not be carried out.
package enum CoordinationError: Error, Sendable, Equatable {
    /// More candidate pairs than the limit: the object that causes most of them is named.
    case tooManyPairs(trace: Trace, pairs: UInt64, limit: UInt64, heaviest: String, share: Double)
    /// More pairs of shares than can be held under another program's rules.
    case tooManySharePairs(pairs: UInt64, limit: UInt64)
    /// More bins of time in which accounts were active than can be held.
    case tooManyBins(limit: Int)
    /// More edges than the limit.
    case tooManyEdges(trace: Trace, limit: Int)
    /// It was told to stop.
    case cancelled
}

extension CoordinationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooManyPairs(let trace, let pairs, let limit, let heaviest, let share):
            return "the search in trace '\(trace.name)' would visit \(pairs) pairs of actions, more than the limit of "
                + "\(limit); \(Int((share * 100).rounded())) % of them are on the object '\(heaviest)'. Use a shorter "
                + "--window, a higher --min-weight, leave popular objects out with --max-object-accounts, or raise "
                + "--max-pairs if you can wait."
        case .tooManySharePairs(let pairs, let limit):
            return
                "under these rules there are more than \(pairs) pairs of shares, and no more than \(limit) are held. "
                + "Use a shorter --window, or leave --semantics away: Daylight's own search does not hold them."
        case .tooManyBins(let limit):
            return "accounts and their crowds were active in more than \(limit) bins of time together. Use a longer "
                + "--chance-bin or a shorter --window."
        case .tooManyEdges(let trace, let limit):
            return "the search in trace '\(trace.name)' found more than \(limit) edges. Use a shorter --window or a "
                + "higher --min-weight, leave popular objects out with --max-object-accounts, or raise --max-edges if the "
                + "memory is there (about 400 bytes an edge)."
        case .cancelled: return "the search was stopped."
        }
    }
}

/// What a search did on the way to its edges.
package struct SearchAccount: Sendable, Equatable {
    /// Actions given, and exact repeats (same object, account, time and post) among them.
    package var actions: Int
    package var repeats: Int
    /// Actions left after those that cannot matter were dropped.
    package var searchedActions: Int
    /// Pairs of actions within the largest window that were looked at.
    package var candidatePairs: UInt64
    /// Objects left out because of `objectCap`, and the number of accounts on each.
    package var cappedObjects: [CappedObject]
    /// What was found at each window, whether or not it is listed.
    package var found: [Found] = []

    /// All pairs of accounts that reach the thresholds at one window.
    package struct Found: Sendable, Equatable {
        package var edges = 0
        /// Sums of their weights and of their pairs of posts.
        package var weight: UInt64 = 0
        package var pairs: UInt64 = 0

        mutating func add(weight: UInt32, pairs: UInt64) {
            edges += 1
            self.weight += UInt64(weight)
            self.pairs += pairs
        }

        mutating func add(_ other: Found) {
            edges += other.edges
            weight += other.weight
            pairs += other.pairs
        }
    }
}

/// An object that was left out of a search because too many accounts acted on it.
package struct CappedObject: Sendable, Equatable {
    /// Index among the objects of its layer, and value.
    package var index: UInt32
    package var object: String
    package var accounts: Int
}

/// The edges of one trace and how they were found.
package struct SearchResult: Sendable {
    /// A layer a window, in the order of windows.
    package var layers: [EdgeLayer]
    package var account: SearchAccount
}
