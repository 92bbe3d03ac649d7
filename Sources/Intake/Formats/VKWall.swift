import Bytes
import Records
import Traces

/// Posts on VK's walls as `wall.get` and its relatives answer: `{"response":{"items":[…],"profiles":[…],"groups":[…]}}`,
/// or posts in an array or a line each.
///
/// Built from VK's own JSON schema of walls, users and groups. Ids of groups are negative where they write; a post's key
/// is `owner_id`, an underscore, and its number. A repost holds what it repeats in `copy_history`, the nearest first; these
/// are read as records of their own.
struct VKWall: Format {
    let description = FormatDescription(
        id: "vk-wall", title: "VK wall posts (JSON)", summary: "answers of wall.get with profiles and groups")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        return ["", "items.", "response.", "response.items."].contains { prefix in
            shape.has(prefix + "owner_id") && shape.has(prefix + "from_id") && shape.has(prefix + "date")
        }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["response", "items", "profiles", "groups"], errors: ["error"],
            records: ["id", "owner_id", "from_id", "date", "inner_type"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .vk
            draft.accountKind = .id
            let id = object.member("id").identifier(&arena)
            let owner = object.member("owner_id").identifier(&arena)
            if owner.isEmpty, object.member("date").isNull {
                readProfile(object, id, into: &draft, &arena)
                return
            }
            if object.member("is_deleted").isTrue(&arena) || object.member("deleted").isTrue(&arena) {
                throw .passing("deleted-post", "posts that are deleted, of which nothing is left")
            }
            draft.time = try Field.time(object.member("date").text(&arena), "date")
            let author = object.member("from_id").identifier(&arena)
            draft.account = author.isEmpty ? owner : author
            draft.identifier = key(owner, id, &arena)
            draft.text = object.member("text").value(&arena)
            // A comment names its post, or the comment that it answers.
            let answered = object.member("reply_to_comment").identifier(&arena)
            draft.replyTarget = key(
                owner, answered.isEmpty ? object.member("post_id").identifier(&arena) : answered, &arena)
            var history = object.member("copy_history").elements
            if history.next() {
                draft.isRepost = true
                draft.repostTarget = key(
                    history.value.member("owner_id").identifier(&arena), history.value.member("id").identifier(&arena),
                    &arena)
            }
            if !draft.identifier.isEmpty {
                draft.address = arena.joined(arena.literal("https://vk.com/wall"), draft.identifier)
            }
            readLinks(object.member("attachments"), into: &draft, &arena)
            readMentions(into: &draft)
            guard draft.keepsDetails else { return }
            draft.client = object.member("post_source").member("platform").value(&arena)
            draft.counters.likes = draft.counter(object.member("likes").member("count").text(&arena))
            draft.counters.comments = draft.counter(object.member("comments").member("count").text(&arena))
            draft.counters.shares = draft.counter(object.member("reposts").member("count").text(&arena))
            draft.counters.views = draft.counter(object.member("views").member("count").text(&arena))
        }

        /// What the post repeats.
        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            var history = object.member("copy_history").elements
            while history.next() { if history.value.kind == .object { list.append(history.value) } }
        }

        private func key(_ owner: ByteView, _ id: ByteView, _ arena: inout ScratchArena) -> ByteView {
            owner.isEmpty || id.isEmpty ? .empty : arena.joined(owner, arena.literal("_"), id)
        }

        private func readLinks(_ attachments: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            var elements = attachments.elements
            while elements.next() {
                let address = elements.value.member("link").member("url").value(&arena)
                if !address.isEmpty { draft.urls.append(address) }
            }
        }

        /// `[id1|Name]` and `[club1|Name]` in the text.
        private func readMentions(into draft: inout RecordDraft) {
            let text = draft.text
            var position = 0
            while let open = text[position..<text.count].firstIndex(of: UInt8(ascii: "[")) {
                let rest = text[position + open + 1..<text.count]
                position += open + 1
                guard let bar = rest.firstIndex(of: UInt8(ascii: "|")), bar > 2 else { continue }
                let name = rest[0..<bar]
                let digits = name.hasPrefix("id") ? 2 : name.hasPrefix("club") ? 4 : name.hasPrefix("public") ? 6 : 0
                if digits > 0, name[digits..<bar].isDigits { draft.mentions.append(name) }
            }
        }

        /// A person has a first name; a group's number is negative wherever it writes.
        private func readProfile(
            _ object: JSONValue, _ id: ByteView, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            draft.kind = .profile
            let first = object.member("first_name").value(&arena)
            let isGroup = first.isEmpty && !object.member("name").isNull
            draft.account = isGroup && id.isDigits ? arena.joined(arena.literal("-"), id) : id
            draft.handle = object.member("screen_name").value(&arena)
            guard draft.keepsDetails else { return }
            if isGroup {
                draft.profile.name = object.member("name").value(&arena)
                draft.profile.description = object.member("description").value(&arena)
                draft.profile.counters.followers = draft.counter(object.member("members_count").text(&arena))
            } else {
                let last = object.member("last_name").value(&arena)
                draft.profile.name = last.isEmpty ? first : arena.joined(first, arena.literal(" "), last)
                draft.profile.description = object.member("status").value(&arena)
                draft.profile.counters.followers = draft.counter(object.member("followers_count").text(&arena))
            }
            let site = object.member("site").value(&arena)
            if !site.isEmpty { draft.profile.urls.append(site) }
            draft.profile.isVerified = object.member("verified").isNull ? nil : object.member("verified").isTrue(&arena)
        }
    }
}
