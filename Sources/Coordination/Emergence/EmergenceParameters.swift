package import Records

/// When an alarm is to be raised.
package struct EmergenceParameters: Sendable, Equatable {
    /// What alarms can be about: things that many accounts may use together.
    package static let topicTraces: [Trace] = [.hashtag, .sound, .mention, .domain, .url, .text, .shared]

    /// An alarm needs at least so many accounts of the kind that it is about.
    package var minimumAccounts = 20
    /// How many false alarms a month of thirty and a half days may bring on average, all topics and alarms together.
    package var falseAlarmsPerMonth = 1.0
    /// An account that did nothing for so many days is asleep.
    package var dormantDays: Int32 = 180
    /// An account is newly made until it is so many days old, and young as well.
    package var newDays: Int32 = 30
    /// An account is young, too, until it was first seen so many days ago.
    package var newlySeenDays: Int32 = 7
    /// So many days with data must have gone by before anything is judged: at first every account is new.
    package var warmUpDays = 14
    /// The first day that is judged; what came before is history. Nil for the first of the input.
    package var from: Day?
    /// The last day that is known: nothing after it is looked at. Nil for the last of the input.
    package var until: Day?
    package var threads = 1

    package init() {}

    /// The probability of a false alarm that one day may use up.
    package var levelOfDay: Double { falseAlarmsPerMonth / 30.4 }
}

/// A day in UTC.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var number: Int32

    package init(_ number: Int32) { self.number = number }

    /// The day that a moment lies in.
    package init(of instant: Instant) {
        number = Int32(clamping: instant.milliseconds.floorDivided(by: Self.milliseconds))
    }

    package static let milliseconds: Int64 = 86_400_000

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: CustomStringConvertible {
    /// ISO 8601: `2024-11-24`.
    package var description: String {
        String(Instant(milliseconds: Int64(number) * Self.milliseconds).description.prefix(10))
    }
}
