import Dispatch
import Records
import Synchronization

/// Follows the topics of one trace on one platform from day to day.
struct StageMonitor: Sendable {
    /// What one day gave.
    struct Outcome {
        var tests = 0
        var findings: [Finding] = []
    }

    /// What was worked out about one topic.
    private struct Judgement: Sendable {
        var topic: UInt32
        var today: TopicDay
        var created: [Int32]
        /// Accounts that never acted on the topic before.
        var newcomers: Int
        /// Accounts whose creation dates were looked at; nil where they were not.
        var clustersSeen: Int?
        /// For each measure how surprising the day was, in steps of its dispersion; −1 where nothing can be learnt.
        var exceedances: SIMD8<Int8>
    }

    private struct Part: Sendable {
        var judgements: [Judgement] = []
        var findings: [Finding] = []
        var tests = 0
    }

    private let parameters: EmergenceParameters
    private var rates = BaseRates()
    private var histories: TopicHistories
    private var dispersions: [Dispersion]

    /// What topics differ by at least, by measure: shares of newcomers swing with what a topic is; names do so less.
    private static let floors: [Double] = [0.1, 0.1, 0.1, 0.03, 0.1]
    /// Expected accounts from which on a day teaches how much topics differ.
    private static let telling: Float = 1

    init(topicCount: Int, parameters: EmergenceParameters) {
        self.parameters = parameters
        histories = TopicHistories(topicCount: topicCount)
        dispersions = Self.floors.map { Dispersion(floor: $0) }
    }

    /// Takes a day.
    /// - Parameter isJudged: whether there is history enough; else the day is history only.
    mutating func take(
        _ participations: Participations, _ range: Range<Int>, on day: Int32, states: AccountStates,
        curve: CreationCurve, isJudged: Bool
    ) -> Outcome {
        rates.begin()
        var flags: [UInt8] = []
        flags.reserveCapacity(range.count)
        for entry in range {
            let flag = states.flags(
                participations.accounts[entry], on: day, isFresh: participations.novelties[entry] != .recent)
            flags.append(flag)
            rates.add(flag, hour: participations.hours[entry], posts: participations.posts[entry])
        }
        let parts = judge(participations, range, flags, on: day, facts: states.facts, curve, isJudged: isJudged)
        var outcome = Outcome()
        for part in parts {
            outcome.tests += part.tests
            outcome.findings += part.findings
            for judgement in part.judgements { learn(judgement) }
        }
        for measure in dispersions.indices { dispersions[measure].settle() }
        histories.forget(before: day)
        return outcome
    }

    /// A topic that raised an alarm no longer teaches what is ordinary.
    mutating func noteAlarm(_ topic: UInt32) { histories.noteAlarm(topic) }

    private mutating func learn(_ judgement: Judgement) {
        let topic = judgement.topic
        if !histories.past[Int(topic)].isAlarmed {
            for measure in dispersions.indices where judgement.exceedances[measure] >= 0 {
                dispersions[measure].learn(exceedance: Int(judgement.exceedances[measure]))
            }
        }
        histories.append(
            judgement.today, of: topic, created: judgement.created, newcomers: judgement.newcomers)
        if let accounts = judgement.clustersSeen { histories.noteClusters(topic, accounts: accounts) }
    }

    /// Judges the day's topics, in parts that do not depend on the number of threads.
    private func judge(
        _ participations: Participations, _ range: Range<Int>, _ flags: [UInt8], on day: Int32, facts: AccountFacts,
        _ curve: CreationCurve, isJudged: Bool
    ) -> [Part] {
        let borders = borders(participations.topics, range)
        let parts = Mutex<[Part?]>(Array(repeating: nil, count: borders.count - 1))
        @Sendable func work(_ place: Int) {
            let part = judgePart(
                participations, borders[place]..<borders[place + 1], flags, from: range.lowerBound, on: day, facts,
                curve,
                isJudged: isJudged)
            parts.withLock { $0[place] = part }
        }
        if parameters.threads == 1 || borders.count <= 2 {
            for place in 0..<borders.count - 1 { work(place) }
        } else {
            DispatchQueue.concurrentPerform(iterations: borders.count - 1, execute: work)
        }
        return parts.withLock { $0.compactMap { $0 } }
    }

    /// Cuts the day into parts of a few ten thousand entries, between topics.
    private func borders(_ topics: [UInt32], _ range: Range<Int>) -> [Int] {
        var borders = [range.lowerBound]
        var next = range.lowerBound + 30_000
        while next < range.upperBound {
            while next < range.upperBound, topics[next] == topics[next - 1] { next += 1 }
            if next < range.upperBound { borders.append(next) }
            next += 30_000
        }
        return borders + [range.upperBound]
    }

    private func judgePart(
        _ participations: Participations, _ range: Range<Int>, _ flags: [UInt8], from origin: Int, on day: Int32,
        _ facts: AccountFacts, _ curve: CreationCurve, isJudged: Bool
    ) -> Part {
        var part = Part()
        var hours = HourCounts()
        var start = range.lowerBound
        while start < range.upperBound {
            let topic = participations.topics[start]
            var end = start + 1
            while end < range.upperBound, participations.topics[end] == topic { end += 1 }
            defer { start = end }
            if topic == Participations.noTopic { continue }
            var counts = Tally.zero
            var totals = Tally.zero
            var (posts, youngPosts, squares) = (Float(0), Float(0), Float(0))
            var created: [Int32] = []
            var newcomers = 0
            for entry in start..<end {
                if participations.novelties[entry] == .first { newcomers += 1 }
                let flag = flags[entry - origin]
                counts += Tally.counts[Int(flag)]
                totals += Tally.totals[Int(flag)]
                let number = Float(participations.posts[entry])
                posts += number
                squares += number * number
                let isYoung = flag & AccountStates.Flags.young != 0
                if isYoung { youngPosts += number }
                if !participations.views.isEmpty {
                    totals[Tally.views] += participations.views[entry]
                    if isYoung { counts[Tally.views] += participations.views[entry] }
                }
                if flag & AccountStates.Flags.isDated != 0,
                    let made = facts.created(participations.accounts[entry], by: day)
                {
                    created.append(made)
                }
            }
            // Posts of one account are one person's: they count as many as independent ones would say as much.
            let effect = squares / posts
            counts[Measure.youngPosts.rawValue] = youngPosts / effect
            totals[Measure.youngPosts.rawValue] = posts / effect
            let today = TopicDay(
                day: day, previous: TopicHistories.none, counts: counts, totals: totals,
                expected: rates.expected(counts: counts, totals: totals), createdStart: 0, createdCount: 0)
            var judgement = Judgement(
                topic: topic, today: today, created: created, newcomers: newcomers, clustersSeen: nil,
                exceedances: SIMD8(repeating: -1))
            // Whether a topic has accounts enough is told by what it had until today, and not by what will come.
            guard Int(histories.past[Int(topic)].accounts) + newcomers >= parameters.minimumAccounts else {
                part.judgements.append(judgement)
                continue
            }
            for measure in WindowScan.measures where today.expected[measure.rawValue] >= Self.telling {
                let lane = measure.rawValue
                judgement.exceedances[lane] = Int8(
                    dispersions[lane].exceedance(
                        count: Double(counts[lane].rounded(.down)), mean: Double(today.expected[lane])))
            }
            if isJudged {
                hours.fill(participations, start..<end, flags, from: origin)
                scan(&judgement, hours, curve, into: &part)
            }
            part.judgements.append(judgement)
        }
        return part
    }

    private func scan(
        _ judgement: inout Judgement, _ hours: HourCounts, _ curve: CreationCurve, into part: inout Part
    ) {
        let topic = judgement.topic
        let day = judgement.today.day
        var scan = WindowScan(parameters: parameters, day: day, dispersions: dispersions.map(\.value))
        scan.scanDays(topic, today: judgement.today, histories: histories)
        if judgement.today.totals[0] >= Float(parameters.minimumAccounts) {
            for measure in WindowScan.measures where !WindowScan.hourWindows(measure).isEmpty {
                scan.scanHours(topic, measure, hours: hours.rows(measure, rates), past: histories.past[Int(topic)])
            }
        }
        if let days = createdDays(judgement) {
            judgement.clustersSeen = days.count
            // The newest accounts come together wherever something happens: they are the arrivals' alarm.
            let settled = days.filter { $0 <= day - parameters.newDays }.sorted()
            scan.scanCreated(topic, days: settled, among: curve)
        }
        part.tests += scan.tests
        part.findings += scan.findings
    }

    /// The creation days of those who came to the topic within four weeks, where a tenth of them was not yet looked at:
    /// looking again for each of a large crowd would cost far more than it could tell.
    private func createdDays(_ judgement: Judgement) -> [Int32]? {
        if judgement.created.isEmpty { return nil }
        var count = judgement.created.count
        histories.forEachDay(judgement.topic, before: judgement.today.day) { entry in
            count += Int(entry.createdCount)
            return true
        }
        let seen = Int(histories.past[Int(judgement.topic)].clustersSeen)
        if count < parameters.minimumAccounts { return nil }
        if count * 10 < seen * 11, judgement.created.count * 10 < count { return nil }
        var days = judgement.created
        days.reserveCapacity(count)
        histories.forEachDay(judgement.topic, before: judgement.today.day) { entry in
            days.append(contentsOf: histories.created(entry))
            return true
        }
        return days
    }
}

/// One topic's counts in each hour of a day, for the measures that are scanned by the hour.
private struct HourCounts {
    private var counts = [Tally](repeating: .zero, count: 24)
    private var totals = [Tally](repeating: .zero, count: 24)

    mutating func fill(_ participations: Participations, _ range: Range<Int>, _ flags: [UInt8], from origin: Int) {
        for hour in 0..<24 {
            counts[hour] = .zero
            totals[hour] = .zero
        }
        for entry in range {
            let hour = Int(participations.hours[entry])
            counts[hour] += Tally.counts[Int(flags[entry - origin])]
            totals[hour] += Tally.totals[Int(flags[entry - origin])]
        }
    }

    func rows(_ measure: Measure, _ rates: BaseRates) -> [(count: Double, total: Double, expected: Double)] {
        (0..<24).map { hour in
            let (count, total) = (Double(counts[hour][measure.rawValue]), Double(totals[hour][measure.rawValue]))
            return (count, total, total == 0 ? 0 : rates.expected(measure, count: count, total: total, hour: hour))
        }
    }
}
