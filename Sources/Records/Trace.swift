/// What kind of thing two accounts can share.
package enum Trace: UInt8, Sendable, CaseIterable, Comparable {
    /// The object that a share-event file names, whatever it is.
    case shared
    case url
    case domain
    case hashtag
    /// All hashtags of a post in their order.
    case hashtagSequence
    case sound
    case mention
    case replyTarget
    case repostTarget
    case quotedPost
    /// The post's whole text, normalised.
    case text
    /// What is said in the video, as the platform transcribed it.
    case caption
    case effect

    /// The name in files and on the command line.
    package var name: String {
        switch self {
        case .hashtagSequence: "hashtag-sequence"
        case .replyTarget: "reply"
        case .repostTarget: "repost"
        case .quotedPost: "quote"
        default: String(describing: self)
        }
    }

    package init?(name: String) {
        guard let match = Trace.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    package static func < (left: Trace, right: Trace) -> Bool { left.rawValue < right.rawValue }
}

/// A set of traces.
package struct TraceSet: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package init(_ trace: Trace) { rawValue = 1 << UInt32(trace.rawValue) }

    package static let all = TraceSet(Trace.allCases.map { TraceSet($0) })

    package func contains(_ trace: Trace) -> Bool { contains(TraceSet(trace)) }

    /// The members in the order of `Trace`.
    package var traces: [Trace] { Trace.allCases.filter { contains($0) } }
}

extension Trace {
    /// Whether a name means something on its own platform only: a sound's number, a handle, a post's id.
    package var isScopedToPlatform: Bool {
        switch self {
        case .sound, .mention, .replyTarget, .repostTarget, .quotedPost, .effect: true
        default: false
        }
    }

    /// Whether its objects belong to everybody, so that two strangers often share several.
    package var isCommonProperty: Bool {
        switch self {
        case .hashtag, .domain, .mention, .effect: true
        default: false
        }
    }
}
