import Records

/// A network in one or two plain sentences, made from its figures so that words and numbers cannot differ.
extension NetworkView {
    /// "23 TikTok accounts used the same sound within 60 s of one another, again and again: …"
    var sentence: String {
        let deeds = layers.reduce(into: [String]()) { deeds, layer in
            let window = layer.window.isUnlimited ? "" : " within \(TimeText.window(layer.window)) of one another"
            let deed = layer.trace.deed + window
            if !deeds.contains(deed) { deeds.append(deed) }
        }
        let who = Words.count(accounts, "account", "accounts") + platformPhrase
        let what = deeds.isEmpty ? "acted on the same objects" : Words.list(Self.merged(layers, fallback: deeds))
        let days = Words.count(days, "day", "days")
        return
            "\(who), tied in pairs that repeatedly \(what): \(objectPhrase(adjective: "different ")) in all, on \(days) "
            + "\(TimeText.span(first, last))."
    }

    /// The same in a few words: "60 accounts on TikTok: 17 sounds and 17 texts, from 2 to 21 Nov 2024".
    var brief: String {
        let who = Words.count(accounts, "account", "accounts") + platformPhrase
        return "\(who): \(objectPhrase(adjective: "")), \(TimeText.span(first, last))"
    }

    /// Platforms in the words of the sentence; empty where none is stated.
    private var platformPhrase: String {
        let platforms = self.platforms.filter { $0 != .unstated }
        return platforms.isEmpty ? "" : " on \(Words.list(platforms.map(\.title)))"
    }

    /// The platforms of the members, in the order of `Platform`.
    var platforms: [Platform] {
        let present = Set(members.map(\.account.key.platform))
        return Platform.allCases.filter { present.contains($0) }
    }

    /// "14 different sounds and 5 different texts".
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
        return Words.list(
            counts.map { count in
                let (one, many) = count.trace.nouns
                return Words.count(count.objects, adjective + one, adjective + many)
            })
    }

    /// Deeds that share a window are said together: "used the same sound or posted the same text within 60 s …".
    private static func merged(_ layers: [NetworkLayerView], fallback: [String]) -> [String] {
        let windows = Set(layers.map(\.window))
        guard let window = windows.first, windows.count == 1 else { return fallback }
        let deeds = layers.reduce(into: [String]()) { deeds, layer in
            if !deeds.contains(layer.trace.deed) { deeds.append(layer.trace.deed) }
        }
        let ending = window.isUnlimited ? "" : " within \(TimeText.window(window)) of one another"
        return [Words.list(deeds, "or") + ending]
    }
}
