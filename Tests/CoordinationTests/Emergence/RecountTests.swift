import Bytes
import Records
import Testing

@testable import Coordination
@testable import Corpus

/// The counts behind alarms, taken again from the input by plain loops.
@Suite("Counts behind alarms")
struct RecountTests {
    private struct Recount {
        let corpus: Corpus
        let parameters = EmergenceParameters()
        /// The days on which each account did anything, ascending.
        private var days: [[Int32]]

        init(_ corpus: Corpus) {
            self.corpus = corpus
            days = Array(repeating: [], count: corpus.accounts.count)
            for layer in corpus.layers {
                for action in 0..<layer.actions.count {
                    days[Int(layer.actions.accounts[action])].append(Self.day(layer.actions.times[action]))
                }
            }
            days = days.map { Array(Set($0)).sorted() }
        }

        private static func day(_ time: Int64) -> Int32 { Day(of: Instant(milliseconds: time)).number }

        /// Who took part in a topic on which days.
        private func takingPart(_ topic: Topic) -> [UInt32: [Int32]] {
            guard let trace = topic.trace, let layer = corpus.layer(trace) else { return [:] }
            var found: [UInt32: Set<Int32>] = [:]
            for action in 0..<layer.actions.count
            where layer.objects.string(layer.actions.objects[action]) == topic.object {
                found[layer.actions.accounts[action], default: []].insert(Self.day(layer.actions.times[action]))
            }
            return found.mapValues { $0.sorted() }
        }

        private func created(_ account: UInt32) -> Int32? {
            corpus.accounts.created(account).map { Self.day($0.milliseconds) }
        }

        /// Whether an account counts on a day, and whether it is among those that could; nil where it is not.
        private func counts(_ measure: Measure, _ account: UInt32, on day: Int32, since: Int32?) -> Bool? {
            let first = days[Int(account)][0]
            let isNew = since.map { day - $0 >= 28 } ?? true
            switch measure {
            case .firstSeen: return first == day
            case .dormant:
                let last = days[Int(account)].last { $0 < day } ?? created(account)
                return last.map { day - $0 >= parameters.dormantDays }
            case .generatedName:
                return isNew ? corpus.accounts.withName(account) { NameShape($0).isGenerated } : nil
            case .newlyCreated:
                return isNew ? created(account).map { day - $0 < parameters.newDays } : nil
            case .youngPosts, .createdTogether: return nil
            }
        }

        func count(_ alarm: EmergenceAlarm, _ evidence: EmergenceEvidence) -> (count: Int, total: Int) {
            let window = evidence.day.number - Int32(evidence.windowHours / 24)...evidence.day.number
            var (count, total) = (0, 0)
            for (account, dates) in takingPart(alarm.topic) {
                for (place, day) in dates.enumerated() where window.contains(day) && day > window.lowerBound {
                    let since = place == 0 ? nil : dates[place - 1]
                    guard let isCounted = counts(alarm.measure, account, on: day, since: since) else { continue }
                    total += 1
                    if isCounted { count += 1 }
                }
            }
            return (count, total)
        }

        /// Creation days of those who were new to the topic in the four weeks before the end of the day.
        func created(of alarm: EmergenceAlarm, _ evidence: EmergenceEvidence) -> Int {
            guard let from = evidence.createdFrom, let until = evidence.createdUntil else { return -1 }
            var count = 0
            for (account, dates) in takingPart(alarm.topic) {
                guard let made = created(account), (from.number...until.number).contains(made) else { continue }
                for (place, day) in dates.enumerated()
                where day <= evidence.day.number && day > evidence.day.number - 28 {
                    if place == 0 || day - dates[place - 1] >= 28 { count += 1 }
                }
            }
            return count
        }
    }

    @Test("each alarm's counts are what plain loops count, on the first day and on the strongest")
    func recount() {
        let corpus = HerdWorld(HerdPlan(accounts: 8000, herd: 200, seed: 12)).corpus()
        let result = EmergenceMonitor.replay(corpus, parameters: EmergenceParameters())
        let recount = Recount(corpus)
        var recounted: Set<Measure> = []
        for alarm in result.alarms where alarm.topic.trace != nil {
            for evidence in [alarm.first, alarm.strongest] where evidence.windowHours % 24 == 0 {
                switch alarm.measure {
                case .youngPosts: continue
                case .createdTogether: #expect(recount.created(of: alarm, evidence) == evidence.count)
                default: #expect(recount.count(alarm, evidence) == (evidence.count, evidence.total))
                }
                recounted.insert(alarm.measure)
            }
        }
        #expect(recounted.isSuperset(of: [.firstSeen, .dormant, .generatedName, .createdTogether]))
    }

    @Test("what came before the first judged day is history")
    func from() {
        let plan = HerdPlan(accounts: 8000, herd: 200, seed: 12)
        var parameters = EmergenceParameters()
        parameters.from = Day(plan.vote.number - 5)
        let corpus = HerdWorld(plan).corpus()
        let result = EmergenceMonitor.replay(corpus, parameters: parameters)
        #expect(result.firstJudged == parameters.from && result.known.first == plan.start)
        #expect(!result.alarms.isEmpty && result.alarms.allSatisfy { $0.raised >= Day(plan.vote.number - 5) })
    }

    @Test("a group made together is told from one that was not, and from one of which nobody knows")
    func groups() throws {
        let world = HerdWorld(HerdPlan(accounts: 8000, herd: 200, seed: 12))
        var corpus = world.corpus()
        let herd = Set((0..<UInt32(world.accountCount)).filter(world.isHerd).map(world.handle))
        let accounts = 0..<UInt32(corpus.accounts.count)
        let members = accounts.filter { herd.contains(corpus.accounts.value($0)) }
        guard case .cluster(let cluster) = CreationClusters.among(members, of: corpus.accounts) else {
            Issue.record("no cluster was found")
            return
        }
        #expect(cluster.count >= 10 && cluster.logP < -10)
        let others = accounts.filter { !herd.contains(corpus.accounts.value($0)) }.prefix(300)
        switch CreationClusters.among(Array(others), of: corpus.accounts) {
        case .nothing: break
        case .cluster(let cluster): #expect(cluster.logP > -7)
        case .notComputable: Issue.record("dates are there")
        }
        corpus.accounts.createdTimes = []
        guard case .notComputable = CreationClusters.among(members, of: corpus.accounts) else {
            Issue.record("nobody knows the dates")
            return
        }
    }
}
