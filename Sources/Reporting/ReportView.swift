package import Records

/// All that the report of one investigation says. Everything is counted and read before it comes here.
package struct ReportView: Sendable, Equatable {
    /// What the investigation is called: the case's name, or the first file's.
    package var title: String
    /// What was looked at, in words: "videos.csv and comments.csv".
    package var subject: String
    /// The printed date; nil prints none.
    package var generated: Instant?
    /// The program and its version: "daylight 0.1.0".
    package var version: String
    package var question: QuestionView
    package var figures: ReportFigures
    /// How pairs were tested against chance; nil where they were not.
    package var significance: SignificanceView?
    /// What becomes of the main networks when settings change; nil where that was not asked for.
    package var stability: StabilityView?
    /// The files read, in the order that `Citation.source` counts them.
    package var inputs: [InputView]
    /// The networks in the order of networks.csv, at least the first of them. The report details as many as
    /// `ReportLimits` allows and says how many it leaves to networks.csv.
    package var networks: [NetworkView]
    /// All networks in one drawing; each node's `community` is its network's place in `networks`.
    package var overview: GraphView
    /// What the reader must know about this run: heavy objects, coarse times.
    package var notes: [String]
    /// Limits of this run beyond those that every report states.
    package var limits: [String]
    /// What else could explain what was found.
    package var rivals: [RivalView]
    package var reproduction: ReproductionView
    /// What lies beside the report.
    package var files: [FileView]

    package init(
        title: String, subject: String, generated: Instant?, version: String, question: QuestionView,
        figures: ReportFigures, significance: SignificanceView? = nil, stability: StabilityView? = nil,
        inputs: [InputView], networks: [NetworkView],
        overview: GraphView, notes: [String] = [], limits: [String] = [], rivals: [RivalView] = RivalView.standing,
        reproduction: ReproductionView, files: [FileView]
    ) {
        self.title = title
        self.subject = subject
        self.generated = generated
        self.version = version
        self.question = question
        self.figures = figures
        self.significance = significance
        self.stability = stability
        self.inputs = inputs
        self.networks = networks
        self.overview = overview
        self.notes = notes
        self.limits = limits
        self.rivals = rivals
        self.reproduction = reproduction
        self.files = files
    }
}

extension ReportView {
    /// Whether the page has nothing to show but that.
    var isEmpty: Bool { figures.networks == 0 || networks.isEmpty }
}

/// What was asked of the data.
package struct QuestionView: Sendable, Equatable {
    package var traces: [Trace]
    package var windows: [Window]
    /// Distinct objects a pair of accounts must share within the window.
    package var minimumWeight: Int
    /// Distinct co-acted objects an account must have to take part.
    package var minimumParticipation: Int
    /// Further settings, named as the command line names them.
    package var settings: [SettingView]

    package init(
        traces: [Trace], windows: [Window], minimumWeight: Int, minimumParticipation: Int,
        settings: [SettingView] = []
    ) {
        self.traces = traces
        self.windows = windows
        self.minimumWeight = minimumWeight
        self.minimumParticipation = minimumParticipation
        self.settings = settings
    }
}

/// One setting of the run.
package struct SettingView: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// The run's figures.
package struct ReportFigures: Sendable, Equatable {
    package var posts: Int
    package var accounts: Int
    /// Account × object × time.
    package var actions: Int
    /// Pairs of posts by different accounts on one object within the window.
    package var coActingPairs: Int
    package var edges: Int
    package var networks: Int
    /// Accounts that belong to any network.
    package var networkAccounts: Int
    /// The earliest and the latest post read.
    package var first: Instant?
    package var last: Instant?

    package init(
        posts: Int, accounts: Int, actions: Int, coActingPairs: Int, edges: Int, networks: Int, networkAccounts: Int,
        first: Instant?, last: Instant?
    ) {
        self.posts = posts
        self.accounts = accounts
        self.actions = actions
        self.coActingPairs = coActingPairs
        self.edges = edges
        self.networks = networks
        self.networkAccounts = networkAccounts
        self.first = first
        self.last = last
    }
}

/// One file that was read.
package struct InputView: Sendable, Equatable {
    package var name: String
    /// The format as people name it: "TikTok Research API, CSV".
    package var format: String
    package var bytes: Int
    /// In lower-case hexadecimal digits.
    package var sha256: String
    package var rows: Int
    package var accepted: Int
    /// Posts that an earlier row had already given.
    package var repeated: Int
    package var rejected: [RejectionCount]
    package var first: Instant?
    package var last: Instant?
    package var resolution: TimeResolution

    package init(
        name: String, format: String, bytes: Int, sha256: String, rows: Int, accepted: Int, repeated: Int,
        rejected: [RejectionCount], first: Instant?, last: Instant?, resolution: TimeResolution
    ) {
        self.name = name
        self.format = format
        self.bytes = bytes
        self.sha256 = sha256
        self.rows = rows
        self.accepted = accepted
        self.repeated = repeated
        self.rejected = rejected
        self.first = first
        self.last = last
        self.resolution = resolution
    }
}

/// How many rows were rejected for one reason.
package struct RejectionCount: Sendable, Equatable {
    package var reason: String
    package var count: Int

    package init(reason: String, count: Int) {
        self.reason = reason
        self.count = count
    }
}

/// Another explanation of the same traces.
package struct RivalView: Sendable, Equatable {
    package var name: String
    /// How it comes about.
    package var account: String
    /// How a reader can tell.
    package var check: String
    /// What this run's data say about it; nil where that was not computed.
    package var finding: String?

    package init(name: String, account: String, check: String, finding: String? = nil) {
        self.name = name
        self.account = account
        self.check = check
        self.finding = finding
    }
}

/// How somebody else gets the same result.
package struct ReproductionView: Sendable, Equatable {
    /// The command line, as one would type it.
    package var command: String
    /// Facts to compare: name and value, for example "run.json, SHA-256".
    package var facts: [SettingView]

    package init(command: String, facts: [SettingView] = []) {
        self.command = command
        self.facts = facts
    }
}

/// A file that lies beside the report.
package struct FileView: Sendable, Equatable {
    package var name: String
    /// What is in it.
    package var content: String
    /// Nil where it is not known when the report is written.
    package var sha256: String?

    package init(name: String, content: String, sha256: String? = nil) {
        self.name = name
        self.content = content
        self.sha256 = sha256
    }
}
