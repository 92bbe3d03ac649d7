import Records
import Statistics

/// A count that may become an alarm, before it is known how much else was tested on the day.
struct Finding: Sendable {
    var topic: UInt32
    var measure: Measure
    var evidence: EmergenceEvidence
}

/// The scan of one topic on one day over windows of one hour to four weeks that end on it.
struct WindowScan {
    /// Lengths in days of the windows for each measure. Posts of the young are no arrivals: over weeks the same accounts
    /// would count again and again.
    static func dayWindows(_ measure: Measure) -> [Int32] {
        switch measure {
        case .youngPosts: [1, 3, 7]
        default: [1, 3, 7, 14, 28]
        }
    }

    /// Lengths in hours of the windows within the day; only what can be said of an account's hour is scanned so.
    static func hourWindows(_ measure: Measure) -> [Int] {
        switch measure {
        case .firstSeen, .dormant: [1, 6]
        default: []
        }
    }

    /// The measures that are shares of a crowd.
    static let measures: [Measure] = [.firstSeen, .newlyCreated, .dormant, .generatedName, .youngPosts]

    let parameters: EmergenceParameters
    let day: Int32
    /// The dispersion of each measure.
    let dispersions: [Double]

    private(set) var tests = 0
    /// The most surprising window of each measure that may be worth an alarm.
    private(set) var findings: [Finding] = []

    init(parameters: EmergenceParameters, day: Int32, dispersions: [Double]) {
        self.parameters = parameters
        self.day = day
        self.dispersions = dispersions
    }

    /// Scans the windows of whole days.
    mutating func scanDays(_ topic: UInt32, today: TopicDay, histories: TopicHistories) {
        var sums = (counts: today.counts, totals: today.totals, expected: today.expected)
        var reached: [(width: Int32, counts: Tally, totals: Tally, expected: Tally)] = []
        let widths = Self.dayWindows(.firstSeen)
        histories.forEachDay(topic, before: day) { entry in
            while reached.count < widths.count, widths[reached.count] <= day - entry.day {
                reached.append((widths[reached.count], sums.counts, sums.totals, sums.expected))
            }
            sums.counts += entry.counts
            sums.totals += entry.totals
            sums.expected += entry.expected
            return true
        }
        for width in widths.dropFirst(reached.count) {
            reached.append((width, sums.counts, sums.totals, sums.expected))
        }
        let past = histories.past[Int(topic)]
        for window in reached {
            for measure in Self.measures where Self.dayWindows(measure).contains(window.width) {
                let lane = measure.rawValue
                let isFew =
                    measure == .youngPosts && window.counts[Tally.youngAccounts] < Float(parameters.minimumAccounts)
                // What the window holds is no past of its own.
                let factor = ShareTest.ownFactor(
                    count: Double(past.counts[lane] + today.counts[lane] - window.counts[lane]),
                    expected: Double(past.expected[lane] + today.expected[lane] - window.expected[lane]),
                    dispersion: dispersions[lane])
                test(
                    topic, measure, hours: Int(window.width) * 24, count: Double(window.counts[lane]),
                    total: Double(window.totals[lane]), mean: Double(window.expected[lane]) * factor, isFew: isFew,
                    views: (Double(window.counts[Tally.views]), Double(window.totals[Tally.views])))
            }
        }
    }

    /// Scans the windows within the day.
    /// - Parameters:
    ///   - hours: counts, totals and expectations of the topic in each hour.
    mutating func scanHours(
        _ topic: UInt32, _ measure: Measure, hours: [(count: Double, total: Double, expected: Double)],
        past: TopicHistories.Past
    ) {
        let lane = measure.rawValue
        let factor = ShareTest.ownFactor(
            count: Double(past.counts[lane]), expected: Double(past.expected[lane]), dispersion: dispersions[lane])
        for width in Self.hourWindows(measure) {
            var sum = (count: 0.0, total: 0.0, expected: 0.0)
            for hour in hours.indices {
                sum.count += hours[hour].count
                sum.total += hours[hour].total
                sum.expected += hours[hour].expected
                if hour >= width {
                    sum.count -= hours[hour - width].count
                    sum.total -= hours[hour - width].total
                    sum.expected -= hours[hour - width].expected
                }
                test(
                    topic, measure, hours: width, count: sum.count.rounded(), total: sum.total.rounded(),
                    mean: max(0, sum.expected) * factor)
            }
        }
    }

    /// Tests one window.
    /// - Parameter isFew: whether too few accounts made what is counted.
    private mutating func test(
        _ topic: UInt32, _ measure: Measure, hours: Int, count: Double, total: Double, mean: Double,
        isFew: Bool = false, views: (young: Double, all: Double) = (0, 0)
    ) {
        // Whether a window is tested must not depend on what it counts, only on its crowd.
        if total < Double(parameters.minimumAccounts) { return }
        tests += 1
        if isFew || count < Double(parameters.minimumAccounts) || count <= mean { return }
        let dispersion = dispersions[measure.rawValue]
        let logP = ShareTest.logUpperTail(count.rounded(.down), mean: mean, dispersion: dispersion)
        if logP > PlainMath.log(parameters.levelOfDay) { return }
        var evidence = EmergenceEvidence(
            day: Day(day), windowHours: hours, count: Int(count), total: Int(total.rounded()), expected: mean,
            dispersion: dispersion, logP: logP, tests: 0)
        if measure == .youngPosts, views.all > 0 { (evidence.youngViews, evidence.views) = (views.young, views.all) }
        keep(Finding(topic: topic, measure: measure, evidence: evidence))
    }

    private mutating func keep(_ finding: Finding) {
        guard let place = findings.firstIndex(where: { $0.measure == finding.measure }) else {
            findings.append(finding)
            return
        }
        if finding.evidence.logP < findings[place].evidence.logP { findings[place] = finding }
    }

    /// Looks at the creation dates of the accounts that came to the topic within the last four weeks.
    mutating func scanCreated(_ topic: UInt32, days: [Int32], among curve: CreationCurve) {
        tests += 1
        guard let cluster = CreationClusters.strongest(days, among: curve),
            cluster.count >= min(parameters.minimumAccounts, CreationClusters.least),
            cluster.logP <= PlainMath.log(parameters.levelOfDay)
        else { return }
        keep(
            Finding(
                topic: topic, measure: .createdTogether,
                evidence: EmergenceEvidence(
                    day: Day(day), windowHours: Int(TopicHistories.days) * 24, count: cluster.count,
                    total: cluster.around, expected: cluster.expected, dispersion: CreationClusters.dispersion,
                    logP: cluster.logP, tests: 0, createdFrom: cluster.from, createdUntil: cluster.until)))
    }
}
