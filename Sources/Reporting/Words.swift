package import Records

/// The report's words for the vocabulary: what people say, not what columns are called.
extension Trace {
    /// One and several of what is shared: "sound", "sounds".
    package var nouns: (one: String, many: String) {
        switch self {
        case .shared: ("shared object", "shared objects")
        case .url: ("link", "links")
        case .domain: ("domain", "domains")
        case .hashtag: ("hashtag", "hashtags")
        case .hashtagSequence: ("hashtag sequence", "hashtag sequences")
        case .sound: ("sound", "sounds")
        case .mention: ("mentioned account", "mentioned accounts")
        case .replyTarget: ("post replied to", "posts replied to")
        case .repostTarget: ("reposted post", "reposted posts")
        case .quotedPost: ("quoted post", "quoted posts")
        case .text: ("text", "texts")
        case .caption: ("spoken text", "spoken texts")
        case .effect: ("effect", "effects")
        }
    }

    /// What two accounts did: "used the same sound".
    package var deed: String {
        switch self {
        case .shared: "shared the same object"
        case .url: "posted the same link"
        case .domain: "linked to the same domain"
        case .hashtag: "used the same hashtag"
        case .hashtagSequence: "used the same hashtags in the same order"
        case .sound: "used the same sound"
        case .mention: "mentioned the same account"
        case .replyTarget: "replied to the same post"
        case .repostTarget: "reposted the same post"
        case .quotedPost: "quoted the same post"
        case .text: "posted the same text"
        case .caption: "posted videos with the same spoken text"
        case .effect: "used the same effect"
        }
    }
}

extension Platform {
    /// The name as the platform writes it.
    package var title: String {
        switch self {
        case .unstated: "platform not stated"
        case .bluesky: "Bluesky"
        case .facebook: "Facebook"
        case .instagram: "Instagram"
        case .mastodon: "Mastodon"
        case .reddit: "Reddit"
        case .telegram: "Telegram"
        case .threads: "Threads"
        case .tiktok: "TikTok"
        case .vk: "VK"
        case .x: "X"
        case .youtube: "YouTube"
        }
    }
}

/// Small grammar.
enum Words {
    /// `1 account`, `1,204 accounts`; `no accounts`.
    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        number == 0 ? "no \(many)" : "\(NumberText.grouped(number)) \(number == 1 ? one : many)"
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ items: [String], _ conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// The first letter as a capital.
    static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
