package import Corpus
package import Records

/// What became of the networks of an earlier run: a network keeps its name as long as its members carry it on.
///
/// Networks are matched by their members, the most alike first, one to one. What each has of the other's members tells
/// whether it grew, was split or merged.
package struct Lineage: Sendable, Equatable {
    /// A network of an earlier run.
    package struct Ancestor: Sendable, Equatable {
        package var identifier: String
        package var members: [AccountKey]

        package init(identifier: String, members: [AccountKey]) {
            self.identifier = identifier
            self.members = members
        }
    }

    /// What happened to a network between two runs.
    package enum Event: String, Sendable, CaseIterable {
        /// No earlier network has a share in it, or only a small one.
        case born
        /// The members of one earlier network, some others in the places of some, more of them, or fewer.
        case same, changed, grew, shrank
        /// It holds most of two or more earlier networks.
        case merged
        /// It holds a part of an earlier network, of which another part is in another network.
        case split
        /// None of the networks carries it on.
        case vanished
    }

    /// A row of the history.
    package struct Change: Sendable, Equatable {
        package var identifier: String
        package var event: Event
        /// The earlier networks that it has its members from, the largest share first.
        package var ancestors: [String]
        package var membersBefore: Int
        package var membersNow: Int
        /// Members of the ancestor that carries its name, still there.
        package var stayed: Int
    }

    /// The least share of an earlier network's members that makes a later one its successor in part.
    private static let part = 0.2
    /// The least share that makes it hold most of it.
    private static let most = 0.5

    /// A name for each of the networks, in their order.
    package private(set) var identifiers: [String] = []
    /// First the networks in their order, then those that vanished, in theirs.
    package private(set) var changes: [Change] = []

    /// The highest number that a name has had so far.
    package private(set) var lastNumber: Int

    /// The number in a name like `N12`; nil where it is none that a run gives.
    package static func number(_ identifier: String) -> Int? {
        guard identifier.first == "N", let number = Int(identifier.dropFirst()), (1...999_999_999).contains(number)
        else { return nil }
        return number
    }

    /// - Parameter lastNumber: the highest number that any run before gave.
    package init(from before: [Ancestor], to now: [Network], accounts: AccountTable, lastNumber: Int = 0) {
        self.init(from: before, to: now.map { $0.members.map(accounts.key) }, lastNumber: lastNumber)
    }

    /// - Parameters:
    ///   - now: the members of each network.
    ///   - lastNumber: the highest number that any run before gave.
    package init(from before: [Ancestor], to now: [[AccountKey]], lastNumber: Int = 0) {
        var ancestorOf: [AccountKey: Int] = [:]
        for (index, ancestor) in before.enumerated() {
            for member in ancestor.members { ancestorOf[member] = index }
        }
        // How many members each network has from each earlier one.
        var shares: [[(ancestor: Int, members: Int)]] = []
        for network in now {
            var counts: [Int: Int] = [:]
            for member in network {
                if let ancestor = ancestorOf[member] { counts[ancestor, default: 0] += 1 }
            }
            shares.append(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) })
        }
        let (heirOf, ancestorOfHeir) = Self.match(shares, before, now)

        // New names go on after the highest number that was ever given.
        self.lastNumber = max(lastNumber, before.compactMap { Self.number($0.identifier) }.max() ?? 0)
        let holders = shares.reduce(into: [Int](repeating: 0, count: before.count)) { holders, parts in
            for part in parts where Self.isPart(part.members, of: before[part.ancestor]) { holders[part.ancestor] += 1 }
        }
        for (index, network) in now.enumerated() {
            let own = ancestorOfHeir[index]
            if own == nil { self.lastNumber += 1 }
            let identifier = own.map { before[$0].identifier } ?? "N\(self.lastNumber)"
            identifiers.append(identifier)
            let parts = shares[index].filter { Self.isPart($0.members, of: before[$0.ancestor]) }
            let whole = parts.filter { Double($0.members) >= Self.most * Double(before[$0.ancestor].members.count) }
            let stayed = own.map { own in shares[index].first { $0.ancestor == own }?.members ?? 0 } ?? 0
            let isDivided = parts.contains { holders[$0.ancestor] > 1 }
            let event: Event
            if whole.count > 1 {
                event = .merged
            } else if isDivided {
                event = .split
            } else if let own {
                let size = before[own].members.count
                event =
                    network.count > size
                    ? .grew : network.count < size ? .shrank : stayed == size ? .same : .changed
            } else {
                event = .born
            }
            changes.append(
                Change(
                    identifier: identifier, event: event, ancestors: parts.map { before[$0.ancestor].identifier },
                    membersBefore: own.map { before[$0].members.count } ?? 0, membersNow: network.count,
                    stayed: stayed))
        }
        for (index, ancestor) in before.enumerated() where heirOf[index] == nil {
            changes.append(
                Change(
                    identifier: ancestor.identifier, event: .vanished, ancestors: [],
                    membersBefore: ancestor.members.count, membersNow: 0, stayed: 0))
        }
    }

    private static func isPart(_ members: Int, of ancestor: Ancestor) -> Bool {
        Double(members) >= part * Double(ancestor.members.count)
    }

    /// One heir at most for each earlier network: the pair with the most alike members first (Jaccard), then in the order
    /// of both lists.
    private static func match(
        _ shares: [[(ancestor: Int, members: Int)]], _ before: [Ancestor], _ now: [[AccountKey]]
    ) -> (heirOf: [Int: Int], ancestorOf: [Int: Int]) {
        var pairs: [(likeness: Double, heir: Int, ancestor: Int)] = []
        for (heir, parts) in shares.enumerated() {
            for part in parts where Self.isPart(part.members, of: before[part.ancestor]) {
                let union = before[part.ancestor].members.count + now[heir].count - part.members
                pairs.append((Double(part.members) / Double(union), heir, part.ancestor))
            }
        }
        pairs.sort { ($1.likeness, $0.heir, $0.ancestor) < ($0.likeness, $1.heir, $1.ancestor) }
        var heirOf: [Int: Int] = [:]
        var ancestorOf: [Int: Int] = [:]
        for pair in pairs where heirOf[pair.ancestor] == nil && ancestorOf[pair.heir] == nil {
            heirOf[pair.ancestor] = pair.heir
            ancestorOf[pair.heir] = pair.ancestor
        }
        return (heirOf, ancestorOf)
    }
}
