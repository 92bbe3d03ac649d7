import Bytes
import Coordination
import Corpus
import Records

/// Where a topic that somebody asks for stands in an input: that nothing is shown about it must not look like an all-clear
/// where it was misspelt, or is too small to be tested.
struct TopicOccurrence {
    /// The topic as it was asked for.
    let name: String
    /// The traces in which it occurs.
    private(set) var traces: Set<Trace> = []
    /// The most accounts that took part in it within the known days, in one trace that alarms are about and on one platform.
    private(set) var mostAccounts = 0
    private let isWhole: Bool

    init(_ name: String, in corpus: Corpus, known: KnownDays) {
        self.name = name
        isWhole = Topic(platform: .unstated, trace: nil, object: "").isCalled(name)
        for layer in corpus.layers {
            let called = (0..<UInt32(layer.objects.count)).map { object in
                Topic(platform: .unstated, trace: layer.trace, object: layer.objects.string(object)).isCalled(name)
            }
            guard called.contains(true) else { continue }
            traces.insert(layer.trace)
            guard EmergenceParameters.topicTraces.contains(layer.trace), let first = known.first, let last = known.last
            else { continue }
            var accounts: [UInt64: Set<UInt32>] = [:]
            for (action, object) in layer.actions.objects.enumerated() where called[Int(object)] {
                let day = Day(of: Instant(milliseconds: layer.actions.times[action]))
                let account = layer.actions.accounts[action]
                guard first <= day, day <= last else { continue }
                let platform = corpus.accounts.platform(account)
                accounts[UInt64(object) << 8 | UInt64(platform.rawValue), default: []].insert(account)
            }
            mostAccounts = max(mostAccounts, accounts.values.map(\.count).max() ?? 0)
        }
    }

    /// Why no alarm can be about the topic; nil where one can.
    /// - Parameter least: the accounts that a topic needs.
    func note(least: Int) throws(InquiryError) -> String? {
        if isWhole { return nil }
        if traces.isEmpty { throw .noSuchTopic(name) }
        if traces.isDisjoint(with: EmergenceParameters.topicTraces) {
            let kinds = traces.sorted().map(\.name).joined(separator: ", ")
            let tested = EmergenceParameters.topicTraces.map(\.name).joined(separator: ", ")
            return "'\(name)' occurs as \(kinds) only, and alarms are about \(tested): none can be about it."
        }
        if mostAccounts >= least { return nil }
        return "'\(name)' has at most \(mostAccounts) accounts on the days that are known, and topics of fewer than "
            + "\(least) are not tested: that none is shown says nothing. --min-accounts lowers that."
    }
}
