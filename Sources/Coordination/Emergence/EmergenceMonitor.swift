import Bytes
package import Corpus
package import Records
import Statistics

/// What a replay found.
package struct EmergenceResult: Sendable {
    /// By the day on which they could first be raised, then the most surprising first.
    package var alarms: [EmergenceAlarm]
    /// What could not be computed, and why: it is not zero.
    package var notComputable: [NotComputable]
    /// The days with data, and what lies outside of them.
    package var known = KnownDays()
    /// The first day that was judged; nil where none was.
    package var firstJudged: Day?
    /// Days that were judged, and windows that were tested on all of them.
    package var judgedDays = 0
    package var tests = 0
    /// Topics with accounts enough.
    package var topics = 0
}

/// Replays an input day by day and raises alarms as they could have been raised then.
///
/// What a day's judgement knows is the state that the days before it left and the day's own slice, and nothing else is
/// ever given to it. Every topic with accounts enough is tested, at every window; what is left of the day's level after
/// dividing it by the number of tests is what an alarm must undercut (C. E. Bonferroni), so that the expected number of
/// false alarms stays below what was asked for however much was looked at.
package struct EmergenceMonitor {
    private let parameters: EmergenceParameters
    private let timeline: EmergenceTimeline
    private let topicName: (_ stage: Int, _ topic: UInt32) -> Topic
    private var states: AccountStates
    private var curves: [CreationCurve]
    private var stages: [StageMonitor]
    private var whole: WholeInput
    private var alarms: [AlarmKey: EmergenceAlarm] = [:]
    private var activeDays = 0
    private var result = EmergenceResult(alarms: [], notComputable: [])

    private struct AlarmKey: Hashable {
        /// Place of the stage, or −1 − platform for the whole input.
        var stage: Int
        var topic: UInt32
        var measure: Measure
    }

    /// Replays `corpus` to its end, or to the last day that the parameters allow.
    package static func replay(
        _ corpus: Corpus, parameters: EmergenceParameters, progress: Progress = .silent
    ) -> EmergenceResult {
        let known = KnownDays(corpus, until: parameters.until)
        guard let timeline = EmergenceTimeline(corpus, known, parameters: parameters) else {
            return EmergenceResult(alarms: [], notComputable: [], known: known)
        }
        let objects = timeline.stages.map { stage in corpus.layer(stage.trace)?.objects }
        var monitor = EmergenceMonitor(timeline, known, AccountFacts(corpus), parameters) { stage, topic in
            let participations = timeline.stages[stage]
            return Topic(
                platform: participations.platform, trace: participations.trace,
                object: objects[stage]?.string(participations.objects[Int(topic)]) ?? "")
        }
        for place in 0..<timeline.dayCount {
            monitor.take(timeline.slice(place))
            progress.report(
                Progress.Step(
                    label: "replaying", done: UInt64(place + 1), total: UInt64(timeline.dayCount), unit: "days"))
        }
        return monitor.finish(corpus)
    }

    private init(
        _ timeline: EmergenceTimeline, _ known: KnownDays, _ facts: AccountFacts, _ parameters: EmergenceParameters,
        topicName: @escaping (Int, UInt32) -> Topic
    ) {
        self.parameters = parameters
        self.timeline = timeline
        self.topicName = topicName
        states = AccountStates(facts, parameters: parameters)
        curves = Platform.allCases.map { _ in CreationCurve() }
        stages = timeline.stages.map { StageMonitor(topicCount: $0.objects.count, parameters: parameters) }
        whole = WholeInput(parameters: parameters)
        result.known = known
        result.topics = timeline.stages.reduce(0) { $0 + $1.objects.count }
    }

    private mutating func take(_ slice: EmergenceTimeline.Slice) {
        if slice.active.isEmpty { return }
        let day = slice.day
        let isJudged = activeDays >= parameters.warmUpDays && day >= parameters.from ?? day
        activeDays += 1
        meet(slice.active, on: day.number)
        var findings: [(stage: Int, finding: Finding)] = []
        var tests = 0
        for stage in stages.indices {
            let participations = timeline.stages[stage]
            let outcome = stages[stage].take(
                participations, slice.participations[stage], on: day.number, states: states,
                curve: curves[Int(participations.platform.rawValue)], isJudged: isJudged)
            tests += outcome.tests
            findings += outcome.findings.map { (stage, $0) }
        }
        let outcome = whole.take(slice.active, on: day.number, states: states, isJudged: isJudged)
        tests += outcome.tests
        findings += outcome.findings.map { (-1 - Int($0.topic), $0) }
        for account in slice.active { states.note(account, on: day.number) }
        guard isJudged else { return }
        if result.firstJudged == nil { result.firstJudged = day }
        result.judgedDays += 1
        result.tests += tests
        for (stage, finding) in findings {
            var evidence = finding.evidence
            evidence.tests = tests
            if evidence.correctedLogP <= PlainMath.log(parameters.levelOfDay) { raise(finding, evidence, stage) }
        }
    }

    /// Counts the creation dates of accounts that are seen for the first time.
    private mutating func meet(_ active: ArraySlice<UInt32>, on day: Int32) {
        var met: Set<UInt32> = []
        var isChanged = false
        for account in active
        where states.facts.firstDays[Int(account)] >= day && !states.wasActive(account, on: day) {
            guard let created = states.facts.created(account, by: day), met.insert(account).inserted else { continue }
            curves[Int(states.facts.platforms[Int(account)].rawValue)].add(created)
            isChanged = true
        }
        if isChanged { for platform in curves.indices { curves[platform].settle() } }
    }

    private mutating func raise(_ finding: Finding, _ evidence: EmergenceEvidence, _ stage: Int) {
        let key = AlarmKey(stage: stage, topic: finding.topic, measure: finding.measure)
        if stage >= 0 { stages[stage].noteAlarm(finding.topic) }
        guard var alarm = alarms[key] else {
            let topic =
                stage >= 0
                ? topicName(stage, finding.topic)
                : Topic(platform: Platform(rawValue: UInt8(finding.topic)) ?? .unstated, trace: nil, object: "")
            alarms[key] = EmergenceAlarm(
                topic: topic, measure: finding.measure, first: evidence, strongest: evidence, lastRaised: evidence.day)
            return
        }
        if evidence.logP < alarm.strongest.logP { alarm.strongest = evidence }
        alarm.lastRaised = evidence.day
        alarms[key] = alarm
    }

    private consuming func finish(_ corpus: Corpus) -> EmergenceResult {
        result.alarms = alarms.values.sorted { one, other in
            if one.raised != other.raised { return one.raised < other.raised }
            if one.first.logP != other.first.logP { return one.first.logP < other.first.logP }
            return (one.topic.platform.rawValue, one.topic.trace?.rawValue ?? 0, one.topic.object, one.measure.rawValue)
                < (
                    other.topic.platform.rawValue, other.topic.trace?.rawValue ?? 0, other.topic.object,
                    other.measure.rawValue
                )
        }
        result.notComputable = Computability.missing(
            states.facts, result.known, hasJudged: result.judgedDays > 0, activeDays: activeDays,
            parameters: parameters)
        return result
    }
}
