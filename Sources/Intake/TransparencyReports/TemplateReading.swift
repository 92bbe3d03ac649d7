import Records

/// Makes cells of the rows of one part. The rows of parts 2 to 6 lean on those before them: a keyword's row is of the
/// category that was named last.
struct TemplateReading {
    let part: ReportPart
    let header: TemplateHeader
    private var lastCategory: String?

    init(part: ReportPart, header: TemplateHeader) {
        self.part = part
        self.header = header
    }

    /// - Parameter faultOfCell: is given what is wrong with single cells.
    /// - Throws: what is wrong with the row.
    mutating func read(
        _ fields: [String], number: UInt64, into report: inout TransparencyReport,
        faultOfCell: (RecordFault) -> Void
    ) throws(RecordFault) {
        func field(_ column: Int?) -> String { column.map { fields[$0] } ?? "" }
        let (category, keyword) = try category(field(header.category))
        if let section = header.section, let other = TemplateHeader.part(ofSection: fields[section]), other != part {
            throw RecordFault(
                "other-part", field: "Section",
                "the row is of part \(other.rawValue) (\(other.title)), the file of part \(part.rawValue); keep them apart"
            )
        }
        var cell = ReportCell(
            part: part, row: number, applicability: ReportCell.tidy(field(header.applicability)),
            service: ReportCell.tidy(field(header.service)), section: ReportCell.tidy(field(header.section)),
            indicator: ReportCell.tidy(field(header.indicator)), category: category, keyword: keyword,
            otherDescription: TemplateValue.isPlaceholder(field(header.otherDescription))
                ? "" : field(header.otherDescription),
            scope: header.scope.map { ReportCell.tidy(fields[$0]) }, value: .text(""))
        if part == .categoryNames {
            cell.indicator = "Contextual information"
            take(field(header.context), cell, as: .text, &report, faultOfCell)
            return
        }
        if header.section != nil || header.indicator != nil, cell.indicator.isEmpty {
            throw RecordFault("missing-indicator", field: "Indicator", "the row does not say what it counts")
        }
        // Of a template that is not filled in, nothing is wrong: its rows say nothing.
        if isUnfilled(fields) {
            report.emptyCells += header.value == nil ? header.indicators.count : 1
            return
        }
        if let column = header.period {
            guard let period = ReportPeriod(fields[column]) else {
                throw RecordFault(
                    "bad-period", field: "Reporting period",
                    "\"\(fields[column].prefix(40))\" is no period; write YYYY-MM-DD/YYYY-MM-DD, the first day before the"
                        + " last")
            }
            cell.period = period
        }
        if let scope = cell.scope, TemplateValue.isPlaceholder(scope) || scope.isEmpty {
            throw RecordFault(
                "bad-scope", field: "Scope", "\"\(scope.prefix(40))\" says not of what the row is; name one scope a row"
            )
        }
        if header.value != nil {
            cell.context = field(header.context)
            take(field(header.value), cell, as: kind(of: cell.indicator), &report, faultOfCell)
            return
        }
        for indicator in header.indicators {
            cell.indicator = indicator.name
            cell.context = field(indicator.context)
            take(fields[indicator.column], cell, as: .number, &report, faultOfCell)
        }
    }

    private func kind(of indicator: String) -> TemplateValue.Kind {
        switch part {
        case .qualitative, .categoryNames: .text
        case .summary: ReportCell.folded(indicator).contains("date") ? .day : .text
        default: .number
        }
    }

    private func take(
        _ text: String, _ cell: ReportCell, as kind: TemplateValue.Kind, _ report: inout TransparencyReport,
        _ faultOfCell: (RecordFault) -> Void
    ) {
        do throws(RecordFault) {
            guard let value = try TemplateValue.read(text, as: kind, indicator: cell.indicator) else {
                report.emptyCells += 1
                return
            }
            var cell = cell
            cell.value = value
            report.cells.append(cell)
        } catch {
            faultOfCell(error)
        }
    }

    /// Whether the row holds no value, whatever its labels say.
    private func isUnfilled(_ fields: [String]) -> Bool {
        let columns = header.value.map { [$0] } ?? header.indicators.map(\.column)
        return columns.allSatisfy { TemplateValue.isPlaceholder(fields[$0]) || fields[$0].isEmpty }
    }

    private mutating func category(_ text: String) throws(RecordFault) -> (String?, String?) {
        if header.category == nil { return (nil, nil) }
        let name = ReportCell.tidy(text)
        if name == "TOTAL" {
            lastCategory = nil
            return (name, nil)
        }
        if name.hasPrefix("STATEMENT_CATEGORY_") {
            guard TemplateCategories.contains(category: name) else {
                // Its keywords must not pass for those of the category before.
                lastCategory = nil
                throw RecordFault(
                    "unknown-category", field: "Category", "\"\(name.prefix(80))\" is no category of the templates")
            }
            lastCategory = name
            return (name, nil)
        }
        guard name.hasPrefix("KEYWORD_") else {
            throw RecordFault(
                "unknown-category", field: "Category",
                "\"\(name.prefix(80))\" is neither TOTAL nor a constant STATEMENT_CATEGORY_… or KEYWORD_…")
        }
        let owners = TemplateCategories.categories(of: name)
        if let lastCategory, name == "KEYWORD_OTHER" || owners.contains(lastCategory) { return (lastCategory, name) }
        // Rows that were sorted: where only one category has such a keyword, it is that one.
        if owners.count == 1 { return (owners[0], name) }
        throw RecordFault(
            "misplaced-keyword", field: "Category",
            owners.isEmpty
                ? "\"\(name.prefix(80))\" stands behind no category that has it; keep the order of the template"
                : "\(name) belongs to several categories and stands behind none of them; keep the order of the template"
        )
    }
}

/// Reading single values.
enum TemplateValue {
    enum Kind {
        case number
        case day
        case text
    }

    /// What the empty templates put where something is to be written.
    static func isPlaceholder(_ text: String) -> Bool {
        let folded = ReportCell.folded(text)
        return [
            "yyyy-mm-dd", "yyyy-mm-dd/yyyy-mm-dd", "text", "free text", "[...]", "[…]", "at, […], se", "at, [...], se",
            "text to detail the \"other\" keyword.",
        ].contains(folded)
    }

    /// Nil where the cell is empty.
    static func read(_ text: String, as kind: Kind, indicator: String) throws(RecordFault) -> ReportValue? {
        let tidy = ReportCell.tidy(text)
        if tidy.isEmpty || isPlaceholder(tidy) { return nil }
        switch kind {
        case .text: return .text(text)
        case .day:
            guard let day = Day(tidy) else {
                throw RecordFault("bad-day", field: indicator, "\"\(tidy.prefix(40))\" is no day; write YYYY-MM-DD")
            }
            return .day(day)
        case .number:
            if ["n/a", "na", "n.a.", "-", "–", "not applicable", "not available"].contains(tidy.lowercased()) {
                return .notStated(tidy)
            }
            guard let number = number(tidy) else {
                throw RecordFault(
                    "bad-number", field: indicator,
                    "\"\(tidy.prefix(40))\" is no number; write 1234, 1,234, 0.95 or 95 %, with a point for decimals")
            }
            return .number(number)
        }
    }

    /// `1234`, `1,234`, `1 234`, `0.95`, `95 %`; nil for what is none of these or negative. A comma that groups no three
    /// digits may be a decimal one: that is not guessed.
    private static func number(_ text: String) -> Double? {
        var digits = text[...]
        var divisor = 1.0
        if digits.hasSuffix("%") {
            digits.removeLast()
            divisor = 100
            while digits.last == " " { digits.removeLast() }
        }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, digits.utf8.count <= 40 else { return nil }
        let groups = whole.split(omittingEmptySubsequences: false) { $0 == "," || $0 == " " }
        guard let first = groups.first, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
            groups.count == 1 || first.utf8.count <= 3
        else { return nil }
        let all = groups + parts.dropFirst()
        guard all.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        guard let number = Double(groups.joined() + (parts.count == 2 ? "." + parts[1] : "")) else { return nil }
        return number / divisor
    }
}
