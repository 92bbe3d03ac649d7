import Bytes
import Records
import Traces

/// The accounts of FiveThirtyEight's troll tweets, in the edition that keeps them apart from the tweets: `authors.csv`.
/// Each is a profile, which teaches the handle of an id.
///
/// `external_author_id` went through a spreadsheet; where it lost digits, the id that the United States Congress
/// published (`congress_2017_id`) stands in for it, and where there is none, the account has a handle only.
struct TrollAuthors: Format {
    let description = FormatDescription(
        id: "538-authors", title: "IRA accounts by author (Clemson/FiveThirtyEight, CSV)",
        summary: "author_id, author, external_author_id, congress_2017_id …; authors.csv")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("author_id", "author", "external_author_id") && table.index("content") == nil
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                handle: try table.required("author"), account: try table.required("external_author_id"),
                published: table.index("congress_2017_id")))
    }

    private struct Reader: TableReader {
        let handle: Int
        let account: Int
        let published: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.kind = .profile
            draft.platform = .x
            let id = draft.identifier(row[account])
            let whole = id.isEmpty || Field.isRounded(id) ? Field.lasting(row.field(published)) : id
            try draft.setAccount(id: whole.isEmpty ? id : whole, handle: draft.value(row[handle]))
        }
    }
}
