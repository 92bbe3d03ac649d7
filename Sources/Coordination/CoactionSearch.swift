import Bytes
package import Corpus
import Dispatch
package import Records
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
        var actions = SortedActions(layer.actions, objectCount: layer.objects.count)
        var capped: [CappedObject] = []
        if let cap = parameters.objectCap {
            capped = actions.dropObjects(above: cap, accountCount: accounts.count).map {
                CappedObject(object: layer.objects.string($0.object), accounts: $0.accounts)
            }
        }
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
        let found = try rows(
            plan, masks: participation.masks, trace: layer.trace, parameters: parameters, progress: progress)
        let layers = parameters.windows.indices.map { index in
            EdgeLayer(
                trace: layer.trace, window: parameters.windows[index], edges: ordered(found[index], accounts: accounts))
        }
        return SearchResult(layers: layers, account: account)
    }

    /// Walks all rows, in chunks of like cost shared out among threads, and joins what they found in order.
    private static func rows(
        _ plan: RowPlan, masks: [UInt32], trace: Trace, parameters: SearchParameters, progress: Progress
    ) throws(CoordinationError) -> [[Edge]] {
        let chunks = plan.chunks(parameters.threads == 1 ? 16 : parameters.threads * 16)
        let results = Mutex<[[[Edge]]?]>(Array(repeating: nil, count: chunks.count))
        let next = Atomic<Int>(0)
        let edgeCount = Atomic<Int>(0)
        let done = Atomic<Int>(0)
        let work: @Sendable (Int) -> Void = { _ in
            var row = CoactionRow(plan: plan, masks: masks, parameters: parameters)
            while true {
                let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if chunk >= chunks.count { return }
                for account in chunks[chunk] {
                    let added = row.search(account)
                    if added > 0,
                        edgeCount.wrappingAdd(added, ordering: .relaxed).newValue > parameters.limits.maximumEdges
                    {
                        return
                    }
                }
                let edges = row.take()
                results.withLock { $0[chunk] = edges }
                let finished = done.wrappingAdd(1, ordering: .relaxed).newValue
                progress.report(
                    Progress.Step(
                        label: "searching \(trace.name)", done: UInt64(finished), total: UInt64(chunks.count),
                        unit: "parts"))
            }
        }
        if parameters.threads == 1 {
            work(0)
        } else {
            DispatchQueue.concurrentPerform(iterations: parameters.threads, execute: work)
        }
        if edgeCount.load(ordering: .relaxed) > parameters.limits.maximumEdges {
            throw .tooManyEdges(trace: trace, limit: parameters.limits.maximumEdges)
        }
        var joined = [[Edge]](repeating: [], count: parameters.windows.count)
        results.withLock { results in
            for index in results.indices {
                for window in joined.indices { joined[window] += results[index]?[window] ?? [] }
                results[index] = nil
            }
        }
        return joined
    }

    /// Puts each edge's accounts and then the edges in their lasting order.
    private static func ordered(_ edges: [Edge], accounts: AccountTable) -> [Edge] {
        var isEndpoint = [Bool](repeating: false, count: accounts.count)
        for edge in edges {
            isEndpoint[Int(edge.a)] = true
            isEndpoint[Int(edge.b)] = true
        }
        let endpoints = (0..<UInt32(accounts.count)).filter { isEndpoint[Int($0)] }
        var ranks = [UInt32](repeating: 0, count: accounts.count)
        for (rank, account) in endpoints.sorted(by: accounts.precedes).enumerated() {
            ranks[Int(account)] = UInt32(rank)
        }
        let oriented = edges.map { ranks[Int($0.a)] < ranks[Int($0.b)] ? $0 : $0.reversed }
        let byName = RadixSort.order(
            of: oriented.map { UInt64(ranks[Int($0.a)]) << 32 | UInt64(ranks[Int($0.b)]) })
        let byWeight = RadixSort.order(of: byName.map { UInt64(UInt32.max - oriented[Int($0)].weight) })
        return byWeight.map { oriented[Int(byName[Int($0)])] }
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
