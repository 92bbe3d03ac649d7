import Bytes
import Records
import Traces

/// Share events: who shared which object when. The table that CooRTweet and the tools around it exchange.
struct ShareEvents: Format {
    let description = FormatDescription(
        id: "share-events", title: "Share events (CSV)",
        summary: "object_id, account_id, content_id, timestamp_share; the table of CooRTweet, on any platform")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("object_id", "account_id", "content_id", "timestamp_share") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                object: try table.required("object_id"), account: try table.required("account_id"),
                content: try table.required("content_id"), time: try table.required("timestamp_share")))
    }

    private struct Reader: TableReader {
        let object: Int
        let account: Int
        let content: Int
        let time: Int

        /// Values are taken byte for byte: nobody knows what they are.
        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.kind = .shareEvent
            draft.accountKind = .id
            draft.time = try Field.time(row[time], "timestamp_share")
            draft.account = draft.unchanged(row[account])
            draft.identifier = draft.unchanged(row[content])
            draft.sharedObject = draft.unchanged(row[object])
        }
    }
}

extension RecordFault {
    static let notATable = RecordFault("not-this-format", "the file is JSON, and this format is a CSV table")
    static let notJSON = RecordFault("not-this-format", "the file is a table, and this format is JSON")
}
