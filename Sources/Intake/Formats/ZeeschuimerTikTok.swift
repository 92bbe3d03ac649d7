import Bytes
import Records
import Traces

/// TikTok posts that the browser extension Zeeschuimer collected: an object a line, the website's own item in `data`.
///
/// The author is an object with id and handle, or (in items from the page's embedded state) the handle as a string with
/// `authorId` beside it; the time is a number or a string.
struct ZeeschuimerTikTok: Format {
    let description = FormatDescription(
        id: "zeeschuimer-tiktok", title: "Zeeschuimer TikTok items (NDJSON)",
        summary: "what the browser extension Zeeschuimer collects on tiktok.com, an object a line")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        return shape.has("source_platform", "data", "item_id", "timestamp_collected")
            && (shape.texts["source_platform"]?.hasSuffix("tiktok.com") ?? false)
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        return .lines(Reader())
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            var item = JSONValue.null
            var members = object.members
            while members.next() {
                if members.key.equals("data") {
                    item = members.value
                } else if members.key.equals("source_platform") {
                    let platform = members.value.text(&arena)
                    if !platform.equals("tiktok.com"), !platform.equals("www.tiktok.com") {
                        throw RecordFault(
                            "other-platform", field: "source_platform", "the item is from \(platform.quoted)")
                    }
                }
            }
            guard item.kind == .object else {
                throw RecordFault("missing-item", field: "data", "the record has no item in data")
            }
            try read(item: item, into: &draft, &arena)
        }

        private func read(
            item: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            var time = ByteView.empty
            var accountID = ByteView.empty
            var handle = ByteView.empty
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
                }
            }
            draft.time = try Field.time(time, "createTime")
            try draft.setAccount(id: accountID, handle: handle)
        }
    }
}
