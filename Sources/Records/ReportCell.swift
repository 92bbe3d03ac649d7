/// The eleven parts of the harmonised transparency reports (Commission Implementing Regulation (EU) 2024/2835, Annex I).
package enum ReportPart: Int, Sendable, CaseIterable, Codable {
    case summary = 1
    case categoryNames = 2
    case orders = 3
    case notices = 4
    case ownInitiativeIllegal = 5
    case ownInitiativeTerms = 6
    case appeals = 7
    case automatedMeans = 8
    case humanResources = 9
    case recipients = 10
    case qualitative = 11

    /// What people call it.
    package var title: String {
        switch self {
        case .summary: "summary"
        case .categoryNames: "names of categories"
        case .orders: "orders of Member States"
        case .notices: "notices"
        case .ownInitiativeIllegal: "own initiative, illegal content"
        case .ownInitiativeTerms: "own initiative, terms and conditions"
        case .appeals: "appeals and repeat offenders"
        case .automatedMeans: "automated means"
        case .humanResources: "human resources"
        case .recipients: "average monthly active recipients"
        case .qualitative: "qualitative information"
        }
    }
}

/// The days that a report speaks of, both included.
package struct ReportPeriod: Sendable, Hashable, Codable, CustomStringConvertible {
    package let first: Day
    package let last: Day

    /// Nil where it would end before it begins.
    package init?(first: Day, last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Reads `YYYY-MM-DD/YYYY-MM-DD`, blanks aside.
    package init?(_ text: String) {
        let parts = text.filter { $0 != " " }.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Day(parts[0]), let last = Day(parts[1]) else { return nil }
        self.init(first: first, last: last)
    }

    package var description: String { "\(first)/\(last)" }
}

/// What stands in a cell.
package enum ReportValue: Sendable, Hashable {
    /// A number; what was written in per cent is a share (`95 %` is 0.95).
    case number(Double)
    case day(Day)
    case text(String)
    /// The platform says that it gives no number: `n/a`, `-`.
    case notStated(String)
}

/// One cell of a harmonised report. Empty cells are none: what is missing is not zero.
package struct ReportCell: Sendable, Hashable {
    package var part: ReportPart
    /// The row in its file, from 1, the header not counted.
    package var row: UInt64
    /// Whom the row concerns: `All`, `Only for VLOPs`.
    package var applicability: String
    /// The service; empty where the row names none.
    package var service: String
    /// Nil in the parts that have none (1 and 2).
    package var period: ReportPeriod?
    /// The section in parts 7 to 10; empty in others.
    package var section: String
    /// What is counted, in the words of the template, blanks tidied.
    package var indicator: String
    /// `TOTAL`, or a constant `STATEMENT_CATEGORY_…`, in parts 2 to 6.
    package var category: String?
    /// A constant `KEYWORD_…` where the row is of a part of its category.
    package var keyword: String?
    /// What a platform says of the keyword `KEYWORD_OTHER`.
    package var otherDescription: String
    /// A country, a language, `TOTAL`, `Decisions upheld` …; nil in the parts that have none.
    package var scope: String?
    package var value: ReportValue
    /// What the platform adds to the value.
    package var context: String

    package init(
        part: ReportPart, row: UInt64, applicability: String = "", service: String = "", period: ReportPeriod? = nil,
        section: String = "", indicator: String, category: String? = nil, keyword: String? = nil,
        otherDescription: String = "", scope: String? = nil, value: ReportValue, context: String = ""
    ) {
        self.part = part
        self.row = row
        self.applicability = applicability
        self.service = service
        self.period = period
        self.section = section
        self.indicator = indicator
        self.category = category
        self.keyword = keyword
        self.otherDescription = otherDescription
        self.scope = scope
        self.value = value
        self.context = context
    }

    /// A label with single blanks between its words and none at its ends: the templates hold no-break spaces, doubled and
    /// trailing blanks, which programs on the way take away.
    package static func tidy(_ label: some StringProtocol) -> String {
        label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A label for comparison: tidy, in lower case, with straight apostrophes.
    package static func folded(_ label: some StringProtocol) -> String {
        tidy(label).lowercased().split(separator: "\u{2019}", omittingEmptySubsequences: false).joined(separator: "'")
    }
}
