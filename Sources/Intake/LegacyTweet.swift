import Bytes
import Records
import Traces

/// A post in the shape of X's first interface (v1.1), which the website still uses inside `legacy`.
///
/// Long posts came in two dialects: `full_text`, or `text` cut short with the whole in `extended_tweet`. Numbers are
/// given as texts too (`id_str`), since many programs round the numbers; the texts win.
struct LegacyTweet {
    /// The account, where the post holds it.
    private(set) var user = JSONValue.null
    /// The account's id, where the post only names it.
    private(set) var userID = ByteView.empty
    private var created = ByteView.empty
    private var isTweet = false
    private var extended = JSONValue.null
    private var entities = JSONValue.null

    /// Reads what belongs to the post; its account and its time are settled by whoever asks.
    mutating func read(
        _ tweet: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) throws(RecordFault) {
        draft.platform = .x
        var hasFullText = false
        var members = tweet.members
        while members.next() {
            let key = members.key.unhashedName
            let value = members.value
            if key.equals("id_str") {
                let text = value.identifier(&arena)
                if !text.isEmpty { draft.identifier = text }
            } else if key.equals("id") {
                if draft.identifier.isEmpty { draft.identifier = value.identifier(&arena) }
            } else if key.equals("full_text") {
                draft.text = value.value(&arena)
                hasFullText = true
                isTweet = true
            } else if key.equals("text") {
                if !hasFullText { draft.text = value.value(&arena) }
                isTweet = true
            } else if key.equals("extended_tweet") {
                extended = value
            } else if key.equals("entities") {
                entities = value
            } else if key.equals("created_at") {
                created = value.text(&arena)
            } else if key.equals("timestamp_ms") {
                if created.isEmpty { created = value.text(&arena) }
            } else if key.equals("user") {
                user = value
            } else if key.equals("user_id_str") {
                userID = value.identifier(&arena)
            } else if !readRelation(key, value, into: &draft, &arena), draft.keepsDetails {
                Self.readDetail(key, value, into: &draft, &arena)
            }
        }
        let whole = extended.member("full_text").value(&arena)
        if !whole.isEmpty { draft.text = whole }
        let longer = extended.member("entities")
        XEntities.append(longer.kind == .object ? longer : entities, to: &draft, &arena)
        settle(&draft)
    }

    /// Rejects what has no text and no account: notices of deletion, of limits, of errors.
    func checkIsTweet() throws(RecordFault) {
        if !isTweet, user.isNull {
            throw RecordFault(
                "not-a-post", "the object is no post: X's streams hold notices of deletions and limits as well")
        }
    }

    func time() throws(RecordFault) -> SpelledTime { try Field.time(created, "created_at") }

    /// What the post answers, repeats or quotes. False where the member is none of these.
    private func readRelation(
        _ key: ByteView, _ value: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) -> Bool {
        if key.equals("in_reply_to_status_id_str") || key.equals("in_reply_to_status_id") {
            draft.replyTarget = Self.better(draft.replyTarget, value, &arena)
        } else if key.equals("quoted_status_id_str") || key.equals("quoted_status_id") {
            draft.quotedPost = Self.better(draft.quotedPost, value, &arena)
        } else if key.equals("quoted_status") {
            if draft.quotedPost.isEmpty { draft.quotedPost = Self.identifier(of: value, &arena) }
        } else if key.equals("retweeted_status_id_str") {
            draft.repostTarget = Self.better(draft.repostTarget, value, &arena)
        } else if key.equals("retweeted_status") || key.equals("retweeted_status_result") {
            let target = Self.identifier(of: value, &arena)
            if !target.isEmpty { draft.repostTarget = target }
            if value.kind == .object { draft.isRepost = true }
        } else {
            return false
        }
        return true
    }

    /// The id as a text, where the member gives one; a number only where there was nothing.
    private static func better(
        _ known: ByteView, _ value: JSONValue, _ arena: inout ScratchArena
    ) -> ByteView {
        let text = value.identifier(&arena)
        return text.isEmpty || (value.kind == .number && !known.isEmpty) ? known : text
    }

    /// A repost shows what the original quotes or answers as if it did so itself.
    private func settle(_ draft: inout RecordDraft) {
        draft.replyTarget = Field.lasting(draft.replyTarget)
        draft.quotedPost = Field.lasting(draft.quotedPost)
        draft.repostTarget = Field.lasting(draft.repostTarget)
        if !draft.repostTarget.isEmpty { draft.isRepost = true }
        if draft.isRepost {
            draft.quotedPost = .empty
            draft.replyTarget = .empty
        }
    }

    private static func readDetail(
        _ key: ByteView, _ value: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) {
        if key.equals("lang") {
            draft.language = value.value(&arena)
        } else if key.equals("source") {
            draft.client = value.value(&arena).withoutElement
        } else if key.equals("favorite_count") {
            draft.counters.likes = draft.counter(value.text(&arena))
        } else if key.equals("retweet_count") {
            draft.counters.shares = draft.counter(value.text(&arena))
        } else if key.equals("reply_count") {
            draft.counters.comments = draft.counter(value.text(&arena))
        } else if key.equals("quote_count") {
            draft.counters.quotes = draft.counter(value.text(&arena))
        } else if key.equals("bookmark_count") {
            draft.counters.saves = draft.counter(value.text(&arena))
        } else if key.equals("place") {
            draft.region = value.member("country_code").value(&arena)
        }
    }

    /// The id of a post inside another, in any of the wrappings that X has for it.
    static func identifier(of tweet: JSONValue, _ arena: inout ScratchArena) -> ByteView {
        let tweet = XItem.unwrapped(tweet)
        var number = ByteView.empty
        var members = tweet.members
        while members.next() {
            let key = members.key.unhashedName
            if key.equals("id_str") || key.equals("rest_id") {
                let text = members.value.identifier(&arena)
                if !text.isEmpty { return text }
            } else if key.equals("id"), members.value.kind == .number || members.key.count > 2 {
                number = members.value.identifier(&arena)
            }
        }
        return number
    }
}
