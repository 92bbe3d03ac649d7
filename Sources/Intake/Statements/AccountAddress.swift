package import Records

/// What an address says of an account, by the rules of the site that it leads to.
package struct AccountAddress {
    /// Nil where the site is none of ours.
    package let platform: Platform?
    /// Folded where the platform folds; nil where the address gives no handle.
    package let handle: String?
    /// Whether the address leads to the account itself, and not to a post, a group or a page of the site.
    package let isAccount: Bool

    package init(_ address: PublishedAddress) {
        let domain = address.registrableDomain
        let platform = Self.platforms[domain]
        let folds = platform?.foldsHandles ?? false
        let segments = address.segments
        let first = segments.first ?? ""
        var handle: String?
        var isAccount = false
        if let name = Self.afterSign(first) {
            // All sites that write a handle behind `@` mean an account by it.
            handle = name
            isAccount = segments.count == 1 || platform == .youtube
        } else if segments.count > 1, Self.words.contains(first.lowercased()) {
            handle = Self.afterSign(segments[1]) ?? segments[1]
            isAccount = segments.count == 2
        } else {
            switch platform {
            case .x, .facebook, .instagram, .vk:
                if !first.isEmpty, !Self.reserved.contains(first.lowercased()), !first.hasSuffix(".php") {
                    handle = first
                    isAccount = segments.count == 1
                }
            case .telegram:
                let name = first == "s" && segments.count > 1 ? segments[1] : first
                let isInvitation = name.hasPrefix("+") || name == "joinchat"
                if !name.isEmpty, !isInvitation, !Self.reserved.contains(name.lowercased()) {
                    handle = name
                    isAccount = segments.count == (first == "s" ? 2 : 1)
                }
            case .youtube:
                // An id is no handle.
                if first == "channel", segments.count > 1 { isAccount = true }
                if first == "c", segments.count > 1 {
                    handle = segments[1]
                    isAccount = true
                }
            default:
                if let name = Self.accountBeforeDomain(address.host, domain) {
                    handle = name
                    isAccount = segments.isEmpty
                } else if Self.plainSites.contains(domain), !first.isEmpty,
                    !Self.reserved.contains(first.lowercased())
                {
                    handle = first
                    isAccount = segments.count == 1
                }
            }
        }
        self.platform = platform
        self.handle = handle.map { name in
            let decoded = Refanging.percentDecoded(name)
            return folds ? decoded.asciiLowercased : decoded
        }
        self.isAccount = isAccount
    }

    /// The platforms' own domains. Shorteners such as t.co lead anywhere and are not among them.
    static let platforms: [String: Platform] = [
        "bsky.app": .bluesky, "bsky.social": .bluesky, "facebook.com": .facebook, "fb.com": .facebook,
        "instagram.com": .instagram, "mastodon.social": .mastodon, "mastodon.online": .mastodon,
        "reddit.com": .reddit, "t.me": .telegram, "telegram.me": .telegram, "telegram.org": .telegram,
        "threads.com": .threads, "threads.net": .threads, "tiktok.com": .tiktok, "twitter.com": .x, "vk.com": .vk,
        "vk.ru": .vk, "vkontakte.ru": .vk, "x.com": .x, "youtu.be": .youtube, "youtube.com": .youtube,
    ]

    /// Words before a name, on forums as on Reddit, Bluesky and LinkedIn.
    private static let words: Set<String> = [
        "user", "users", "u", "profile", "member", "members", "author", "by", "in",
    ]

    /// First parts of paths that are pages of the site itself.
    private static let reserved: Set<String> = [
        "hashtag", "search", "i", "intent", "share", "sharer", "home", "explore", "p", "reel", "reels", "tv", "stories",
        "watch", "groups", "events", "pages", "people", "photo", "story", "permalink", "help", "about", "wall", "video",
    ]

    /// Sites beside the platforms whose paths begin with an account's name.
    private static let plainSites: Set<String> = [
        "artstation.com", "gab.com", "github.com", "linktr.ee", "nairaland.com", "pinterest.com", "soundcloud.com",
        "tumblr.com", "vimeo.com",
    ]

    /// Sites that give each account a host of its own.
    private static let hosts: Set<String> = [
        "blogspot.com", "livedoor.blog", "livejournal.com", "medium.com", "skyrock.com", "substack.com", "tumblr.com",
        "wordpress.com",
    ]

    private static func afterSign(_ segment: String) -> String? {
        segment.hasPrefix("@") && segment.count > 1 ? String(segment.dropFirst()) : nil
    }

    private static func accountBeforeDomain(_ host: String, _ domain: String) -> String? {
        guard hosts.contains(domain), host.utf8.count > domain.utf8.count + 1 else { return nil }
        let name = host.dropLast(domain.count + 1)
        return name == "www" || name.contains(".") ? nil : String(name)
    }

    /// The platform that words name, such as the label of a step or the statement of a number; nil where they name none
    /// or several.
    static func platform(named words: String) -> Platform? {
        let names = words.lowercased().split { !($0.isLetter || $0.isNumber) }
        var found: Set<Platform> = []
        for name in names {
            switch name {
            case "facebook": found.insert(.facebook)
            case "instagram": found.insert(.instagram)
            case "reddit": found.insert(.reddit)
            case "telegram": found.insert(.telegram)
            case "threads": found.insert(.threads)
            case "tiktok": found.insert(.tiktok)
            case "twitter", "x": found.insert(.x)
            case "vk", "vkontakte": found.insert(.vk)
            case "youtube": found.insert(.youtube)
            default: continue
            }
        }
        return found.count == 1 ? found.first : nil
    }
}

extension String {
    /// With A to Z in lower case, and nothing else changed.
    fileprivate var asciiLowercased: String {
        String(decoding: utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
