import Bytes
import Records
import Traces

/// The columns in which 4CAT writes posts of every platform: `id`, `thread_id`, `author`, `body` and `timestamp`
/// always, the others as its data source has them and names them (digitalmethodsinitiative/4cat, the `map_item` of each
/// of its `datasources`).
enum FourCATColumn: Int, CaseIterable {
    case post
    case account
    case author
    case handle
    case name
    case body
    case spelledTime
    case time
    case address
    case urls
    case hashtags
    case mentions
    case sound
    case effects
    case views
    case likes
    case comments
    case shares
    case quotes
    case language
    case region
    case client
    case followers

    /// The names that data sources give the column; the first that is there is read.
    var names: [String] {
        switch self {
        case .post: ["id"]
        case .account: ["author_id", "user_id"]
        case .author: ["author"]
        case .handle: ["author_username"]
        case .name: ["author_fullname", "author_full", "author_name"]
        case .body: ["body"]
        case .spelledTime: ["timestamp"]
        case .time: ["unix_timestamp"]
        case .address: ["tiktok_url", "link", "post_url", "url"]
        case .urls: ["urls"]
        case .hashtags: ["hashtags"]
        case .mentions: ["mentions"]
        case .sound: ["music_id"]
        case .effects: ["effects"]
        case .views: ["views", "plays", "impression_count"]
        case .likes: ["likes", "like_count", "num_likes"]
        case .comments: ["comments", "num_comments", "reply_count"]
        case .shares: ["shares", "retweet_count", "forwards"]
        case .quotes: ["quote_count"]
        case .language: ["language_guess", "language", "lang"]
        case .region: ["location_created"]
        case .client: ["source"]
        case .followers: ["author_followers"]
        }
    }

    /// The columns without which a table is not 4CAT's.
    static let always = ["id", "thread_id", "author", "body", "timestamp"]

    /// The platform that alone has certain columns; unstated where they tell nothing, so that the user has to say.
    static func platform(_ has: (String) -> Bool) -> Platform {
        if has("tiktok_url") || (has("music_id") && has("challenges")) { return .tiktok }
        if has("is_quote_tweet") || has("retweeted_user") { return .x }
        if has("num_media"), has("num_likes") { return .instagram }
        if has("subreddit") { return .reddit }
        if has("author_is_bot"), has("chat") || has("search_entity") { return .telegram }
        return .unstated
    }
}

/// One post's values, by column.
struct FourCATPost {
    private var values = [ByteView](repeating: .empty, count: FourCATColumn.allCases.count)

    subscript(column: FourCATColumn) -> ByteView {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }

    mutating func clear() {
        for index in values.indices { values[index] = .empty }
    }

    /// Fills the draft. Values are without blanks, and empty where they are missing.
    func fill(
        _ draft: inout RecordDraft, platform: Platform, _ arena: inout ScratchArena
    ) throws(RecordFault) {
        draft.platform = platform
        let name = self[.time].isEmpty ? "timestamp" : "unix_timestamp"
        draft.time = try Field.time(self[.time].isEmpty ? self[.spelledTime] : self[.time], name)
        // Where there is a column for the handle, `author` holds the id.
        let author = self[.author]
        let isID = self[.account].isEmpty && !self[.handle].isEmpty && author.uint64 != nil
        try draft.setAccount(
            id: Field.identifier(isID ? author : self[.account]), handle: isID ? self[.handle] : author)
        draft.identifier = Field.identifier(self[.post])
        draft.text = self[.body]
        draft.sound = Field.identifier(self[.sound])
        draft.address = self[.address].hasPrefix("http") ? self[.address] : .empty
        FieldList.appendAddresses(self[.urls], to: &draft.urls)
        FieldList.append(self[.hashtags], to: &draft.hashtags)
        FieldList.append(self[.mentions], to: &draft.mentions)
        FieldList.append(self[.effects], to: &draft.effects)
        guard draft.keepsDetails else { return }
        draft.profile.name = self[.name]
        draft.profile.counters.followers = draft.counter(self[.followers])
        draft.language = self[.language]
        draft.region = self[.region]
        // Elsewhere `source` is something else than a program.
        if platform == .x { draft.client = self[.client].withoutElement }
        draft.counters.views = draft.counter(self[.views])
        draft.counters.likes = draft.counter(self[.likes])
        draft.counters.comments = draft.counter(self[.comments])
        draft.counters.shares = draft.counter(self[.shares])
        draft.counters.quotes = draft.counter(self[.quotes])
    }
}
