import Bytes

/// Which parameters of an address tell who clicked where, and not what page it is.
struct HostRules {
    /// Tracking on every site: campaign tags, click ids of advertisers, mail senders and analytics.
    private static let everywhere: [StaticString] = [
        "_branch_match_id", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "__s", "__twitter_impression", "dclid",
        "fb_action_ids", "fb_action_types", "fb_source", "fbclid", "gad_source", "gbraid", "gclid", "gclsrc",
        "hsctatracking", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "ml_subscriber",
        "ml_subscriber_hash", "msclkid", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "srsltid", "ttclid",
        "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "yclid", "ysclid",
    ]
    private static let youtube: [StaticString] = ["si", "feature", "pp", "ab_channel"]
    private static let spotify: [StaticString] = ["si"]
    private static let tiktok: [StaticString] = [
        "_r", "_t", "is_copy_url", "is_from_webapp", "sender_device", "sender_web_id", "share_app_id",
        "share_item_id", "share_link_id", "u_code", "web_id",
    ]
    private static let x: [StaticString] = ["s", "t", "ref_src", "ref_url"]

    private let own: [StaticString]

    init(hostEnding host: ByteView) {
        if host.isDomain("youtube.com") || host.isDomain("youtu.be") {
            own = Self.youtube
        } else if host.isDomain("spotify.com") {
            own = Self.spotify
        } else if host.isDomain("tiktok.com") {
            own = Self.tiktok
        } else if host.isDomain("twitter.com") || host.isDomain("x.com") {
            own = Self.x
        } else {
            own = []
        }
    }

    /// Whether `parameter` (`name=value`) only tracks.
    func isTracking(_ parameter: ByteView) -> Bool {
        let name = parameter[0..<(parameter.firstIndex(of: UInt8(ascii: "=")) ?? parameter.count)]
        if name.holds("utm_", at: 0) { return true }
        return own.contains { name.isWord($0) } || Self.everywhere.contains { name.isWord($0) }
    }
}

extension ByteView {
    /// Whether these bytes are `word` in any case.
    fileprivate func isWord(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && holds(word, at: 0)
    }

    /// Whether this host is `domain` or lies under it.
    fileprivate func isDomain(_ domain: StaticString) -> Bool {
        let start = count - domain.utf8CodeUnitCount
        guard start >= 0, holds(domain, at: start) else { return false }
        return start == 0 || self[start - 1] == UInt8(ascii: ".")
    }
}
