import Bytes
import Records
import Traces

/// Videos as TikTok's website hands them to itself: answers with `itemList`, what collectors make of them (`data` with a
/// list of items), or items in an array or a line each.
///
/// The author is an object with id and handle, or the handle with `authorId` beside it; times are numbers or strings;
/// counters stand in `stats`, and as strings in `statsV2`, which goes first because its numbers are not cut.
struct TikTokWebItems: Format {
    let description = FormatDescription(
        id: "tiktok-web", title: "TikTok website items (JSON)",
        summary: "answers of the website: itemList with id, desc, createTime, author, stats …")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape, !shape.has("source_platform"), !shape.has("__import_meta") else { return false }
        return ["", "data.", "itemList.", "data.itemList.", "items."].contains { prefix in
            shape.has(prefix + "createTime") && shape.has(prefix + "author") && shape.has(prefix + "desc")
        }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["data", "itemList", "items"], errors: [], records: ["author", "createTime", "desc", "id"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            var item = Item()
            var members = object.members
            while members.next() { item.take(members.key, members.value) }
            draft.identifier = item.id.identifier(&arena)
            draft.text = item.text.value(&arena)
            draft.time = try Field.time(item.created.text(&arena), "createTime")
            let isObject = item.author.kind == .object
            let author = isObject ? item.author.member("id") : item.authorID
            let handle = isObject ? item.author.member("uniqueId") : item.author
            try draft.setAccount(id: author.identifier(&arena), handle: handle.value(&arena))
            draft.sound = item.music.member("id").identifier(&arena)
            draft.quotedPost = item.duet.member("duetFromId").identifier(&arena)
            item.marks.appendTexts(ofMember: "hashtagName", to: &draft.hashtags, &arena)
            item.marks.appendTexts(ofMember: "userUniqueId", to: &draft.mentions, &arena)
            item.effects.appendTexts(ofMember: "ID", to: &draft.effects, &arena)
            if draft.hashtags.isEmpty { item.challenges.appendTexts(ofMember: "title", to: &draft.hashtags, &arena) }
            if draft.keepsDetails { readDetails(item, into: &draft, &arena) }
        }

        private func readDetails(_ item: Item, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            draft.language = item.language.value(&arena)
            draft.region = item.location.value(&arena)
            let counters = item.exactStatistics.kind == .object ? item.exactStatistics : item.statistics
            draft.counters.views = draft.counter(counters.member("playCount").text(&arena))
            draft.counters.likes = draft.counter(counters.member("diggCount").text(&arena))
            draft.counters.comments = draft.counter(counters.member("commentCount").text(&arena))
            draft.counters.shares = draft.counter(counters.member("shareCount").text(&arena))
            draft.counters.saves = draft.counter(counters.member("collectCount").text(&arena))
            draft.profile.name = item.author.member("nickname").value(&arena)
            draft.profile.description = item.author.member("signature").value(&arena)
            let verified = item.author.member("verified")
            draft.profile.isVerified = verified.isNull ? nil : verified.isTrue(&arena)
            draft.profile.counters.followers = draft.counter(item.authorStatistics.member("followerCount").text(&arena))
            draft.profile.counters.following = draft.counter(
                item.authorStatistics.member("followingCount").text(&arena))
            draft.profile.counters.likes = draft.counter(item.authorStatistics.member("heartCount").text(&arena))
            draft.profile.counters.posts = draft.counter(item.authorStatistics.member("videoCount").text(&arena))
        }
    }

    /// The members of an item.
    private struct Item {
        var id = JSONValue.null
        var text = JSONValue.null
        var created = JSONValue.null
        var author = JSONValue.null
        var authorID = JSONValue.null
        var authorStatistics = JSONValue.null
        var music = JSONValue.null
        var marks = JSONValue.null
        var challenges = JSONValue.null
        var effects = JSONValue.null
        var duet = JSONValue.null
        var statistics = JSONValue.null
        var exactStatistics = JSONValue.null
        var language = JSONValue.null
        var location = JSONValue.null

        mutating func take(_ key: ByteView, _ value: JSONValue) {
            if key.equals("id") {
                id = value
            } else if key.equals("desc") {
                text = value
            } else if key.equals("createTime") {
                created = value
            } else if key.equals("author") {
                author = value
            } else if key.equals("authorId") {
                authorID = value
            } else if key.equals("authorStats") {
                authorStatistics = value
            } else if key.equals("music") {
                music = value
            } else if key.equals("textExtra") {
                marks = value
            } else if key.equals("challenges") {
                challenges = value
            } else if key.equals("effectStickers") {
                effects = value
            } else if key.equals("duetInfo") {
                duet = value
            } else if key.equals("stats") {
                statistics = value
            } else if key.equals("statsV2") {
                exactStatistics = value
            } else if key.equals("textLanguage") {
                language = value
            } else if key.equals("locationCreated") {
                location = value
            }
        }
    }
}
