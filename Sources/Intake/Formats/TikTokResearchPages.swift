import Bytes
import Records
import Traces

/// Videos of the TikTok Research API as the interface answers: pages `{"data":{"videos":[…]},"error":{…}}`, one or
/// many, in an array or one after another, or the videos alone, an object a line.
///
/// The documentation writes `video_id` in its example and `id` in its table; both are read. A page that reports an
/// error instead of videos is reported.
struct TikTokResearchPages: Format {
    let description = FormatDescription(
        id: "tiktok-research-json", title: "TikTok Research API videos (JSON)",
        summary: "answers of /v2/research/video/query/: pages, arrays of pages, or videos, a line each")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        // The commercial content interface wraps its answers and errors alike.
        if shape.has("data.commercial_contents") { return false }
        if shape.has("data.videos") || (shape.has("videos") && shape.has("search_id")) { return true }
        if shape.has("error.code", "error.log_id") { return true }
        return shape.has("create_time") && (shape.has("id") || shape.has("video_id"))
            && (shape.has("username") || shape.has("video_description"))
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["data", "videos"], errors: ["error"], records: ["id", "video_id", "create_time"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            var time = ByteView.empty
            var members = object.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("id") || key.equals("video_id") {
                    draft.identifier = value.identifier(&arena)
                } else if key.equals("username") {
                    draft.account = value.value(&arena)
                } else if key.equals("create_time") {
                    time = value.text(&arena)
                } else if key.equals("video_description") {
                    draft.text = value.value(&arena)
                } else if key.equals("music_id") {
                    draft.sound = value.text(&arena)
                } else if key.equals("voice_to_text") {
                    draft.caption = value.value(&arena)
                } else if key.equals("hashtag_names") {
                    value.appendTexts(to: &draft.hashtags, &arena)
                } else if key.equals("effect_ids") {
                    value.appendTexts(to: &draft.effects, &arena)
                } else if key.equals("video_mention_list") {
                    value.appendTexts(to: &draft.mentions, &arena)
                } else if draft.keepsDetails {
                    readDetail(key, value, into: &draft, &arena)
                }
            }
            draft.time = try Field.time(time, "create_time")
        }

        private func readDetail(
            _ key: ByteView, _ value: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            if key.equals("region_code") {
                draft.region = value.value(&arena)
            } else if key.equals("view_count") {
                draft.counters.views = draft.counter(value.text(&arena))
            } else if key.equals("like_count") {
                draft.counters.likes = draft.counter(value.text(&arena))
            } else if key.equals("comment_count") {
                draft.counters.comments = draft.counter(value.text(&arena))
            } else if key.equals("share_count") {
                draft.counters.shares = draft.counter(value.text(&arena))
            } else if key.equals("favorites_count") {
                draft.counters.saves = draft.counter(value.text(&arena))
            }
        }
    }
}
