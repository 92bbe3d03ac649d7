import Bytes
import Records

/// Meta's published threat indicators (github.com/facebook/threat-research), in both layouts of their tables:
/// `indicator_type, indicator_value, comment, ds` (2020 to 2023), and the kill chain's `Tactic, Technique, Procedure,
/// Indicator` with or without a fifth column that goes by five names (since 2023).
///
/// Seen in the files: headers with blanks at their ends, rows of nothing between sections, cells with line ends inside,
/// steps numbered in several spellings, addresses broken on purpose in six ways or not at all, addresses filed under
/// another platform, and numbers of accounts among the addresses: what Meta counts is a claim, not an indicator.
struct MetaIndicators: Format {
    let description = FormatDescription(
        id: "meta-indicators", title: "Meta threat indicators (CSV)",
        summary:
            "indicator_type, indicator_value … or Tactic, Technique, Procedure, Indicator …; facebook/threat-research")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("indicator_type", "indicator_value") || table.has("Tactic", "Technique", "Procedure")
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        let publication = Publication(
            speaker: "Meta", report: ReportName.report(head.path), period: ReportName.period(head.path))
        if let type = table.index("indicator_type") {
            return .statements(
                TypedReader(
                    type: type, value: try table.required("indicator_value"), comment: table.index("comment"),
                    date: table.index("ds"), publication: publication))
        }
        if table.index("Indicator") == nil, table.columns.count == 3 {
            throw RecordFault(
                "reference-list",
                "this is the list of the kill chain's steps: it names no account, address or number to keep; give the"
                    + " files of indicators that refer to it")
        }
        let indicator = try table.required("Indicator")
        return .statements(
            ChainReader(
                technique: try table.required("Technique"), procedure: try table.required("Procedure"),
                indicator: indicator, comment: table.columns.count > indicator + 1 ? indicator + 1 : nil,
                publication: publication))
    }

    /// The layout that names each indicator's type.
    private struct TypedReader: StatementReader {
        let type: Int
        let value: Int
        let comment: Int?
        let date: Int?
        let publication: Publication

        func read(_ row: [ByteView], into draft: inout StatementDraft) throws(RecordFault) {
            let original = row[value].string
            if row.areBlank { throw .blankRow }
            guard !Refanging.cleaned(original).isEmpty else {
                throw RecordFault("missing-indicator", field: "indicator_value", "the row gives no value")
            }
            var context = IndicatorContext(publication: publication)
            context.comment = comment.map { Refanging.cleaned(row[$0].string) } ?? ""
            if let date { context.publication.date = Refanging.cleaned(row[date].string) }
            let kind: Indicator.Kind
            switch Refanging.cleaned(row[type].string).lowercased() {
            case "android_package_name", "ios_app_id": kind = .app
            case "md5", "sha1", "sha256", "sha512": kind = .hash
            case "ip", "ipv4", "ipv6": kind = .ip
            case "domain_name": kind = .domain
            default: return IndicatorReading.read(original, context, into: &draft)
            }
            draft.statements.append(.indicator(IndicatorReading.indicator(kind, original, context)))
        }
    }

    /// The layout of the kill chain.
    private struct ChainReader: StatementReader {
        let technique: Int
        let procedure: Int
        let indicator: Int
        let comment: Int?
        let publication: Publication

        func read(_ row: [ByteView], into draft: inout StatementDraft) throws(RecordFault) {
            if row.areBlank { throw .blankRow }
            let original = row[indicator].string
            guard !Refanging.cleaned(original).isEmpty else {
                throw .passing("step-without-indicator", "rows that name a step of the kill chain and no indicator")
            }
            var context = IndicatorContext(publication: publication)
            context.comment = comment.map { Refanging.cleaned(row[$0].string) } ?? ""
            let named = KillChainStep(Refanging.cleaned(row[procedure].string))
            let broader = KillChainStep(Refanging.cleaned(row[technique].string))
            context.procedure = named.number ?? broader.number
            context.procedureLabel = named.label.isEmpty ? broader.label : named.label
            IndicatorReading.read(original, context, into: &draft)
        }
    }
}

/// A step of the kill chain as a report writes it: `0.9.4 Acquiring X / Twitter accounts`.
private struct KillChainStep {
    /// `d.d.d`; nil where the text begins with no such number: the labels are spelled in too many ways to know one by.
    let number: String?
    /// The text without that number.
    let label: String

    init(_ text: String) {
        var parts: [Substring] = []
        var rest = Substring(text)
        while parts.count < 3 {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if digits.isEmpty { break }
            parts.append(digits)
            rest = rest.dropFirst(digits.count)
            if parts.count < 3 {
                guard rest.first == "." else { break }
                rest = rest.dropFirst()
            }
        }
        number = parts.count == 3 ? parts.joined(separator: ".") : nil
        label = parts.count == 3 ? Refanging.trimmed(String(rest)) : text
    }
}

extension [ByteView] {
    /// Whether there is nothing in the row.
    fileprivate var areBlank: Bool { allSatisfy { Refanging.cleaned($0.string).isEmpty } }
}

extension RecordFault {
    fileprivate static let blankRow = RecordFault.passing("blank-row", "blank rows between sections")
}
