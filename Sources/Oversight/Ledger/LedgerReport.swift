package import Records

/// One capture of one report: the rows that it held then. The same report captured again is a new entry of the same name,
/// a version.
package struct LedgerReport: RegisterEntry {
    package static let kind = RegisterKind.report

    package var platform: String
    package var report: String
    package var captured: StatedTime
    /// SHA-256 of the captured document, hexadecimal.
    package var documentSHA256: String?
    /// What the platform itself says that it changed since the version before, or where; nil where it says nothing.
    package var changelog: String?
    /// How many rows of its tables could not be taken, so that it may lack what the document holds; nil where all were.
    package var rejectedRows: Int?
    package var rows: [Disclosure]

    package init(
        platform: String, report: String, captured: StatedTime, documentSHA256: String? = nil,
        changelog: String? = nil, rows: [Disclosure]
    ) {
        self.platform = PlatformName.normalised(platform)
        self.report = report
        self.captured = captured
        self.documentSHA256 = documentSHA256
        self.changelog = changelog
        self.rows = rows
    }

    /// `TikTok: Community Guidelines Enforcement Report Q3 2022`
    package var name: String { platform + ": " + ReportTitle.canonical(report, platform: platform) }

    /// Whether both are known to be captures of the same bytes.
    package func hasDocument(of other: LedgerReport) -> Bool {
        documentSHA256.map { $0 == other.documentSHA256 } ?? false
    }

    /// One version of each report that rows of a capture belong to, by name. Forms of one report that go by different
    /// names (`Q2-3 2025`, `H2 2025`) are one version: its rows keep their own names.
    package static func versions(
        of rows: [Disclosure], captured: StatedTime, documentSHA256: String? = nil, changelog: String? = nil
    ) -> [LedgerReport] {
        let groups = Dictionary(grouping: rows) { row in
            [row.platform, ReportTitle.canonical(row.report, platform: row.platform)]
        }
        return groups.map { key, rows in
            LedgerReport(
                platform: key[0], report: key[1], captured: captured, documentSHA256: documentSHA256,
                changelog: changelog, rows: Ledger(rows).rows)
        }.sorted { $0.name < $1.name }
    }
}

extension Disclosure {
    /// The name of the report that the row belongs to, as `LedgerReport` has it.
    package var reportName: String { platform + ": " + ReportTitle.canonical(report, platform: platform) }
}
