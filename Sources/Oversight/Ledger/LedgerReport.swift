package import Records
package import Seals

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
    /// True where who captured it says that its tables hold some of the report's networks and not all; nil otherwise.
    package var holdsPart: Bool?
    /// What its tables have columns for (`Disclosure.fields(ofColumns:)`), in order; nil where nobody kept it. What a table
    /// has no column for was not captured, and says nothing of the report.
    package var capturedFields: [String]?
    package var rows: [Disclosure]

    package init(
        platform: String, report: String, captured: StatedTime, documentSHA256: String? = nil,
        changelog: String? = nil, capturedFields: [String]? = nil, rows: [Disclosure]
    ) {
        self.platform = PlatformName.normalised(platform)
        self.report = report
        self.captured = captured
        self.documentSHA256 = documentSHA256
        self.changelog = changelog
        self.capturedFields = capturedFields
        self.rows = rows
    }

    /// `TikTok: Community Guidelines Enforcement Report Q3 2022`
    package var name: String { platform + ": " + ReportTitle.canonical(report, platform: platform) }

    /// Whether nothing says that rows of the report are lacking.
    package var isWhole: Bool { rejectedRows == nil && holdsPart != true }

    /// Whether both are known to be captures of the same bytes.
    package func hasDocument(of other: LedgerReport) -> Bool {
        if let documents, let others = other.documents { return documents == others }
        return documentSHA256.map { $0 == other.documentSHA256 } ?? false
    }

    /// The captured documents by their SHA-256, where every row names its own; nil where the table alone is known, of which
    /// somebody may have written two of one document.
    private var documents: Set<String>? {
        let named = Set(rows.compactMap(\.captureSHA256))
        return !rows.isEmpty && rows.allSatisfy { $0.captureSHA256 != nil } ? named : nil
    }

    /// Whether both are readings of one capture: of the same time, and not known to be of different documents.
    package func isSameCapture(as other: LedgerReport) -> Bool {
        guard hasTime(of: other) else { return false }
        if let documents, let others = other.documents { return documents == others }
        return true
    }

    /// Whether the times tell which of two captures of a report came first.
    package func isOrderKnown(to other: LedgerReport) -> Bool { name != other.name || !hasTime(of: other) }

    private func hasTime(of other: LedgerReport) -> Bool {
        captured.earliest == other.captured.earliest && captured.latest == other.captured.latest
    }

    /// Whether both were read at one source: an address that rows of both name, or documents that both keep by their
    /// digests. What differs between two sources was not changed by anybody.
    package func hasSource(of other: LedgerReport) -> Bool {
        let addresses = Set(rows.map { SourceAddress.plain($0.source) })
        if other.rows.contains(where: { addresses.contains(SourceAddress.plain($0.source)) }) { return true }
        return [self, other].allSatisfy { version in
            !version.rows.isEmpty && version.rows.allSatisfy { $0.captureSHA256 != nil }
        }
    }

    /// Whether a row says when the report appeared.
    package var isDated: Bool { rows.contains(where: \.isDated) }

    /// Of a version whose tables have no column for the publication: the last of the earlier versions that states it.
    /// - Parameter earlier: the versions before, the earliest first.
    package func dating(among earlier: [LedgerReport]) -> LedgerReport? {
        if isDated || capturedFields?.contains("published") == true { return nil }
        return earlier.last(where: \.isDated)
    }

    /// Rows that say when the report appeared and nothing else, one for each publication that rows of it state.
    package var publicationRows: [Disclosure] {
        var met: Set<[String?]> = []
        return rows.filter(\.isDated).compactMap { row in
            guard met.insert([row.published?.text, row.publishedNoLaterThan?.description]).inserted else { return nil }
            return Disclosure(
                platform: row.platform, report: row.report, periodStart: row.periodStart, periodEnd: row.periodEnd,
                published: row.published, publishedNoLaterThan: row.publishedNoLaterThan, unit: .report,
                source: row.source, verification: row.verification, captureSHA256: row.captureSHA256,
                note: "publication as captured \(captured)")
        }
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
    /// Whether the row says when the report appeared.
    package var isDated: Bool { published != nil || publishedNoLaterThan != nil }

    /// The name of the report that the row belongs to, as `LedgerReport` has it.
    package var reportName: String { platform + ": " + ReportTitle.canonical(report, platform: platform) }

    /// The series that its report belongs to, by the name that the report is known by.
    var series: String { ReportTitle.series(ReportTitle.canonical(report, platform: platform)) }
}
