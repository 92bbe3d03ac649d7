import Bytes
package import Exchange
package import Records

/// A stored run in memory, for pages: its networks, their members, and every edge as columns that can be asked by network
/// and by account.
///
/// It is read once, a row at a time, while the hashes of its tables are compared with `run.json`. An edge takes 87 bytes
/// whatever its accounts are called.
package struct RunIndex: Sendable {
    package let run: StoredRun
    /// In the order of the run's table.
    package private(set) var networks: [RunNetwork] = []
    /// Those of one network lie together, in the order of the run's table.
    package private(set) var members: [RunMember] = []
    var accounts = RunAccounts()
    var edges = RunEdges()
    /// Where each account's edges begin in `neighbours`, and behind them the end.
    private(set) var starts: [UInt32] = []
    /// Positions of edges, by account, in the order of positions.
    private(set) var adjacent: [UInt32] = []
    private var byName: [String: Int] = [:]

    /// Reads the tables of a run.
    /// - Throws: `altered` where a table is not as the run left it, `noRun` where one is missing or damaged.
    package init(_ run: StoredRun) throws(InquiryError) {
        self.run = run
        try readNetworks()
        try readMembers()
        try edges.read(run, &accounts)
        arrange()
    }

    package var accountCount: Int { accounts.count }
    package var edgeCount: Int { edges.count }

    private mutating func readNetworks() throws(InquiryError) {
        try run.eachRow(of: "networks.csv") { row in
            guard let network = NetworkRow(row), byName[network.network] == nil else { return false }
            byName[network.network] = networks.count
            networks.append(RunNetwork(row: network, members: 0..<0, edges: 0..<0))
            return true
        }
    }

    private mutating func readMembers() throws(InquiryError) {
        try run.eachRow(of: "accounts.csv") { row in
            guard let member = AccountRow(row), let network = byName[member.network] else { return false }
            if networks[network].members.isEmpty {
                networks[network].members = members.count..<members.count + 1
            } else if networks[network].members.upperBound == members.count {
                networks[network].members = networks[network].members.lowerBound..<members.count + 1
            } else {
                return false
            }
            let account = accounts.insert(member.account)
            accounts.note(account, network: network, member: members.count)
            members.append(RunMember(account: account, row: member))
            return true
        }
    }

    /// Puts the edges in the order of networks and weights, those of no network last, and lists them by account.
    private mutating func arrange() {
        let none = UInt32(networks.count)
        let owners = edges.a.indices.map { index -> UInt32 in
            let (one, other) = (accounts.network(edges.a[index]), accounts.network(edges.b[index]))
            return one == other ? one.map { UInt32($0) } ?? none : none
        }
        // Stable: what weighs the same stays in the order of the table.
        edges.reorder(
            RadixSort.order(
                of: owners.indices.map { UInt64(owners[$0]) << 32 | UInt64(UInt32.max - edges.weight[$0]) }))
        var counts = [Int](repeating: 0, count: networks.count + 1)
        for owner in owners { counts[Int(owner)] += 1 }
        var start = 0
        for index in networks.indices {
            networks[index].edges = start..<start + counts[index]
            start += counts[index]
        }
        starts = [UInt32](repeating: 0, count: accounts.count + 1)
        for index in edges.a.indices {
            starts[Int(edges.a[index]) + 1] += 1
            starts[Int(edges.b[index]) + 1] += 1
        }
        for index in 0..<accounts.count { starts[index + 1] += starts[index] }
        var next = starts
        adjacent = [UInt32](repeating: 0, count: edges.count * 2)
        for index in edges.a.indices {
            for account in [edges.a[index], edges.b[index]] {
                adjacent[Int(next[Int(account)])] = UInt32(index)
                next[Int(account)] += 1
            }
        }
    }
}

/// A network of a run.
package struct RunNetwork: Sendable, Equatable {
    /// What the run's table says of it.
    package var row: NetworkRow
    /// Places of its members in the index's list.
    package var members: Range<Int>
    /// Positions of its edges, the heaviest first.
    package var edges: Range<Int>
}

/// A member of a network.
package struct RunMember: Sendable, Equatable {
    /// The account's index in the run.
    package var account: UInt32
    package var row: AccountRow
}

extension RunIndex {
    /// The place of a network by its name: `N1`.
    package func network(named name: String) -> Int? { byName[name] }

    /// The index of an account; nil where it is in no edge and no network of the run.
    package func account(_ key: AccountKey) -> UInt32? { accounts.find(key) }

    /// The key of an account. One that is in no network is stated in the tables without its kind: `id` then.
    package func key(_ account: UInt32) -> AccountKey { accounts.key(account) }

    /// What people call an account: its handle where the run knows it, its key otherwise.
    package func label(_ account: UInt32) -> String {
        member(account).flatMap { members[$0].row.handle } ?? accounts.key(account).value
    }

    /// The network that an account is in.
    package func network(of account: UInt32) -> Int? { accounts.network(account) }

    /// The place of an account in the list of members.
    package func member(_ account: UInt32) -> Int? { accounts.member(account) }

    /// The edge at a position.
    package func edge(_ position: Int) -> RunEdge { edges[position] }

    /// A page of a network's edges, the heaviest first.
    package func edges(ofNetwork network: Int, from start: Int = 0, limit: Int) -> [RunEdge] {
        let range = networks[network].edges.dropFirst(max(0, start)).prefix(max(0, limit))
        return range.map { edges[$0] }
    }

    /// How many edges an account has, over all traces and windows.
    package func degree(of account: UInt32) -> Int { Int(starts[Int(account) + 1] - starts[Int(account)]) }

    /// A page of an account's edges: those in its network first, the heaviest first.
    package func edges(of account: UInt32, from start: Int = 0, limit: Int) -> [RunEdge] {
        positions(of: account).dropFirst(max(0, start)).prefix(max(0, limit)).map { edges[Int($0)] }
    }

    /// All edges between two accounts.
    package func edges(between one: UInt32, and other: UInt32) -> [RunEdge] {
        let (few, wanted) = degree(of: one) <= degree(of: other) ? (one, other) : (other, one)
        return positions(of: few).lazy.map { edges[Int($0)] }.filter { $0.a == wanted || $0.b == wanted }
    }

    /// Accounts that one is tied with, each once, in the order of its heaviest edge.
    package func neighbours(of account: UInt32) -> [UInt32] {
        var seen: Set<UInt32> = []
        return positions(of: account).compactMap { position in
            let (a, b) = (edges.a[Int(position)], edges.b[Int(position)])
            let other = a == account ? b : a
            return seen.insert(other).inserted ? other : nil
        }
    }

    private func positions(of account: UInt32) -> ArraySlice<UInt32> {
        adjacent[Int(starts[Int(account)])..<Int(starts[Int(account) + 1])]
    }
}
