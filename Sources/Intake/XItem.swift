import Bytes
import Records
import Traces

/// A post as X's website gets it from its own interface: what browser extensions collect.
///
/// Built from the members that 4CAT's import of X posts reads (digitalmethodsinitiative/4cat,
/// `datasources/twitter-import/search_twitter.py`) and from the modules of Zeeschuimer that collect them. Two shapes:
/// today's, with `rest_id`, the post in `legacy` and its account in `core.user_results.result`; and the older one, with
/// `"type": "adaptive"`, the post in `legacy` and its account in `user`. Since 2025 the account's handle stands in
/// `core` instead of `legacy`. `id` went through a floating-point number and is no id.
enum XItem {
    /// The post inside `result`, and inside the `tweet` of posts whose visibility is limited.
    static func unwrapped(_ item: JSONValue) -> JSONValue {
        var item = item
        for name: StaticString in ["result", "tweet"] {
            let inner = item.member(name)
            if inner.kind == .object { item = inner }
        }
        return item
    }

    /// Whether the object is such a post at all.
    static func isPost(_ item: JSONValue) -> Bool { unwrapped(item).member("legacy").kind == .object }

    static func read(
        _ item: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) throws(RecordFault) {
        var legacy = JSONValue.null
        var author = JSONValue.null
        var note = JSONValue.null
        var identifier = ByteView.empty
        var quoted = ByteView.empty
        var members = unwrapped(item).members
        while members.next() {
            let key = members.key
            let value = members.value
            if key.equals("rest_id") {
                identifier = value.identifier(&arena)
            } else if key.equals("legacy") {
                legacy = value
            } else if key.equals("core") {
                author = value.member("user_results").member("result")
            } else if key.equals("user") {
                author = value
            } else if key.equals("note_tweet") {
                note = value.member("note_tweet_results").member("result")
            } else if key.equals("quoted_status_result") {
                quoted = LegacyTweet.identifier(of: value, &arena)
            } else if draft.keepsDetails {
                if key.equals("source") {
                    draft.client = value.value(&arena).withoutElement
                } else if key.equals("views") || key.equals("ext_views") {
                    draft.counters.views = draft.counter(value.member("count").text(&arena))
                }
            }
        }
        guard legacy.kind == .object else {
            throw RecordFault(
                "missing-item", field: "legacy", "the item holds no post; X shows such items for posts that are gone")
        }
        var tweet = LegacyTweet()
        try tweet.read(legacy, into: &draft, &arena)
        if !identifier.isEmpty { draft.identifier = identifier }
        if !draft.isRepost, draft.quotedPost.isEmpty { draft.quotedPost = quoted }
        // The post itself holds only the beginning of a long one.
        let text = note.member("text").value(&arena)
        if !text.isEmpty, !draft.isRepost {
            draft.text = text
            draft.hashtags.removeAll(keepingCapacity: true)
            draft.urls.removeAll(keepingCapacity: true)
            draft.mentions.removeAll(keepingCapacity: true)
            XEntities.append(note.member("entity_set"), to: &draft, &arena)
        }
        draft.time = try tweet.time()
        let user = XUser(author, into: &draft, &arena)
        try draft.setAccount(id: user.identifier.isEmpty ? tweet.userID : user.identifier, handle: user.handle)
    }

    /// Appends the posts that this one repeats or quotes. Gone ones leave a stone in their place, which is no post.
    static func appendNested(_ item: JSONValue, to list: inout [JSONValue]) {
        let item = unwrapped(item)
        let legacy = item.member("legacy")
        for inner in [
            legacy.member("retweeted_status_result"), legacy.member("quoted_status_result"),
            item.member("quoted_status_result"),
        ] where inner.kind == .object && isPost(inner) {
            list.append(unwrapped(inner))
        }
    }
}
