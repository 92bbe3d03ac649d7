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
                effects: table.index("effects"), address: table.index("tiktok_url"),
                name: table.index("author_full"), followers: table.index("author_followers"),
                authorLikes: table.index("author_likes"), videos: table.index("author_videos"),
                region: table.index("location_created"), views: table.index("plays"), likes: table.index("likes"),
                comments: table.index("comments"), shares: table.index("shares")))
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
        let name: Int?
        let followers: Int?
        let authorLikes: Int?
        let videos: Int?
        let region: Int?
        let views: Int?
        let likes: Int?
        let comments: Int?
        let shares: Int?

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
            guard draft.keepsDetails else { return }
            draft.profile.name = draft.value(row.field(name))
            draft.profile.counters.followers = draft.counter(row.field(followers))
            draft.profile.counters.likes = draft.counter(row.field(authorLikes))
            draft.profile.counters.posts = draft.counter(row.field(videos))
            draft.region = draft.value(row.field(region))
            draft.counters.views = draft.counter(row.field(views))
            draft.counters.likes = draft.counter(row.field(likes))
            draft.counters.comments = draft.counter(row.field(comments))
            draft.counters.shares = draft.counter(row.field(shares))
        }
    }
}
