import Bytes
import Records
import Traces

/// The Internet Research Agency's tweets as NBC News published them (2018): `tweets.csv`, times in milliseconds, lists
/// as JSON, ids whole. Some rows have no id of their account, and some no time.
///
/// The columns are those that descriptions of the set name; the file itself was not seen.
struct NBCTrolls: Format {
    let description = FormatDescription(
        id: "nbc-trolls", title: "IRA tweets (NBC News, CSV)",
        summary: "user_id, user_key, created_at, created_str, text, tweet_id …; tweets.csv of 2018")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("user_key", "created_str", "tweet_id", "text") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                account: table.index("user_id"), handle: try table.required("user_key"),
                post: try table.required("tweet_id"), time: table.index("created_at"),
                spelledTime: try table.required("created_str"), text: try table.required("text"),
                repost: table.index("retweeted_status_id"), reply: table.index("in_reply_to_status_id"),
                hashtags: table.index("hashtags"), urls: table.index("expanded_urls"),
                mentions: table.index("mentions"), client: table.index("source"),
                likes: table.index("favorite_count"), shares: table.index("retweet_count")))
    }

    private struct Reader: TableReader {
        private let spelled = SpelledList()
        let account: Int?
        let handle: Int
        let post: Int
        let time: Int?
        let spelledTime: Int
        let text: Int
        let repost: Int?
        let reply: Int?
        let hashtags: Int?
        let urls: Int?
        let mentions: Int?
        let client: Int?
        let likes: Int?
        let shares: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .x
            let inMilliseconds = row.field(time)
            draft.time =
                if let time = Field.optionalTime(inMilliseconds) { time } else {
                    try Field.time(row[spelledTime], "created_str")
                }
            try draft.setAccount(id: Field.lastingOrRounded(row.field(account)), handle: draft.value(row[handle]))
            draft.identifier = draft.identifier(row[post])
            draft.text = draft.value(row[text])
            draft.repostTarget = Field.lasting(row.field(repost))
            draft.replyTarget = Field.lasting(row.field(reply))
            draft.isRepost = !draft.repostTarget.isEmpty
            spelled.append(row.field(hashtags), to: &draft.hashtags, &arena)
            spelled.append(row.field(urls), to: &draft.urls, &arena)
            spelled.append(row.field(mentions), to: &draft.mentions, &arena)
            guard draft.keepsDetails else { return }
            draft.client = draft.value(row.field(client)).withoutElement
            draft.counters.likes = draft.counter(row.field(likes))
            draft.counters.shares = draft.counter(row.field(shares))
        }
    }
}

/// The accounts behind them, as NBC News published them: `users.csv`. Each is a profile.
///
/// Some accounts were already gone when the set was made: they have a handle and nothing else.
struct NBCTrollUsers: Format {
    let description = FormatDescription(
        id: "nbc-trolls-users", title: "IRA accounts (NBC News, CSV)",
        summary: "id, location, name, screen_name, followers_count, created_at …; users.csv of 2018")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("id", "screen_name", "statuses_count", "favourites_count", "friends_count", "time_zone")
            && table.index("text") == nil
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                account: try table.required("id"), handle: try table.required("screen_name"),
                name: table.index("name"), location: table.index("location"), about: table.index("description"),
                language: table.index("lang"), verified: table.index("verified"), created: table.index("created_at"),
                followers: table.index("followers_count"), following: table.index("friends_count"),
                posts: table.index("statuses_count"), likes: table.index("favourites_count")))
    }

    private struct Reader: TableReader {
        let account: Int
        let handle: Int
        let name: Int?
        let location: Int?
        let about: Int?
        let language: Int?
        let verified: Int?
        let created: Int?
        let followers: Int?
        let following: Int?
        let posts: Int?
        let likes: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.kind = .profile
            draft.platform = .x
            try draft.setAccount(id: Field.lastingOrRounded(row[account]), handle: draft.value(row[handle]))
            guard draft.keepsDetails else { return }
            draft.language = draft.value(row.field(language))
            draft.profile.name = draft.value(row.field(name))
            draft.profile.location = draft.value(row.field(location))
            draft.profile.description = draft.value(row.field(about))
            if !row.field(verified).isMissing { draft.profile.isVerified = Field.isTrue(row.field(verified)) }
            draft.profile.created = Field.optionalTime(row.field(created))
            draft.profile.counters.followers = draft.counter(row.field(followers))
            draft.profile.counters.following = draft.counter(row.field(following))
            draft.profile.counters.posts = draft.counter(row.field(posts))
            draft.profile.counters.likes = draft.counter(row.field(likes))
        }
    }
}
