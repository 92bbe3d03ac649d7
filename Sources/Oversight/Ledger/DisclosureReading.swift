package import Records

/// Reading rows of tables as disclosures. Of the ledger's own table the columns are
///
/// | column | what it holds |
/// |---|---|
/// | `platform`, `report` | who reports, and under which name; both must be there |
/// | `period` | `2023-Q3`, `2023-H1`, `2023-07`; or |
/// | `period_start`, `period_end` | a day, a month or a year each |
/// | `published`, `published_no_later_than` | a day, a month or a year; a day |
/// | `acted` | when the platform acted |
/// | `origin_country`, `target_countries` | lists, separated by semicolons |
/// | `accounts`, `pages`, `groups`, `channels`, `ig_accounts`, `followers`, `group_members`, `ig_followers`, `ad_spend_usd`, `operations`, `accounts_released`, `accounts_in_file` | counts: `7704`, `~7800`, `>7500`, `<100` |
/// | `unit` | `network`, `operation`, `channels`, `released`, `recurrence`, `aggregate`, `report`; `network` where it is empty |
/// | `detected_by` | `internal`, `external`, `internal+external`, with who it was after a colon |
/// | `operation_name`, `aliases` | a name, and a list of others |
/// | `source_url` | where the row was read; must be there |
/// | `other_sources` | a list of `GRADE address` and, where they differ, counts: `S https://… accounts=1682` |
/// | `same_as` | the source of the row that states the same network in another form |
/// | `verification` | a grade's letter, and a remark after a colon |
/// | `capture_sha256`, `notes` | |
///
/// Quotations are not kept: a ledger holds facts and where they stand.
extension Disclosure {
    /// Reads a row of the ledger's own table, or of TikTok's quarterly tables where the row has those columns.
    /// - Throws: the field at fault, and what to do.
    package init(reading row: NamedRow) throws(FieldFault) {
        if row.values["quarter"] != nil || row.values["origin_fr"] != nil {
            try self.init(quarterly: row)
        } else {
            try self.init(ledgerRow: row)
        }
    }

    private init(ledgerRow row: NamedRow) throws(FieldFault) {
        let (source, remark) = try Self.source(row)
        let platform = PlatformName.normalised(try row.required("platform"))
        let report = try row.required("report")
        var stated = row.values["unit"].map(StatedUnit.init(reading:)) ?? StatedUnit(unit: .network)
        if stated.unit == nil {
            throw FieldFault(
                "unknown-unit", field: "unit",
                "'\(row.values["unit"] ?? "")' is no unit; known are "
                    + DisclosureUnit.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let period = try Self.period(row)
        var counts: [CountKind: StatedCount] = [:]
        for kind in CountKind.allCases { counts[kind] = try Self.count(row, kind.column) }
        if let operations = stated.operations, counts[.operations] == nil { counts[.operations] = operations }
        // A table with one column for what the unit names: accounts that are channels, or that were released.
        if let moved = stated.accountsMean, counts[moved] == nil, let accounts = counts.removeValue(forKey: .accounts) {
            counts[moved] = accounts
        }
        stated.accountsMean = nil
        var verification = Verification()
        if let text = row.values["verification"] { verification = try Verification(reading: text) }
        if !remark.isEmpty {
            verification.note = verification.note.isEmpty ? remark : verification.note + "; " + remark
        }
        if let text = row.values["same_as"] { try SourceAddress.check(text, field: "same_as") }
        var others: [OtherSource] = []
        for text in row.list("other_sources") { others.append(try Self.otherSource(text)) }
        self.init(
            platform: platform, report: report, periodStart: period.start, periodEnd: period.end,
            published: try row.time("published"), publishedNoLaterThan: try row.day("published_no_later_than"),
            acted: try row.time("acted"), origins: CountryName.list(row.text("origin_country", "origin") ?? ""),
            targets: CountryName.list(row.text("target_countries", "targets") ?? ""), counts: counts,
            unit: stated.unit ?? .network,
            detection: row.values["detected_by"].map(Detection.init(reading:)) ?? Detection(),
            operation: row.values["operation_name"], aliases: row.list("aliases"), source: source,
            verification: verification, captureSHA256: try Self.digest(row), otherSources: others,
            sameAs: row.values["same_as"], note: row.values["notes"] ?? "")
        try checkTimes()
    }

    /// - Throws: where the report would have been captured before it appeared.
    package func checkPublication(captured: StatedTime) throws(FieldFault) {
        if let published, published.firstDay > captured.lastDay || published.earliest > captured.latest {
            throw FieldFault(
                "published-after-its-capture", field: "published",
                "published \(published), after the capture of \(captured); mend the day, or say with --captured when it was"
                    + " captured")
        }
    }

    /// The first day on which a platform can have published such a report.
    private static let firstPublication = Day(year: 1990, month: 1, day: 1) ?? Day(0)

    private func checkTimes() throws(FieldFault) {
        if let published, published.firstDay < Self.firstPublication {
            throw FieldFault(
                "published-too-early", field: "published", "published \(published), before 1990; mend the day")
        }
        if let publishedNoLaterThan, publishedNoLaterThan < Self.firstPublication {
            throw FieldFault(
                "published-too-early", field: "published_no_later_than",
                "published no later than \(publishedNoLaterThan), before 1990; mend the day")
        }
        if let periodStart, let periodEnd, periodEnd.lastDay < periodStart.firstDay {
            throw FieldFault(
                "period-ends-before-it-begins", field: "period_end",
                "the period ends \(periodEnd) and begins \(periodStart); exchange or mend them")
        }
        if let published, let periodStart, published.lastDay < periodStart.firstDay {
            throw FieldFault(
                "published-before-its-period", field: "published",
                "published \(published), before the period that begins \(periodStart); one of them is wrong")
        }
    }

    /// The address, and what stands behind it.
    private static func source(_ row: NamedRow) throws(FieldFault) -> (address: String, remark: String) {
        guard let text = row.text("source_url", "source") else {
            throw FieldFault(
                "missing-source_url", field: "source_url",
                "the row has no source; the ledger takes no number without the address or document where it was read")
        }
        try SourceAddress.check(text, field: "source_url")
        guard text.lowercased().hasPrefix("http"), let blank = text.firstIndex(of: " ") else { return (text, "") }
        return (String(text[..<blank]), String(text[text.index(after: blank)...].filter { $0 != "(" && $0 != ")" }))
    }

    private static func period(_ row: NamedRow) throws(FieldFault) -> (start: StatedTime?, end: StatedTime?) {
        if let text = row.values["period"] {
            guard let period = ReportingPeriod(text) else {
                throw FieldFault(
                    "bad-period", field: "period", "'\(text)' is no period; write 2023-Q3, 2023-H1, 2023-07 or 2023")
            }
            return (StatedTime(period.first), StatedTime(period.last))
        }
        return (try row.time("period_start"), try row.time("period_end"))
    }

    fileprivate static func count(_ row: NamedRow, _ column: String) throws(FieldFault) -> StatedCount? {
        guard let text = row.values[column] else { return nil }
        do throws(FieldFault) {
            return try StatedCount(reading: text)
        } catch {
            throw FieldFault(error.reason, field: column, error.detail)
        }
    }

    private static func digest(_ row: NamedRow) throws(FieldFault) -> String? {
        guard let text = row.values["capture_sha256"]?.lowercased() else { return nil }
        guard text.utf8.count == 64, text.allSatisfy(\.isHexDigit) else {
            throw FieldFault(
                "bad-digest", field: "capture_sha256", "'\(text)' is no SHA-256; 64 hexadecimal digits are wanted")
        }
        return text
    }

    private static func otherSource(_ text: String) throws(FieldFault) -> OtherSource {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 2, let grade = Verification.Grade(rawValue: words[0]) else {
            throw FieldFault(
                "bad-other-source", field: "other_sources",
                "'\(text)' is no grade and address; write such as 'S https://… accounts=1682'")
        }
        try SourceAddress.check(words[1], field: "other_sources")
        var source = OtherSource(words[1], grade)
        for word in words.dropFirst(2) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let kind = CountKind.allCases.first(where: { $0.column == parts[0] }) else {
                throw FieldFault(
                    "bad-other-source", field: "other_sources", "'\(word)' is no count; write such as accounts=1682")
            }
            do throws(FieldFault) {
                source.counts[kind] = try StatedCount(reading: parts[1])
            } catch {
                throw FieldFault(error.reason, field: "other_sources", error.detail)
            }
        }
        return source
    }
}

/// A unit as tables write it: `YouTube channels, aggregate`, `aggregate: 22 operations`.
private struct StatedUnit {
    var unit: DisclosureUnit?
    var operations: StatedCount?
    /// What a number in the column `accounts` counts.
    var accountsMean: CountKind?

    init(unit: DisclosureUnit) {
        self.unit = unit
    }

    init(reading text: String) {
        let lower = text.lowercased()
        if lower.contains("channels") { accountsMean = .channels }
        if lower.contains("released") { accountsMean = .accountsReleased }
        if lower.contains("aggregate") {
            unit = .aggregate
            let words = lower.split(separator: " ")
            if words.count > 2, words[words.count - 1] == "operations" {
                operations = try? StatedCount(reading: String(words[words.count - 2]))
            }
        } else if lower.contains("recurrence") {
            unit = .recurrence
        } else if lower.contains("channels") {
            unit = .channels
        } else if lower.contains("released") {
            unit = .released
        } else {
            unit = DisclosureUnit(rawValue: lower)
        }
    }
}

/// TikTok's quarterly tables in French: `quarter, origin_fr, targets_fr, detection, accounts, followers, source_url`. What
/// a column `narrative_fr` tells is the publisher's prose and not kept.
extension Disclosure {
    fileprivate init(quarterly row: NamedRow) throws(FieldFault) {
        let text = try row.required("quarter")
        let parts = text.split(separator: "-")
        guard parts.count == 2, let year = ReportingPeriod.year(String(parts[0])),
            let quarter = Int(parts[1].drop { $0 == "Q" }), let period = ReportingPeriod(year: year, quarter: quarter)
        else {
            throw FieldFault("bad-quarter", field: "quarter", "'\(text)' is no quarter; write 2023-3")
        }
        guard let source = row.values["source_url"] else {
            throw FieldFault(
                "missing-source_url", field: "source_url",
                "the row has no source; the ledger takes no number without the address where it was read")
        }
        try SourceAddress.check(source, field: "source_url")
        var counts: [CountKind: StatedCount] = [:]
        for kind in [CountKind.accounts, .followers] { counts[kind] = try Self.count(row, kind.column) }
        let origin = try row.required("origin_fr")
        self.init(
            platform: PlatformName.tiktok, report: "Community Guidelines Enforcement Report Q\(quarter) \(year)",
            periodStart: StatedTime(period.first), periodEnd: StatedTime(period.last),
            origins: CountryName.namedInFrench(origin),
            targets: row.values["targets_fr"].map(CountryName.namedInFrench) ?? [], counts: counts,
            detection: row.values["detection"].map(Detection.init(reading:)) ?? Detection(), source: source,
            verification: Verification(.parsed, "French edition of the table"))
    }
}
