import Coordination
import Records

/// Alarms that tell of one thing: a herd raises several kinds on several topics, day after day, and is told once.
struct AlarmStory {
    /// In the order in which they were raised.
    private(set) var alarms: [EmergenceAlarm] = []

    /// After so many quiet days the same topic begins another story.
    private static let pause: Int32 = 7

    /// What two alarms of one story have in common.
    private enum Bond: Hashable {
        case topic(Topic)
        /// The same count of the same total on the same day: the same accounts, on another topic.
        case figures(Platform, Measure, Day, windowHours: Int, count: Int, total: Int)
        /// Accounts made on the same days.
        case made(Platform, from: Day, until: Day?)
    }

    var first: Day? { alarms.first?.raised }
    var last: Day? { alarms.map(\.lastRaised).max() }

    /// The topics, each once.
    var topics: [Topic] {
        var seen: Set<Topic> = []
        return alarms.map(\.topic).filter { seen.insert($0).inserted }
    }

    /// The kinds, each once.
    var kinds: [AlarmKind] {
        var seen: Set<AlarmKind> = []
        return alarms.map(\.measure.kind).filter { seen.insert($0).inserted }
    }

    /// The first alarm of each measure: the others say the same of a later day or another topic.
    var leading: [EmergenceAlarm] {
        var seen: Set<Measure> = []
        return alarms.filter { seen.insert($0.measure).inserted }
    }

    /// Puts alarms together.
    /// - Parameter alarms: in the order of the days on which they were raised.
    static func stories(_ alarms: [EmergenceAlarm]) -> [AlarmStory] {
        var leaders = Array(alarms.indices)
        func leader(_ alarm: Int) -> Int {
            var alarm = alarm
            while leaders[alarm] != alarm { alarm = leaders[alarm] }
            return alarm
        }
        var latest: [Bond: (alarm: Int, lastDay: Day)] = [:]
        for (index, alarm) in alarms.enumerated() {
            for bond in bonds(alarm) {
                let before = latest[bond]
                if let before, alarm.raised.number - before.lastDay.number <= pause {
                    let (one, other) = (leader(before.alarm), leader(index))
                    leaders[max(one, other)] = min(one, other)
                }
                latest[bond] = (index, max(before?.lastDay ?? alarm.lastRaised, alarm.lastRaised))
            }
        }
        var places: [Int: Int] = [:]
        var stories: [AlarmStory] = []
        for (index, alarm) in alarms.enumerated() {
            let place = places[leader(index)] ?? stories.count
            if place == stories.count {
                places[leader(index)] = place
                stories.append(AlarmStory())
            }
            stories[place].alarms.append(alarm)
        }
        return stories
    }

    private static func bonds(_ alarm: EmergenceAlarm) -> Set<Bond> {
        let (platform, first) = (alarm.topic.platform, alarm.first)
        var bonds: Set<Bond> = [
            .topic(alarm.topic),
            .figures(
                platform, alarm.measure, alarm.raised, windowHours: first.windowHours, count: first.count,
                total: first.total),
        ]
        for evidence in [alarm.first, alarm.strongest] {
            if let from = evidence.createdFrom {
                bonds.insert(.made(platform, from: from, until: evidence.createdUntil))
            }
        }
        return bonds
    }
}
