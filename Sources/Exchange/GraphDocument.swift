package import Coordination
package import Corpus
package import Records
package import Statistics

/// A graph as exchange formats know it: nodes and undirected edges with typed attributes. One value, many formats.
package struct GraphDocument: Sendable {
    /// Who made it and what it is, one sentence each.
    package var creator: String
    package var description: String
    package var nodeAttributes: [GraphAttribute]
    package var edgeAttributes: [GraphAttribute]
    package var nodes: [GraphNode]
    package var edges: [GraphEdge]

    package init(
        creator: String, description: String, nodeAttributes: [GraphAttribute], edgeAttributes: [GraphAttribute],
        nodes: [GraphNode], edges: [GraphEdge]
    ) {
        self.creator = creator
        self.description = description
        self.nodeAttributes = nodeAttributes
        self.edgeAttributes = edgeAttributes
        self.nodes = nodes
        self.edges = edges
    }
}

/// A column of facts about nodes or edges.
package struct GraphAttribute: Sendable, Equatable {
    package enum Kind: Sendable {
        case text
        case integer
        case number
    }

    package var name: String
    package var kind: Kind

    package init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// One fact.
package enum GraphValue: Sendable, Equatable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case probability(Probability)

    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .probability(let probability): probability.description
        }
    }
}

/// A node. Its id in files is `n` and its place in the list.
package struct GraphNode: Sendable, Equatable {
    /// What people read beside the node.
    package var label: String
    /// A value for each of the document's node attributes; nil where there is none.
    package var values: [GraphValue?]
    /// Where and how it is drawn, where somebody has decided that.
    package var appearance: GraphAppearance?
    /// When it was there, in order; empty where nobody says.
    package var spells: [GraphSpell]

    package init(
        label: String, values: [GraphValue?], appearance: GraphAppearance? = nil, spells: [GraphSpell] = []
    ) {
        self.label = label
        self.values = values
        self.appearance = appearance
        self.spells = spells
    }
}

/// Days, both included, on which a node or an edge was there.
package struct GraphSpell: Sendable, Equatable {
    package var first: Day
    package var last: Day
    /// What an edge weighs on each of them; nil where it is the whole edge's weight.
    package var weight: Double?

    package init(first: Day, last: Day, weight: Double? = nil) {
        self.first = first
        self.last = last
        self.weight = weight
    }
}

/// Place, radius and colour of a node in a drawing, in the drawing's own units; y grows upwards.
package struct GraphAppearance: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package var size: Double
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8

    package init(x: Double, y: Double, size: Double, red: UInt8, green: UInt8, blue: UInt8) {
        self.x = x
        self.y = y
        self.size = size
        self.red = red
        self.green = green
        self.blue = blue
    }
}

/// An undirected edge. Two nodes may have several, of different kinds.
package struct GraphEdge: Sendable, Equatable {
    /// Places of the two nodes in the document's list.
    package var source: Int
    package var target: Int
    package var weight: Double
    /// What keeps parallel edges apart, for example the trace and window.
    package var kind: String
    /// The span in which the edge was seen.
    package var first: Instant
    package var last: Instant
    /// A value for each of the document's edge attributes; nil where there is none.
    package var values: [GraphValue?]
    /// The days within that span on which it was seen, in order; empty where only the span is known.
    package var spells: [GraphSpell]

    package init(
        source: Int, target: Int, weight: Double, kind: String, first: Instant, last: Instant, values: [GraphValue?],
        spells: [GraphSpell] = []
    ) {
        self.source = source
        self.target = target
        self.weight = weight
        self.kind = kind
        self.first = first
        self.last = last
        self.values = values
        self.spells = spells
    }
}

extension GraphDocument {
    /// The graph of all edges of all layers: a node for each account that has one, in the order of accounts.
    /// - Parameters:
    ///   - accounts: the table that the edges' indexes point into.
    ///   - networks: gives each member's node the name of its network.
    ///   - appearances: how accounts are drawn, by account index; accounts that are missing in it are not placed.
    package init(
        creator: String, layers: [EdgeLayer], accounts: AccountTable, networks: [Network],
        appearances: [UInt32: GraphAppearance] = [:]
    ) {
        var appears = [Bool](repeating: false, count: accounts.count)
        for layer in layers {
            for edge in layer.edges {
                appears[Int(edge.a)] = true
                appears[Int(edge.b)] = true
            }
        }
        var networkNames = [String?](repeating: nil, count: accounts.count)
        for network in networks {
            for member in network.members { networkNames[Int(member)] = network.identifier }
        }
        let members = (0..<UInt32(accounts.count)).filter { appears[Int($0)] }.sorted { accounts.precedes($0, $1) }
        var places = [Int](repeating: 0, count: accounts.count)
        for (place, account) in members.enumerated() { places[Int(account)] = place }
        self.init(
            creator: creator,
            description: "Accounts tied by acting on the same objects within a window. Weight: distinct objects.",
            nodeAttributes: [
                GraphAttribute("platform", .text), GraphAttribute("kind", .text), GraphAttribute("account", .text),
                GraphAttribute("handle", .text), GraphAttribute("network", .text), GraphAttribute("posts", .integer),
            ],
            edgeAttributes: [
                GraphAttribute("trace", .text), GraphAttribute("window_s", .text), GraphAttribute("pairs", .integer),
                GraphAttribute("posts_a", .integer), GraphAttribute("posts_b", .integer),
                GraphAttribute("median_gap_s", .number), GraphAttribute("first", .text), GraphAttribute("last", .text),
                GraphAttribute("p_value", .number), GraphAttribute("q_value", .number),
            ],
            nodes: members.map { account in
                GraphNode(
                    label: accounts.label(account),
                    values: [
                        .text(accounts.platform(account).name), .text(String(describing: accounts.kind(account))),
                        .text(accounts.value(account)), accounts.handle(account).map { .text($0) },
                        networkNames[Int(account)].map { .text($0) },
                        .integer(Int64(accounts.postCounts[Int(account)])),
                    ],
                    appearance: appearances[account])
            },
            edges: layers.flatMap { layer in
                layer.edges.map { edge in Self.edge(edge, of: layer, places: places) }
            })
    }

    private static func edge(_ edge: Edge, of layer: EdgeLayer, places: [Int]) -> GraphEdge {
        let (first, last) = (Instant(milliseconds: edge.first), Instant(milliseconds: edge.last))
        let window = layer.window.secondsText
        return GraphEdge(
            source: places[Int(edge.a)], target: places[Int(edge.b)], weight: Double(edge.weight),
            kind: "\(layer.trace.name) \(window)", first: first, last: last,
            values: [
                .text(layer.trace.name), .text(window), .integer(Int64(clamping: edge.pairs)),
                .integer(Int64(edge.postsA)), .integer(Int64(edge.postsB)), .number(edge.medianGap / 1000),
                .text(first.description), .text(last.description), edge.pValue.map { .probability($0) },
                edge.qValue.map { .probability($0) },
            ])
    }
}
