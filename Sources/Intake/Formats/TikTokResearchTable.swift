import Bytes
import Records
import Traces

/// Videos of the TikTok Research API as its R clients (traktok, and what is built on it) write them to CSV.
///
/// Seen in the wild: two spellings of the time in one file, `NA` and empty for missing, regions in mixed case, hashtags
/// quoted when there are several, sounds with 8 to 19 digits. Counters are those of `last_snapshot` or `fetch_timestamp`.
struct TikTokResearchTable: Format {
    let description = FormatDescription(
        id: "tiktok-research-csv", title: "TikTok Research API videos (CSV)",
        summary: "video_id, author_name, create_time, video_description …; as the R client traktok writes them")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        let hasVideo = table.has("video_id") || table.has("id")
        let hasAuthor = table.has("author_name") || table.has("username")
        return hasVideo && hasAuthor && table.has("create_time", "video_description")
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                video: try table.required("video_id", "id"), author: try table.required("author_name", "username"),
                time: try table.required("create_time"), text: try table.required("video_description"),
                sound: table.index("music_id"), hashtags: table.index("hashtag_names"),
                effects: table.index("effect_ids"), caption: table.index("voice_to_text"),
                address: table.index("video_url"), region: table.index("region_code"),
                views: table.index("view_count"), likes: table.index("like_count"),
                comments: table.index("comment_count"), shares: table.index("share_count"),
                observed: ["last_snapshot", "fetch_timestamp", "fetch_date"].lazy.compactMap { table.index($0) }.first))
    }

    private struct Reader: TableReader {
        let video: Int
        let author: Int
        let time: Int
        let text: Int
        let sound: Int?
        let hashtags: Int?
        let effects: Int?
        let caption: Int?
        let address: Int?
        let region: Int?
        let views: Int?
        let likes: Int?
        let comments: Int?
        let shares: Int?
        let observed: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            draft.account = draft.value(row[author])
            draft.identifier = draft.identifier(row[video])
            draft.time = try Field.time(row[time], "create_time")
            draft.text = draft.value(row[text])
            draft.sound = draft.identifier(row.field(sound))
            draft.caption = draft.value(row.field(caption))
            draft.address = draft.value(row.field(address))
            FieldList.append(row.field(hashtags), to: &draft.hashtags)
            FieldList.append(row.field(effects), to: &draft.effects)
            guard draft.keepsDetails else { return }
            draft.region = draft.value(row.field(region))
            draft.counters.views = draft.counter(row.field(views))
            draft.counters.likes = draft.counter(row.field(likes))
            draft.counters.comments = draft.counter(row.field(comments))
            draft.counters.shares = draft.counter(row.field(shares))
            draft.observed = Field.optionalTime(row.field(observed))
        }
    }
}
