package import Coordination

extension RivalExplanation {
    /// As the section “What else could explain it” calls it.
    package var title: String {
        switch self {
        case .popular: "Something popular"
        case .appMade: "Share buttons and app-made captions"
        case .headlines: "Quoted headlines and news wires"
        case .oneOwner: "One person’s or publisher’s accounts"
        case .fans: "Fan clubs, campaigns, calls to post"
        case .automatic: "Accounts that say they are automatic"
        case .schedule: "Time-zone habits and schedules"
        }
    }
}

extension SignStrength {
    /// The word in the table.
    package var word: String {
        switch self {
        case .untold: "cannot be told"
        case .none: "not found"
        case .some: "some signs"
        case .strong: "strong signs"
        }
    }
}

extension RivalSign {
    /// What was counted, in words: "3 of 11 shared texts hold words that an app writes".
    var phrase: Markup? {
        switch kind {
        case .popularObjects:
            return counted("shared object was", "shared objects were")
                + " used by more than \(SignThresholds.popular) accounts of the input"
        case .appWords:
            return counted("shared text holds", "shared texts hold") + " words that an app or a button writes"
        case .spreadTexts:
            return counted("shared text or hashtag line", "shared texts and hashtag lines")
                + " came from \(SignThresholds.many) or more accounts outside of all networks too"
                + (part > 0 ? example(60, by: others) : "")
        case .knownSites:
            return counted("co-acting post links", "co-acting posts link")
                + " to sites that \(SignThresholds.many) or more accounts outside link to"
                + (part > 0 ? example(40, by: others) : "")
        case .publishingTools:
            return counted("co-acting post has", "co-acting posts have")
                + " a link made by a publisher’s or scheduler’s tool" + (part > 0 ? example(40) : "")
        case .quotedObjects:
            return counted("shared text or link", "shared texts and links")
                + " came from \(SignThresholds.several) or more accounts outside of all networks too"
        case .outletNames: return counted("member has", "members have") + " a news outlet’s word in the name"
        case .alikeNames:
            return counted("member has a name", "members have names")
                + " like another’s, and rare in the input" + (part > 0 ? example(40) : "")
        case .ownSite:
            if example == nil { return "no site is linked to" }
            return counted("co-acting post links", "co-acting posts link") + " to one site" + example(40, by: others)
        case .commonTopic:
            if example == nil { return nil }
            return counted("co-acting post is", "co-acting posts are") + " on one thing" + example(60, by: others)
        case .botNames: return counted("member has", "members have") + " a word that ends in “bot” in the name"
        case .evenIntervals:
            return counted("member with enough posts writes", "members with enough posts write")
                + " at even intervals round the clock"
        case .fullMinutes:
            return counted("co-acting post lies", "co-acting posts lie")
                + " in the first second of a minute (spread evenly: 1.7 %)"
        case .fewHours:
            return counted("co-acting post lies", "co-acting posts lie")
                + " in three hours of the day, which hold \(NumberText.percent(Double(others ?? 0) / 1000)) of the whole input"
        }
    }

    /// "3 of 11 shared texts hold"; nothing where there is nothing to count.
    private func counted(_ one: String, _ many: String) -> Markup {
        "\(part == 0 ? "none" : NumberText.grouped(part)) of \(NumberText.grouped(whole)) \(whole == 1 ? one : many)"
    }

    /// " (“trib.al”; 31 accounts outside)".
    private func example(_ limit: Int, by others: Int? = nil) -> Markup {
        guard let example, !example.isEmpty else { return "" }
        let outside: Markup = others.map { "; \(Words.count($0, "account", "accounts")) outside" } ?? ""
        return " (<q>\(foreign(example, upTo: limit))</q>\(outside))"
    }
}

extension RivalFinding {
    /// All that was counted for it, in words.
    var phrases: Markup {
        let told = signs.filter { $0.strength != .untold }.compactMap(\.phrase)
        if told.isEmpty { return "nothing in the input to count" }
        return told.dropFirst().reduce(told[0]) { $0 + "; " + $1 } + "."
    }
}
