import Records

/// A network in one or two plain sentences, made from its figures so that words and numbers cannot differ.
extension NetworkView {
    /// "23 accounts on TikTok, tied in pairs that repeatedly used the same sound within 60 s of one another: …"
    var sentence: String {
        let who = Words.count(accounts, "account", "accounts") + platformPhrase
        let days = Words.count(days, "day", "days")
        return
            "\(who), tied in pairs that repeatedly \(deedPhrase): \(objectPhrase(adjective: "different ")), on \(days) "
            + "\(TimeText.span(first, last))."
    }

    /// The same in a few words: "60 accounts on TikTok: 17 sounds and 17 texts, from 2 to 21 Nov 2024".
    var brief: String {
        let who = Words.count(accounts, "account", "accounts") + platformPhrase
        return "\(who): \(objectPhrase(adjective: "")), \(TimeText.span(first, last))"
    }

    /// The platforms of the members, in the order of `Platform`.
    var platforms: [Platform] {
        let present = Set(members.map(\.account.key.platform))
        return Platform.allCases.filter { present.contains($0) }
    }

    /// Platforms in the words of the sentence; empty where none is stated.
    private var platformPhrase: String {
        let platforms = self.platforms.filter { $0 != .unstated }
        return platforms.isEmpty ? "" : " on \(Words.list(platforms.map(\.title)))"
    }

    /// Each deed once, and the widest window once at the end: what ties within a narrower one ties within it too, and the
    /// table of traces has both. Where traces tie at different windows each deed keeps its own, since one for all would
    /// claim ties that do not exist.
    private var deedPhrase: String {
        var deeds: [(trace: Trace, windows: Set<Window>)] = []
        for layer in layers {
            if let known = deeds.firstIndex(where: { $0.trace == layer.trace }) {
                deeds[known].windows.insert(layer.window)
            } else {
                deeds.append((layer.trace, [layer.window]))
            }
        }
        let phrases = deeds.map { Self.windowPhrase($0.windows) }
        guard let common = phrases.first else { return "acted on the same objects" }
        if phrases.allSatisfy({ $0 == common }) {
            return Words.list(deeds.map(\.trace.deed), "or") + common
        }
        return Words.list(zip(deeds, phrases).map { $0.trace.deed + $1 }, "or")
    }

    /// " within 60 s of one another"; nothing where the time did not count.
    private static func windowPhrase(_ windows: Set<Window>) -> String {
        let timed = windows.filter { !$0.isUnlimited }
        guard let widest = timed.max() else { return "" }
        return " within \(TimeText.window(widest)) of one another"
            + (timed.count < windows.count ? " or at any time" : "")
    }

    /// "14 different sounds, 5 different texts and 6 other objects", which together are all shared objects.
    private func objectPhrase(adjective: String) -> String {
        var counts: [(trace: Trace, objects: Int)] = []
        for layer in layers {
            if let known = counts.firstIndex(where: { $0.trace == layer.trace }) {
                // The same objects count again at a wider window: the widest has them all.
                counts[known].objects = max(counts[known].objects, layer.objects)
            } else {
                counts.append((layer.trace, layer.objects))
            }
        }
        if counts.isEmpty { return Words.count(objects, "object", "objects") }
        var phrases = counts.map { count in
            let (one, many) = count.trace.nouns
            return Words.count(count.objects, adjective + one, adjective + many)
        }
        // Members also meet on things that tie nobody, for example once on a hashtag.
        let others = objects - counts.reduce(0) { $0 + $1.objects }
        if others > 0 { phrases.append(Words.count(others, "other object", "other objects")) }
        return Words.list(phrases)
    }
}
