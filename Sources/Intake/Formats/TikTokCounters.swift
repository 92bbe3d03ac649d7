import Bytes
import Records
import Traces

/// Counters of TikTok videos over time, a row for each observation: `snapshot_date, video_id, view_count …`. The videos
/// themselves are in another file.
struct TikTokCounters: Format {
    let description = FormatDescription(
        id: "tiktok-counters", title: "TikTok counters over time (CSV)",
        summary: "snapshot_date, video_id, view_count, comment_count, share_count, like_count")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("snapshot_date", "video_id", "view_count") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                observed: try table.required("snapshot_date"), video: try table.required("video_id"),
                views: try table.required("view_count"), comments: table.index("comment_count"),
                shares: table.index("share_count"), likes: table.index("like_count"),
                saves: table.index("collect_count")))
    }

    private struct Reader: TableReader {
        let observed: Int
        let video: Int
        let views: Int
        let comments: Int?
        let shares: Int?
        let likes: Int?
        let saves: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.kind = .counters
            draft.platform = .tiktok
            draft.identifier = draft.identifier(row[video])
            // An observation without its time tells nothing: it is the one thing that may not be missing.
            draft.observed = try Field.time(row[observed], "snapshot_date")
            guard draft.keepsDetails else { return }
            draft.counters.views = draft.counter(row[views])
            draft.counters.comments = draft.counter(row.field(comments))
            draft.counters.shares = draft.counter(row.field(shares))
            draft.counters.likes = draft.counter(row.field(likes))
            draft.counters.saves = draft.counter(row.field(saves))
        }
    }
}
