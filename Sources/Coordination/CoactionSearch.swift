import Bytes
package import Corpus
import Dispatch
package import Records
import Statistics
import Synchronization

/// The exact search for accounts that act together.
///
/// Actions are sorted by (object, time); those that no edge can contain are dropped; then one row a time, Gustavson's
/// sparse product with the window as its predicate: for each account the window neighbours of its actions are walked
/// and partners counted in a dense row, one object once a pair. Nothing is sampled. The cost is the number of
/// co-acting pairs; the memory is the columns plus one row a thread.
package enum CoactionSearch {
    /// Searches one layer.
    /// - Returns: an edge layer for each window, in ascending order of windows.
    /// - Throws: `CoordinationError` where a limit would be passed, before memory or an evening is gone.
    package static func search(
        _ layer: Layer, accounts: AccountTable, parameters: SearchParameters, progress: Progress = .silent
    ) throws(CoordinationError) -> SearchResult {
        precondition(parameters.windows.count <= 32, "at most 32 windows in one pass")
        guard let widest = parameters.windows.last else {
            return SearchResult(
                layers: [],
                account: SearchAccount(
                    actions: layer.actions.count, repeats: 0, searchedActions: 0, candidatePairs: 0, cappedObjects: []))
        }
        let (plan, participation, everything, tally) = try prepare(
            layer, accounts: accounts, parameters: parameters, widest: widest, progress: progress)
        var account = tally
        let chances = try parameters.chance.map { model throws(CoordinationError) in
            try weighed(
                of: everything, model: model, plan: plan, masks: participation.masks, trace: layer.trace,
                parameters: parameters, progress: progress)
        }
        let parts = try rows(
            plan, masks: participation.masks, chances: chances, trace: layer.trace, parameters: parameters,
            progress: progress)
        account.found = Array(repeating: SearchAccount.Found(), count: parameters.windows.count)
        let layers = parameters.windows.indices.map { index in
            for part in parts { account.found[index].add(part.found[index]) }
            var edges = ordered(parts.flatMap { $0.edges[index] }, accounts: accounts)
            if let chances { correct(&edges, tests: chances.tests[index].count) }
            return EdgeLayer(
                trace: layer.trace, window: parameters.windows[index], edges: edges, tested: chances?.tests[index])
        }
        return SearchResult(layers: layers, account: account)
    }

    /// What chance makes of all actions, and what is seen on rare objects alone.
    private static func weighed(
        of everything: SortedActions, model: ChanceModel, plan: RowPlan, masks: [UInt32], trace: Trace,
        parameters: SearchParameters, progress: Progress
    ) throws(CoordinationError) -> Chances {
        var chances = try Chances(
            everything, model: model, windows: parameters.windows, minimumWeight: parameters.minimumWeight,
            accountCount: masks.count)
        let rare = everything.rareObjects()
        chances.bound(
            edges: plan.candidatePairs / UInt64(parameters.minimumWeight), looks: rare == nil ? 1 : 2)
        guard var rare, let widest = parameters.windows.last else { return chances }
        let rareChances = try Chances(
            rare, like: chances, windows: parameters.windows, minimumWeight: parameters.minimumWeight,
            accountCount: masks.count)
        Participation(masks: masks).prune(
            &rare, gaps: rare.nearestOther(), window: widest, minimumWeight: parameters.minimumWeight)
        let rarePlan = RowPlan(rare, window: widest, accountCount: masks.count)
        let parts = try rows(
            rarePlan, masks: masks, chances: rareChances, trace: trace, parameters: parameters, progress: progress)
        chances.rare = parameters.windows.indices.map { index in
            RareTies(parts.map { $0.edges[index] }, accountCount: masks.count)
        }
        return chances
    }

    /// Gives each edge the false discovery rate at which it is still reported.
    private static func correct(_ edges: inout [Edge], tests: Double) {
        let corrected = BenjaminiHochberg.logQValues(
            logPValues: edges.map { $0.pValue?.logarithm ?? 0 }, tests: tests)
        for (index, value) in corrected.enumerated() { edges[index].qValue = Probability(logarithm: value) }
    }

    /// Counts the pairs of accounts at one window, and nothing else about them.
    ///
    /// For results of tens of millions of pairs: a pair costs twenty bytes instead of more than a hundred.
    /// - Parameter isOrdered: whether the order of the result matters; without it the work of sorting is saved.
    /// - Returns: the pairs that `search` would give as edges at this window, in its order.
    package static func count(
        _ layer: Layer, accounts: AccountTable, window: Window, parameters: SearchParameters, isOrdered: Bool = true,
        progress: Progress = .silent
    ) throws(CoordinationError) -> (pairs: PairCounts, account: SearchAccount) {
        var parameters = parameters
        parameters.windows = [window]
        parameters.chance = nil
        let (plan, participation, _, account) = try prepare(
            layer, accounts: accounts, parameters: parameters, widest: window, progress: progress)
        let minimum = UInt32(clamping: parameters.minimumWeight)
        let parts = try walk(
            plan, trace: layer.trace, parameters: parameters, limit: parameters.limits.maximumPairCounts,
            progress: progress
        ) { numbers, edgeCount in
            var counts = PairCounts()
            var row = PartnerRow(plan: plan)
            var partners: [PartnerRow.Partner] = []
            for number in numbers {
                let own = plan.originals[Int(number)]
                if participation.masks[Int(own)] == 0 { continue }
                row.partners(of: number, minimum: minimum, into: &partners)
                for partner in partners {
                    let other = plan.originals[Int(partner.number)]
                    if participation.masks[Int(other)] != 0 {
                        counts.append(a: own, b: other, weight: partner.weight, pairs: partner.pairs)
                    }
                }
                if !edgeCount(counts.count) { break }
            }
            return counts
        }
        return (isOrdered ? .ordered(parts, accounts: accounts) : .joined(parts), account)
    }

    /// The objects that a search with `cap` leaves out.
    package static func cappedObjects(in layer: Layer, accounts: AccountTable, cap: Int) -> [UInt32] {
        var actions = SortedActions(layer)
        return actions.dropObjects(above: cap, accountCount: accounts.count).map(\.object)
    }

    /// Sorts the actions, decides who takes part, and drops what no edge can contain.
    private static func prepare(
        _ layer: Layer, accounts: AccountTable, parameters: SearchParameters, widest: Window, progress: Progress
    ) throws(CoordinationError) -> (RowPlan, Participation, everything: SortedActions, SearchAccount) {
        var actions = SortedActions(layer)
        var capped: [CappedObject] = []
        if let cap = parameters.objectCap {
            capped = actions.dropObjects(above: cap, accountCount: accounts.count).map {
                CappedObject(index: $0.object, object: layer.objects.string($0.object), accounts: $0.accounts)
            }
        }
        // Chance is made of all actions, whatever the search can leave out.
        let everything = parameters.chance == nil ? SortedActions() : actions
        let gaps = actions.nearestOther()
        let participation = Participation(
            actions, gaps: gaps, accountCount: accounts.count, windows: parameters.windows,
            minimum: parameters.minimumParticipation)
        participation.prune(&actions, gaps: gaps, window: widest, minimumWeight: parameters.minimumWeight)
        let plan = RowPlan(actions, window: widest, accountCount: accounts.count)
        try plan.check(layer, limits: parameters.limits, progress: progress)
        let account = SearchAccount(
            actions: layer.actions.count, repeats: actions.repeats, searchedActions: actions.count,
            candidatePairs: plan.candidatePairs, cappedObjects: capped)
        return (plan, participation, everything, account)
    }

    /// Finds the edges of all rows, by part, a list a window.
    private static func rows(
        _ plan: RowPlan, masks: [UInt32], chances: Chances?, trace: Trace, parameters: SearchParameters,
        progress: Progress
    ) throws(CoordinationError) -> [(edges: [[Edge]], found: [SearchAccount.Found])] {
        let screen = chances.flatMap { chances in
            chances.model.keepsUnlikely || parameters.windows.count > 1
                ? nil : ChanceScreen(chances.propensities[0], plan: plan)
        }
        return try walk(
            plan, trace: trace, parameters: parameters, limit: parameters.limits.maximumEdges, progress: progress
        ) { numbers, edgeCount in
            var row = CoactionRow(
                plan: plan, masks: masks, parameters: parameters, chances: chances, screen: screen)
            var kept = 0
            for number in numbers {
                kept += row.search(number)
                if !edgeCount(kept) { break }
            }
            return (row.take(), row.found)
        }
    }

    /// Shares the rows out among threads, in chunks of like cost, and gives what each chunk found, in order.
    /// - Parameter body: works a chunk off; tells its second argument how much it has found so far, and stops where that
    ///   answers no, because all chunks together have passed `limit`, or because the search was told to stop.
    private static func walk<Found: Sendable>(
        _ plan: RowPlan, trace: Trace, parameters: SearchParameters, limit: Int, progress: Progress,
        _ body: @Sendable (_ numbers: Range<UInt32>, _ edgeCount: (Int) -> Bool) -> Found
    ) throws(CoordinationError) -> [Found] {
        let chunks = plan.chunks(parameters.threads * 16)
        let results = Mutex<[Found?]>(Array(repeating: nil, count: chunks.count))
        let next = Atomic<Int>(0)
        let total = Atomic<Int>(0)
        let isStopped = Atomic<Bool>(false)
        @Sendable func work(_ thread: Int) {
            while true {
                if progress.isCancelled() { isStopped.store(true, ordering: .relaxed) }
                let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if chunk >= chunks.count || total.load(ordering: .relaxed) > limit
                    || isStopped.load(ordering: .relaxed)
                {
                    return
                }
                var counted = 0
                var rows: UInt8 = 0
                let found = body(chunks[chunk]) { count in
                    defer { counted = count }
                    // A row can be long: asked once in 256 rows, it costs nothing and is heard soon.
                    rows &+= 1
                    if rows == 0, progress.isCancelled() { isStopped.store(true, ordering: .relaxed) }
                    return total.wrappingAdd(count - counted, ordering: .relaxed).newValue <= limit
                        && !isStopped.load(ordering: .relaxed)
                }
                // Under the lock, so that progress is told by one thread at a time.
                results.withLock { results in
                    results[chunk] = found
                    let finished = results.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
                    progress.report(
                        Progress.Step(
                            label: "searching \(trace.name)", done: UInt64(finished), total: UInt64(chunks.count),
                            unit: "parts"))
                }
            }
        }
        if parameters.threads == 1 {
            work(0)
        } else {
            DispatchQueue.concurrentPerform(iterations: parameters.threads, execute: work)
        }
        if isStopped.load(ordering: .relaxed) { throw .cancelled }
        if total.load(ordering: .relaxed) > limit { throw .tooManyEdges(trace: trace, limit: limit) }
        return results.withLock { $0.compactMap { $0 } }
    }

    /// Puts each edge's accounts and then the edges in their lasting order.
    private static func ordered(_ edges: [Edge], accounts: AccountTable) -> [Edge] {
        let ranks = accounts.ranks { isEndpoint in
            for edge in edges {
                isEndpoint[Int(edge.a)] = true
                isEndpoint[Int(edge.b)] = true
            }
        }.ofAccount
        let oriented = edges.map { ranks[Int($0.a)] < ranks[Int($0.b)] ? $0 : $0.reversed }
        let order = RadixSort.order(
            of: oriented.map { UInt64(ranks[Int($0.a)]) << 32 | UInt64(ranks[Int($0.b)]) },
            thenDescending: oriented.map(\.weight))
        return order.map { oriented[Int($0)] }
    }
}

extension Edge {
    /// The same edge seen from the other side.
    fileprivate var reversed: Edge {
        var edge = self
        (edge.a, edge.b) = (b, a)
        (edge.postsA, edge.postsB) = (postsB, postsA)
        (edge.leadsA, edge.leadsB) = (leadsB, leadsA)
        return edge
    }
}
