import Bytes
import Records
import Traces

/// Posts of the Meta Content Library, Facebook's and Instagram's: JSON (`{"data":[…]}`, arrays, a post a line) and the
/// table that its client makes of the same fields, whose columns are the dotted names.
///
/// Built from Meta's data dictionary (versions 1 and 2). Ids are the library's own and mean nothing elsewhere: `mcl:`
/// goes before them, so that they are never taken for Facebook's. The type of its owner tells where a post was made. Posts
/// of people who are not public come without an owner, and are kept as nobody's.
struct MetaContentLibrary: Format {
    let description = FormatDescription(
        id: "meta-content-library", title: "Meta Content Library posts (JSON or CSV)",
        summary: "id, text, creation_time, post_owner …, statistics …; Facebook and Instagram")

    func recognises(_ head: SourceHead) -> Bool {
        if let shape = head.shape {
            return ["", "data."].contains { prefix in
                shape.has(prefix + "creation_time")
                    && (shape.has(prefix + "post_owner") || shape.has(prefix + "surface")
                        || (shape.has(prefix + "text") && shape.has(prefix + "statistics")))
            }
        }
        guard let table = head.table, table.has("creation_time", "text", "id") else { return false }
        return table.columns.contains { name in
            let name = name.lowercased()
            return name.hasPrefix("post_owner") || name.hasPrefix("statistics.")
        }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        if head.shape != nil {
            let plan = JSONElementScanner.Plan(
                entered: ["data"], errors: ["error"], records: ["id", "text", "creation_time"])
            return .elements(ObjectForm(), plan)
        }
        guard let table = head.table else { throw .notATable }
        return .table(try TableForm(table))
    }

    /// Instagram's owners are creators, businesses and persons; Facebook's are pages, groups, events and profiles.
    private static func platform(_ ownerType: ByteView) -> Platform {
        let words: [StaticString] = ["creator", "business", "personal", "CREATOR", "BUSINESS", "PERSONAL"]
        if words.contains(where: { ownerType.hasPrefix($0) || ownerType.hasPrefix("ig") }) { return .instagram }
        return .facebook
    }

    private static func key(_ id: ByteView, _ arena: inout ScratchArena) -> ByteView {
        id.isEmpty || id.isFloatNotation ? id : arena.joined(arena.literal("mcl:"), id)
    }

    private static func setOwner(_ id: ByteView, of draft: inout RecordDraft, _ arena: inout ScratchArena) {
        if id.isEmpty || Field.isRounded(id) {
            draft.kind = .anonymousPost
            if !id.isEmpty {
                draft.remarks.append(
                    Remark("rounded-account-id", "posts whose owner's id lost digits in a spreadsheet; nobody's now"))
            }
        } else {
            draft.accountKind = .id
            draft.account = key(id, &arena)
        }
    }

    private struct ObjectForm: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            var owner = JSONValue.null
            var statistics = JSONValue.null
            var time = ByteView.empty
            var members = object.members
            while members.next() {
                let key = members.key
                let value = members.value
                if key.equals("id") {
                    draft.identifier = MetaContentLibrary.key(value.identifier(&arena), &arena)
                } else if key.equals("text") {
                    draft.text = value.value(&arena)
                } else if key.equals("creation_time") {
                    time = value.text(&arena)
                } else if key.equals("lang"), draft.keepsDetails {
                    draft.language = value.value(&arena)
                } else if key.equals("post_owner") {
                    owner = value
                } else if key.equals("statistics") {
                    statistics = value
                } else if key.equals("shared_post_id") {
                    draft.repostTarget = MetaContentLibrary.key(value.identifier(&arena), &arena)
                } else if key.equals("hashtags") {
                    value.appendTexts(to: &draft.hashtags, &arena)
                } else if key.equals("link_attachment_fields") || key.equals("link_attachment") {
                    let address = value.member("link").value(&arena)
                    if !address.isEmpty { draft.urls.append(address) }
                } else if key.equals("mcl_url") {
                    draft.address = value.value(&arena)
                }
            }
            draft.isRepost = !draft.repostTarget.isEmpty
            draft.time = try Field.time(time, "creation_time")
            // Version 2 wraps the owner in `data`, alone or in a list.
            let wrapped = owner.member("data")
            if wrapped.kind == .object { owner = wrapped }
            if wrapped.kind == .array {
                var owners = wrapped.elements
                if owners.next() { owner = owners.value }
            }
            draft.platform = MetaContentLibrary.platform(owner.member("type").value(&arena))
            MetaContentLibrary.setOwner(owner.member("id").identifier(&arena), of: &draft, &arena)
            draft.handle = owner.member("username").value(&arena)
            guard draft.keepsDetails else { return }
            draft.profile.name = owner.member("name").value(&arena)
            draft.counters.likes = draft.counter(statistics.member("like_count").text(&arena))
            draft.counters.comments = draft.counter(statistics.member("comment_count").text(&arena))
            draft.counters.shares = draft.counter(statistics.member("share_count").text(&arena))
            let views = statistics.member("views")
            draft.counters.views = draft.counter((views.isNull ? statistics.member("view_count") : views).text(&arena))
        }
    }

    private struct TableForm: TableReader {
        let id: Int
        let text: Int
        let time: Int
        let ownerID: Int?
        let ownerType: Int?
        let ownerName: Int?
        let username: Int?
        let language: Int?
        let shared: Int?
        let hashtags: Int?
        let link: Int?
        let address: Int?
        let likes: Int?
        let comments: Int?
        let shares: Int?
        let views: Int?

        init(_ table: TableHead) throws(RecordFault) {
            func find(_ names: String...) -> Int? { names.lazy.compactMap { table.index($0) }.first }
            id = try table.required("id")
            text = try table.required("text")
            time = try table.required("creation_time")
            ownerID = find("post_owner.id", "post_owner.data.id", "post_owner_id")
            ownerType = find("post_owner.type", "post_owner.data.type", "post_owner_type")
            ownerName = find("post_owner.name", "post_owner.data.name", "post_owner_name")
            username = find("post_owner.username", "post_owner_username")
            language = find("lang")
            shared = find("shared_post_id")
            hashtags = find("hashtags")
            link = find("link_attachment.link", "link_attachment_fields.link")
            address = find("mcl_url")
            likes = find("statistics.like_count")
            comments = find("statistics.comment_count")
            shares = find("statistics.share_count")
            views = find("statistics.views", "statistics.view_count")
        }

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.time = try Field.time(row[time], "creation_time")
            draft.identifier = MetaContentLibrary.key(draft.identifier(row[id]), &arena)
            draft.text = draft.value(row[text])
            draft.platform = MetaContentLibrary.platform(draft.value(row.field(ownerType)))
            MetaContentLibrary.setOwner(draft.identifier(row.field(ownerID)), of: &draft, &arena)
            draft.handle = draft.value(row.field(username))
            draft.repostTarget = MetaContentLibrary.key(draft.identifier(row.field(shared)), &arena)
            draft.isRepost = !draft.repostTarget.isEmpty
            FieldList.append(row.field(hashtags), to: &draft.hashtags)
            FieldList.appendAddresses(row.field(link), to: &draft.urls)
            draft.address = draft.value(row.field(address))
            guard draft.keepsDetails else { return }
            draft.language = draft.value(row.field(language))
            draft.profile.name = draft.value(row.field(ownerName))
            draft.counters.likes = draft.counter(row.field(likes))
            draft.counters.comments = draft.counter(row.field(comments))
            draft.counters.shares = draft.counter(row.field(shares))
            draft.counters.views = draft.counter(row.field(views))
        }
    }
}
