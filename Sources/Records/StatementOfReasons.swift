package import Bytes

/// One decision of a platform as the DSA Transparency Database publishes it (Regulation (EU) 2022/2065, Articles 17 and
/// 24(5)), borrowed from the file that is being read: its views die with the next row.
///
/// It holds no notice date, no account and no address: what a platform was told, and when, cannot be learnt from it.
package struct StatementOfReasons {
    /// The row's number in its file, from 1, the header not counted.
    package var row: UInt64 = 0
    /// The database's own id of the statement; empty where the table has no such column.
    package var uuid = ByteView.empty
    /// The platform's id of what the statement is about; empty where there is none.
    package var platformUID = ByteView.empty
    /// The platform as the database names it (`TikTok`, `Google Play`); never empty, UTF-8.
    package var platform = ByteView.empty
    /// What was done.
    package var decisions: ModerationDecisions = []
    /// Illegal content, or the platform's own terms.
    package var ground = DecisionGround.unstated
    /// A constant such as `STATEMENT_CATEGORY_SCAMS_AND_FRAUD`; never empty.
    package var category = ByteView.empty
    /// Further categories.
    package var additionalCategories = ConstantList.empty
    /// Keywords such as `KEYWORD_INAUTHENTIC_ACCOUNTS`; often empty, since platforms need not give any.
    package var keywords = ConstantList.empty
    package var contentTypes = ConstantList.empty
    /// Codes of countries.
    package var territories = ConstantList.empty
    package var source = StatementSource.unstated
    /// Whether the content was found by automated means; nil where the source does not say.
    package var isDetectedAutomatically: Bool?
    package var automation = DecisionAutomation.unstated
    /// The day on which the content was made; nil where the source does not say.
    package var contentDay: Day?
    /// The day from which the decision holds.
    package var applicationDay = Day(0)
    /// When the statement came to the database, to the second or to the day.
    package var created = Instant(milliseconds: 0)
    /// The first of the days on which its restrictions end; nil where none ends.
    package var earliestEnd: Day?

    package init() {}
}

/// What a decision did, as the constants of the Transparency Database have it; several may be true.
package struct ModerationDecisions: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package static let removed = ModerationDecisions(rawValue: 1)
    package static let disabled = ModerationDecisions(rawValue: 1 << 1)
    package static let demoted = ModerationDecisions(rawValue: 1 << 2)
    package static let ageRestricted = ModerationDecisions(rawValue: 1 << 3)
    package static let interactionRestricted = ModerationDecisions(rawValue: 1 << 4)
    package static let labelled = ModerationDecisions(rawValue: 1 << 5)
    package static let otherVisibility = ModerationDecisions(rawValue: 1 << 6)
    package static let paymentSuspended = ModerationDecisions(rawValue: 1 << 7)
    package static let paymentTerminated = ModerationDecisions(rawValue: 1 << 8)
    package static let otherPayment = ModerationDecisions(rawValue: 1 << 9)
    package static let servicePartlySuspended = ModerationDecisions(rawValue: 1 << 10)
    package static let serviceSuspended = ModerationDecisions(rawValue: 1 << 11)
    package static let servicePartlyTerminated = ModerationDecisions(rawValue: 1 << 12)
    package static let serviceTerminated = ModerationDecisions(rawValue: 1 << 13)
    package static let accountSuspended = ModerationDecisions(rawValue: 1 << 14)
    package static let accountTerminated = ModerationDecisions(rawValue: 1 << 15)

    /// Whatever touches the visibility of content.
    package static let visibility: ModerationDecisions = [
        .removed, .disabled, .demoted, .ageRestricted, .interactionRestricted, .labelled, .otherVisibility,
    ]
    /// Whatever touches payments.
    package static let monetary: ModerationDecisions = [.paymentSuspended, .paymentTerminated, .otherPayment]
    /// Whatever touches the service as a whole.
    package static let provision: ModerationDecisions = [
        .servicePartlySuspended, .serviceSuspended, .servicePartlyTerminated, .serviceTerminated,
    ]
    /// Whatever touches the account.
    package static let account: ModerationDecisions = [.accountSuspended, .accountTerminated]

    /// The database's constants.
    package static let constants: [(name: StaticString, decision: ModerationDecisions)] = [
        ("DECISION_VISIBILITY_CONTENT_REMOVED", .removed),
        ("DECISION_VISIBILITY_CONTENT_DISABLED", .disabled),
        ("DECISION_VISIBILITY_CONTENT_DEMOTED", .demoted),
        ("DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED", .ageRestricted),
        ("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED", .interactionRestricted),
        ("DECISION_VISIBILITY_CONTENT_LABELLED", .labelled),
        ("DECISION_VISIBILITY_OTHER", .otherVisibility),
        ("DECISION_MONETARY_SUSPENSION", .paymentSuspended),
        ("DECISION_MONETARY_TERMINATION", .paymentTerminated),
        ("DECISION_MONETARY_OTHER", .otherPayment),
        ("DECISION_PROVISION_PARTIAL_SUSPENSION", .servicePartlySuspended),
        ("DECISION_PROVISION_TOTAL_SUSPENSION", .serviceSuspended),
        ("DECISION_PROVISION_PARTIAL_TERMINATION", .servicePartlyTerminated),
        ("DECISION_PROVISION_TOTAL_TERMINATION", .serviceTerminated),
        ("DECISION_ACCOUNT_SUSPENDED", .accountSuspended),
        ("DECISION_ACCOUNT_TERMINATED", .accountTerminated),
    ]

    /// The decision that a constant of the database names; nil where there is no such constant.
    package init?(constant: ByteView) {
        guard let match = Self.constants.first(where: { constant.equals($0.name) }) else { return nil }
        self = match.decision
    }
}

/// On what a decision rests.
package enum DecisionGround: UInt8, Sendable, CaseIterable {
    case unstated
    case illegalContent
    case incompatibleContent
}

/// What made the platform look.
package enum StatementSource: UInt8, Sendable, CaseIterable {
    case unstated
    /// A notice under Article 16.
    case notice
    case trustedFlagger
    case voluntary
    case otherNotification
}

/// Whether a machine decided.
package enum DecisionAutomation: UInt8, Sendable, CaseIterable {
    case unstated
    case full
    case partial
    case none
}

/// A list of the database's constants as it stands in a field: `["KEYWORD_A","KEYWORD_B"]`, or one bare constant.
/// It never allocates; the views that it gives die with the row.
package struct ConstantList {
    /// The field without blanks around it.
    package let bytes: ByteView

    package init(_ bytes: ByteView) {
        self.bytes = bytes
    }

    package static var empty: ConstantList { ConstantList(.empty) }

    /// Whether nothing is listed.
    package var isEmpty: Bool {
        var rest = elements
        return rest.next() == nil
    }

    /// Whether the field is such a list: brackets around quoted constants with commas between them, one bare constant,
    /// or nothing. Constants are of capitals, digits and underscores; codes of countries are such.
    package var isWellFormed: Bool {
        if bytes.isEmpty { return true }
        guard bytes[0] == UInt8(ascii: "[") else { return Self.isConstant(bytes) }
        guard bytes.count >= 2, bytes[bytes.count - 1] == UInt8(ascii: "]") else { return false }
        let inside = bytes[1..<bytes.count - 1].trimmed
        if inside.isEmpty { return true }
        var position = 0
        while true {
            guard position < inside.count, inside[position] == UInt8(ascii: "\"") else { return false }
            let rest = inside[position + 1..<inside.count]
            guard let length = rest.firstIndex(of: UInt8(ascii: "\"")), Self.isConstant(rest[0..<length]) else {
                return false
            }
            position = Self.skipBlanks(inside, position + 2 + length)
            if position == inside.count { return true }
            guard inside[position] == UInt8(ascii: ",") else { return false }
            position = Self.skipBlanks(inside, position + 1)
        }
    }

    private static func skipBlanks(_ bytes: ByteView, _ start: Int) -> Int {
        var position = start
        while position < bytes.count, ByteView.isBlank(bytes[position]) { position += 1 }
        return position
    }

    private static func isConstant(_ bytes: ByteView) -> Bool {
        if bytes.isEmpty { return false }
        for index in 0..<bytes.count {
            let byte = bytes[index]
            let isLetter = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            if !isLetter, !isDigit, byte != UInt8(ascii: "_") { return false }
        }
        return true
    }

    package var elements: Elements { Elements(bytes) }

    package struct Elements {
        private var rest: ByteView

        init(_ bytes: ByteView) {
            rest = bytes
        }

        /// The next constant; nil at the end.
        package mutating func next() -> ByteView? {
            if rest.isEmpty { return nil }
            if rest[0] != UInt8(ascii: "["), rest[0] != UInt8(ascii: ","), rest[0] != UInt8(ascii: "\"") {
                defer { rest = .empty }
                return rest
            }
            guard let open = rest.firstIndex(of: UInt8(ascii: "\"")) else {
                rest = .empty
                return nil
            }
            let inside = rest[open + 1..<rest.count]
            guard let length = inside.firstIndex(of: UInt8(ascii: "\"")) else {
                rest = .empty
                return nil
            }
            let after = inside[length + 1..<inside.count]
            // What follows is a comma and the next quote, or a bracket: never a bare constant.
            rest = after.firstIndex(of: UInt8(ascii: "\"")).map { after[$0..<after.count] } ?? .empty
            return inside[0..<length]
        }
    }
}
