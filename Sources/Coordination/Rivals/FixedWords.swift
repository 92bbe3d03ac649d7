import Bytes

/// Words that an app, a button or a template writes for everybody who presses it.
package enum FixedWords {
    /// Beginnings and parts of texts that no person chose. Texts are compared as they are searched: in lower case, without
    /// addresses and without names after an `@`.
    private static let beginnings = [
        "reply to ", "i just signed ", "i just donated ", "i just contributed ", "i just supported ", "i just entered ",
        "i just published ", "i just earned ", "i just backed ", "i just joined ", "i just checked in ",
        "i just pledged ",
        "i liked a video", "i added a video to a playlist", "i'm listening to ", "i’m listening to ", "now playing ",
        "just posted a photo", "just posted a video", "posted a new photo", "check this out on ", "i'm at ", "i’m at ",
        "sign the petition", "signez la pétition", "petition: ", "new video by ", "live now on ", "watch live on ",
    ]

    private static let parts = [
        "capcut", "people followed me", "automatically checked by", "via the app", "shared via ", "sent via ",
        "posted via ", "download the app", "sign up with my ", "use my code", "use my referral",
    ]

    /// What stands before a name that was taken away.
    private static let ends = [" via", " por", " – via", " - via"]

    /// Whether a normalised text holds words that an app writes.
    package static func occur(in text: some Collection<UInt8>) -> Bool {
        let text = Array(text)
        if table.beginnings.contains(where: { text.starts(with: $0) }) { return true }
        // "Check out … on SoundCloud".
        if text.starts(with: table.checkOut), holds(text, table.on) { return true }
        if table.ends.contains(where: { $0.count < text.count && text.suffix($0.count).elementsEqual($0) }) {
            return true
        }
        return table.parts.contains { holds(text, $0) }
    }

    /// Whether a text names CapCut, an editing app that writes its name into captions.
    package static func nameCapCut(_ text: some Collection<UInt8>) -> Bool { holds(Array(text), table.capCut) }

    /// Whether a text begins as TikTok writes above answers.
    package static func beginAsAnswer(_ text: some Collection<UInt8>) -> Bool { text.starts(with: table.answer) }

    private static let table = (
        beginnings: beginnings.map { Array($0.utf8) }, parts: parts.map { Array($0.utf8) },
        ends: ends.map { Array($0.utf8) }, checkOut: Array("check out ".utf8), on: Array(" on ".utf8),
        capCut: Array("capcut".utf8), answer: Array("reply to ".utf8)
    )

    private static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first, text.count >= word.count else { return false }
        for start in 0...(text.count - word.count) where text[start] == first {
            if text[start..<start + word.count].elementsEqual(word) { return true }
        }
        return false
    }
}

/// Sites that say nothing about who links to them, or that say it was a machine.
enum KnownSites {
    /// The platforms' own, and shorteners that everybody uses; without `www.`, as sites are named.
    static let everybodys: Set<String> = [
        "t.co", "twitter.com", "x.com", "mobile.twitter.com", "pic.twitter.com", "youtube.com", "m.youtube.com",
        "youtu.be", "facebook.com", "m.facebook.com", "fb.me", "fb.watch", "instagram.com", "tiktok.com",
        "vm.tiktok.com",
        "vt.tiktok.com", "t.me", "telegram.me", "vk.com", "vk.cc", "m.vk.com", "reddit.com", "redd.it", "threads.net",
        "bsky.app", "whatsapp.com", "wa.me", "chat.whatsapp.com", "linkedin.com", "lnkd.in", "bit.ly", "tinyurl.com",
        "goo.gl", "is.gd", "linktr.ee", "google.com",
    ]

    /// Short addresses of tools with which publishers and schedulers post.
    static let publishingTools: Set<String> = [
        "trib.al", "dlvr.it", "ift.tt", "buff.ly", "ow.ly", "hubs.ly", "spr.ly", "sprou.tt", "shr.gs", "wp.me", "po.st",
        "reut.rs", "feedproxy.google.com", "feeds.feedburner.com", "crwd.fr", "zpr.io", "twib.in",
    ]
}
