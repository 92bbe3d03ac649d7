import Records

/// Writing rows in the columns of the ledger's own table: reading a written row gives the same row again.
extension Disclosure {
    /// The table's columns, in their order.
    package static let columns: [String] =
        [
            "platform", "report", "period_start", "period_end", "published", "published_no_later_than", "acted",
            "origin_country", "target_countries",
        ] + CountKind.allCases.map(\.column) + [
            "unit", "detected_by", "operation_name", "aliases", "source_url", "other_sources", "same_as",
            "verification", "capture_sha256", "notes",
        ]

    /// The row in the order of `columns`; nil where nothing is stated.
    package var cells: [String?] {
        func list(_ parts: [String]) -> String? { parts.isEmpty ? nil : parts.joined(separator: "; ") }
        let times = [
            periodStart?.text, periodEnd?.text, published?.text, publishedNoLaterThan?.description, acted?.text,
        ]
        return [platform, report] + times + [list(origins), list(targets)]
            + CountKind.allCases.map { counts[$0]?.tableText }
            + [
                unit.rawValue, detection.words.isEmpty ? nil : detection.words, operation, list(aliases), source,
                list(otherSources.map(\.tableText)), sameAs, verification.tableText, captureSHA256,
                note.isEmpty ? nil : note,
            ]
    }
}

extension StatedCount {
    /// `7704`, `~7800`, `>7500`, `<100`.
    package var tableText: String {
        switch wording {
        case .exact: String(number)
        case .about: "~\(number)"
        case .moreThan: ">\(number)"
        case .lessThan: "<\(number)"
        }
    }
}

extension Verification {
    /// `S`, or with a remark `S: a newspaper`.
    package var tableText: String { note.isEmpty ? grade.rawValue : grade.rawValue + ": " + note }
}

extension OtherSource {
    /// `S https://… accounts=1682`.
    fileprivate var tableText: String {
        let stated = counts.sorted { $0.key < $1.key }.map { "\($0.key.column)=\($0.value.tableText)" }
        return ([grade.rawValue, address] + stated).joined(separator: " ")
    }
}
