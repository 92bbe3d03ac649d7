import Bytes
import Records
import Traces

/// A post as TikTok's website gets it from its own interface: what browser extensions collect.
///
/// The author is an object with id and handle, or (in items from the page's embedded state) the handle as a string with
/// `authorId` beside it; the time is a number or a string. Counters stand in `stats`, and as strings in `statsV2`, which
/// is whole where `stats` was too small for them.
enum TikTokItem {
    static func read(
        _ item: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) throws(RecordFault) {
        draft.platform = .tiktok
        var time = ByteView.empty
        var accountID = ByteView.empty
        var handle = ByteView.empty
        var later = JSONValue.null
        var members = item.members
        while members.next() {
            let key = members.key
            let value = members.value
            if key.equals("id") {
                draft.identifier = value.identifier(&arena)
            } else if key.equals("desc") {
                draft.text = value.value(&arena)
            } else if key.equals("createTime") {
                time = value.text(&arena)
            } else if key.equals("author") {
                if value.kind == .object {
                    accountID = value.member("id").identifier(&arena)
                    handle = value.member("uniqueId").value(&arena)
                    if draft.keepsDetails { readAuthor(value, into: &draft, &arena) }
                } else {
                    handle = value.value(&arena)
                }
            } else if key.equals("authorId"), accountID.isEmpty {
                accountID = value.identifier(&arena)
            } else if key.equals("music") {
                draft.sound = value.member("id").text(&arena)
            } else if key.equals("textExtra") {
                value.appendTexts(ofMember: "hashtagName", to: &draft.hashtags, &arena)
                value.appendTexts(ofMember: "userUniqueId", to: &draft.mentions, &arena)
            } else if key.equals("effectStickers") {
                value.appendTexts(ofMember: "ID", to: &draft.effects, &arena)
            } else if key.equals("duetInfo") {
                draft.quotedPost = value.member("duetFromId").text(&arena)
            } else if draft.keepsDetails {
                if key.equals("statsV2") { later = value }
                readDetail(key, value, into: &draft, &arena)
            }
        }
        if draft.keepsDetails { readCounters(later, into: &draft, &arena) }
        draft.time = try Field.time(time, "createTime")
        try draft.setAccount(id: accountID, handle: handle)
    }

    private static func readDetail(
        _ key: ByteView, _ value: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) {
        if key.equals("stats") {
            readCounters(value, into: &draft, &arena)
        } else if key.equals("authorStats") || key.equals("authorStatsV2") {
            readAuthorCounters(value, into: &draft, &arena)
        } else if key.equals("nickname") {
            draft.profile.name = value.value(&arena)
        } else if key.equals("locationCreated") {
            draft.region = value.value(&arena)
        } else if key.equals("textLanguage") {
            draft.language = value.value(&arena)
        }
    }

    private static func readAuthor(
        _ author: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) {
        draft.profile.name = author.member("nickname").value(&arena)
        draft.profile.description = author.member("signature").value(&arena)
        let verified = author.member("verified")
        if verified.kind == .boolean { draft.profile.isVerified = verified.bytes.equals("true") }
        let link = author.member("bioLink").member("link").value(&arena)
        if !link.isEmpty { draft.profile.urls.append(link) }
        if let created = Field.optionalTime(author.member("createTime").text(&arena)), created.milliseconds > 0 {
            draft.profile.created = created
        }
    }

    private static func readCounters(
        _ stats: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) {
        var members = stats.members
        while members.next() {
            guard let count = draft.counter(members.value.text(&arena)) else { continue }
            let key = members.key
            if key.equals("playCount") {
                draft.counters.views = count
            } else if key.equals("diggCount") {
                draft.counters.likes = count
            } else if key.equals("commentCount") {
                draft.counters.comments = count
            } else if key.equals("shareCount") {
                draft.counters.shares = count
            } else if key.equals("collectCount") {
                draft.counters.saves = count
            }
        }
    }

    private static func readAuthorCounters(
        _ stats: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) {
        var members = stats.members
        while members.next() {
            guard let count = draft.counter(members.value.text(&arena)) else { continue }
            let key = members.key
            if key.equals("followerCount") {
                draft.profile.counters.followers = count
            } else if key.equals("followingCount") {
                draft.profile.counters.following = count
            } else if key.equals("videoCount") {
                draft.profile.counters.posts = count
            } else if key.equals("heartCount") {
                draft.profile.counters.likes = count
            }
        }
    }
}
