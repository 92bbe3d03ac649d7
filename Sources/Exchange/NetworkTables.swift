package import Coordination
package import Records
package import Statistics

/// A row of `networks.csv`.
package struct NetworkRow: Sendable, Equatable {
    /// The network's name within the run: `N1`.
    package var network: String
    package var accounts: Int
    /// Pairs of accounts that are tied in at least one trace and window.
    package var edges: Int
    /// Traces and windows in which its accounts are tied.
    package var traces: [Trace]
    package var windows: [Window]
    package var platforms: [Platform]
    /// Distinct objects on which its accounts acted together.
    package var objects: Int
    /// Distinct posts behind its edges.
    package var posts: Int
    /// The earliest and the latest of these posts.
    package var first: Instant
    package var last: Instant
    /// Weight of its strongest and of its middle edge, in distinct objects.
    package var strongestWeight: UInt32
    package var medianWeight: Double
    /// The false discovery rates that all of its pairs keep, and half of them; nil where chance was not asked about.
    package var weakestQ: Probability?
    package var medianQ: Probability?
    /// Other explanations of which there are strong signs.
    package var rivals: [RivalExplanation]

    package init(
        network: String, accounts: Int, edges: Int, traces: [Trace], windows: [Window], platforms: [Platform],
        objects: Int, posts: Int, first: Instant, last: Instant, strongestWeight: UInt32, medianWeight: Double,
        weakestQ: Probability? = nil, medianQ: Probability? = nil, rivals: [RivalExplanation] = []
    ) {
        self.network = network
        self.accounts = accounts
        self.edges = edges
        self.traces = traces
        self.windows = windows
        self.platforms = platforms
        self.objects = objects
        self.posts = posts
        self.first = first
        self.last = last
        self.strongestWeight = strongestWeight
        self.medianWeight = medianWeight
        self.weakestQ = weakestQ
        self.medianQ = medianQ
        self.rivals = rivals
    }
}

/// `networks.csv`: a row for each network. Lists stand in one field, blanks between.
package struct NetworkTable {
    package static let header = [
        "network", "accounts", "edges", "traces", "windows_s", "platforms", "objects", "posts", "first", "last",
        "strongest_weight", "median_weight", "q_weakest", "q_median", "rivals",
    ]

    private var table: CSVWriter

    package init(_ sink: TextSink) throws(ExchangeError) {
        table = try CSVWriter(sink, header: Self.header)
    }

    package mutating func write(_ row: NetworkRow) throws(ExchangeError) {
        table.field(row.network)
        table.field(row.accounts)
        table.field(row.edges)
        table.field(row.traces.map(\.name).joined(separator: " "))
        table.field(row.windows.map(\.secondsText).joined(separator: " "))
        table.field(row.platforms.map(\.name).joined(separator: " "))
        table.field(row.objects)
        table.field(row.posts)
        table.field(row.first)
        table.field(row.last)
        table.field(row.strongestWeight)
        table.field(RNumber.text(row.medianWeight))
        table.field(row.weakestQ?.description ?? "")
        table.field(row.medianQ?.description ?? "")
        table.field(row.rivals.map(\.rawValue).joined(separator: " "))
        try table.endRow()
    }
}

/// A row of `accounts.csv`: one member of one network.
package struct AccountRow: Sendable, Equatable {
    package var network: String
    package var account: AccountKey
    /// The handle last seen, where the account is keyed by an id.
    package var handle: String?
    /// Posts of the account in the whole input.
    package var postsInInput: UInt32
    /// Posts that co-acted with another member's.
    package var coActingPosts: Int
    /// Members with whom it is tied.
    package var partners: Int
    /// Sum of the weights of its edges.
    package var strength: UInt64
    /// Its first and last post in the input.
    package var first: Instant
    package var last: Instant

    package init(
        network: String, account: AccountKey, handle: String?, postsInInput: UInt32, coActingPosts: Int, partners: Int,
        strength: UInt64, first: Instant, last: Instant
    ) {
        self.network = network
        self.account = account
        self.handle = handle
        self.postsInInput = postsInInput
        self.coActingPosts = coActingPosts
        self.partners = partners
        self.strength = strength
        self.first = first
        self.last = last
    }
}

/// `accounts.csv`: a row for each member of each network.
package struct AccountsTable {
    package static let header = [
        "network", "platform", "kind", "account", "handle", "posts_in_input", "co_acting_posts", "partners", "strength",
        "first", "last",
    ]

    private var table: CSVWriter

    package init(_ sink: TextSink) throws(ExchangeError) {
        table = try CSVWriter(sink, header: Self.header)
    }

    package mutating func write(_ row: AccountRow) throws(ExchangeError) {
        table.field(row.network)
        table.field(row.account.platform.name)
        table.field(String(describing: row.account.kind))
        table.field(row.account.value)
        table.field(row.handle ?? "")
        table.field(row.postsInInput)
        table.field(row.coActingPosts)
        table.field(row.partners)
        table.field(row.strength)
        table.field(row.first)
        table.field(row.last)
        try table.endRow()
    }
}
