import Bytes
import Corpus
import Records

/// The input day by day, cut at an instant: what happened later is not in it.
struct EmergenceTimeline: Sendable {
    /// What happened on one day: all that a monitor is given of it, when its turn comes.
    struct Slice {
        var day: Day
        /// Accounts that did anything, one after another, some several times.
        var active: ArraySlice<UInt32>
        /// For each entry of `stages` its entries of the day.
        var participations: [Range<Int>]
    }

    let firstDay: Day
    let dayCount: Int
    let stages: [Participations]
    private let active: [UInt32]
    private let activeStarts: [UInt32]

    /// - Parameters:
    ///   - corpus: the input.
    ///   - known: its days; nil is returned where there is none.
    ///   - parameters: how many accounts a topic needs.
    init?(_ corpus: Corpus, _ known: KnownDays, parameters: EmergenceParameters) {
        guard let firstDay = known.first, let lastDay = known.last else { return nil }
        self.firstDay = firstDay
        let (first, last) = (firstDay.number, lastDay.number)
        dayCount = Int(last - first) + 1
        let presentPlatforms = Platform.allCases.filter { platform in
            (0..<UInt32(corpus.accounts.count)).contains { corpus.accounts.platform($0) == platform }
        }
        var stages: [Participations] = []
        var counts = [UInt32](repeating: 0, count: dayCount + 1)
        var active: [UInt32] = []
        var activeDays: [UInt32] = []
        for layer in corpus.layers {
            let days = layer.actions.times.map { time in
                let day = Day(of: Instant(milliseconds: time)).number
                return day < first || day > last ? UInt32.max : UInt32(day - first)
            }
            // An account that posts several objects at once need not be noted for each.
            var noted = UInt64.max
            for action in days.indices where days[action] != .max {
                let key = UInt64(layer.actions.accounts[action]) << 32 | UInt64(days[action])
                if key == noted { continue }
                noted = key
                active.append(layer.actions.accounts[action])
                activeDays.append(days[action])
                counts[Int(days[action]) + 1] += 1
            }
            guard EmergenceParameters.topicTraces.contains(layer.trace) else { continue }
            for platform in presentPlatforms {
                let actions = (0..<UInt32(layer.actions.count)).filter { action in
                    days[Int(action)] != .max
                        && (presentPlatforms.count == 1
                            || corpus.accounts.platform(layer.actions.accounts[Int(action)]) == platform)
                }
                if actions.isEmpty { continue }
                stages.append(
                    Participations(
                        layer, platform: platform, actions: actions, days: days, dayCount: dayCount,
                        accountCount: corpus.accounts.count, views: corpus.views,
                        minimumAccounts: parameters.minimumAccounts))
            }
        }
        self.stages = stages
        let (order, starts) = RadixSort.group(
            (0..<UInt32(active.count)).map { $0 }, by: activeDays, bucketCount: dayCount)
        self.active = order.map { active[Int($0)] }
        activeStarts = starts
    }

    /// What happened on the day with that place, from 0.
    func slice(_ place: Int) -> Slice {
        Slice(
            day: Day(firstDay.number + Int32(place)),
            active: active[Int(activeStarts[place])..<Int(activeStarts[place + 1])],
            participations: stages.map { $0.range(place) })
    }
}
