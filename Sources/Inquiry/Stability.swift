package import Coordination
import Corpus
import Intake
import Records

/// What becomes of the main networks when one setting at a time is changed by a fifth, or by one step where it is a small
/// whole number: a finding that hangs on a setting is a finding about the setting.
package struct Stability: Sendable, Equatable {
    /// One setting, changed.
    package struct Change: Sendable, Equatable {
        /// As the command line names it: `--window`.
        package var setting: String
        /// Its value in the run, and here.
        package var before: String
        package var after: String
    }

    /// What a search with one change gives.
    package struct Row: Sendable, Equatable {
        package var change: Change
        /// For each main network its likeness with the most similar one of this search, 0 to 1: members in both over
        /// members in either (Jaccard). Empty where the search would have passed a limit.
        package var likenesses: [Double]
        /// Main networks of which at least `keptShare` of the members are in that one.
        package var keeping: Int
        /// Members of main networks that are in any network here.
        package var accounts: Int
        /// Networks in all.
        package var networks: Int

        /// Whether the search was made at all.
        package var isMade: Bool { !likenesses.isEmpty }
    }

    /// The main networks: the largest ones, in their order.
    package var identifiers: [String]
    /// Their members together.
    package var members: Int
    package var rows: [Row]

    /// Main networks at most, and members each needs.
    package static let mostNetworks = 10
    package static let leastMembers = 3
    /// The share of its members with which a network is said to be kept.
    package static let keptShare = 0.8

    /// The networks that are looked at.
    package static func main(_ networks: [Network]) -> [Network] {
        Array(networks.filter { $0.members.count >= leastMembers }.prefix(mostNetworks))
    }

    /// For each main network the least likeness over all changes; nil where no search was made.
    package func leastLikeness(_ identifier: String) -> Double? {
        guard let place = identifiers.firstIndex(of: identifier) else { return nil }
        return rows.filter(\.isMade).map { $0.likenesses[place] }.min()
    }

    /// What came of it, for a reader of the results.
    package var sentence: String {
        let made = rows.filter(\.isMade)
        if identifiers.isEmpty {
            return "STABILITY: no network has \(Self.leastMembers) members or more to be followed."
        }
        let worst = made.min { ($0.keeping, $0.accounts) < ($1.keeping, $1.accounts) }
        guard let worst else { return "STABILITY: no search with a changed setting could be made." }
        let kept = "\(worst.keeping) of \(identifiers.count) main networks keep four fifths of their members"
        return
            "STABILITY: in \(made.count) searches with one setting changed by a fifth or a step each, at least \(kept); "
            + "that is with \(worst.change.setting) \(worst.change.after) instead of \(worst.change.before)."
    }

    /// Compares the main networks with those of another search.
    static func row(
        _ change: Change, _ main: [Network], _ others: [Network], accountCount: Int
    ) -> Row {
        var networkOf = [Int](repeating: -1, count: accountCount)
        for (index, network) in others.enumerated() {
            for member in network.members { networkOf[Int(member)] = index }
        }
        var row = Row(change: change, likenesses: [], keeping: 0, accounts: 0, networks: others.count)
        for network in main {
            var shared: [Int: Int] = [:]
            for member in network.members where networkOf[Int(member)] >= 0 {
                shared[networkOf[Int(member)], default: 0] += 1
                row.accounts += 1
            }
            let best = shared.map { other, both in
                (
                    likeness: Double(both) / Double(network.members.count + others[other].members.count - both),
                    both: both
                )
            }.max { ($0.likeness, $0.both) < ($1.likeness, $1.both) }
            row.likenesses.append(best?.likeness ?? 0)
            if Double(best?.both ?? 0) >= keptShare * Double(network.members.count) { row.keeping += 1 }
        }
        return row
    }
}

extension Question {
    /// The question with one setting changed each time.
    var changed: [(change: Stability.Change, question: Question)] {
        var changed: [(Stability.Change, Question)] = []
        func add(_ setting: String, _ before: String, _ after: String, _ change: (inout Question) -> Void) {
            if before == after { return }
            var question = self
            change(&question)
            changed.append((Stability.Change(setting: setting, before: before, after: after), question))
        }
        func text(_ windows: [Window]) -> String { windows.map(\.description).joined(separator: ",") }
        for factor in [4, 6] as [Int64] {
            let windows = search.windows.map { $0.fifths(factor) }
            add("--window", text(search.windows), text(windows)) { question in
                question.search = question.search.with(windows: windows)
            }
        }
        for step in [-1, 1] where search.minimumWeight + step >= 1 {
            add("--min-weight", "\(search.minimumWeight)", "\(search.minimumWeight + step)") { question in
                question.search.minimumWeight += step
            }
        }
        guard let chance = search.chance else {
            for step in [-1, 1] as [Int64] where rule.minimumOccasions > 1 || step > 0 {
                let least = UInt32(clamping: Int64(rule.minimumOccasions) + step)
                add("--min-occasions", "\(rule.minimumOccasions)", "\(least)") { $0.rule.minimumOccasions = least }
            }
            return changed
        }
        for factor in [4, 6] {
            // In thousandths of the rate, so that 0.01 becomes 0.008 and not 0.008000000000000001.
            let rate = min(0.999, (chance.rate * Double(factor) * 2e8).rounded() / 1e9)
            if rate <= 0 { continue }
            add("--fdr", "\(chance.rate)", "\(rate)") { question in
                question.search.chance?.rate = rate
                question.rule.rate = rate
            }
        }
        for factor in [4, 6] as [Int64] {
            let bin = chance.bin.fifths(factor)
            add("--chance-bin", chance.bin.description, bin.description) { $0.search.chance?.bin = bin }
        }
        return changed
    }

    /// Searches again with each setting changed, and compares what becomes of the main networks.
    /// - Parameter networks: those of the run.
    func stability(
        of networks: [Network], in corpus: Corpus, progress: Progress
    ) throws(InquiryError) -> Stability {
        let main = Stability.main(networks)
        var stability = Stability(
            identifiers: main.map(\.identifier), members: main.reduce(0) { $0 + $1.members.count }, rows: [])
        if main.isEmpty { return stability }
        let changed = changed
        for (number, (change, question)) in changed.enumerated() {
            let head = "stability \(number + 1) of \(changed.count), \(change.setting) \(change.after): "
            let told = Progress(
                report: { step in
                    var step = step
                    step.label = head + step.label
                    progress.report(step)
                }, note: { _ in }, isCancelled: progress.isCancelled)
            if let others = question.networks(in: corpus, progress: told) {
                stability.rows.append(Stability.row(change, main, others, accountCount: corpus.accounts.count))
            } else {
                stability.rows.append(
                    Stability.Row(change: change, likenesses: [], keeping: 0, accounts: 0, networks: 0))
            }
            try progress.checkCancelled()
        }
        return stability
    }

    /// The networks alone; nil where a limit of the search would be passed.
    private func networks(in corpus: Corpus, progress: Progress) -> [Network]? {
        var layers: [EdgeLayer] = []
        for layer in corpus.layers where intake.traces.contains(layer.trace) {
            guard
                let found = try? CoactionSearch.search(
                    layer, accounts: corpus.accounts, parameters: search, progress: progress)
            else { return nil }
            layers += found.layers
        }
        return Network.networks(in: layers, accounts: corpus.accounts, rule: rule, detection: detection)
    }
}

extension SearchParameters {
    /// The same with other windows, in their order.
    fileprivate func with(windows: [Window]) -> SearchParameters {
        SearchParameters(
            windows: windows, minimumParticipation: minimumParticipation, minimumWeight: minimumWeight,
            objectCap: objectCap, threads: threads, limits: limits, chance: chance)
    }
}

extension Window {
    /// So many fifths of it, to the millisecond; a window without limit stays one.
    fileprivate func fifths(_ count: Int64) -> Window {
        isUnlimited ? self : Window(milliseconds: max(1, milliseconds / 5 * count + milliseconds % 5 * count / 5))
    }
}
