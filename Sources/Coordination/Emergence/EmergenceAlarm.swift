package import Records
import Statistics

/// The five alarms.
package enum AlarmKind: UInt8, Sendable, CaseIterable, Comparable {
    /// More accounts that are first seen, or newly made, come to a topic than its crowd explains.
    case arrivals
    /// Accounts that slept for half a year act on one topic together.
    case awakening
    /// Accounts on a topic were made on the same few days.
    case creationDates
    /// Accounts on a topic bear names as machines make them.
    case names
    /// Young accounts make more of a topic's posts than elsewhere.
    case youngReach

    /// The name in files and on the command line.
    package var name: String {
        switch self {
        case .arrivals: "arrivals"
        case .awakening: "awakening"
        case .creationDates: "creation-dates"
        case .names: "names"
        case .youngReach: "young-reach"
        }
    }

    package static func < (left: AlarmKind, right: AlarmKind) -> Bool { left.rawValue < right.rawValue }
}

/// What is counted for an alarm.
package enum Measure: Int, Sendable, CaseIterable {
    /// Accounts whose first action in the input this is.
    case firstSeen
    /// Accounts that were made not long ago.
    case newlyCreated
    /// Accounts that did nothing for long, or never since they were made.
    case dormant
    /// Accounts with a name as machines make them.
    case generatedName
    /// Posts of young accounts.
    case youngPosts
    /// Accounts that were made on the same days.
    case createdTogether

    /// The name in files.
    package var name: String {
        switch self {
        case .firstSeen: "first-seen"
        case .newlyCreated: "newly-created"
        case .dormant: "dormant"
        case .generatedName: "generated-name"
        case .youngPosts: "posts-of-young-accounts"
        case .createdTogether: "created-together"
        }
    }

    package var kind: AlarmKind {
        switch self {
        case .firstSeen, .newlyCreated: .arrivals
        case .dormant: .awakening
        case .generatedName: .names
        case .youngPosts: .youngReach
        case .createdTogether: .creationDates
        }
    }
}

/// What an alarm is about.
package struct Topic: Hashable, Sendable {
    package var platform: Platform
    /// Nil where it is the whole input of the platform.
    package var trace: Trace?
    /// The object's value; empty for the whole input.
    package var object: String

    package init(platform: Platform, trace: Trace?, object: String) {
        self.platform = platform
        self.trace = trace
        self.object = object
    }
}

/// What was counted on one day, and how surprising it is.
package struct EmergenceEvidence: Sendable, Equatable {
    /// The day at whose end this was known.
    package var day: Day
    /// Length of the window that ends on that day, in hours.
    package var windowHours: Int
    /// How many were counted, of how many.
    package var count: Int
    package var total: Int
    /// How many of them the base rate explains.
    package var expected: Double
    /// How much topics differ among themselves: the squared coefficient of variation beside chance.
    package var dispersion: Double
    /// The natural logarithm of the probability of so many or more.
    package var logP: Double
    /// Everything that was tested on that day.
    package var tests: Int
    /// Of posts of young accounts: how many views the topic's posts of the window have in the input, and how many of
    /// these are young accounts' posts'. Views were counted when the posts were collected, which was later: they are
    /// told, and decide nothing. Nil where the input has none.
    package var views: Double?
    package var youngViews: Double?
    /// For accounts that were made together: the first and the last day on which they were made.
    package var createdFrom: Day?
    package var createdUntil: Day?

    /// The share that the base rate explains.
    package var baseRate: Double { total == 0 ? 0 : expected / Double(total) }

    /// The logarithm of the probability, corrected for everything that was tested on the day.
    package var correctedLogP: Double { min(0, logP + PlainMath.log(Double(max(1, tests)))) }
}

/// Something that appears or wakes at a rate that the baseline does not explain.
package struct EmergenceAlarm: Sendable, Equatable {
    package var topic: Topic
    package var measure: Measure
    /// As it was when the alarm could first be raised.
    package var first: EmergenceEvidence
    /// As it was when it was most surprising.
    package var strongest: EmergenceEvidence
    /// The last day on which it was raised again.
    package var lastRaised: Day

    /// The earliest day at whose end the alarm could have been raised.
    package var raised: Day { first.day }
}

/// Why an alarm says nothing: what is missing is not zero.
package struct NotComputable: Hashable, Sendable {
    package var platform: Platform
    package var measure: Measure
    /// For people, a clause without a full stop.
    package var reason: String
}
