import Bytes
import Records

/// The same indicators of Meta as Markdown pages: prose, and below "Indicators of Compromise" a table of `Indicator
/// Type` and `Indicator Value`. A page without indicators says so in a sentence and has no table.
///
/// Pages repeat what the tables of the same report hold: whoever keeps both sees a value again.
struct MetaIndicatorPages: Format {
    let description = FormatDescription(
        id: "meta-indicators-md", title: "Meta threat indicators (Markdown)",
        summary: "pages with a table of Indicator Type and Indicator Value; facebook/threat-research")

    func recognises(_ head: SourceHead) -> Bool {
        head.markdown?.has("Indicators of Compromise") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.markdown != nil else {
            throw RecordFault("not-this-format", "the file is no Markdown page with headings")
        }
        let publication = Publication(
            speaker: "Meta", report: ReportName.report(head.path), period: ReportName.period(head.path))
        return .markdown(Reader(publication: publication), columns: ["Indicator Type", "Indicator Value"])
    }

    private struct Reader: StatementReader {
        let publication: Publication

        func read(_ row: [ByteView], into draft: inout StatementDraft) throws(RecordFault) {
            let original = row[1].string
            guard !Refanging.cleaned(original).isEmpty else {
                throw RecordFault("missing-indicator", field: "Indicator Value", "the row gives no value")
            }
            IndicatorReading.read(original, IndicatorContext(publication: publication), into: &draft)
        }
    }
}
