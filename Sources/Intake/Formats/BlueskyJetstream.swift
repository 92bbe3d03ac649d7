import Bytes
import Records
import Traces

/// Events of Bluesky's jetstream, an object a line: `{did, time_us, kind, commit{operation, collection, rkey, record}}`.
///
/// Created posts and reposts are posts, a written profile and an identity with a handle are profiles; likes, follows,
/// blocks, deletions, changes and notices of accounts are counted. The key of a post is its address in the network,
/// `at://did/collection/rkey`, as replies, quotes and reposts name it. `createdAt` is what the author's program says and
/// can be anything; `time_us` is when the network saw it, and where the two are more than a day apart it is told.
struct BlueskyJetstream: Format {
    let description = FormatDescription(
        id: "bluesky-jetstream", title: "Bluesky jetstream events (NDJSON)",
        summary: "did, time_us, kind, commit …; what a jetstream subscription gives, an object a line")

    func recognises(_ head: SourceHead) -> Bool {
        head.shape?.has("did", "time_us", "kind") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let shape = head.shape else { throw .notJSON }
        if shape.isArray {
            return .elements(Reader(), JSONElementScanner.Plan(entered: [], errors: [], records: ["did"]))
        }
        return .lines(Reader())
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .bluesky
            draft.accountKind = .id
            var kind = ByteView.empty
            var seen = JSONValue.null
            var commit = JSONValue.null
            var identity = JSONValue.null
            var members = object.members
            while members.next() {
                if members.key.equals("did") {
                    draft.account = members.value.identifier(&arena)
                } else if members.key.equals("kind") {
                    kind = members.value.bytes
                } else if members.key.equals("time_us") {
                    seen = members.value
                } else if members.key.equals("commit") {
                    commit = members.value
                } else if members.key.equals("identity") {
                    identity = members.value
                }
            }
            draft.observed = Self.milliseconds(seen.bytes)
            if kind.equals("commit") {
                try readCommit(commit, into: &draft, &arena)
            } else if kind.equals("identity") {
                draft.kind = .profile
                draft.handle = identity.member("handle").value(&arena)
                if draft.handle.isEmpty {
                    throw .passing("identity-event", "notices that an identity changed, without a handle")
                }
            } else {
                throw .passing("account-event", "notices of an account's state")
            }
        }

        private func readCommit(
            _ commit: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            let operation = commit.member("operation").bytes
            let collection = commit.member("collection").bytes
            let record = commit.member("record")
            if operation.equals("delete") { throw .passing("deletion", "events that delete a post, like or follow") }
            if collection.equals("app.bsky.actor.profile") {
                readProfile(record, into: &draft, &arena)
                return
            }
            let isPost = collection.equals("app.bsky.feed.post")
            let isRepost = collection.equals("app.bsky.feed.repost")
            if collection.equals("app.bsky.feed.like") { throw .passing("like", "likes; they are no posts") }
            guard isPost || isRepost else {
                throw .passing("other-event", "events that are no posts: follows, blocks, lists, states")
            }
            guard operation.equals("create") else {
                throw .passing("update", "events that change a post; the post stays as it was created")
            }
            let key = commit.member("rkey").value(&arena)
            if !draft.account.isEmpty, !key.isEmpty {
                draft.identifier = arena.joined(
                    arena.literal("at://"), draft.account, arena.literal("/"), collection, arena.literal("/"), key)
            }
            try readTime(record, into: &draft, &arena)
            if isRepost {
                draft.isRepost = true
                draft.repostTarget = record.member("subject").member("uri").identifier(&arena)
            } else {
                readPost(record, into: &draft, &arena)
                if !draft.account.isEmpty, !key.isEmpty {
                    draft.address = arena.joined(
                        arena.literal("https://bsky.app/profile/"), draft.account, arena.literal("/post/"), key)
                }
            }
        }

        private func readTime(
            _ record: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            draft.time = try Field.time(record.member("createdAt").text(&arena), "createdAt")
            let day: Int64 = 86_400_000
            if let observed = draft.observed, abs(observed.milliseconds - draft.time.milliseconds) > day {
                draft.remarks.append(
                    Remark(
                        "stated-time",
                        "posts whose stated time is more than a day from when the network saw them; the stated one is"
                            + " taken"))
            }
        }

        private func readPost(_ record: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            var members = record.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("text") {
                    draft.text = value.value(&arena)
                } else if key.equals("reply") {
                    draft.replyTarget = value.member("parent").member("uri").identifier(&arena)
                } else if key.equals("embed") {
                    readEmbed(value, into: &draft, &arena)
                } else if key.equals("facets") {
                    readFacets(value, into: &draft, &arena)
                } else if key.equals("tags") {
                    value.appendTexts(to: &draft.hashtags, &arena)
                } else if key.equals("langs"), draft.keepsDetails {
                    var languages = value.elements
                    if languages.next() { draft.language = languages.value.value(&arena) }
                }
            }
        }

        /// A card, a quoted post, or both.
        private func readEmbed(_ embed: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            var members = embed.members
            while members.next() {
                if members.key.equals("external") {
                    let address = members.value.member("uri").value(&arena)
                    if !address.isEmpty { draft.urls.append(address) }
                } else if members.key.equals("media") {
                    readEmbed(members.value, into: &draft, &arena)
                } else if members.key.equals("record") {
                    var address = members.value.member("uri").identifier(&arena)
                    if address.isEmpty { address = members.value.member("record").member("uri").identifier(&arena) }
                    // Lists and feeds are embedded the same way.
                    if Self.isPost(address) { draft.quotedPost = address }
                }
            }
        }

        /// Marks in the text: where a link leads that the text may show cut short, what is a tag, who is mentioned.
        private func readFacets(_ facets: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            var elements = facets.elements
            while elements.next() {
                var features = elements.value.member("features").elements
                while features.next() {
                    var members = features.value.members
                    while members.next() {
                        let value = members.value
                        if members.key.equals("uri") {
                            value.appendTexts(to: &draft.urls, &arena)
                        } else if members.key.equals("tag") {
                            value.appendTexts(to: &draft.hashtags, &arena)
                        } else if members.key.equals("did") {
                            value.appendTexts(to: &draft.mentions, &arena)
                        }
                    }
                }
            }
        }

        private func readProfile(_ record: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            draft.kind = .profile
            guard draft.keepsDetails else { return }
            draft.profile.name = record.member("displayName").value(&arena)
            draft.profile.description = record.member("description").value(&arena)
            draft.profile.created = Field.optionalTime(record.member("createdAt").text(&arena))
        }

        private static func isPost(_ address: ByteView) -> Bool {
            let collection: StaticString = "/app.bsky.feed.post/"
            let length = collection.utf8CodeUnitCount
            guard address.count > length else { return false }
            for start in 0...address.count - length where address[start..<start + length].equals(collection) {
                return true
            }
            return false
        }

        /// Microseconds since 1970, rounded down.
        private static func milliseconds(_ microseconds: ByteView) -> SpelledTime? {
            guard microseconds.count > 3, microseconds.isDigits else { return nil }
            return TimeParser.parse(microseconds[0..<microseconds.count - 3])
        }
    }
}
