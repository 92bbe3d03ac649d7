import Bytes
import Records
import Traces

/// The Internet Research Agency's tweets as FiveThirtyEight and Clemson University published them (2018): 15 columns in
/// the first edition, 21 since it got ids and addresses. Times are to the minute, `M/D/YYYY H:MM` in UTC.
///
/// `external_author_id` went through a spreadsheet and lost digits; `alt_external_id` did not. Where neither is whole,
/// the account is keyed by its handle.
struct FiveThirtyEightTrolls: Format {
    let description = FormatDescription(
        id: "538-trolls", title: "IRA tweets (Clemson/FiveThirtyEight, CSV)",
        summary: "external_author_id, author, content, publish_date …; IRAhandle_tweets_*.csv of 2018")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("external_author_id", "author", "content", "publish_date") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                account: table.index("external_author_id"), wholeAccount: table.index("alt_external_id"),
                handle: try table.required("author"), post: table.index("tweet_id"),
                time: try table.required("publish_date"), text: try table.required("content"),
                retweet: table.index("retweet"), address: table.index("article_url"),
                links: ["tco1_step1", "tco2_step1", "tco3_step1"].compactMap { table.index($0) },
                details: TrollDetails(table)))
    }

    private struct Reader: TableReader {
        let account: Int?
        let wholeAccount: Int?
        let handle: Int
        let post: Int?
        let time: Int
        let text: Int
        let retweet: Int?
        let address: Int?
        let links: [Int]
        let details: TrollDetails

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .x
            draft.time = try Field.time(row[time], "publish_date").inMinutes
            let whole = draft.identifier(row.field(wholeAccount))
            let id = whole.isEmpty || Field.isRounded(whole) ? draft.identifier(row.field(account)) : whole
            try draft.setAccount(id: id, handle: draft.value(row[handle]))
            draft.identifier = draft.identifier(row.field(post))
            draft.text = draft.value(row[text])
            draft.isRepost = Field.isTrue(row.field(retweet))
            draft.address = draft.value(row.field(address))
            for link in links where !row[link].isMissing { draft.urls.append(row[link]) }
            if draft.keepsDetails { details.read(row, into: &draft) }
        }
    }
}

/// What both editions of the troll tweets say besides: counters of the account when its tweet was harvested. They know
/// no region by the word `Unknown`.
struct TrollDetails {
    private let region: Int?
    private let language: Int?
    private let harvested: Int?
    private let following: Int?
    private let followers: Int?
    private let posts: Int?

    init(_ table: TableHead) {
        region = table.index("region")
        language = table.index("language")
        harvested = table.index("harvested_date")
        following = table.index("following")
        followers = table.index("followers")
        posts = table.index("updates")
    }

    func read(_ row: CSVRow, into draft: inout RecordDraft) {
        let place = draft.value(row.field(region))
        draft.region = place.equals("Unknown") ? .empty : place
        draft.language = draft.value(row.field(language))
        draft.observed = Field.optionalTime(row.field(harvested))?.inMinutes
        draft.profile.counters.following = draft.counter(row.field(following))
        draft.profile.counters.followers = draft.counter(row.field(followers))
        draft.profile.counters.posts = draft.counter(row.field(posts))
    }
}

extension SpelledTime {
    /// The same moment, known to the minute at most, however it is spelled.
    var inMinutes: SpelledTime {
        var time = self
        if time.fineness.rawValue < Fineness.minute.rawValue { time.fineness = .minute }
        return time
    }
}
