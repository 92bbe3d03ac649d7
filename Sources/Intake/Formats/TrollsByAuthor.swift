import Bytes
import Records
import Traces

/// FiveThirtyEight's troll tweets in the edition that sorts them by author: accounts and tweets in separate tables,
/// times spelled with seconds that are always zero, no tweet ids.
///
/// `author_id` is the handle (in a few cases with the numeric id behind it).
struct TrollsByAuthor: Format {
    let description = FormatDescription(
        id: "trolls-by-author", title: "IRA tweets by author (Clemson/FiveThirtyEight, CSV)",
        summary: "author_id, content, publish_date, post_type …; russian-troll-tweets-by-author")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("author_id", "content", "publish_date", "post_type")
            && table.index("external_author_id") == nil
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                handle: try table.required("author_id"), time: try table.required("publish_date"),
                text: try table.required("content"), retweet: table.index("retweet"),
                kind: table.index("post_type"), details: TrollDetails(table)))
    }

    private struct Reader: TableReader {
        let handle: Int
        let time: Int
        let text: Int
        let retweet: Int?
        let kind: Int?
        let details: TrollDetails

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .x
            draft.accountKind = .handle
            draft.account = draft.value(row[handle])
            draft.time = try Field.time(row[time], "publish_date").inMinutes
            draft.text = draft.value(row[text])
            // The flag is set for quotes as well; a quote has words of its own.
            draft.isRepost = Field.isTrue(row.field(retweet)) && !row.field(kind).trimmed.equals("Q")
            if draft.keepsDetails { details.read(row, into: &draft) }
        }
    }
}
