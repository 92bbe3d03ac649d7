package import Records

/// A field of a statement of reasons that may be wrong.
package enum StatementField: String, Codable, Sendable, CaseIterable {
    case automatedDetection = "automated_detection"
    case automatedDecision = "automated_decision"
    case sourceType = "source_type"
    case decisionGround = "decision_ground"
    case category
    case keywords = "category_specification"
    case decisions
    case contentDate = "content_date"
    case endDate = "end_date"
    case createdAt = "created_at"
}

/// A defect of the Transparency Database that was announced: what one platform's statements say in one field, for
/// decisions applied on certain days, is not to be used.
package struct DefectMask: Codable, Sendable, Hashable {
    /// The platform as the database names it.
    package var platform: String
    package var field: StatementField
    /// The first day; nil from the beginning.
    package var from: Day?
    /// The last day; nil without end.
    package var to: Day?
    /// What is wrong.
    package var defect: String
    /// Who says so, and where.
    package var source: String

    package init(platform: String, field: StatementField, from: Day?, to: Day?, defect: String, source: String) {
        self.platform = platform
        self.field = field
        self.from = from
        self.to = to
        self.defect = defect
        self.source = source
    }

    /// The columns of a table of masks.
    package static let columns = ["platform", "field", "from", "to", "defect", "source"]

    /// Reads a row of a table with the columns `platform`, `field`, `from`, `to`, `defect` and `source`.
    package init(_ row: NamedRow) throws(FieldFault) {
        platform = try row.required("platform")
        guard let field = try row.word("field", as: StatementField.self) else {
            throw FieldFault("missing-field", field: "field", "the row has no 'field'")
        }
        self.field = field
        from = try row.day("from")
        to = try row.day("to")
        if let from, let to, to < from {
            throw FieldFault("bad-period", field: "to", "the defect ends (\(to)) before it begins (\(from))")
        }
        defect = try row.required("defect")
        source = try row.required("source")
    }

    /// Whether what the platform's statements of that day say in the field is not to be used.
    package func covers(_ platform: String, _ field: StatementField, _ day: Day) -> Bool {
        self.field == field && self.platform.lowercased() == platform.lowercased()
            && (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    private static let announcements =
        "announcement of the DSA Transparency Database, https://transparency.dsa.ec.europa.eu/page/announcements"
    private static let flaggers = "statements are labelled as made upon a trusted flagger's notice where they were not"

    /// The defects that were announced. Days are those on which decisions were applied; a platform's defect in what it
    /// submitted until a day covers all that it applied until then.
    package static let announced = [
        DefectMask(
            platform: "Google Play", field: .automatedDetection, from: Day(year: 2023, month: 9, day: 1),
            to: Day(year: 2026, month: 5, day: 31), defect: "the flag says the opposite of what is true",
            source: announcements),
        DefectMask(
            platform: "Facebook", field: .sourceType, from: nil, to: Day(year: 2025, month: 10, day: 27),
            defect: flaggers, source: announcements),
        DefectMask(
            platform: "Instagram", field: .sourceType, from: nil, to: Day(year: 2025, month: 10, day: 27),
            defect: flaggers, source: announcements),
        DefectMask(
            platform: "Threads", field: .sourceType, from: nil, to: Day(year: 2025, month: 10, day: 27),
            defect: flaggers, source: announcements),
    ]
}
