import Bytes
import Records

/// Posts of X's first interface (v1.1): an object a line, in an array, in the `statuses` of a search, or
/// pretty-printed one after another. Posts inside posts (repeated, quoted) are records of their own; accounts by
/// themselves are profiles.
///
/// The Observatory on Social Media shares samples of this shape with `_h` behind the names of hashed members and `_m`
/// behind those of texts in which names were masked; they are read as well.
struct XFirstInterface: Format {
    let description = FormatDescription(
        id: "x-api-v1", title: "X API v1.1 posts and accounts (JSON)",
        summary:
            "tweets of the v1.1 interface: a line each, arrays, or {\"statuses\": […]}; full_text and extended_tweet")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape, !shape.has("__import_meta") else { return false }
        if shape.has("screen_name", "followers_count", "friends_count", "id_str") { return true }
        return ["", "statuses."].contains { prefix in
            shape.paths.contains(prefix + "created_at")
                && ["id_str", "id_str_h"].contains { shape.paths.contains(prefix + $0) }
                && ["user.screen_name", "user.screen_name_h"].contains { shape.paths.contains(prefix + $0) }
        }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["statuses"], errors: [],
            records: ["created_at", "id_str", "id_str_h", "text", "full_text", "text_m", "user", "screen_name"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            if !object.member("screen_name").isNull {
                draft.kind = .profile
                draft.platform = .x
                let user = XUser(object, into: &draft, &arena)
                return try draft.setAccount(id: user.identifier, handle: user.handle)
            }
            var tweet = LegacyTweet()
            try tweet.read(object, into: &draft, &arena)
            try tweet.checkIsTweet()
            draft.time = try tweet.time()
            let user = XUser(tweet.user, into: &draft, &arena)
            try draft.setAccount(id: user.identifier.isEmpty ? tweet.userID : user.identifier, handle: user.handle)
        }

        /// What is only named by its id is no record.
        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            for inner in [object.member("retweeted_status"), object.member("quoted_status")]
            where !inner.member("created_at").isNull { list.append(inner) }
        }
    }
}
