import Bytes
import Records
import Traces

/// Posts of X around the United States election of 2024, as the University of Southern California published them
/// (sinking8/usc-x-24-us-election): chunks of 50,000 rows in a collector's words (`rawContent`, `likeCount`), in which
/// accounts, links, mentions and posts inside posts are Python dictionaries. Six headers are known; they differ in a few
/// columns and all have those that are required here.
///
/// `user_id` and `conversationId` went through floating point and are not read. Counts may be dictionaries
/// (`{'count': '12'}`). Posts inside posts are only read for their ids. A flattened extract of these chunks is read as
/// well (`username`, `user_id`, `expanded_urls` …, items separated by `|`).
struct USCX24: Format {
    let description = FormatDescription(
        id: "usc-x-24", title: "X posts of the 2024 US election (USC, CSV)",
        summary: "id_str, rawContent, epoch, user (a Python dictionary) …; or the flattened extract with expanded_urls")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("rawContent", "epoch", "user", "id_str") || Self.isExtract(table)
    }

    private static func isExtract(_ table: TableHead) -> Bool {
        table.has("id", "epoch", "username", "user_id", "expanded_urls", "in_reply_to_screen_name")
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(Self.isExtract(table) ? try USCExtractReader(table) : try USCChunkReader(table))
    }
}

/// Reads the flattened extract.
private struct USCExtractReader: TableReader {
    private let post, time, handle, account, text: Int
    private let urls, hashtags, mentions, language, likes, shares, views: Int?

    init(_ table: TableHead) throws(RecordFault) {
        post = try table.required("id")
        time = try table.required("epoch")
        handle = try table.required("username")
        account = try table.required("user_id")
        text = try table.required("text")
        urls = table.index("expanded_urls")
        hashtags = table.index("hashtags")
        mentions = table.index("mentions")
        language = table.index("lang")
        likes = table.index("like_count")
        shares = table.index("retweet_count")
        views = table.index("view_count")
    }

    func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
        draft.platform = .x
        draft.time = try Field.time(row[time], "epoch")
        try draft.setAccount(id: Field.lastingOrRounded(row[account]), handle: draft.value(row[handle]))
        draft.identifier = draft.identifier(row[post])
        draft.text = draft.value(row[text])
        let bar = UInt8(ascii: "|")
        FieldList.appendAddresses(row.field(urls), to: &draft.urls)
        FieldList.append(row.field(hashtags), separator: bar, to: &draft.hashtags)
        FieldList.append(row.field(mentions), separator: bar, to: &draft.mentions)
        guard draft.keepsDetails else { return }
        draft.language = draft.value(row.field(language))
        draft.counters.likes = draft.counter(row.field(likes))
        draft.counters.shares = draft.counter(row.field(shares))
        draft.counters.views = draft.counter(row.field(views))
    }
}

/// Reads the chunks.
private struct USCChunkReader: TableReader {
    private let spelled = SpelledList()
    private let post, time, user, text: Int
    private let number, date, handle, shortText, address, reply, laterReply, repost, reposted, quoted: Int?
    private let hashtags, mentions, links, language, client: Int?
    private let views, likes, comments, shares, quotes: Int?

    init(_ table: TableHead) throws(RecordFault) {
        post = try table.required("id_str")
        time = try table.required("epoch")
        user = try table.required("user")
        text = try table.required("rawContent")
        number = table.index("id")
        date = table.index("date")
        handle = table.index("username")
        shortText = table.index("text")
        address = table.index("url")
        reply = table.index("in_reply_to_status_id_str")
        laterReply = table.index("inReplyToTweetIdStr")
        repost = table.index("retweetedTweetID")
        reposted = table.index("retweetedTweet")
        quoted = table.index("quotedTweet")
        hashtags = table.index("hashtags")
        mentions = table.index("mentionedUsers")
        links = table.index("links")
        language = table.index("lang")
        client = table.index("sourceLabel")
        views = table.index("viewCount")
        likes = table.index("likeCount")
        comments = table.index("replyCount")
        shares = table.index("retweetCount")
        quotes = table.index("quoteCount")
    }

    func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
        draft.platform = .x
        draft.time =
            if let time = Field.optionalTime(row[time]) { time } else {
                try Field.time(row[time].isMissing ? row.field(date) : row[time], "epoch")
            }
        try readAccount(row, into: &draft, &arena)
        let id = Field.lasting(row[post])
        draft.identifier = id.isEmpty ? draft.identifier(row.field(number)) : id
        let whole = draft.value(row[text])
        draft.text = whole.isEmpty ? draft.value(row.field(shortText)) : whole
        draft.address = draft.value(row.field(address))
        readRelations(row, into: &draft, &arena)
        append(row.field(hashtags), ["text", "tag"], to: &draft.hashtags, &arena)
        append(row.field(mentions), ["username", "screen_name"], to: &draft.mentions, &arena)
        append(row.field(links), ["expanded_url", "url"], to: &draft.urls, &arena)
        guard draft.keepsDetails else { return }
        draft.language = draft.value(row.field(language))
        draft.client = draft.value(row.field(client))
        draft.counters.views = draft.counter(count(row.field(views), &arena))
        draft.counters.likes = draft.counter(count(row.field(likes), &arena))
        draft.counters.comments = draft.counter(count(row.field(comments), &arena))
        draft.counters.shares = draft.counter(count(row.field(shares), &arena))
        draft.counters.quotes = draft.counter(count(row.field(quotes), &arena))
    }

    private func readRelations(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
        let earlier = Field.lasting(row.field(reply))
        draft.replyTarget = earlier.isEmpty ? Field.lasting(row.field(laterReply)) : earlier
        let original = row.field(reposted)
        let target = Field.lasting(row.field(repost))
        draft.repostTarget = target.isEmpty ? identifier(of: original, &arena) : target
        draft.isRepost = !draft.repostTarget.isEmpty || Field.isTrue(original)
        // A repost shows what the original quotes.
        if !draft.isRepost { draft.quotedPost = identifier(of: row.field(quoted), &arena) }
    }

    /// The account from its dictionary, or its handle from the column beside it.
    private func readAccount(
        _ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) throws(RecordFault) {
        var account = ByteView.empty
        var name = draft.value(row.field(handle))
        var members = (PythonValue(row[user]) ?? .none).members
        while members.next() {
            let key = members.key
            let value = members.value
            if key.equals("id_str") || (key.equals("id") && account.isEmpty) {
                let id = Field.lasting(value.text(&arena))
                if !id.isEmpty { account = id }
            } else if key.equals("username") || key.equals("screen_name") {
                let text = value.text(&arena).trimmed
                if !text.isEmpty { name = text }
            } else if draft.keepsDetails {
                readProfile(key, value, into: &draft.profile, &arena)
            }
        }
        try draft.setAccount(id: account, handle: name)
    }

    private func readProfile(
        _ key: ByteView, _ value: PythonValue, into profile: inout ProfileDraft, _ arena: inout ScratchArena
    ) {
        if key.equals("displayname") || key.equals("name") {
            profile.name = value.text(&arena).trimmed
        } else if key.equals("rawDescription") || key.equals("description") {
            profile.description = value.text(&arena).trimmed
        } else if key.equals("location") {
            profile.location = value.text(&arena).trimmed
        } else if key.equals("created") || key.equals("created_at") {
            profile.created = value.time(&arena)
        } else if key.equals("verified") {
            if value.kind == .boolean { profile.isVerified = Field.isTrue(value.bytes) }
        } else if key.equals("descriptionLinks") {
            var links = value.elements
            while links.next() {
                let link = links.value.member("url").text(&arena).trimmed
                if !link.isEmpty { profile.urls.append(link) }
            }
        } else if key.equals("followersCount") {
            profile.counters.followers = profile.counter(value.text(&arena))
        } else if key.equals("friendsCount") {
            profile.counters.following = profile.counter(value.text(&arena))
        } else if key.equals("statusesCount") {
            profile.counters.posts = profile.counter(value.text(&arena))
        } else if key.equals("favouritesCount") {
            profile.counters.likes = profile.counter(value.text(&arena))
        }
    }

    /// The id in the dictionary of another post; empty where the field holds none.
    private func identifier(of field: ByteView, _ arena: inout ScratchArena) -> ByteView {
        guard !field.isMissing, let post = PythonValue(field) else { return .empty }
        let text = Field.lasting(post.member("id_str").text(&arena))
        return text.isEmpty ? Field.lasting(post.member("id").text(&arena)) : text
    }

    /// Appends a list's texts, or what its dictionaries hold under the first of the names.
    private func append(
        _ field: ByteView, _ names: [StaticString], to list: inout [ByteView], _ arena: inout ScratchArena
    ) {
        if field.isMissing { return }
        guard let value = PythonValue(field), value.kind == .list else {
            return spelled.append(field, to: &list, &arena)
        }
        var elements = value.elements
        while elements.next() {
            var text = elements.value.text(&arena).trimmed
            for name in names where text.isEmpty { text = elements.value.member(name).text(&arena).trimmed }
            if !text.isEmpty { list.append(text) }
        }
    }

    /// A count, also where it stands in a dictionary.
    private func count(_ field: ByteView, _ arena: inout ScratchArena) -> ByteView {
        guard Field.counter(field) == nil, let value = PythonValue(field), value.kind == .dictionary else {
            return field
        }
        return value.member("count").text(&arena)
    }
}
