import Bytes
import Records
import Traces

/// Videos as TikTok's app hands them to itself ("aweme"): answers with `aweme_list`, or videos in an array or a line each.
///
/// Built from the field names of the app's interface (aweme_id, create_time, author.uid …); no real file was at hand (files that are named
/// so often hold the website's items, which the format `tiktok-web` reads).
struct TikTokAweme: Format {
    let description = FormatDescription(
        id: "tiktok-aweme", title: "TikTok app items (JSON)",
        summary: "answers of the app: aweme_list with aweme_id, create_time, author, statistics …")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape, !shape.has("source_platform") else { return false }
        return ["", "aweme_list.", "data.", "data.aweme_list."].contains { prefix in
            shape.has(prefix + "aweme_id") && shape.has(prefix + "create_time")
        }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["data", "aweme_list"], errors: [], records: ["aweme_id", "author", "create_time", "desc"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            var author = JSONValue.null
            var statistics = JSONValue.null
            var challenges = JSONValue.null
            var time = ByteView.empty
            var members = object.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("aweme_id") {
                    draft.identifier = value.identifier(&arena)
                } else if key.equals("desc") {
                    draft.text = value.value(&arena)
                } else if key.equals("create_time") {
                    time = value.text(&arena)
                } else if key.equals("author") {
                    author = value
                } else if key.equals("music") {
                    draft.sound = sound(value, &arena)
                } else if key.equals("text_extra") {
                    value.appendTexts(ofMember: "hashtag_name", to: &draft.hashtags, &arena)
                    value.appendTexts(ofMember: "user_unique_id", to: &draft.mentions, &arena)
                } else if key.equals("cha_list") {
                    challenges = value
                } else if key.equals("statistics") {
                    statistics = value
                } else if key.equals("region"), draft.keepsDetails {
                    draft.region = value.value(&arena)
                } else if key.equals("desc_language"), draft.keepsDetails {
                    draft.language = value.value(&arena)
                }
            }
            if draft.hashtags.isEmpty { challenges.appendTexts(ofMember: "cha_name", to: &draft.hashtags, &arena) }
            draft.time = try Field.time(time, "create_time")
            try draft.setAccount(
                id: author.member("uid").identifier(&arena), handle: author.member("unique_id").value(&arena))
            if draft.keepsDetails { readDetails(author, statistics, into: &draft, &arena) }
        }

        /// `mid` and `id_str` are strings; `id` is a number that programs round.
        private func sound(_ music: JSONValue, _ arena: inout ScratchArena) -> ByteView {
            let id = music.member("mid").identifier(&arena)
            return id.isEmpty ? music.member("id_str").identifier(&arena) : id
        }

        private func readDetails(
            _ author: JSONValue, _ statistics: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            draft.counters.views = draft.counter(statistics.member("play_count").text(&arena))
            draft.counters.likes = draft.counter(statistics.member("digg_count").text(&arena))
            draft.counters.comments = draft.counter(statistics.member("comment_count").text(&arena))
            draft.counters.shares = draft.counter(statistics.member("share_count").text(&arena))
            draft.counters.saves = draft.counter(statistics.member("collect_count").text(&arena))
            draft.profile.name = author.member("nickname").value(&arena)
            draft.profile.description = author.member("signature").value(&arena)
            draft.profile.counters.followers = draft.counter(author.member("follower_count").text(&arena))
            draft.profile.counters.following = draft.counter(author.member("following_count").text(&arena))
            draft.profile.counters.likes = draft.counter(author.member("total_favorited").text(&arena))
            draft.profile.counters.posts = draft.counter(author.member("aweme_count").text(&arena))
        }
    }
}
