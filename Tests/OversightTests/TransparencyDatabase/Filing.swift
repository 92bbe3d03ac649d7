import Bytes
import Oversight
import Records

/// An invented statement of reasons.
struct Filing: Hashable {
    var platform = "TikTok"
    var uuid = ""
    var category = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    var keywords = "[\"KEYWORD_INAUTHENTIC_ACCOUNTS\"]"
    var decisions: ModerationDecisions = .accountSuspended
    var ground = DecisionGround.incompatibleContent
    var source = StatementSource.voluntary
    var isDetectedAutomatically: Bool? = true
    var automation = DecisionAutomation.full
    var applied = 20_000
    /// Days from application to creation.
    var delay = 0
    /// Days from the content's making to application.
    var age: Int? = 1
    /// Days from application to the end of the restriction.
    var end: Int?

    func add(to tally: inout StatementTally) -> Bool {
        ByteView.with(platform) { platform in
            ByteView.with(category) { category in
                ByteView.with(keywords) { keywords in
                    ByteView.with(uuid) { uuid in
                        var statement = StatementOfReasons()
                        statement.uuid = uuid
                        statement.platform = platform
                        statement.category = category
                        statement.keywords = ConstantList(keywords)
                        statement.decisions = decisions
                        statement.ground = ground
                        statement.source = source
                        statement.isDetectedAutomatically = isDetectedAutomatically
                        statement.automation = automation
                        statement.applicationDay = Day(Int32(applied))
                        statement.created = Instant(
                            milliseconds: (Day(Int32(applied + delay)).start.milliseconds) + 3_600_000)
                        statement.contentDay = age.map { Day(Int32(applied - $0)) }
                        statement.earliestEnd = end.map { Day(Int32(applied + $0)) }
                        return tally.add(statement)
                    }
                }
            }
        }
    }
}

extension StatementTally {
    init(_ filings: [Filing]) {
        self.init()
        for filing in filings { _ = filing.add(to: &self) }
    }
}

/// A small generator, so that failures can be seen again.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 33
    }
}
