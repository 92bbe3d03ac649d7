import Records

/// What of a graph is drawn and in which order: accounts, or where these are too many, networks.
///
/// The order does not depend on that of the input: networks by size, the accounts of one beside one another with the
/// strongest first, ties with the heaviest first.
package struct DrawnGraph: Sendable, Equatable {
    /// What a point of the drawing stands for.
    package enum Kind: UInt16, Sendable {
        case accounts
        case networks
    }

    /// A point: an account or a network.
    struct Body: Equatable {
        var label: String
        var address: String
        /// `unstated` for a network whose accounts live on several platforms.
        var platform: Platform
        /// By place in `groups`.
        var group: Int
        var firstSeen: Instant?
        /// The sum of the weights of all its ties, drawn or not.
        var strength = 0.0
        /// How many others it is tied to, drawn or not.
        var partners = 0
    }

    /// A tie, by place in `bodies`, `a` below `b`.
    struct Tie: Equatable {
        var a: UInt32
        var b: UInt32
        var weight: Double
    }

    /// A network: the bodies `first..<first + count` stand in its disc.
    struct Group: Equatable {
        var label: String
        var address: String
        /// Its accounts, drawn or not.
        var members: Int
        var first: Int
        var count: Int
    }

    private(set) var kind: Kind
    private(set) var bodies: [Body]
    private(set) var ties: [Tie]
    private(set) var groups: [Group]
    package private(set) var accountsInAll: Int
    package private(set) var tiesInAll: Int
    package private(set) var networksInAll: Int
    /// Ties that cannot be drawn: of an account with itself, with an account that is not there, with a weight that is no
    /// number above nought.
    package private(set) var unsoundTies: Int

    package init(_ graph: AccountGraph) {
        var sorted = SortedGraph(graph)
        accountsInAll = sorted.bodies.count
        networksInAll = sorted.groups.count
        tiesInAll = sorted.ties.count
        unsoundTies = sorted.unsound
        let isTooLarge = sorted.bodies.count > GraphLimits.accounts || sorted.ties.count > GraphLimits.ties
        kind = isTooLarge && sorted.groups.count > 1 ? .networks : .accounts
        if kind == .networks {
            sorted.gatherNetworks()
            sorted.keepFirst(GraphLimits.networks, ties: GraphLimits.bundles)
        } else if isTooLarge {
            sorted.keepFirst(GraphLimits.accounts, ties: GraphLimits.ties)
        }
        bodies = sorted.bodies
        ties = sorted.ties
        groups = sorted.groups
    }

    /// The sentence that stands on a drawing where something was gathered or left out.
    package var remark: String? {
        var sentences: [String] = []
        switch kind {
        case .networks:
            sentences.append(
                "\(Words.count(accountsInAll, "account", "accounts")) are too many to tell apart, so each disc is a network; "
                    + "open one to see its accounts.")
            if groups.count < networksInAll {
                sentences.append(
                    "Here are the \(NumberText.grouped(groups.count)) largest of \(NumberText.grouped(networksInAll)) networks."
                )
            }
        case .accounts where bodies.count < accountsInAll || ties.count < tiesInAll:
            sentences.append(
                "Here are the \(NumberText.grouped(bodies.count)) strongest of \(NumberText.grouped(accountsInAll)) accounts "
                    + "and the \(NumberText.grouped(ties.count)) heaviest of \(NumberText.grouped(tiesInAll)) ties.")
        case .accounts: break
        }
        if unsoundTies > 0 {
            sentences.append(
                "\(Words.sentence(Words.count(unsoundTies, "tie", "ties"))) could not be drawn: a tie needs two accounts and a "
                    + "weight above nought.")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}
