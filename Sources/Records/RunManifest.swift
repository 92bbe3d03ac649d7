/// How a result came about, so that somebody else can make it again: what went in, what was asked, what came out.
///
/// Everything outside `execution` is the same for the same input, parameters and version, on any machine.
package struct RunManifest: Codable, Sendable, Equatable {
    /// Always `daylight`.
    package var program = "daylight"
    package var version: String
    package var command: String
    package var parameters: Parameters
    package var inputs: [Input]
    package var counts: Counts
    package var searches: [Search]
    /// Facts that a reader of the results must know: what is heavy, what was capped, what was taken in spite of doubt.
    package var notes: [String]
    /// The files that the run wrote beside this one.
    package var results: [Output]
    package var execution: Execution

    package init(
        version: String, command: String, parameters: Parameters, inputs: [Input], counts: Counts, searches: [Search],
        notes: [String], results: [Output], execution: Execution
    ) {
        self.version = version
        self.command = command
        self.parameters = parameters
        self.inputs = inputs
        self.counts = counts
        self.searches = searches
        self.notes = notes
        self.results = results
        self.execution = execution
    }

    /// What was asked.
    package struct Parameters: Codable, Sendable, Equatable {
        /// Names of traces.
        package var traces: [String]
        /// As `Window` prints them.
        package var windows: [String]
        package var minimumParticipation: Int
        package var minimumWeight: Int
        package var minimumOccasions: Int
        package var minimumCommonOccasions: Int
        /// The false discovery rate at which pairs are reported; absent where occasions alone decide.
        package var falseDiscoveryRate: Double?
        /// The bin of time within which who acted when was left to chance, as `Window` prints it.
        package var chanceBin: String?
        /// Which pairs probabilities are corrected for; absent for all.
        package var correction: String?
        /// Runs over shuffled accounts, and the seed of everything random.
        package var permutations: Int?
        package var seed: UInt64?
        /// Whether the search was made again with each setting changed; absent for not.
        package var stability: Bool?
        /// SHA-256 of `accounts.csv` of the run whose networks were followed.
        package var followed: String?
        package var maximumObjectAccounts: Int?
        package var acceptsCoarseTime: Bool
        /// Whether files were unpacked whatever they unfold to.
        package var allowsExpansion: Bool
        /// The platform stated for sources that name none.
        package var platform: String?
        /// The column mapping for generic files: pairs `field=column`.
        package var mapping: [String]?
        /// Whether a case was asked: `inputs` are then the files that had been imported into it. Absent for files.
        package var isOfCase: Bool?
        /// The date to print, ISO 8601, if one was stated.
        package var now: String?

        package init(
            traces: [String], windows: [String], minimumParticipation: Int, minimumWeight: Int, minimumOccasions: Int,
            minimumCommonOccasions: Int, falseDiscoveryRate: Double? = nil, chanceBin: String? = nil,
            correction: String? = nil, permutations: Int? = nil, seed: UInt64? = nil, stability: Bool? = nil,
            followed: String? = nil, maximumObjectAccounts: Int?,
            acceptsCoarseTime: Bool,
            allowsExpansion: Bool,
            platform: String?, mapping: [String]?, isOfCase: Bool? = nil, now: String?
        ) {
            self.traces = traces
            self.windows = windows
            self.minimumParticipation = minimumParticipation
            self.minimumWeight = minimumWeight
            self.minimumOccasions = minimumOccasions
            self.minimumCommonOccasions = minimumCommonOccasions
            self.falseDiscoveryRate = falseDiscoveryRate
            self.chanceBin = chanceBin
            self.correction = correction
            self.permutations = permutations
            self.seed = seed
            self.stability = stability
            self.followed = followed
            self.maximumObjectAccounts = maximumObjectAccounts
            self.acceptsCoarseTime = acceptsCoarseTime
            self.allowsExpansion = allowsExpansion
            self.platform = platform
            self.mapping = mapping
            self.isOfCase = isOfCase
            self.now = now
        }
    }

    /// A file that was read.
    package struct Input: Codable, Sendable, Equatable {
        /// The file's name without its folder.
        package var name: String
        /// SHA-256 of the file's bytes as they lie on disk, hexadecimal.
        package var sha256: String
        package var bytes: UInt64
        /// The format's name, as `--as` takes it.
        package var format: String
        package var rows: UInt64
        package var accepted: UInt64
        package var repeated: UInt64
        /// Rejected records by reason.
        package var rejected: [String: UInt64]

        package init(
            name: String, sha256: String, bytes: UInt64, format: String, rows: UInt64, accepted: UInt64,
            repeated: UInt64, rejected: [String: UInt64]
        ) {
            self.name = name
            self.sha256 = sha256
            self.bytes = bytes
            self.format = format
            self.rows = rows
            self.accepted = accepted
            self.repeated = repeated
            self.rejected = rejected
        }
    }

    /// How much there was.
    package struct Counts: Codable, Sendable, Equatable {
        package var posts: Int
        package var accounts: Int
        package var actions: Int
        package var edges: Int
        package var networks: Int
        /// The highest number that a network's name has had, where networks are followed from run to run.
        package var lastNetwork: Int?

        package init(
            posts: Int, accounts: Int, actions: Int, edges: Int, networks: Int, lastNetwork: Int? = nil
        ) {
            self.posts = posts
            self.accounts = accounts
            self.actions = actions
            self.edges = edges
            self.networks = networks
            self.lastNetwork = lastNetwork
        }
    }

    /// What the search of one trace did.
    package struct Search: Codable, Sendable, Equatable {
        package var trace: String
        package var actions: Int
        package var repeats: Int
        package var searchedActions: Int
        package var candidatePairs: UInt64
        /// Edges at each window.
        package var edges: [String: Int]
        /// Pairs that reach the thresholds at each window, listed or not.
        package var found: [String: Int]?
        /// Pairs that could have been tied at each window, for which its probabilities are corrected; absent where none
        /// were asked for.
        package var tested: [String: Double]?
        /// Objects left out, with the number of accounts on each.
        package var cappedObjects: [String: Int]

        package init(
            trace: String, actions: Int, repeats: Int, searchedActions: Int, candidatePairs: UInt64,
            edges: [String: Int], found: [String: Int]? = nil, tested: [String: Double]? = nil,
            cappedObjects: [String: Int]
        ) {
            self.trace = trace
            self.actions = actions
            self.repeats = repeats
            self.searchedActions = searchedActions
            self.candidatePairs = candidatePairs
            self.edges = edges
            self.found = found
            self.tested = tested
            self.cappedObjects = cappedObjects
        }
    }

    /// A file that was written.
    package struct Output: Codable, Sendable, Equatable {
        package var name: String
        package var sha256: String
        package var bytes: UInt64

        package init(name: String, sha256: String, bytes: UInt64) {
            self.name = name
            self.sha256 = sha256
            self.bytes = bytes
        }
    }

    /// What differs from machine to machine: comparison leaves it out.
    package struct Execution: Codable, Sendable, Equatable {
        /// When the run began, ISO 8601.
        package var started: String
        package var wallSeconds: Double
        package var cpuSeconds: Double
        package var threads: Int
        package var host: String
        /// Where each input lay, in the order of `inputs`.
        package var paths: [String]
        /// The command line as it was typed.
        package var arguments: [String]

        package init(
            started: String, wallSeconds: Double, cpuSeconds: Double, threads: Int, host: String, paths: [String],
            arguments: [String]
        ) {
            self.started = started
            self.wallSeconds = wallSeconds
            self.cpuSeconds = cpuSeconds
            self.threads = threads
            self.host = host
            self.paths = paths
            self.arguments = arguments
        }
    }
}
