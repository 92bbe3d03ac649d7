/// Where an account lives.
package enum Platform: UInt8, Sendable, CaseIterable, Comparable {
    /// The source does not say.
    case unstated
    case bluesky
    case facebook
    case instagram
    case mastodon
    case reddit
    case telegram
    case threads
    case tiktok
    case vk
    case x
    case youtube

    /// The name in files and on the command line.
    package var name: String {
        switch self {
        case .unstated: "unstated"
        case .bluesky: "bluesky"
        case .facebook: "facebook"
        case .instagram: "instagram"
        case .mastodon: "mastodon"
        case .reddit: "reddit"
        case .telegram: "telegram"
        case .threads: "threads"
        case .tiktok: "tiktok"
        case .vk: "vk"
        case .x: "x"
        case .youtube: "youtube"
        }
    }

    package init?(name: String) {
        let folded = name.lowercased()
        guard let match = Platform.allCases.first(where: { $0.name == (folded == "twitter" ? "x" : folded) }) else {
            return nil
        }
        self = match
    }

    /// Whether two spellings of a handle that differ in case are the same account.
    package var foldsHandles: Bool { self == .tiktok || self == .x }

    package static func < (left: Platform, right: Platform) -> Bool { left.rawValue < right.rawValue }
}

/// What an account's value is.
package enum AccountKind: UInt8, Sendable {
    /// The platform's own lasting id.
    case id
    /// A handle: provisional, since handles change hands.
    case handle
}

/// An account, as the glossary keys it: (platform, kind, value).
package struct AccountKey: Hashable, Sendable {
    package var platform: Platform
    package var kind: AccountKind
    /// The id as the source writes it, or the handle (case-folded where the platform folds).
    package var value: String

    package init(platform: Platform, kind: AccountKind, value: String) {
        self.platform = platform
        self.kind = kind
        self.value = value
    }
}

extension Platform: Codable {
    /// By its name: the numbers are ours alone.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let platform = Platform(name: name) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no platform '\(name)'")
        }
        self = platform
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
