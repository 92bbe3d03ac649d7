/// Another explanation of accounts that act alike, as the field knows them.
package enum RivalExplanation: String, Sendable, CaseIterable {
    /// Very many used the same things.
    case popular
    /// An app, a template or a share button wrote the words.
    case appMade = "app-made"
    /// Headlines of news, by outlets, wires or their readers.
    case headlines
    /// One person's accounts, or one publisher's.
    case oneOwner = "one-owner"
    /// Fans, campaigns, calls to post: many do the same in the open.
    case fans
    /// Accounts that say they are automatic, or post like a clock.
    case automatic
    /// Time-zone habits and schedules.
    case schedule
}

/// How much speaks for an explanation. A word for a count, not a probability: nothing is subtracted because of it.
package enum SignStrength: Int, Sendable, Comparable {
    /// The input has nothing by which it could be told.
    case untold
    case none
    case some
    case strong

    package static func < (left: SignStrength, right: SignStrength) -> Bool { left.rawValue < right.rawValue }
}

/// One thing that was counted for an explanation.
package struct RivalSign: Sendable, Equatable {
    package enum Kind: Sendable, CaseIterable {
        /// Shared objects that more than `SignThresholds.popular` accounts of the input used.
        case popularObjects
        /// Shared texts that hold an app's fixed words.
        case appWords
        /// Shared texts and hashtag lines that many accounts outside of all networks posted too.
        case spreadTexts
        /// Co-acting posts that link to a site to which many accounts outside of all networks link.
        case knownSites
        /// Co-acting posts whose link was made by a publisher's or scheduler's tool.
        case publishingTools
        /// Shared texts and links that some accounts outside of all networks posted too.
        case quotedObjects
        /// Members with a news outlet's word in the name.
        case outletNames
        /// Members whose name is like another member's, in a way that is rare in the input.
        case alikeNames
        /// Co-acting posts that link to one site to which hardly anybody else links.
        case ownSite
        /// Co-acting posts on one mention, hashtag or sound that many outside use as well.
        case commonTopic
        /// Members that call themselves a bot.
        case botNames
        /// Members that post at even intervals round the clock.
        case evenIntervals
        /// Co-acting posts in the first second of a minute.
        case fullMinutes
        /// Co-acting posts in the three hours of the day that have most of them.
        case fewHours
    }

    package var kind: Kind
    /// How many show it, out of how many.
    package var part: Int
    package var whole: Int
    package var strength: SignStrength
    /// What it is about, as the input has it: a site, a hashtag, a name's stem.
    package var example: String?
    /// Accounts outside of all networks that used the example; for hours, the share of the whole input that lies in the
    /// same hours, in thousandths.
    package var others: Int?

    package init(
        _ kind: Kind, _ part: Int, of whole: Int, strength: SignStrength, example: String? = nil, others: Int? = nil
    ) {
        self.kind = kind
        self.part = part
        self.whole = whole
        self.strength = strength
        self.example = example
        self.others = others
    }
}

/// What the data say about one explanation of one network.
package struct RivalFinding: Sendable, Equatable {
    package var explanation: RivalExplanation
    /// All that was counted for it.
    package var signs: [RivalSign]

    package init(_ explanation: RivalExplanation, _ signs: [RivalSign]) {
        self.explanation = explanation
        self.signs = signs
    }

    /// That of its strongest sign.
    package var strength: SignStrength { signs.map(\.strength).max() ?? .untold }
}

/// From which counts on signs are called some or strong. A half is strong where a count is telling by itself (texts that an
/// app wrote, names), four fifths where much else has it too (links to news, one hashtag); a tenth is some. With these,
/// every pair of ordinary accounts that is tied in a sample of election posts shows strong signs of news or of one owner,
/// and no network of a known operation shows strong signs of anything. They are stated beside every count, so that
/// nobody has to trust them.
package enum SignThresholds {
    /// An object that more accounts of the input than this used is called popular.
    package static let popular = 100
    /// Accounts outside of all networks from which on a text is spread and a site known.
    package static let many = 10
    /// The same for a text or link that is quoted.
    package static let several = 3
    /// Members up to which a network is small enough for one person or one editorial office.
    package static let fewMembers = 6
    /// The least number of cases for which signs are called strong.
    package static let leastCases = 2

    /// The word for a share: some from one limit on, strong from the other.
    static func strength(_ part: Int, of whole: Int, some: Double, strong: Double) -> SignStrength {
        if whole == 0 { return .untold }
        let share = Double(part) / Double(whole)
        if part == 0 || share < some { return .none }
        return share >= strong && part >= leastCases ? .strong : .some
    }
}
