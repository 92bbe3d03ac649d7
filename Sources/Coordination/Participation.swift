import Records

/// Which accounts take part at which window, and the actions that can still matter.
///
/// Participation is decided once, on all actions: an account takes part at a window if it co-acts there, with anybody,
/// on at least `minimumParticipation` distinct objects. What is dropped afterwards changes no result.
struct Participation {
    /// Bit `i` of an account's entry: it takes part at window `i`.
    private(set) var masks: [UInt32]

    init(masks: [UInt32]) {
        self.masks = masks
    }

    init(_ actions: SortedActions, gaps: [Int64], accountCount: Int, windows: [Window], minimum: Int) {
        masks = [UInt32](repeating: 0, count: accountCount)
        for (index, window) in windows.enumerated() {
            let counts = Self.coactedObjects(actions, gaps: gaps, accountCount: accountCount, window: window)
            for account in 0..<accountCount where counts[account] >= minimum {
                masks[account] |= 1 << UInt32(index)
            }
        }
    }

    /// For each account the number of distinct objects on which another account acted within `window`.
    private static func coactedObjects(
        _ actions: SortedActions, gaps: [Int64], accountCount: Int, window: Window
    ) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: accountCount)
        var lastObjects = [UInt32](repeating: .max, count: accountCount)
        for position in 0..<actions.count where gaps[position] <= window.milliseconds && gaps[position] != .max {
            let account = Int(actions.accounts[position])
            if lastObjects[account] != actions.objects[position] {
                lastObjects[account] = actions.objects[position]
                counts[account] += 1
            }
        }
        return counts
    }

    /// Drops the actions that no edge can contain: without a neighbour, or of an account that takes part at no window
    /// or co-acts on fewer than `minimumWeight` objects. What goes may leave others alone, so it is asked again until
    /// little changes.
    func prune(_ actions: inout SortedActions, gaps: [Int64], window: Window, minimumWeight: Int) {
        var gaps = gaps
        while actions.count > 0 {
            let counts = Self.coactedObjects(actions, gaps: gaps, accountCount: masks.count, window: window)
            var isKept = [Bool](repeating: false, count: actions.count)
            var kept = 0
            for position in 0..<actions.count where gaps[position] <= window.milliseconds && gaps[position] != .max {
                let account = Int(actions.accounts[position])
                if masks[account] != 0 && Int(counts[account]) >= minimumWeight {
                    isKept[position] = true
                    kept += 1
                }
            }
            let dropped = actions.count - kept
            if dropped == 0 { return }
            actions.keep(isKept)
            // Another round costs as much as searching the last few actions that it would find.
            if dropped * 100 < kept { return }
            gaps = actions.nearestOther()
        }
    }
}

extension SortedActions {
    /// Drops the objects on which more than `cap` distinct accounts acted, and tells which and by how many.
    mutating func dropObjects(above cap: Int, accountCount: Int) -> [(object: UInt32, accounts: Int)] {
        var capped: [(object: UInt32, accounts: Int)] = []
        var isKept = [Bool](repeating: true, count: count)
        var lastObjects = [UInt32](repeating: .max, count: accountCount)
        var start = 0
        while start < count {
            let object = objects[start]
            var end = start
            var distinct = 0
            while end < count, objects[end] == object {
                let account = Int(accounts[end])
                if lastObjects[account] != object {
                    lastObjects[account] = object
                    distinct += 1
                }
                end += 1
            }
            if distinct > cap {
                capped.append((object, distinct))
                for position in start..<end { isKept[position] = false }
            }
            start = end
        }
        if !capped.isEmpty { keep(isKept) }
        return capped
    }
}
