import Bytes
import Records

/// Makes statements of reasons of rows, one at a time, without allocating.
struct ReasonsReader {
    let columns: StatementColumns
    /// The statement of the row that was read last.
    private(set) var statement = StatementOfReasons()
    /// Lists that were found to be well formed. There are few spellings among millions of rows, and to know one again is
    /// cheaper than to look at it again.
    private var knownLists = Interner()
    private static let mostKnownLists = 1 << 16

    init(_ table: TableHead) throws(RecordFault) {
        columns = try StatementColumns(table)
    }

    mutating func read(_ row: CSVRow, number: UInt64) throws(RecordFault) {
        guard row.count == columns.count else {
            throw RecordFault(
                "field-count",
                "the row has \(row.count) fields and the header \(columns.count); which is which cannot be told")
        }
        statement.row = number
        statement.uuid = row.field(columns.uuid).trimmed
        statement.platformUID = row.field(columns.platformUID).trimmed
        statement.platform = row[columns.platform].trimmed
        if statement.platform.isEmpty {
            throw RecordFault("missing-platform", field: "platform_name", "the statement names no platform")
        }
        guard statement.platform.isUTF8 else { throw .notUTF8("platform_name", .empty) }
        try readDecisions(row)
        try readCategory(row)
        try readOrigin(row)
        try readDays(row)
    }

    private mutating func readDecisions(_ row: CSVRow) throws(RecordFault) {
        var decisions: ModerationDecisions = []
        let visibility = try list(row[columns.visibility], "decision_visibility")
        var constants = visibility.elements
        while let constant = constants.next() {
            decisions.formUnion(try Self.decision(constant, "decision_visibility", .visibility))
        }
        let account = Self.value(row[columns.account])
        if !account.isEmpty { decisions.formUnion(try Self.decision(account, "decision_account", .account)) }
        let monetary = Self.value(row.field(columns.monetary))
        if !monetary.isEmpty { decisions.formUnion(try Self.decision(monetary, "decision_monetary", .monetary)) }
        let provision = Self.value(row.field(columns.provision))
        if !provision.isEmpty { decisions.formUnion(try Self.decision(provision, "decision_provision", .provision)) }
        statement.decisions = decisions
    }

    private static func decision(
        _ constant: ByteView, _ field: String, _ kind: ModerationDecisions
    ) throws(RecordFault) -> ModerationDecisions {
        guard let decision = ModerationDecisions(constant: constant), kind.isSuperset(of: decision) else {
            throw RecordFault("unknown-decision", field: field, "\(constant.quoted) is no constant of \(field)")
        }
        return decision
    }

    private mutating func readCategory(_ row: CSVRow) throws(RecordFault) {
        let category = row[columns.category].trimmed
        guard category.hasPrefix("STATEMENT_CATEGORY_"), ConstantList(category).isWellFormed else {
            throw RecordFault(
                category.isEmpty ? "missing-category" : "unknown-category", field: "category",
                category.isEmpty
                    ? "the statement has no category" : "\(category.quoted) is no constant STATEMENT_CATEGORY_…")
        }
        statement.category = category
        statement.additionalCategories = try list(row.field(columns.additionalCategories), "category_addition")
        statement.keywords = try list(row[columns.keywords], "category_specification")
        statement.contentTypes = try list(row.field(columns.contentTypes), "content_type")
        statement.territories = try list(row.field(columns.territories), "territorial_scope")
    }

    private mutating func readOrigin(_ row: CSVRow) throws(RecordFault) {
        let ground = Self.value(row.field(columns.ground))
        if ground.isEmpty {
            statement.ground = .unstated
        } else if ground.equals("DECISION_GROUND_INCOMPATIBLE_CONTENT") {
            statement.ground = .incompatibleContent
        } else if ground.equals("DECISION_GROUND_ILLEGAL_CONTENT") {
            statement.ground = .illegalContent
        } else {
            throw Self.unknown(ground, "decision_ground")
        }
        let source = Self.value(row.field(columns.source))
        if source.isEmpty {
            statement.source = .unstated
        } else if source.equals("SOURCE_VOLUNTARY") {
            statement.source = .voluntary
        } else if source.equals("SOURCE_ARTICLE_16") {
            statement.source = .notice
        } else if source.equals("SOURCE_TRUSTED_FLAGGER") {
            statement.source = .trustedFlagger
        } else if source.equals("SOURCE_TYPE_OTHER_NOTIFICATION") {
            statement.source = .otherNotification
        } else {
            throw Self.unknown(source, "source_type")
        }
        let detection = Self.value(row.field(columns.detection))
        if detection.isEmpty {
            statement.isDetectedAutomatically = nil
        } else if detection.equals("Yes") || detection.equals("AUTOMATED_DETECTION_YES") {
            statement.isDetectedAutomatically = true
        } else if detection.equals("No") || detection.equals("AUTOMATED_DETECTION_NO") {
            statement.isDetectedAutomatically = false
        } else {
            throw Self.unknown(detection, "automated_detection")
        }
        let automation = Self.value(row.field(columns.automation))
        if automation.isEmpty {
            statement.automation = .unstated
        } else if automation.equals("AUTOMATED_DECISION_FULLY") {
            statement.automation = .full
        } else if automation.equals("AUTOMATED_DECISION_NOT_AUTOMATED") {
            statement.automation = .none
        } else if automation.equals("AUTOMATED_DECISION_PARTIALLY") {
            statement.automation = .partial
        } else {
            throw Self.unknown(automation, "automated_decision")
        }
    }

    private mutating func readDays(_ row: CSVRow) throws(RecordFault) {
        guard let applied = try Self.time(row[columns.applied], "application_date") else {
            throw RecordFault("missing-time", field: "application_date", "the statement has no application_date")
        }
        guard let created = try Self.time(row[columns.created], "created_at") else {
            throw RecordFault("missing-time", field: "created_at", "the statement has no created_at")
        }
        statement.applicationDay = Day(of: applied)
        statement.created = created
        statement.contentDay = try Self.time(row.field(columns.content), "content_date").map { Day(of: $0) }
        statement.earliestEnd = nil
        for end in columns.ends {
            guard let time = try Self.time(row[end.column], end.name) else { continue }
            let day = Day(of: time)
            statement.earliestEnd = statement.earliestEnd.map { min($0, day) } ?? day
        }
    }

    /// A day or a moment as the database writes it, in UTC; nil where the field is empty.
    private static func time(_ field: ByteView, _ name: String) throws(RecordFault) -> Instant? {
        let value = value(field)
        if value.isEmpty { return nil }
        // Other spellings of time have no place here: a bare number is a mistake.
        guard value.count >= 10, value[4] == UInt8(ascii: "-"), value[7] == UInt8(ascii: "-"),
            let time = TimeParser.parse(value)
        else {
            throw RecordFault(
                "bad-time", field: name,
                "\(value.quoted) is no time; \(name) is written YYYY-MM-DD or YYYY-MM-DD HH:MM:SS")
        }
        return Instant(milliseconds: time.milliseconds)
    }

    /// Without blanks around it; exporters write `NULL` and `\N` for nothing.
    private static func value(_ field: ByteView) -> ByteView {
        let value = field.trimmed
        return value.equals("NULL") || value.equals("\\N") || value.equals("null") ? .empty : value
    }

    private mutating func list(_ field: ByteView, _ name: String) throws(RecordFault) -> ConstantList {
        let list = ConstantList(Self.value(field))
        if list.bytes.isEmpty || knownLists.find(list.bytes) != nil { return list }
        guard list.isWellFormed else {
            throw RecordFault(
                "bad-list", field: name,
                "\(list.bytes.quoted) is no list of constants; \(name) is written [\"CONSTANT\",\"CONSTANT\"]")
        }
        if knownLists.count < Self.mostKnownLists, list.bytes.count <= 1024 { _ = knownLists.intern(list.bytes) }
        return list
    }

    private static func unknown(_ value: ByteView, _ field: String) -> RecordFault {
        RecordFault("unknown-constant", field: field, "\(value.quoted) is no constant of \(field)")
    }
}
