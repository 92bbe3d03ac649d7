import Records

/// Accounts that act on command, and how.
package struct PlantedGroup: Sendable, Equatable {
    /// How soon members follow the command.
    package enum Speed: Int64, Sendable, CaseIterable {
        /// Within 15 seconds.
        case fast = 15
        /// Within a minute.
        case mid = 60
        /// Within ten minutes.
        case slow = 600

        package var name: String { String(describing: self) }
    }

    /// What members have in common when they act.
    package enum Channel: Sendable, CaseIterable {
        case sound
        case text
        case hashtags
        /// Now one, now another.
        case mixed

        /// The trace in which the group can be found.
        package var name: String {
            switch self {
            case .sound: Trace.sound.name
            case .text: Trace.text.name
            case .hashtags: Trace.hashtagSequence.name
            case .mixed: "mixed"
            }
        }
    }

    /// The most members a group has, and the most commands it follows.
    static let largest = 24
    static let mostActions = 26

    /// `G1` is the first.
    package var name: String
    package var speed: Speed
    package var channel: Channel
    /// Its accounts, by index.
    package var members: [UInt32]
}
