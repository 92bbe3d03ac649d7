import Bytes
import Records
import Traces

/// Posts of the information operations that Twitter disclosed (2018-2022): `<operation>_tweets_csv_hashed.csv`, 31
/// columns, or 30 in the first releases, which had no polls.
///
/// Accounts with fewer than 5,000 followers have one hash as id, name and handle, which is then no handle. Times are to
/// the minute, in UTC; lists are Python's (`['a', 'b']`) or bare (`[a, b]`); counts are floats; `latitude` says only
/// `absent` or `present`, and is not read. Mentions are accounts' ids.
struct XArchive: Format {
    let description = FormatDescription(
        id: "x-archive", title: "X information-operations archive, posts (CSV)",
        summary: "tweetid, userid, user_screen_name, tweet_text, tweet_time …; <operation>_tweets_csv_hashed.csv")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("tweetid", "userid", "tweet_text", "tweet_time") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                post: try table.required("tweetid"), text: try table.required("tweet_text"),
                time: try table.required("tweet_time"), account: try XArchiveAccount(table),
                reply: table.index("in_reply_to_tweetid"), quote: table.index("quoted_tweet_tweetid"),
                isRepost: table.index("is_retweet"), repost: table.index("retweet_tweetid"),
                hashtags: table.index("hashtags"), urls: table.index("urls"), mentions: table.index("user_mentions"),
                language: table.index("tweet_language"), client: table.index("tweet_client_name"),
                quotes: table.index("quote_count"), comments: table.index("reply_count"),
                likes: table.index("like_count"), shares: table.index("retweet_count")))
    }

    private struct Reader: TableReader {
        private let spelled = SpelledList()
        let post: Int
        let text: Int
        let time: Int
        let account: XArchiveAccount
        let reply: Int?
        let quote: Int?
        let isRepost: Int?
        let repost: Int?
        let hashtags: Int?
        let urls: Int?
        let mentions: Int?
        let language: Int?
        let client: Int?
        let quotes: Int?
        let comments: Int?
        let likes: Int?
        let shares: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.time = try Field.time(row[time], "tweet_time").inMinutes
            try account.read(row, into: &draft)
            draft.identifier = draft.identifier(row[post])
            draft.text = draft.value(row[text])
            draft.replyTarget = Field.lasting(row.field(reply))
            draft.quotedPost = Field.lasting(row.field(quote))
            draft.repostTarget = Field.lasting(row.field(repost))
            draft.isRepost = Field.isTrue(row.field(isRepost)) || !draft.repostTarget.isEmpty
            spelled.append(row.field(hashtags), to: &draft.hashtags, &arena)
            spelled.append(row.field(urls), to: &draft.urls, &arena)
            spelled.append(row.field(mentions), to: &draft.mentions, &arena)
            guard draft.keepsDetails else { return }
            draft.language = draft.value(row.field(language))
            draft.client = draft.value(row.field(client))
            draft.counters.quotes = draft.counter(row.field(quotes))
            draft.counters.comments = draft.counter(row.field(comments))
            draft.counters.likes = draft.counter(row.field(likes))
            draft.counters.shares = draft.counter(row.field(shares))
        }
    }
}

/// Accounts of the information operations that Twitter disclosed: `<operation>_users_csv_hashed.csv`, the first ten
/// columns of the posts' table. Each is a profile.
struct XArchiveUsers: Format {
    let description = FormatDescription(
        id: "x-archive-users", title: "X information-operations archive, accounts (CSV)",
        summary: "userid, user_screen_name, follower_count, account_creation_date …; <operation>_users_csv_hashed.csv")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("userid", "user_screen_name", "account_creation_date") && table.index("tweetid") == nil
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(Reader(account: try XArchiveAccount(table), language: table.index("account_language")))
    }

    private struct Reader: TableReader {
        let account: XArchiveAccount
        let language: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.kind = .profile
            try account.read(row, into: &draft)
            if draft.keepsDetails { draft.language = draft.value(row.field(language)) }
        }
    }
}

/// The columns that both tables of the archive have.
struct XArchiveAccount {
    private let identifier: Int
    private let handle: Int?
    private let name: Int?
    private let location: Int?
    private let about: Int?
    private let address: Int?
    private let followers: Int?
    private let following: Int?
    private let created: Int?

    init(_ table: TableHead) throws(RecordFault) {
        identifier = try table.required("userid")
        handle = table.index("user_screen_name")
        name = table.index("user_display_name")
        location = table.index("user_reported_location")
        about = table.index("user_profile_description")
        address = table.index("user_profile_url")
        followers = table.index("follower_count")
        following = table.index("following_count")
        created = table.index("account_creation_date")
    }

    func read(_ row: CSVRow, into draft: inout RecordDraft) throws(RecordFault) {
        draft.platform = .x
        let id = draft.identifier(row[identifier])
        let shown = draft.value(row.field(handle))
        try draft.setAccount(id: id, handle: shown.equals(id) ? .empty : shown)
        guard draft.keepsDetails else { return }
        let name = draft.value(row.field(name))
        draft.profile.name = name.equals(id) ? .empty : name
        draft.profile.location = draft.value(row.field(location))
        draft.profile.description = draft.value(row.field(about))
        let link = draft.value(row.field(address))
        if !link.isEmpty { draft.profile.urls.append(link) }
        draft.profile.counters.followers = draft.counter(row.field(followers))
        draft.profile.counters.following = draft.counter(row.field(following))
        draft.profile.created = Field.optionalTime(row.field(created))
    }
}
