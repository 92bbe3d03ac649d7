import Bytes
import Records
import Traces

/// Statuses and accounts as Mastodon's interface gives them: arrays, pages of a search, or an object a line.
///
/// Built from the project's documentation of the entities Status and Account. Numbers of statuses and accounts mean
/// something on one server only: an account's key is its address, `user@host`, which never changes hands, and a status's
/// its `uri`, by which all servers name it. Only `in_reply_to_id` comes as a server's number and stays one. The content
/// is HTML. A boost holds the boosted status, which is read as a record of its own.
struct MastodonStatuses: Format {
    let description = FormatDescription(
        id: "mastodon", title: "Mastodon statuses and accounts (JSON)",
        summary: "arrays of Status or Account, search results, or an object a line")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        for prefix in ["", "statuses."]
        where shape.has(prefix + "account.acct") && shape.has(prefix + "content") && shape.has(prefix + "created_at") {
            return true
        }
        for prefix in ["", "accounts."]
        where shape.has(prefix + "acct") && shape.has(prefix + "username") && shape.has(prefix + "statuses_count") {
            return true
        }
        return false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["statuses", "accounts"], errors: [], records: ["id", "created_at", "acct"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .mastodon
            draft.accountKind = .id
            var status = Status()
            var isAccount = false
            var members = object.members
            while members.next() {
                if members.key.equals("acct") { isAccount = true }
                status.take(members.key, members.value)
            }
            if isAccount {
                draft.kind = .profile
                readAccount(object, into: &draft, &arena)
                return
            }
            draft.time = try Field.time(status.created.text(&arena), "created_at")
            readAccount(status.account, into: &draft, &arena)
            draft.identifier = status.uri.identifier(&arena)
            draft.address = status.url.value(&arena)
            draft.replyTarget = status.reply.identifier(&arena)
            draft.repostTarget = status.reblog.member("uri").identifier(&arena)
            draft.isRepost = status.reblog.kind == .object
            draft.quotedPost = status.quote.member("quoted_status").member("uri").identifier(&arena)
            // The boosted status says the same words itself.
            if !draft.isRepost { readContent(status, into: &draft, &arena) }
            guard draft.keepsDetails else { return }
            draft.language = status.language.value(&arena)
            draft.client = status.application.member("name").value(&arena)
            draft.counters.likes = draft.counter(status.likes.text(&arena))
            draft.counters.shares = draft.counter(status.boosts.text(&arena))
            draft.counters.comments = draft.counter(status.replies.text(&arena))
            draft.counters.quotes = draft.counter(status.quotes.text(&arena))
        }

        /// The boosted or quoted status.
        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            let boosted = object.member("reblog")
            if boosted.kind == .object { list.append(boosted) }
            let quoted = object.member("quote").member("quoted_status")
            if quoted.kind == .object { list.append(quoted) }
        }

        private func readContent(_ status: Status, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            draft.text = HTMLText.read(status.content.value(&arena), links: &draft.urls, &arena)
            let card = status.card.member("url").value(&arena)
            if !card.isEmpty { draft.urls.append(card) }
            status.tags.appendTexts(ofMember: "name", to: &draft.hashtags, &arena)
            var mentions = status.mentions.elements
            while mentions.next() {
                let address = address(of: mentions.value, &arena)
                if !address.isEmpty { draft.mentions.append(address) }
            }
        }

        private func readAccount(_ account: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            draft.account = address(of: account, &arena)
            draft.handle = draft.account
            guard draft.keepsDetails else { return }
            draft.profile.name = account.member("display_name").value(&arena)
            draft.profile.description = HTMLText.read(
                account.member("note").value(&arena), links: &draft.profile.urls, &arena)
            var fields = account.member("fields").elements
            while fields.next() {
                _ = HTMLText.read(fields.value.member("value").value(&arena), links: &draft.profile.urls, &arena)
            }
            draft.profile.created = Field.optionalTime(account.member("created_at").text(&arena))
            draft.profile.counters.followers = draft.counter(account.member("followers_count").text(&arena))
            draft.profile.counters.following = draft.counter(account.member("following_count").text(&arena))
            draft.profile.counters.posts = draft.counter(account.member("statuses_count").text(&arena))
        }

        /// `user@host`: as `acct` says it for accounts elsewhere, with the host of its address for those of the server
        /// that was asked.
        private func address(of account: JSONValue, _ arena: inout ScratchArena) -> ByteView {
            let name = account.member("acct").value(&arena)
            if name.isEmpty || name.firstIndex(of: UInt8(ascii: "@")) != nil { return name }
            let host = account.member("url").value(&arena).host
            return host.isEmpty ? name : arena.joined(name, arena.literal("@"), host)
        }
    }

    /// The members of a status.
    private struct Status {
        var created = JSONValue.null
        var account = JSONValue.null
        var uri = JSONValue.null
        var url = JSONValue.null
        var reply = JSONValue.null
        var reblog = JSONValue.null
        var quote = JSONValue.null
        var content = JSONValue.null
        var card = JSONValue.null
        var tags = JSONValue.null
        var mentions = JSONValue.null
        var language = JSONValue.null
        var application = JSONValue.null
        var likes = JSONValue.null
        var boosts = JSONValue.null
        var replies = JSONValue.null
        var quotes = JSONValue.null

        mutating func take(_ key: ByteView, _ value: JSONValue) {
            if key.equals("created_at") {
                created = value
            } else if key.equals("account") {
                account = value
            } else if key.equals("uri") {
                uri = value
            } else if key.equals("url") {
                url = value
            } else if key.equals("in_reply_to_id") {
                reply = value
            } else if key.equals("reblog") {
                reblog = value
            } else if key.equals("quote") {
                quote = value
            } else if key.equals("content") {
                content = value
            } else if key.equals("card") {
                card = value
            } else if key.equals("tags") {
                tags = value
            } else if key.equals("mentions") {
                mentions = value
            } else if key.equals("language") {
                language = value
            } else if key.equals("application") {
                application = value
            } else if key.equals("favourites_count") {
                likes = value
            } else if key.equals("reblogs_count") {
                boosts = value
            } else if key.equals("replies_count") {
                replies = value
            } else if key.equals("quotes_count") {
                quotes = value
            }
        }
    }
}
