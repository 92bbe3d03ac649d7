import Records

/// What a statement of reasons says besides platform and days, as one number: there are few such among millions.
struct StatementProfile: Hashable, Sendable {
    /// Index of the category.
    var category: UInt32
    /// Index of the set of keywords.
    var keywords: UInt32
    var decisions: ModerationDecisions
    var ground: DecisionGround
    var source: StatementSource
    var isDetectedAutomatically: Bool?
    var automation: DecisionAutomation

    static let mostCategories = 1 << 12
    static let mostKeywordSets = 1 << 22

    /// 59 bits.
    var packed: UInt64 {
        let detection: UInt64 =
            switch isDetectedAutomatically {
            case nil: 0
            case true?: 1
            case false?: 2
            }
        var bits = UInt64(category) << 22 | UInt64(keywords)
        bits = bits << 16 | UInt64(decisions.rawValue)
        bits = bits << 2 | UInt64(ground.rawValue)
        bits = bits << 3 | UInt64(source.rawValue)
        bits = bits << 2 | detection
        return bits << 2 | UInt64(automation.rawValue)
    }

    init(
        category: UInt32, keywords: UInt32, decisions: ModerationDecisions, ground: DecisionGround,
        source: StatementSource, isDetectedAutomatically: Bool?, automation: DecisionAutomation
    ) {
        self.category = category
        self.keywords = keywords
        self.decisions = decisions
        self.ground = ground
        self.source = source
        self.isDetectedAutomatically = isDetectedAutomatically
        self.automation = automation
    }

    init(packed: UInt64) {
        automation = DecisionAutomation(rawValue: UInt8(packed & 3)) ?? .unstated
        isDetectedAutomatically = [nil, true, false, nil][Int(packed >> 2 & 3)]
        source = StatementSource(rawValue: UInt8(packed >> 4 & 7)) ?? .unstated
        ground = DecisionGround(rawValue: UInt8(packed >> 7 & 3)) ?? .unstated
        decisions = ModerationDecisions(rawValue: UInt16(truncatingIfNeeded: packed >> 9))
        keywords = UInt32(truncatingIfNeeded: packed >> 25 & 0x3F_FFFF)
        category = UInt32(truncatingIfNeeded: packed >> 47 & 0xFFF)
    }
}
