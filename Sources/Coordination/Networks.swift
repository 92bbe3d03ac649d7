import Bytes
package import Corpus
import Records
package import Statistics

/// When two accounts are held to belong together.
package struct NetworkRule: Sendable, Equatable {
    /// The false discovery rate at which a pair, all layers taken together, belongs together; nil where occasions alone
    /// decide, and chance is not asked about.
    package var rate: Double?
    /// Occasions needed in a trace whose objects are particular: a link, a sound, a text.
    package var minimumOccasions: UInt32
    /// Occasions needed in a trace whose objects are common property: hashtags, domains, mentions, effects.
    package var minimumCommonOccasions: UInt32

    package init(rate: Double? = nil, minimumOccasions: UInt32 = 2, minimumCommonOccasions: UInt32 = 10) {
        self.rate = rate
        self.minimumOccasions = minimumOccasions
        self.minimumCommonOccasions = minimumCommonOccasions
    }

    /// Whether `edge`, found in `trace`, has occasions enough to link its accounts where they alone decide.
    func links(_ edge: Edge, trace: Trace) -> Bool {
        edge.occasions >= (trace.isCommonProperty ? minimumCommonOccasions : minimumOccasions)
    }
}

/// Two accounts of one network and the edges between them, over all traces and windows.
package struct Link: Sendable, Equatable {
    package var a: UInt32
    package var b: UInt32
    /// The edges, as places in the list of edge layers they were drawn from.
    package var edges: [EdgePlace]
    /// The most occasions that any one edge between the two shows.
    package var occasions: UInt32
    /// The probability that chance alone explains all of them, and the false discovery rate at which the two are still
    /// linked; nil where occasions alone decided.
    package var pValue: Probability?
    package var qValue: Probability?
}

/// Where an edge stands in a list of edge layers.
package struct EdgePlace: Sendable, Hashable {
    package var layer: Int
    package var edge: Int
}

/// Accounts held together by links: what the program reports, not what a person has assessed.
package struct Network: Sendable, Equatable {
    /// The name within the run: `N1` is the first in the list.
    package var identifier: String
    /// The members, by account index, in the order of accounts.
    package var members: [UInt32]
    /// The links among them, the most occasions first.
    package var links: [Link]

    package init(identifier: String, members: [UInt32], links: [Link]) {
        self.identifier = identifier
        self.members = members
        self.links = links
    }

    /// Draws the networks out of the edges of all layers: the largest first, then the one with more links, then by the
    /// order of accounts.
    package static func networks(
        in layers: [EdgeLayer], accounts: AccountTable, rule: NetworkRule, detection: any CommunityDetection
    ) -> [Network] {
        let links = Link.links(in: layers, rule: rule)
        let ranks = accounts.ranks { isMember in
            for link in links {
                isMember[Int(link.a)] = true
                isMember[Int(link.b)] = true
            }
        }
        let (members, nodes) = (ranks.accounts, ranks.ofAccount)
        let communities = detection.communities(
            nodeCount: members.count,
            edges: links.map {
                WeightedLink(a: nodes[Int($0.a)], b: nodes[Int($0.b)], weight: Double($0.occasions))
            })

        let count = Int(communities.max() ?? 0) + (communities.isEmpty ? 0 : 1)
        var membersOf = [[UInt32]](repeating: [], count: count)
        for (node, account) in members.enumerated() { membersOf[Int(communities[node])].append(account) }
        var linksOf = [[Link]](repeating: [], count: count)
        for link in links where communities[Int(nodes[Int(link.a)])] == communities[Int(nodes[Int(link.b)])] {
            linksOf[Int(communities[Int(nodes[Int(link.a)])])].append(link)
        }
        // Communities are numbered by their lowest node, and nodes follow the order of accounts: the last tie-break.
        let order = (0..<count).filter { membersOf[$0].count > 1 }.sorted {
            (membersOf[$1].count, linksOf[$1].count, $0) < (membersOf[$0].count, linksOf[$0].count, $1)
        }
        return order.enumerated().map { rank, community in
            Network(
                identifier: "N\(rank + 1)", members: membersOf[community],
                links: linksOf[community].sorted {
                    ($1.occasions, nodes[Int($0.a)], nodes[Int($0.b)])
                        < ($0.occasions, nodes[Int($1.a)], nodes[Int($1.b)])
                })
        }
    }
}
