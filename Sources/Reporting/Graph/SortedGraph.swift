import Bytes
import Records

/// A graph on the way to its drawing: without what cannot be drawn, each pair once, everything in its lasting order.
struct SortedGraph {
    private(set) var bodies: [DrawnGraph.Body]
    private(set) var ties: [DrawnGraph.Tie]
    private(set) var groups: [DrawnGraph.Group]
    private(set) var unsound: Int

    init(_ graph: AccountGraph) {
        let (pairs, unsound) = Self.pairs(graph)
        self.unsound = unsound
        bodies = graph.accounts.map {
            DrawnGraph.Body(
                label: $0.label, address: $0.address, platform: $0.platform, group: 0, firstSeen: $0.firstSeen)
        }
        groups = []
        ties = []
        // Weights are added in the order of the pairs, so that sums do not depend on the order of the input either.
        for pair in pairs {
            for end in [Int(pair.a), Int(pair.b)] {
                bodies[end].strength += pair.weight
                bodies[end].partners += 1
            }
        }
        let order = sortAccounts(graph)
        var places = [UInt32](repeating: 0, count: order.count)
        for (place, account) in order.enumerated() { places[account] = UInt32(place) }
        bodies = order.map { bodies[$0] }
        ties = pairs.map { pair in
            let (a, b) = (places[Int(pair.a)], places[Int(pair.b)])
            return DrawnGraph.Tie(a: min(a, b), b: max(a, b), weight: pair.weight)
        }
        sortTies()
    }

    /// Each tied pair once, ordered by its ends, and how many ties are none.
    private static func pairs(_ graph: AccountGraph) -> (pairs: [AccountGraph.Tie], unsound: Int) {
        let count = graph.accounts.count
        let sound = graph.ties.filter {
            $0.a != $0.b && $0.a < count && $0.b < count && $0.weight > 0 && $0.weight <= heaviestWeight
        }
        let keys = sound.map { UInt64(min($0.a, $0.b)) << 32 | UInt64(max($0.a, $0.b)) }
        var pairs: [AccountGraph.Tie] = []
        pairs.reserveCapacity(sound.count)
        var weights: [Double] = []
        var last: UInt64?
        func close() {
            // Several ties of one pair come in any order: from the lightest on, their sum is always the same.
            if weights.count > 1 { pairs[pairs.count - 1].weight = weights.sorted().reduce(0, +) }
        }
        for index in RadixSort.order(of: keys) {
            let (key, weight) = (keys[Int(index)], sound[Int(index)].weight)
            if key == last {
                weights.append(weight)
            } else {
                close()
                weights = [weight]
                last = key
                pairs.append(
                    AccountGraph.Tie(a: UInt32(key >> 32), b: UInt32(truncatingIfNeeded: key), weight: weight))
            }
        }
        close()
        return (pairs, graph.ties.count - sound.count)
    }

    /// Heavier ties are no counts of anything, and their sums would leave the range of the drawing's numbers.
    private static let heaviestWeight = 1e12

    /// Forms the groups, the largest first, and tells each body its own.
    /// - Returns: the order of the accounts: by group, the strongest first.
    private mutating func sortAccounts(_ graph: AccountGraph) -> [Int] {
        var members: [Int: Int] = [:]
        for account in graph.accounts { members[account.network, default: 0] += 1 }
        let numbers = members.keys.sorted { (members[$1] ?? 0, $0) < (members[$0] ?? 0, $1) }
        let named = Dictionary(graph.networks.map { ($0.number, $0) }) { first, _ in first }
        var first = 0
        var ranks: [Int: Int] = [:]
        for (rank, number) in numbers.enumerated() {
            let count = members[number] ?? 0
            ranks[number] = rank
            groups.append(
                DrawnGraph.Group(
                    label: named[number]?.label ?? "Network \(number)", address: named[number]?.address ?? "",
                    members: count, first: first, count: count))
            first += count
        }
        for index in bodies.indices { bodies[index].group = ranks[graph.accounts[index].network] ?? 0 }
        return bodies.indices.sorted { left, right in
            let (a, b) = (bodies[left], bodies[right])
            if a.group != b.group { return a.group < b.group }
            if a.strength != b.strength { return a.strength > b.strength }
            if a.platform != b.platform { return a.platform < b.platform }
            if a.label != b.label { return a.label.utf8.lexicographicallyPrecedes(b.label.utf8) }
            return a.address.utf8.lexicographicallyPrecedes(b.address.utf8)
        }
    }

    private mutating func sortTies() {
        ties.sort { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
    }

    /// Makes one body of each group, and one tie of all between two groups.
    mutating func gatherNetworks() {
        let keys = ties.map { tie in
            let (a, b) = (bodies[Int(tie.a)].group, bodies[Int(tie.b)].group)
            return UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        }
        var bundles: [DrawnGraph.Tie] = []
        for index in RadixSort.order(of: keys) {
            let (a, b) = (UInt32(keys[Int(index)] >> 32), UInt32(truncatingIfNeeded: keys[Int(index)]))
            if a == b { continue }
            if bundles.last?.a == a, bundles.last?.b == b {
                bundles[bundles.count - 1].weight += ties[Int(index)].weight
            } else {
                bundles.append(DrawnGraph.Tie(a: a, b: b, weight: ties[Int(index)].weight))
            }
        }
        ties = bundles
        bodies = groups.enumerated().map { rank, group in
            let accounts = bodies[group.first..<group.first + group.count]
            let platforms = Set(accounts.map(\.platform))
            return DrawnGraph.Body(
                label: group.label, address: group.address,
                platform: platforms.count == 1 ? platforms.first ?? .unstated : .unstated, group: rank,
                firstSeen: accounts.compactMap(\.firstSeen).min())
        }
        for tie in ties {
            for end in [Int(tie.a), Int(tie.b)] {
                bodies[end].strength += tie.weight
                bodies[end].partners += 1
            }
        }
        for rank in groups.indices {
            groups[rank].first = rank
            groups[rank].count = 1
        }
        sortTies()
    }

    /// Keeps so many bodies, those of groups the first, those of accounts the strongest, and so many of the ties between
    /// them.
    mutating func keepFirst(_ most: Int, ties mostTies: Int) {
        if bodies.count > most {
            let isOfGroups = groups.count == bodies.count
            let kept = (isOfGroups ? Array(bodies.indices) : strongest()).prefix(most).sorted()
            var places = [UInt32?](repeating: nil, count: bodies.count)
            for (place, body) in kept.enumerated() { places[body] = UInt32(place) }
            bodies = kept.map { bodies[$0] }
            ties = ties.compactMap { tie in
                guard let a = places[Int(tie.a)], let b = places[Int(tie.b)] else { return nil }
                return DrawnGraph.Tie(a: a, b: b, weight: tie.weight)
            }
            var counts = [Int](repeating: 0, count: groups.count)
            for body in bodies { counts[body.group] += 1 }
            groups = Array(groups.prefix((counts.lastIndex { $0 > 0 } ?? -1) + 1))
            var first = 0
            for rank in groups.indices {
                groups[rank].first = first
                groups[rank].count = counts[rank]
                first += counts[rank]
            }
        }
        if ties.count > mostTies { ties.removeLast(ties.count - mostTies) }
    }

    private func strongest() -> [Int] {
        bodies.indices.sorted { (-bodies[$0].strength, $0) < (-bodies[$1].strength, $1) }
    }
}
