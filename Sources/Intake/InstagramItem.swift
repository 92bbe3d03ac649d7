import Bytes
import Records
import Traces

/// A post as Instagram's website gets it from its own interface: what browser extensions collect.
///
/// Built from the members that 4CAT's import of Instagram posts reads (digitalmethodsinitiative/4cat,
/// `datasources/instagram/search_instagram.py`), which knows two shapes: items of lists (`code`, `taken_at`, `caption`)
/// and nodes of the older graph (`shortcode`, `taken_at_timestamp`, `edge_media_to_caption`). The post's id is its
/// short code: both shapes have it, and it opens the post. A like count of -1 is a hidden one.
enum InstagramItem {
    static func read(
        _ item: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) throws(RecordFault) {
        draft.platform = .instagram
        var time = ByteView.empty
        var timeName = "taken_at"
        var user = Account()
        var members = item.members
        while members.next() {
            let key = members.key
            let value = members.value
            if key.equals("code") || key.equals("shortcode") {
                let code = value.value(&arena)
                if !code.isEmpty { draft.identifier = code }
            } else if key.equals("taken_at") || key.equals("taken_at_timestamp") {
                time = value.text(&arena)
                timeName = key.string
            } else if key.equals("caption") {
                draft.text = (value.kind == .object ? value.member("text") : value).value(&arena)
            } else if key.equals("edge_media_to_caption") {
                var edges = value.member("edges").elements
                if edges.next() { draft.text = edges.value.member("node").member("text").value(&arena) }
            } else if key.equals("user") || key.equals("owner") {
                user.read(value, into: &draft, &arena)
            } else if key.equals("clips_metadata") {
                draft.sound = sound(of: value, &arena)
            } else if draft.keepsDetails {
                readDetail(key, value, into: &draft, &arena)
            }
        }
        if draft.identifier.isPlainCode {
            arena.append("https://www.instagram.com/p/")
            arena.append(draft.identifier)
            arena.append(UInt8(ascii: "/"))
            draft.address = arena.finish()
        }
        draft.time = try Field.time(time, timeName)
        try draft.setAccount(id: user.identifier, handle: user.handle)
    }

    /// The account, from `user` and `owner`, of which one may say less than the other.
    private struct Account {
        var identifier = ByteView.empty
        var handle = ByteView.empty

        mutating func read(_ user: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            var members = user.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("pk") || key.equals("id") {
                    let text = value.identifier(&arena)
                    if !text.isEmpty { identifier = text }
                } else if key.equals("username") {
                    let text = value.value(&arena)
                    if !text.isEmpty { handle = text }
                } else if draft.keepsDetails {
                    if key.equals("full_name") {
                        draft.profile.name = value.value(&arena)
                    } else if key.equals("is_verified"), value.kind == .boolean {
                        draft.profile.isVerified = value.bytes.equals("true")
                    }
                }
            }
        }
    }

    /// The song of a reel, or the sound that its maker recorded.
    private static func sound(of clip: JSONValue, _ arena: inout ScratchArena) -> ByteView {
        let song = clip.member("music_info").member("music_asset_info").member("audio_cluster_id").identifier(&arena)
        return song.isEmpty ? clip.member("original_sound_info").member("audio_asset_id").identifier(&arena) : song
    }

    private static func readDetail(
        _ key: ByteView, _ value: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) {
        if key.equals("like_count") || key.equals("edge_media_preview_like") {
            draft.counters.likes = draft.counter(number(value, &arena))
        } else if key.equals("comment_count") || key.equals("edge_media_to_comment")
            || key.equals("edge_media_preview_comment")
        {
            draft.counters.comments = draft.counter(number(value, &arena))
        } else if key.equals("play_count") || key.equals("view_count") || key.equals("video_view_count") {
            draft.counters.views = draft.counter(number(value, &arena)) ?? draft.counters.views
        } else if key.equals("reshare_count") {
            draft.counters.shares = draft.counter(number(value, &arena))
        }
    }

    /// The text of a count, also where it stands in an object.
    private static func number(_ value: JSONValue, _ arena: inout ScratchArena) -> ByteView {
        (value.kind == .object ? value.member("count") : value).text(&arena)
    }
}

extension ByteView {
    /// Letters, digits, `_` and `-`: nothing that would lead an address elsewhere.
    fileprivate var isPlainCode: Bool {
        for index in 0..<count {
            switch self[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: continue
            default: return false
            }
        }
        return count > 0
    }
}

extension ScratchArena {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { for byte in $0 { append(byte) } }
    }
}
