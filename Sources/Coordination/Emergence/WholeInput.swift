import Records
import Statistics

/// All of a platform as one topic: nothing beside it says what is usual, so that its own past must.
struct WholeInput: Sendable {
    private struct PlatformDay: Sendable {
        var day: Int32
        var counts: Tally
        var totals: Tally
    }

    private let parameters: EmergenceParameters
    private var days: [[PlatformDay]] = Platform.allCases.map { _ in [] }
    /// Weeks that make the baseline.
    private static let baselineDays: Int32 = 56
    /// A platform's share of newcomers swings from day to day, and with how the input was collected.
    private static let floor = 0.1
    private static let measures: [Measure] = [.firstSeen, .newlyCreated, .dormant, .generatedName]

    init(parameters: EmergenceParameters) {
        self.parameters = parameters
    }

    /// Takes a day. The topic of a finding is the platform's number.
    mutating func take(
        _ active: ArraySlice<UInt32>, on day: Int32, states: AccountStates, isJudged: Bool
    ) -> StageMonitor.Outcome {
        var outcome = StageMonitor.Outcome()
        var met: Set<UInt32> = []
        met.reserveCapacity(active.count)
        var today = Platform.allCases.map { _ in PlatformDay(day: day, counts: .zero, totals: .zero) }
        for account in active where met.insert(account).inserted {
            let platform = Int(states.facts.platforms[Int(account)].rawValue)
            // Of all who are active, and not of those who are new: these are fewer every week, since an input that
            // has just begun meets old acquaintances as if they were newcomers.
            let flags = states.flags(account, on: day, isFresh: true)
            today[platform].counts += Tally.counts[Int(flags)]
            today[platform].totals += Tally.totals[Int(flags)]
        }
        for platform in today.indices where today[platform].totals[0] > 0 {
            if isJudged { judge(platform, today[platform], into: &outcome) }
            // No window and no baseline reaches further back.
            days[platform].removeAll { $0.day <= day - TopicHistories.days - Self.baselineDays }
            days[platform].append(today[platform])
        }
        return outcome
    }

    private func judge(_ platform: Int, _ today: PlatformDay, into outcome: inout StageMonitor.Outcome) {
        for measure in Self.measures {
            let lane = measure.rawValue
            var best: Finding?
            for width in WindowScan.dayWindows(measure) {
                let recent = days[platform].filter { $0.day > today.day - width }
                let before = days[platform].filter {
                    $0.day <= today.day - width && $0.day > today.day - width - Self.baselineDays
                }
                // A baseline of fewer days than the shortest history says nothing.
                if before.count < parameters.warmUpDays { continue }
                let count = recent.reduce(Double(today.counts[lane])) { $0 + Double($1.counts[lane]) }
                let total = recent.reduce(Double(today.totals[lane])) { $0 + Double($1.totals[lane]) }
                if total < Double(parameters.minimumAccounts) { continue }
                outcome.tests += 1
                let (rate, dispersion) = baseline(before, lane)
                let mean = total * rate
                if count < Double(parameters.minimumAccounts) || count <= mean { continue }
                let logP = ShareTest.logUpperTail(count, mean: mean, dispersion: dispersion)
                if logP <= PlainMath.log(parameters.levelOfDay), logP < best?.evidence.logP ?? 0 {
                    best = Finding(
                        topic: UInt32(platform), measure: measure,
                        evidence: EmergenceEvidence(
                            day: Day(today.day), windowHours: Int(width) * 24, count: Int(count), total: Int(total),
                            expected: mean, dispersion: dispersion, logP: logP, tests: 0))
                }
            }
            if let best { outcome.findings.append(best) }
        }
    }

    /// The rate of the days before, and how much they differ among themselves.
    private func baseline(_ before: [PlatformDay], _ lane: Int) -> (rate: Double, dispersion: Double) {
        let counts = before.reduce(0) { $0 + Double($1.counts[lane]) }
        let totals = before.reduce(0) { $0 + Double($1.totals[lane]) }
        let rate = (counts + 1) / (totals + 1)
        var sum = 0.0
        for day in before {
            let mean = Double(day.totals[lane]) * rate
            if mean <= 0 { continue }
            let difference = Double(day.counts[lane]) - mean
            sum += (difference * difference - mean) / (mean * mean)
        }
        return (min(1, rate), max(Self.floor, sum / Double(max(1, before.count))))
    }
}
