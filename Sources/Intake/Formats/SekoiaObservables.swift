import Bytes
import Records

/// Observables of the Doppelgänger operation as the security firm Sekoia publishes them: `TLP, Observable (not an
/// IOC!), Comment, Source`, hosts broken with `[.]`, their stage in the comment.
struct SekoiaObservables: Format {
    let description = FormatDescription(
        id: "sekoia-observables", title: "Sekoia observables (CSV)",
        summary: "TLP, Observable, Comment, Source; hosts of an operation's stages, defanged")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("TLP", "Comment", "Source") && Self.observable(table) != nil
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        guard let observable = Self.observable(table) else {
            throw RecordFault(
                "missing-column", field: "Observable",
                "there is no column Observable; found: \(table.columns.joined(separator: ", "))")
        }
        return .statements(
            Reader(
                tlp: try table.required("TLP"), observable: observable, comment: try table.required("Comment"),
                source: try table.required("Source"), report: ReportName.report(head.path),
                period: ReportName.period(head.path)))
    }

    /// The column's name says more than that.
    private static func observable(_ table: TableHead) -> Int? {
        table.columns.firstIndex { $0.lowercased().hasPrefix("observable") }
    }

    private struct Reader: StatementReader {
        let tlp: Int
        let observable: Int
        let comment: Int
        let source: Int
        let report: String
        let period: String?

        func read(_ row: [ByteView], into draft: inout StatementDraft) throws(RecordFault) {
            // What may not be passed on freely must not slip into a case unseen.
            let marking = Refanging.cleaned(row[tlp].string)
            guard ["", "white", "clear"].contains(marking.lowercased()) else {
                throw RecordFault(
                    "restricted", field: "TLP",
                    "\(row[tlp].quoted) is not for everybody: only TLP WHITE and CLEAR are taken")
            }
            let original = row[observable].string
            guard !Refanging.cleaned(original).isEmpty else {
                throw RecordFault("missing-indicator", field: "Observable", "the row gives no value")
            }
            let speaker = Refanging.cleaned(row[source].string)
            let context = IndicatorContext(
                publication: Publication(
                    speaker: speaker.isEmpty ? "Sekoia.io" : speaker, report: report, period: period),
                comment: Refanging.cleaned(row[comment].string))
            IndicatorReading.read(original, context, into: &draft)
        }
    }
}
