import Bytes
import Records
import Traces

/// Posts of any platform as the capture and analysis toolkit 4CAT writes them to CSV. The platform is the one whose own
/// columns stand in the table, or what the user states. TikTok's table has a reader of its own, `4cat-tiktok`.
struct FourCATTable: Format {
    let description = FormatDescription(
        id: "4cat-csv", title: "4CAT posts (CSV)",
        summary: "id, thread_id, author, body, timestamp …; an export of 4CAT from any of its sources")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table, table.index("tiktok_url") == nil else { return false }
        return FourCATColumn.always.allSatisfy { table.index($0) != nil }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        for name in FourCATColumn.always { _ = try table.required(name) }
        var columns: [(FourCATColumn, Int)] = []
        for column in FourCATColumn.allCases {
            if let index = column.names.lazy.compactMap({ table.index($0) }).first { columns.append((column, index)) }
        }
        return .table(
            Reader(columns: columns, platform: FourCATColumn.platform { table.index($0) != nil }))
    }

    private struct Reader: TableReader {
        let columns: [(FourCATColumn, Int)]
        let platform: Platform

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            var post = FourCATPost()
            for (column, index) in columns { post[column] = draft.value(row[index]) }
            try post.fill(&draft, platform: platform, &arena)
        }
    }
}
