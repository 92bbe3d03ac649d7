package import Records
import Statistics

/// M07: whether networks that were disrupted come back.
///
/// (a) how many new assets for each asset disrupted, (b) how soon the first of them is seen, as a curve over networks, and
/// (c) the crude ratio of a platform's own rows.
package struct Recurrence: Sendable {
    /// A network that was disrupted, and what was tied to it afterwards.
    package struct Network: Sendable, Hashable {
        package var name: String
        /// Where; nil where the table does not say.
        package var platform: Platform?
        /// How many of its assets were disrupted.
        package var disrupted: Int
        package var at: StatedTime
        /// Until when somebody looked for new assets.
        package var watchedUntil: StatedTime
        package var returns: [Return]

        package init(
            name: String, platform: Platform? = nil, disrupted: Int, at: StatedTime, watchedUntil: StatedTime,
            returns: [Return] = []
        ) {
            self.name = name
            self.platform = platform
            self.disrupted = disrupted
            self.at = at
            self.watchedUntil = watchedUntil
            self.returns = returns
        }
    }

    /// An asset that was tied to a network after it had been disrupted.
    package struct Return: Sendable, Hashable {
        package var asset: AssetKey
        package var firstSeen: StatedTime
        /// How sure the tie is.
        package var grade: MembershipGrade

        package init(asset: AssetKey, firstSeen: StatedTime, grade: MembershipGrade) {
            self.asset = asset
            self.firstSeen = firstSeen
            self.grade = grade
        }
    }

    /// What a platform's own rows say of one period: how many of the removed had been removed before.
    package struct Stated: Sendable, Hashable {
        /// Of which period or report; empty where the subject says it.
        package var period: String
        package var recurring: Int
        package var removed: Int

        package init(period: String = "", recurring: Int, removed: Int) {
            self.period = period
            self.recurring = recurring
            self.removed = removed
        }
    }

    /// The days within which returns are counted.
    package static let windows = [30, 90, 365]

    /// By name.
    private let networks: [Followed]
    private let grade: MembershipGrade

    /// - Parameters:
    ///   - networks: in any order, each once.
    ///   - grade: ties that are less sure do not count.
    package init(_ networks: [Network], grade: MembershipGrade) {
        self.networks = networks.map { Followed($0, grade: grade) }.sorted { $0.network.name < $1.network.name }
        self.grade = grade
    }

    /// (b): the time from the disruption to the first return, a network that did not return censored at the last day on
    /// which somebody looked. With the latest days that the dates allow, and with the earliest; one where they are the same.
    /// An asset of which it is not known whether it was first seen before the disruption or after is no return at the
    /// latest, and one on the day itself at the earliest.
    package var curves: [(isLatest: Bool, returned: FollowedCurve)] {
        let latest = networks.compactMap { network in
            network.watched.map { (day: network.first?.upperBound ?? $0, cause: network.first == nil ? 0 : 1) }
        }
        let earliest = networks.compactMap { network in
            let first = network.undated > 0 ? 0 : network.first?.lowerBound
            return (first ?? network.watched).map { (day: $0, cause: first == nil ? 0 : 1) }
        }
        let isSame = latest.elementsEqual(earliest) { $0 == $1 }
        return (isSame ? [latest] : [latest, earliest]).enumerated().map { place, times in
            (place == 0, FollowedCurve(times: times.map { Double($0.day) }, causes: times.map(\.cause)))
        }
    }

    /// How many networks somebody looked for after their disruption.
    package var followed: Int { networks.count { $0.watched != nil } }

    /// For how many days the network that was watched longest was.
    package var longestWatch: Int { networks.compactMap(\.watched).max() ?? 0 }

    /// - Parameter stated: (c), a period each.
    package func measurement(of subject: String, stated: [Stated] = [], inputs: [String] = []) -> Measurement {
        var result = Measurement(.recurrence, of: subject, inputs: inputs)
        let faulty = stated.filter { $0.removed <= 0 || !(0...$0.removed).contains($0.recurring) }
        let crude = stated.filter { !faulty.contains($0) }
        if networks.contains(where: { $0.network.disrupted > 0 }) {
            result.figures += newAssets
            result.figures += firstReturns
            result.notes += notes
        }
        result.figures += crude.map {
            let label = "recurring, of all removed in the period"
            return .share($0.period.isEmpty ? label : "\(label): \($0.period)", $0.recurring, of: $0.removed)
        }
        if !crude.isEmpty { result.notes.append("a ratio of the platform's own rows, as far as they are published") }
        result.notes += faulty.map { "of \($0.removed) removed, \($0.recurring) cannot be recurring" }
        if result.figures.isEmpty {
            result.refusal = refusal(faulty)
            result.notes = []
        }
        return result
    }

    private func refusal(_ faulty: [Stated]) -> String {
        if let one = faulty.first { return "of \(one.removed) removed, \(one.recurring) cannot be recurring" }
        return networks.isEmpty
            ? "no disrupted network and no number of assets that came back is given"
            : "no asset of the networks is known to have been disrupted"
    }

    /// (a)
    private var newAssets: [Figure] {
        let disrupted = networks.reduce(0) { $0 + $1.network.disrupted }
        return Self.windows.map { days in
            let certain = networks.reduce(0) { $0 + $1.returns.count { $0.upperBound <= days } }
            let possible = networks.reduce(0) { $0 + $1.undated + $1.returns.count { $0.lowerBound <= days } }
            let unwatched = networks.count { ($0.watched ?? -1) < days }
            let (low, high) = (Double(certain) / Double(disrupted), Double(possible) / Double(disrupted))
            let isExact = certain == possible && unwatched == 0
            return Figure(
                "new assets within \(days) days for each disrupted", certain == possible ? low : nil, unit: "ratio",
                low: isExact ? nil : low, high: isExact || unwatched > 0 ? nil : high,
                count: certain, of: disrupted,
                remark: unwatched == 0
                    ? nil : "lower bound: nobody looked until the end for \(unwatched) of \(networks.count) networks")
        }
    }

    /// (b) in numbers. Of fewer than five networks each is told by itself.
    private var firstReturns: [Figure] {
        let returned = networks.count { $0.first != nil }
        let possible = networks.count { $0.first != nil || $0.undated > 0 }
        let label = "networks that came back, as long as they were watched"
        var figures = [
            returned == possible
                ? Figure.share(label, returned, of: networks.count)
                : Figure(
                    label, nil, unit: "share",
                    low: ProportionIntervals.wilson(successes: returned, trials: networks.count).lowerBound,
                    high: ProportionIntervals.wilson(successes: possible, trials: networks.count).upperBound,
                    count: returned, of: networks.count,
                    remark: "bounds: of \(possible - returned) it is not known whether what was seen came after")
        ]
        let curves = curves
        for curve in curves {
            let way = curves.count == 1 ? nil : curve.isLatest ? "latest possible times" : "earliest possible times"
            for days in Self.windows {
                figures.append(
                    curve.returned.figure("came back within \(days) d", within: Double(days), way: way))
            }
            if followed < Shares.fewest { continue }
            figures.append(
                curve.returned.median(
                    "median time to the first return", way: way, notReached: "not reached: less than half came back"))
        }
        if followed < Shares.fewest { figures += networks.map(\.firstReturn) }
        return figures
    }

    private var notes: [String] {
        var notes = [
            "new assets are tied to their network as \(grade.rawValue)\(grade == .confirmed ? "" : " or surer")"
        ]
        func note(_ count: Int, _ text: String) {
            if count > 0 { notes.append("\(count) assets \(text)") }
        }
        note(networks.reduce(0) { $0 + $1.weaker }, "are tied less surely and are left out")
        for one in networks where one.undated > 0 {
            notes.append(
                "\(one.undated) assets were first seen within \(one.network.at): before or after is not known, and bounds hold"
                    + " both")
        }
        note(
            networks.reduce(0) { $0 + $1.survivors },
            "were first seen before the disruption and are survivors, not returns")
        let unwatched = networks.count - followed
        if unwatched > 0 {
            notes.append("\(unwatched) networks were not looked for after their disruption and are not in the curve")
        }
        if followed >= Shares.fewest {
            notes.append(
                "networks that did not come back stay in the denominator until the last day that somebody looked")
        }
        return notes
    }

    /// A network in whole days from its disruption on.
    private struct Followed: Sendable {
        let network: Network
        /// From when to when after the disruption each new asset can have been first seen.
        var returns: [ClosedRange<Int>] = []
        /// The first of them.
        var first: ClosedRange<Int>?
        /// For how long somebody looked, to be sure of it; nil where nobody looked after the disruption.
        var watched: Int?
        var weaker = 0
        var survivors = 0
        var undated = 0

        init(_ network: Network, grade: MembershipGrade) {
            self.network = network
            // An asset that is named twice came back once.
            let tied = network.returns.filter { $0.grade <= grade }
            let distinct = Dictionary(tied.map { ($0.asset, $0.firstSeen) }) { one, other in
                (one.earliest, one.latest) <= (other.earliest, other.latest) ? one : other
            }
            weaker = Set(network.returns.map(\.asset)).count - distinct.count
            for seen in distinct.values {
                if seen.earliest >= network.at.latest {
                    returns.append(seen.firstDay - network.at.lastDay...seen.lastDay - network.at.firstDay)
                } else if seen.latest <= network.at.earliest {
                    survivors += 1
                } else {
                    undated += 1
                }
            }
            if let low = returns.map(\.lowerBound).min(), let high = returns.map(\.upperBound).min() {
                first = low...high
            }
            let days = network.watchedUntil.firstDay - network.at.lastDay
            // Who saw a return had looked until then.
            watched = days < 0 ? first?.lowerBound : max(days, first?.lowerBound ?? days)
        }

        /// The network by itself: its first return, or until when there was none.
        var firstReturn: Figure {
            let label = "days to the first return of \(network.name)"
            if undated > 0 {
                return Figure(
                    label, nil, unit: "days", low: 0, high: first.map { Double($0.upperBound) },
                    remark: "whether an asset seen within \(network.at) came after is not known")
            }
            guard let first else {
                return Figure(
                    label, nil, unit: "days", low: watched.map(Double.init),
                    remark: "none seen until \(network.watchedUntil)")
            }
            let (low, high) = (Double(first.lowerBound), Double(first.upperBound))
            return low == high
                ? Figure(label, low, unit: "days") : Figure(label, nil, unit: "days", low: low, high: high)
        }
    }
}
