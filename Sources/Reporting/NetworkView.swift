package import Coordination
package import Records
package import Statistics

/// One network: who, what, when, and the posts that show it.
package struct NetworkView: Sendable, Equatable {
    /// The name within the run: `N1`.
    package var identifier: String
    package var accounts: Int
    package var edges: Int
    /// Distinct objects, over all traces.
    package var objects: Int
    /// Pairs of posts that co-act.
    package var coActs: Int
    /// Distinct UTC days with a co-act.
    package var days: Int
    /// The earliest and the latest co-acting post.
    package var first: Instant
    package var last: Instant
    /// The traces that tie the network, strongest first; one row for each trace and window.
    package var layers: [NetworkLayerView]
    /// Members, strongest first; the report shows the first of them.
    package var members: [MemberView]
    /// Pairs, strongest first.
    package var pairs: [PairView]
    /// Shared objects, those of the most accounts first.
    package var sharedObjects: [SharedObjectView]
    /// Co-acts with their posts, the most telling first.
    package var evidence: [CoActView]
    package var activity: ActivityView
    package var drawing: GraphView
    /// The false discovery rates that all of its ties keep, and at least half of them; nil where chance was not asked about.
    package var weakestQ: Probability?
    package var medianQ: Probability?
    /// How alike the most similar network is at the least, 0 to 1, when one setting changes; nil where it was not tried.
    package var leastLikeness: Double?
    /// What was counted for each other explanation; empty where it was not looked for.
    package var rivals: [RivalFinding]
    /// How many others used what the members share; nil where it was not counted.
    package var crowd: CrowdView?
    /// What the reader must know about this network: for example which rival explanation its own data favour.
    package var notes: [String]

    package init(
        identifier: String, accounts: Int, edges: Int, objects: Int, coActs: Int, days: Int, first: Instant,
        last: Instant, layers: [NetworkLayerView], members: [MemberView], pairs: [PairView],
        sharedObjects: [SharedObjectView], evidence: [CoActView], activity: ActivityView, drawing: GraphView,
        weakestQ: Probability? = nil, medianQ: Probability? = nil, leastLikeness: Double? = nil,
        rivals: [RivalFinding] = [],
        crowd: CrowdView? = nil, notes: [String] = []
    ) {
        self.identifier = identifier
        self.accounts = accounts
        self.edges = edges
        self.objects = objects
        self.coActs = coActs
        self.days = days
        self.first = first
        self.last = last
        self.layers = layers
        self.members = members
        self.pairs = pairs
        self.sharedObjects = sharedObjects
        self.evidence = evidence
        self.activity = activity
        self.drawing = drawing
        self.weakestQ = weakestQ
        self.medianQ = medianQ
        self.leastLikeness = leastLikeness
        self.rivals = rivals
        self.crowd = crowd
        self.notes = notes
    }
}

/// An account as a page names it.
package struct AccountView: Sendable, Hashable {
    /// The handle where the source has one, otherwise the key's value.
    package var label: String
    package var key: AccountKey

    package init(label: String, key: AccountKey) {
        self.label = label
        self.key = key
    }
}

/// What one trace at one window contributes to a network.
package struct NetworkLayerView: Sendable, Equatable {
    package var trace: Trace
    package var window: Window
    package var edges: Int
    package var objects: Int
    package var coActs: Int
    /// The object that most of the network's accounts co-acted on.
    package var strongest: String?
    /// How many accounts that were.
    package var strongestAccounts: Int

    package init(
        trace: Trace, window: Window, edges: Int, objects: Int, coActs: Int, strongest: String?,
        strongestAccounts: Int
    ) {
        self.trace = trace
        self.window = window
        self.edges = edges
        self.objects = objects
        self.coActs = coActs
        self.strongest = strongest
        self.strongestAccounts = strongestAccounts
    }
}

/// A member of a network.
package struct MemberView: Sendable, Equatable {
    package var account: AccountView
    /// Its posts in the whole input.
    package var posts: Int
    /// Those that co-act with another member's.
    package var coActingPosts: Int
    /// How many members it is tied to.
    package var degree: Int
    /// The sum of its edges' weights.
    package var strength: Int
    /// Its earliest and latest co-acting post.
    package var first: Instant
    package var last: Instant
    /// The share of its co-acts in which it posted first, 0 to 1, ties counting half.
    package var leads: Double

    package init(
        account: AccountView, posts: Int, coActingPosts: Int, degree: Int, strength: Int, first: Instant,
        last: Instant, leads: Double
    ) {
        self.account = account
        self.posts = posts
        self.coActingPosts = coActingPosts
        self.degree = degree
        self.strength = strength
        self.first = first
        self.last = last
        self.leads = leads
    }
}

/// Two members and what ties them, in one trace at one window.
package struct PairView: Sendable, Equatable {
    package var a: AccountView
    package var b: AccountView
    package var trace: Trace
    package var window: Window
    /// Distinct objects.
    package var weight: Int
    /// Pairs of posts.
    package var coActs: Int
    package var postsA: Int
    package var postsB: Int
    /// Milliseconds.
    package var medianGap: Double
    package var first: Instant
    package var last: Instant
    package var days: Int
    /// Of the two accounts over all traces and windows together.
    package var pValue: Probability?
    package var qValue: Probability?

    package init(
        a: AccountView, b: AccountView, trace: Trace, window: Window, weight: Int, coActs: Int, postsA: Int,
        postsB: Int, medianGap: Double, first: Instant, last: Instant, days: Int, pValue: Probability? = nil,
        qValue: Probability? = nil
    ) {
        self.a = a
        self.b = b
        self.trace = trace
        self.window = window
        self.weight = weight
        self.coActs = coActs
        self.postsA = postsA
        self.postsB = postsB
        self.medianGap = medianGap
        self.first = first
        self.last = last
        self.days = days
        self.pValue = pValue
        self.qValue = qValue
    }
}

/// Something that members shared.
package struct SharedObjectView: Sendable, Equatable {
    package var object: TracedObject
    /// Members that co-acted on it, and their posts.
    package var accounts: Int
    package var posts: Int
    /// How many accounts of the whole input acted on it at any time: the larger, the less it proves. Nil where not
    /// counted.
    package var accountsInInput: Int?
    package var first: Instant
    package var last: Instant
    /// Where a person can open it.
    package var address: String?

    package init(
        object: TracedObject, accounts: Int, posts: Int, accountsInInput: Int? = nil, first: Instant, last: Instant,
        address: String? = nil
    ) {
        self.object = object
        self.accounts = accounts
        self.posts = posts
        self.accountsInInput = accountsInInput
        self.first = first
        self.last = last
        self.address = address
    }
}

/// A co-act: two accounts, one object, and the two posts as the source shows them. The earlier post comes first.
package struct CoActView: Sendable, Equatable {
    package var object: TracedObject
    package var window: Window
    package var earlier: CitedPost
    package var later: CitedPost
    /// How many accounts of the whole input acted on the object at any time. Nil where not counted.
    package var accountsInInput: Int?

    package init(
        object: TracedObject, window: Window, earlier: CitedPost, later: CitedPost, accountsInInput: Int? = nil
    ) {
        self.object = object
        self.window = window
        self.earlier = earlier
        self.later = later
        self.accountsInInput = accountsInInput
    }

    /// Milliseconds between the two.
    var gap: Int64 { later.time.milliseconds - earlier.time.milliseconds }
}

/// When the members co-acted.
package struct ActivityView: Sendable, Equatable {
    /// A co-acting post: its time, and what it was on, by place in `objects`.
    package struct Mark: Sendable, Equatable {
        package var time: Instant
        package var object: Int

        package init(time: Instant, object: Int) {
            self.time = time
            self.object = object
        }
    }

    /// One member's marks, in any order.
    package struct Row: Sendable, Equatable {
        package var account: AccountView
        package var marks: [Mark]

        package init(account: AccountView, marks: [Mark]) {
            self.account = account
            self.marks = marks
        }
    }

    /// The shared objects that marks point to.
    package var objects: [TracedObject]
    /// Members, strongest first.
    package var rows: [Row]
    /// The largest window under which these marks co-act.
    package var window: Window

    package init(objects: [TracedObject], rows: [Row], window: Window) {
        self.objects = objects
        self.rows = rows
        self.window = window
    }
}

/// Accounts and ties to draw.
package struct GraphView: Sendable, Equatable {
    /// An account.
    package struct Node: Sendable, Equatable {
        package var label: String
        package var platform: Platform
        /// The sum of its edges' weights.
        package var strength: Int
        /// The network it belongs to, by place in the report's list.
        package var community: Int

        package init(label: String, platform: Platform, strength: Int, community: Int) {
            self.label = label
            self.platform = platform
            self.strength = strength
            self.community = community
        }
    }

    /// A tie between two nodes, by place in `nodes`.
    package struct Edge: Sendable, Equatable {
        package var a: Int
        package var b: Int
        /// Distinct objects.
        package var weight: Int
        package var trace: Trace

        package init(a: Int, b: Int, weight: Int, trace: Trace) {
            self.a = a
            self.b = b
            self.weight = weight
            self.trace = trace
        }
    }

    package var nodes: [Node]
    package var edges: [Edge]
    /// How many there are of each where only the strongest were given.
    package var nodesInAll: Int
    package var edgesInAll: Int

    /// - Parameters:
    ///   - nodesInAll: nil where `nodes` holds all of them.
    ///   - edgesInAll: nil where `edges` holds all of them.
    package init(nodes: [Node], edges: [Edge], nodesInAll: Int? = nil, edgesInAll: Int? = nil) {
        self.nodes = nodes
        self.edges = edges
        self.nodesInAll = max(nodes.count, nodesInAll ?? 0)
        self.edgesInAll = max(edges.count, edgesInAll ?? 0)
    }
}
