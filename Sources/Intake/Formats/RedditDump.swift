import Bytes
import Records
import Traces

/// Reddit's submissions and comments as the monthly dumps hold them (`RS_…`, `RC_…`; Pushshift and Arctic Shift), an
/// object a line.
///
/// Built from the field tables that Arctic Shift counts over its dumps. A thing's key is its full name, `t3_…` or `t1_…`,
/// as `parent_id` and `crosspost_parent` write it. Deleted authors all go by one name, `[deleted]`: their posts are kept
/// as nobody's. A text that was taken away is missing. Older dumps lack `author_fullname` and write times as strings.
struct RedditDump: Format {
    let description = FormatDescription(
        id: "reddit-ndjson", title: "Reddit submissions and comments (NDJSON)",
        summary: "lines of the monthly dumps RS_… and RC_… (Pushshift, Arctic Shift)")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape, shape.has("author", "created_utc", "subreddit") else { return false }
        return shape.has("body", "link_id") || shape.has("title", "selftext") || shape.has("title", "is_self")
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let shape = head.shape else { throw .notJSON }
        if shape.isArray {
            let plan = JSONElementScanner.Plan(entered: [], errors: [], records: ["author", "id", "archived"])
            return .elements(Reader(), plan)
        }
        return .lines(Reader())
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .reddit
            var thing = Thing()
            var members = object.members
            while members.next() { thing.take(members.key, members.value) }
            let author = thing.author.value(&arena)
            if author.equals("[deleted]") {
                draft.kind = .anonymousPost
            } else {
                try draft.setAccount(id: thing.authorID.identifier(&arena), handle: author)
            }
            draft.time = try Field.time(thing.created.text(&arena), "created_utc")
            let id = thing.id.identifier(&arena)
            let isComment = thing.body.kind != .null
            if !id.isEmpty { draft.identifier = arena.joined(arena.literal(isComment ? "t1_" : "t3_"), id) }
            let path = thing.permalink.value(&arena)
            if path.hasPrefix("/") { draft.address = arena.joined(arena.literal("https://www.reddit.com"), path) }
            if isComment {
                draft.text = words(thing.body, &arena)
                draft.replyTarget = thing.parent.identifier(&arena)
                if !draft.replyTarget.hasPrefix("t") { draft.replyTarget = thing.link.identifier(&arena) }
            } else {
                draft.text = arena.lines(words(thing.title, &arena), words(thing.selfText, &arena))
                let address = thing.url.value(&arena)
                if !thing.isSelf.isTrue(&arena), address.hasPrefix("http") { draft.urls.append(address) }
                draft.repostTarget = thing.crosspost.identifier(&arena)
                draft.isRepost = !draft.repostTarget.isEmpty
            }
            guard draft.keepsDetails else { return }
            draft.counters.likes = draft.counter(thing.score.text(&arena))
            draft.counters.comments = draft.counter(thing.comments.text(&arena))
            draft.counters.shares = draft.counter(thing.crossposts.text(&arena))
            draft.observed =
                Field.optionalTime(thing.meta.member("retrieved_2nd_on").text(&arena))
                ?? Field.optionalTime(thing.retrieved.text(&arena))
        }

        /// The submissions that this one crossposts, whole.
        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            var parents = object.member("crosspost_parent_list").elements
            while parents.next() { if parents.value.kind == .object { list.append(parents.value) } }
        }

        private func words(_ value: JSONValue, _ arena: inout ScratchArena) -> ByteView {
            let text = value.value(&arena)
            return text.equals("[deleted]") || text.equals("[removed]") ? .empty : text
        }
    }

    /// The members of a submission or comment.
    private struct Thing {
        var author = JSONValue.null
        var authorID = JSONValue.null
        var created = JSONValue.null
        var id = JSONValue.null
        var title = JSONValue.null
        var selfText = JSONValue.null
        var isSelf = JSONValue.null
        var body = JSONValue.null
        var url = JSONValue.null
        var permalink = JSONValue.null
        var parent = JSONValue.null
        var link = JSONValue.null
        var crosspost = JSONValue.null
        var score = JSONValue.null
        var comments = JSONValue.null
        var crossposts = JSONValue.null
        var retrieved = JSONValue.null
        var meta = JSONValue.null

        mutating func take(_ key: ByteView, _ value: JSONValue) {
            if key.equals("author") {
                author = value
            } else if key.equals("author_fullname") {
                authorID = value
            } else if key.equals("created_utc") {
                created = value
            } else if key.equals("id") {
                id = value
            } else if key.equals("title") {
                title = value
            } else if key.equals("selftext") {
                selfText = value
            } else if key.equals("is_self") {
                isSelf = value
            } else if key.equals("body") {
                body = value
            } else if key.equals("url") {
                url = value
            } else if key.equals("permalink") {
                permalink = value
            } else if key.equals("parent_id") {
                parent = value
            } else if key.equals("link_id") {
                link = value
            } else if key.equals("crosspost_parent") {
                crosspost = value
            } else if key.equals("score") {
                score = value
            } else if key.equals("num_comments") {
                comments = value
            } else if key.equals("num_crossposts") {
                crossposts = value
            } else if key.equals("retrieved_on") {
                retrieved = value
            } else if key.equals("_meta") {
                meta = value
            }
        }
    }
}
