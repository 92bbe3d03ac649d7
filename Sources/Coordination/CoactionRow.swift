import Records

/// One worker's row of partners, and the edges that it has found.
///
/// A row is counted in two walks. The first counts distinct objects a partner at the widest window; most partners stay
/// below the threshold and are forgotten. The second gathers the pairs of posts of the few that are left, from which
/// every window's figures are worked out exactly.
struct CoactionRow {
    private let plan: RowPlan
    private let masks: [UInt32]
    private let windows: [Window]
    private let minimumWeight: UInt32
    private var row: PartnerRow
    private var partners: [PartnerRow.Partner] = []
    private var details = CoactionDetails()
    private var edges: [[Edge]]

    /// Pairs of posts held at once in the second walk: 8 bytes each, and as much again for sorting one partner's.
    private static let batchLimit: UInt64 = 8_000_000

    init(plan: RowPlan, masks: [UInt32], parameters: SearchParameters) {
        self.plan = plan
        self.masks = masks
        windows = parameters.windows
        minimumWeight = UInt32(clamping: parameters.minimumWeight)
        row = PartnerRow(plan: plan)
        edges = Array(repeating: [], count: parameters.windows.count)
    }

    /// The edges found since the last call, a list a window.
    mutating func take() -> [[Edge]] {
        defer { edges = Array(repeating: [], count: windows.count) }
        return edges
    }

    /// Finds the edges from account `number` to the less active ones.
    /// - Returns: how many were found, over all windows.
    mutating func search(_ number: UInt32) -> Int {
        row.partners(of: number, minimum: minimumWeight, into: &partners)
        if partners.isEmpty { return 0 }
        let before = edges.reduce(0) { $0 + $1.count }
        row.assignSlots(partners)
        detail(number)
        row.clearSlots(partners)
        return edges.reduce(0) { $0 + $1.count } - before
    }

    /// Second walk: the pairs of posts of the partners that are left, in batches that fit in memory.
    private mutating func detail(_ number: UInt32) {
        var start = 0
        while start < partners.count {
            var end = start
            var held: UInt64 = 0
            while end < partners.count, end == start || held + partners[end].pairs <= Self.batchLimit {
                held += partners[end].pairs
                end += 1
            }
            let batch = start..<end
            details.begin(partners[batch].lazy.map(\.pairs))
            row.forEachPair(number) { slot, own, other in
                if batch.contains(slot) { details.add(slot - start, own: own, other: other) }
            }
            for slot in batch { summarise(number, partners[slot].number, slot: slot - start) }
            start = end
        }
    }

    /// Works out the figures of one pair of accounts at each window and keeps those that pass.
    private mutating func summarise(_ number: UInt32, _ partner: UInt32, slot: Int) {
        let own = plan.originals[Int(number)]
        let other = plan.originals[Int(partner)]
        let mask = masks[Int(own)] & masks[Int(other)]
        details.select(slot, actions: plan.actions)
        for (index, window) in windows.enumerated() where mask & (1 << UInt32(index)) != 0 {
            if let edge = details.edge(within: window, a: own, b: other, actions: plan.actions),
                edge.weight >= minimumWeight
            {
                edges[index].append(edge)
            }
        }
    }
}
