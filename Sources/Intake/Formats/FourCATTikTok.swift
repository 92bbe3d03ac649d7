import Bytes
import Records
import Traces

/// TikTok posts as the capture and analysis toolkit 4CAT writes them to CSV (its data source `tiktok`).
struct FourCATTikTok: Format {
    let description = FormatDescription(
        id: "4cat-tiktok", title: "4CAT TikTok posts (CSV)",
        summary: "collected_from_url, id, author, body, unix_timestamp, tiktok_url …; an export of 4CAT")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("id", "author", "body", "timestamp", "music_id", "tiktok_url") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        let time = try table.required("unix_timestamp", "timestamp")
        return .table(
            Reader(
                post: try table.required("id"), author: try table.required("author"), time: time,
                timeName: table.columns[time], text: try table.required("body"), sound: table.index("music_id"),
                hashtags: table.index("hashtags"), challenges: table.index("challenges"),
                effects: table.index("effects"), address: table.index("tiktok_url")))
    }

    private struct Reader: TableReader {
        let post: Int
        let author: Int
        let time: Int
        let timeName: String
        let text: Int
        let sound: Int?
        let hashtags: Int?
        let challenges: Int?
        let effects: Int?
        let address: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            draft.account = draft.value(row[author])
            draft.identifier = draft.identifier(row[post])
            draft.time = try Field.time(row[time], timeName)
            draft.text = draft.value(row[text])
            draft.sound = draft.identifier(row.field(sound))
            draft.address = draft.value(row.field(address))
            FieldList.append(row.field(hashtags), to: &draft.hashtags)
            // Hashtags of the text; challenges are the platform's own list of them, kept where the other is empty.
            if draft.hashtags.isEmpty { FieldList.append(row.field(challenges), to: &draft.hashtags) }
            FieldList.append(row.field(effects), to: &draft.effects)
        }
    }
}
