import Bytes
import Records
import Traces

/// Posts as CrowdTangle's interface gave them until 2024: `{"status":200,"result":{"posts":[…]}}`, or posts in an array or
/// a line each. Times are UTC without saying so.
struct CrowdTanglePosts: Format {
    let description = FormatDescription(
        id: "crowdtangle-api", title: "CrowdTangle posts (JSON)",
        summary: "answers of CrowdTangle's /posts: platformId, date, account, statistics …")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        return ["", "posts.", "result.posts."].contains { prefix in
            shape.has(prefix + "platformId") && shape.has(prefix + "date") && shape.has(prefix + "account.platformId")
        }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["result", "posts"], errors: [], records: ["platformId", "date", "account", "id"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            var account = JSONValue.null
            var statistics = JSONValue.null
            var time = ByteView.empty
            var title = ByteView.empty
            var link = ByteView.empty
            var members = object.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("platformId") {
                    draft.identifier = value.identifier(&arena)
                } else if key.equals("platform") {
                    draft.platform = CrowdTangle.platform(value.bytes)
                } else if key.equals("date") {
                    time = value.text(&arena)
                } else if key.equals("updated"), draft.keepsDetails {
                    draft.observed = Field.optionalTime(value.text(&arena))
                } else if key.equals("message") {
                    draft.text = value.value(&arena)
                } else if key.equals("title") {
                    title = value.value(&arena)
                } else if key.equals("expandedLinks") {
                    value.appendTexts(ofMember: "expanded", to: &draft.urls, &arena)
                } else if key.equals("link") {
                    link = value.value(&arena)
                } else if key.equals("postUrl") {
                    draft.address = value.value(&arena)
                } else if key.equals("languageCode"), draft.keepsDetails {
                    draft.language = value.value(&arena)
                } else if key.equals("account") {
                    account = value
                } else if key.equals("statistics") {
                    statistics = value.member("actual")
                }
            }
            if draft.text.isEmpty { draft.text = title }
            if draft.urls.isEmpty, !link.isEmpty { draft.urls.append(link) }
            draft.time = try Field.time(time, "date")
            try draft.setAccount(
                id: account.member("platformId").identifier(&arena), handle: account.member("handle").value(&arena))
            if draft.keepsDetails { readDetails(account, statistics, into: &draft, &arena) }
        }

        private func readDetails(
            _ account: JSONValue, _ statistics: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            draft.region = account.member("pageAdminTopCountry").value(&arena)
            draft.profile.name = account.member("name").value(&arena)
            draft.profile.description = account.member("pageDescription").value(&arena)
            draft.profile.created = Field.optionalTime(account.member("pageCreatedDate").text(&arena))
            draft.profile.counters.followers = draft.counter(account.member("subscriberCount").text(&arena))
            let verified = account.member("verified")
            draft.profile.isVerified = verified.isNull ? nil : verified.isTrue(&arena)
            let likes = statistics.member("likeCount")
            draft.counters.likes = draft.counter(
                (likes.isNull ? statistics.member("favoriteCount") : likes).text(&arena))
            draft.counters.comments = draft.counter(statistics.member("commentCount").text(&arena))
            draft.counters.shares = draft.counter(statistics.member("shareCount").text(&arena))
            draft.counters.views = draft.counter(statistics.member("viewCount").text(&arena))
        }
    }
}

/// What CrowdTangle's formats share.
enum CrowdTangle {
    static func platform(_ name: ByteView) -> Platform {
        if name.equals("Facebook") { return .facebook }
        if name.equals("Instagram") { return .instagram }
        if name.equals("Reddit") { return .reddit }
        if name.equals("Twitter") { return .x }
        return .unstated
    }
}
