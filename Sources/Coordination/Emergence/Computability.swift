import Records

/// Which measures the data allow. What cannot be computed is said, with the reason, and never taken for zero.
enum Computability {
    static func missing(
        _ facts: AccountFacts, _ known: KnownDays, hasJudged: Bool, activeDays: Int, parameters: EmergenceParameters
    ) -> [NotComputable] {
        guard let first = known.first, let last = known.last else { return [] }
        var seen = [Int](repeating: 0, count: Platform.allCases.count)
        var dated = seen
        var named = seen
        for account in facts.platforms.indices where facts.firstDays[account] <= last.number {
            let platform = Int(facts.platforms[account].rawValue)
            seen[platform] += 1
            if facts.created(UInt32(account), by: last.number) != nil { dated[platform] += 1 }
            if facts.names[account] != AccountFacts.noName { named[platform] += 1 }
        }
        var missing: [NotComputable] = []
        for platform in Platform.allCases where seen[Int(platform.rawValue)] > 0 {
            let index = Int(platform.rawValue)
            func add(_ measures: [Measure], _ reason: String) {
                missing += measures.map { NotComputable(platform: platform, measure: $0, reason: reason) }
            }
            guard hasJudged else {
                add(Measure.allCases, nothingJudged(known, last, activeDays, parameters))
                continue
            }
            if dated[index] == 0 {
                add(
                    [.newlyCreated, .createdTogether],
                    "no source says when any of the \(seen[index]) accounts was made")
                let span = last.number - first.number
                if span < parameters.dormantDays {
                    add(
                        [.dormant],
                        "no source says when accounts were made, and the input spans \(span + 1) days: who slept for "
                            + "\(parameters.dormantDays) cannot be told")
                }
            }
            if named[index] == 0 { add([.generatedName], "no source gives a handle") }
        }
        return missing
    }

    /// Why no day was judged: nothing is left of the input where judging begins, or what comes before it is too short.
    private static func nothingJudged(
        _ known: KnownDays, _ last: Day, _ activeDays: Int, _ parameters: EmergenceParameters
    ) -> String {
        if let from = parameters.from, from > last {
            let end = known.firstLater == nil ? "the input ends on" : "the last known day with data is"
            return "\(end) \(last), before \(from), the first day that was to be judged"
        }
        return "the input has \(activeDays) days with data up to \(last), and \(parameters.warmUpDays) are needed "
            + "before the first that can be judged"
    }
}
