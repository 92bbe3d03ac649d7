import ArgumentParser
import Coordination
import Corpus
import Foundation
import Records

/// `daylight measure-emergence`: the early warning on a simulated platform before a vote, straight in memory. For
/// `Benchmarks/herd.py`; not shown to users.
struct MeasureEmergenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-emergence", abstract: "Measure the early warning on a simulated platform.",
        shouldDisplay: false)

    @Option var accounts = 2_000_000
    @Option var herd = 25_000
    @Option var seed: UInt64 = 1
    @Option(help: "Share of a sudden crowd that else hardly ever posts.") var casual = 0.12
    @Option var threads = 1
    @Option var falseAlarms = 1.0
    @Flag(help: "Print each alarm to standard error.") var verbose = false

    func run() throws {
        let began = Execution.cpuSeconds
        var plan = HerdPlan(accounts: accounts, herd: herd, seed: seed)
        plan.casual = casual
        let world = HerdWorld(plan)
        let corpus = world.corpus()
        let built = Execution.cpuSeconds
        var parameters = EmergenceParameters()
        parameters.threads = threads
        parameters.falseAlarmsPerMonth = falseAlarms
        let result = EmergenceMonitor.replay(corpus, parameters: parameters)
        let done = Execution.cpuSeconds
        let herdTopics = world.herdTopics
        func isOfHerd(_ topic: Topic) -> Bool {
            topic.trace == nil ? herd > 0 : herdTopics.contains(topic.object)
        }
        // Before the herd wakes, an alarm about its topics is as false as any other.
        let (wake, vote) = (plan.wake, plan.vote)
        let isTrue = { (alarm: EmergenceAlarm) in
            herd > 0 && alarm.raised >= wake && isOfHerd(alarm.topic)
        }
        let warnings = result.alarms.filter(isTrue)
        let others = result.alarms.filter { !isTrue($0) }
        if verbose {
            let text = EmergenceText(peak: plan.vote, isBacktest: true)
            Terminal.write(text.text(result))
        }
        var first: [String] = []
        for kind in AlarmKind.allCases {
            let days = warnings.first { $0.measure.kind == kind && $0.topic.trace != nil }.map {
                "\(vote.number - $0.raised.number)"
            }
            first.append("\"\(kind.name)\":\(days ?? "null")")
        }
        let line = [
            "\"seed\":\(seed)", "\"accounts\":\(corpus.accounts.count)", "\"posts\":\(corpus.postCount)",
            "\"actions\":\(corpus.layers.reduce(0) { $0 + $1.actions.count })", "\"topics\":\(result.topics)",
            "\"tests\":\(result.tests)", "\"judged_days\":\(result.judgedDays)",
            "\"days_before_vote\":{"
                + first.joined(separator: ",") + "}", "\"alarms\":\(result.alarms.count)",
            "\"other_alarms\":\(others.count)",
            "\"build_cpu_s\":\((built - began).rounded())", "\"replay_cpu_s\":\(((done - built) * 10).rounded() / 10)",
            "\"peak_mb\":\(Execution.peakMegabytes)",
        ]
        print("{" + line.joined(separator: ",") + "}")
    }
}
