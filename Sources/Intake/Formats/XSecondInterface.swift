import Bytes
import Records
import Traces

/// Posts and accounts of X's second interface (v2): answers `{"data": […], "includes": {"users": […], "tweets": […]}}`,
/// one or many, and the lines that twarc makes of them by putting accounts and referenced posts in their places
/// ("flattened"). Accounts are read as profiles, which teaches the handles of ids.
///
/// The interface gives only what was asked for: without `author_id` and `created_at` there is no account and no time.
/// Its `errors` beside data name what it could not show, such as suspended accounts that somebody mentions; nothing of
/// the answer is missing because of them.
struct XSecondInterface: Format {
    let description = FormatDescription(
        id: "x-api-v2", title: "X API v2 posts and accounts (JSON)",
        summary: "answers of the v2 interface with data and includes, or twarc's flattened lines")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape, !shape.has("__import_meta") else { return false }
        if shape.has("data.author_id", "data.text") || shape.has("data.edit_history_tweet_ids") { return true }
        if shape.has("includes.users.username") || shape.has("includes.tweets.author_id") { return true }
        // Other interfaces have accounts with id, name and username as well: one word of X's own must be among them.
        let own = ["public_metrics.followers_count", "protected", "verified", "created_at", "pinned_tweet_id"]
        if shape.has("data.username", "data.name", "data.id"),
            own.contains(where: { shape.paths.contains("data." + $0) })
        {
            return true
        }
        if shape.has("username", "name", "public_metrics.followers_count") { return true }
        return shape.has("author_id", "text")
            && ["author.username", "conversation_id", "referenced_tweets.id", "edit_history_tweet_ids"]
                .contains { shape.paths.contains($0) }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["data", "includes", "users", "tweets"], errors: [],
            records: ["id", "text", "author_id", "author", "username", "entities", "public_metrics", "created_at"],
            single: ["data"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .x
            if object.member("username").isNull {
                try readPost(object, into: &draft, &arena)
            } else {
                draft.kind = .profile
                let user = XUser(object, into: &draft, &arena)
                try draft.setAccount(id: user.identifier, handle: user.handle)
            }
        }

        /// Accounts that a flattened post mentions or answers, and posts that it refers to; what is only named by its id
        /// is no record.
        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            var members = object.members
            while members.next() {
                let key = members.key
                if key.equals("in_reply_to_user") {
                    append(members.value, with: "username", to: &list)
                } else if key.equals("entities") {
                    var mentions = members.value.member("mentions").elements
                    while mentions.next() { append(mentions.value, with: "public_metrics", to: &list) }
                } else if key.equals("referenced_tweets") {
                    var posts = members.value.elements
                    while posts.next() { append(posts.value, with: "text", to: &list) }
                }
            }
        }

        private func append(_ object: JSONValue, with name: StaticString, to list: inout [JSONValue]) {
            if !object.member(name).isNull { list.append(object) }
        }

        private func readPost(
            _ post: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            var time = ByteView.empty
            var authorID = ByteView.empty
            var author = JSONValue.null
            var note = JSONValue.null
            var entities = JSONValue.null
            var problem = JSONValue.null
            var members = post.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("id") {
                    draft.identifier = value.identifier(&arena)
                } else if key.equals("text") {
                    draft.text = value.value(&arena)
                } else if key.equals("note_tweet") {
                    note = value
                } else if key.equals("created_at") {
                    time = value.text(&arena)
                } else if key.equals("author_id") {
                    authorID = value.identifier(&arena)
                } else if key.equals("author") {
                    author = value
                } else if key.equals("entities") {
                    entities = value
                } else if key.equals("referenced_tweets") {
                    readReferences(value, into: &draft, &arena)
                } else if key.equals("errors") || key.equals("title") {
                    problem = value
                } else if draft.keepsDetails {
                    readDetail(key, value, into: &draft, &arena)
                }
            }
            try check(draft, problem, time, &arena)
            let whole = note.member("text").value(&arena)
            if !whole.isEmpty { draft.text = whole }
            XEntities.append(
                note.member("entities").kind == .object ? note.member("entities") : entities, to: &draft, &arena)
            draft.time = try Field.time(time, "created_at")
            let user = XUser(author, into: &draft, &arena)
            try draft.setAccount(id: authorID.isEmpty ? user.identifier : authorID, handle: user.handle)
        }

        /// What keeps the object from being a post that can be read, said so that it can be mended.
        private func check(
            _ draft: RecordDraft, _ problem: JSONValue, _ time: ByteView, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            if draft.identifier.isEmpty {
                var first = problem.elements
                let title = (first.next() ? first.value.member("title") : problem).value(&arena)
                if !title.isEmpty {
                    throw RecordFault(
                        "error-report", field: "errors",
                        "the interface answered \(title.quoted) instead of posts; ask for this page again")
                }
                throw RecordFault("not-a-post", field: "id", "the object is neither a post nor an account")
            }
            if time.isEmpty {
                throw RecordFault(
                    "missing-time", field: "created_at",
                    "there is no time in created_at; ask the interface for tweet.fields=created_at,author_id")
            }
        }

        private func readReferences(
            _ references: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            var elements = references.elements
            while elements.next() {
                let kind = elements.value.member("type").text(&arena)
                let target = elements.value.member("id").identifier(&arena)
                if kind.equals("retweeted") {
                    draft.repostTarget = target
                    draft.isRepost = true
                } else if kind.equals("quoted") {
                    draft.quotedPost = target
                } else if kind.equals("replied_to") {
                    draft.replyTarget = target
                }
            }
        }

        private func readDetail(
            _ key: ByteView, _ value: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            if key.equals("lang") {
                draft.language = value.value(&arena)
            } else if key.equals("source") {
                draft.client = value.value(&arena)
            } else if key.equals("public_metrics") {
                var metrics = value.members
                while metrics.next() {
                    guard let count = draft.counter(metrics.value.text(&arena)) else { continue }
                    let name = metrics.key
                    if name.equals("retweet_count") {
                        draft.counters.shares = count
                    } else if name.equals("reply_count") {
                        draft.counters.comments = count
                    } else if name.equals("like_count") {
                        draft.counters.likes = count
                    } else if name.equals("quote_count") {
                        draft.counters.quotes = count
                    } else if name.equals("bookmark_count") {
                        draft.counters.saves = count
                    } else if name.equals("impression_count") {
                        draft.counters.views = count
                    }
                }
            } else if key.equals("__twarc") {
                draft.observed = Field.optionalTime(value.member("retrieved_at").text(&arena))
            }
        }
    }
}
