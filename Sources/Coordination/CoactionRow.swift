import Records
import Statistics

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
    private let minimumParticipation: Int
    private var row: PartnerRow
    private var partners: [PartnerRow.Partner] = []
    private var details = CoactionDetails()
    private var edges: [[Edge]]
    /// All that was found at each window, listed or not.
    private(set) var found: [SearchAccount.Found]
    private let chances: Chances?
    private let screen: ChanceScreen?
    /// By window; empty where no probability is wanted.
    private var chanceRows: [ChanceRow]

    /// Pairs of posts held at once in the second walk.
    private let heldPairs: UInt64

    init(plan: RowPlan, masks: [UInt32], parameters: SearchParameters, chances: Chances?, screen: ChanceScreen?) {
        self.plan = plan
        self.chances = chances
        self.screen = screen
        minimumParticipation = parameters.minimumParticipation
        chanceRows = chances?.propensities.map { ChanceRow($0) } ?? []
        found = Array(repeating: SearchAccount.Found(), count: parameters.windows.count)
        self.masks = masks
        windows = parameters.windows
        minimumWeight = UInt32(clamping: parameters.minimumWeight)
        heldPairs = parameters.limits.heldPairs
        row = PartnerRow(plan: plan)
        edges = Array(repeating: [], count: parameters.windows.count)
    }

    /// The edges found since the last call, a list a window.
    mutating func take() -> [[Edge]] {
        defer { edges = Array(repeating: [], count: windows.count) }
        return edges
    }

    /// Finds the edges from account `number` to the less active ones.
    /// - Returns: how many are kept, over all windows.
    mutating func search(_ number: UInt32) -> Int {
        row.partners(of: number, minimum: minimumWeight, into: &partners)
        if partners.isEmpty { return 0 }
        let own = plan.originals[Int(number)]
        for index in chanceRows.indices { chanceRows[index].open(own) }
        if windows.count == 1, let chances, !chances.model.keepsUnlikely { passOver(own, chances) }
        let before = edges.reduce(0) { $0 + $1.count }
        detail(number)
        return edges.reduce(0) { $0 + $1.count } - before
    }

    /// Counts and forgets the partners that cannot be reported, before anything more is asked about them.
    private mutating func passOver(_ own: UInt32, _ chances: Chances) {
        var kept = 0
        // Who shares so many objects with one partner takes part.
        let isEverybodyIn = minimumParticipation <= Int(minimumWeight)
        for partner in partners {
            let other = plan.originals[Int(partner.number)]
            if !isEverybodyIn, masks[Int(own)] & masks[Int(other)] == 0 { continue }
            if chances.rare.first?.probability(of: own, and: other) != nil {
                partners[kept] = partner
                kept += 1
                continue
            }
            let most = chances.mostExpected(weight: partner.weight)
            if screen?.exceeds(Float(most), row: partner.number, share: chanceRows[0].share) ?? false {
                found[0].add(weight: partner.weight, pairs: partner.pairs)
                continue
            }
            if chanceRows[0].expectedMeetings(with: other) <= most,
                // Occasions are never more than the weight, so that the p-value will not be less.
                chances.corrected(chanceRows[0].probability(of: other, atLeast: partner.weight)) <= chances.limit
            {
                partners[kept] = partner
                kept += 1
            } else {
                found[0].add(weight: partner.weight, pairs: partner.pairs)
            }
        }
        partners.removeLast(partners.count - kept)
    }

    /// Second walk: the pairs of posts of the partners that are left. All in one walk where they fit in memory, else
    /// partner by partner.
    private mutating func detail(_ number: UInt32) {
        if partners.reduce(0, { $0 &+ $1.pairs }) <= heldPairs {
            details.begin(partners.lazy.map(\.pairs))
            gatherPairs(number)
            for (slot, partner) in partners.enumerated() { summarise(number, partner.number, slot: slot) }
            return
        }
        let widest = windows.last ?? .unlimited
        for partner in partners {
            if partner.pairs <= heldPairs {
                details.begin(CollectionOfOne(partner.pairs))
                plan.forEachPair(number, partner.number, within: widest) { own, other in
                    details.add(0, own: own, other: other)
                }
                summarise(number, partner.number, slot: 0)
            } else {
                let heavy = HeavyPair(plan: plan, own: number, other: partner.number)
                keep(number, partner.number) { heavy.edge(within: $0) }
            }
        }
    }

    /// Takes up the pairs of posts of all partners: on one walk over the row, or on one for each partner where they are
    /// few. Either way each partner's pairs come in the same order.
    private mutating func gatherPairs(_ number: UInt32) {
        let widest = windows.last ?? .unlimited
        if plan.visits(number) <= partners.reduce(0, { $0 + plan.actionCount($1.number) + plan.actionCount(number) }) {
            row.assignSlots(partners)
            row.forEachPair(number) { slot, own, other in details.add(slot, own: own, other: other) }
            row.clearSlots(partners)
            return
        }
        for (slot, partner) in partners.enumerated() {
            plan.forEachPair(number, partner.number, within: widest) { own, other in
                details.add(slot, own: own, other: other)
            }
        }
    }

    /// Works out the figures of one pair of accounts at each window.
    private mutating func summarise(_ number: UInt32, _ partner: UInt32, slot: Int) {
        let (own, other) = (plan.originals[Int(number)], plan.originals[Int(partner)])
        var details = CoactionDetails()
        swap(&details, &self.details)
        let actions = plan.actions
        details.select(slot, actions: actions)
        keep(number, partner) { details.edge(within: $0, a: own, b: other, actions: actions) }
        swap(&details, &self.details)
    }

    /// Keeps the edges at those windows at which both accounts take part and the weight is enough.
    private mutating func keep(_ number: UInt32, _ partner: UInt32, _ edge: (Window) -> Edge?) {
        let mask = masks[Int(plan.originals[Int(number)])] & masks[Int(plan.originals[Int(partner)])]
        for (index, window) in windows.enumerated() where mask & (1 << UInt32(index)) != 0 {
            guard var edge = edge(window), edge.weight >= minimumWeight else { continue }
            found[index].add(weight: edge.weight, pairs: edge.pairs)
            if let chances {
                let other = plan.originals[Int(partner)]
                var probability = chances.corrected(
                    chanceRows[index].probability(of: other, atLeast: edge.occasions))
                if !chances.rare.isEmpty,
                    let onRare = chances.rare[index].probability(of: plan.originals[Int(number)], and: other)
                {
                    probability = min(probability, onRare)
                }
                if !chances.model.keepsUnlikely, probability > chances.limit { continue }
                edge.pValue = probability
            }
            edges[index].append(edge)
        }
    }
}
