import Bytes
import Records
import Traces

/// What Telegram Desktop exports as `result.json`: one chat (`messages` beside `name`, `type` and `id`), or an account
/// with all its chats (`chats.list`, `left_chats.list`).
///
/// Built from the notes on the format in the package tg-parser (docs/TELEGRAM_FORMAT.md), not from a real file. `date` is the exporter's local time without a zone; `date_unixtime` is a moment, and is preferred.
/// Messages are numbered within their chat, so that a message's key is `chat/number`, the chat's id coming before the
/// messages as the program writes it. An export says from whom a message was forwarded, but not which message: the
/// source's name stands for it. Notices (somebody joined, a call) are no posts.
struct TelegramDesktop: Format {
    let description = FormatDescription(
        id: "telegram-desktop", title: "Telegram Desktop export (result.json)",
        summary: "a chat or a whole account as Telegram Desktop exports it to JSON")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        // In an account's export, contacts may fill the beginning and more before the first chat comes.
        if shape.has("personal_information.user_id") { return true }
        for prefix in ["", "chats.list.", "left_chats.list."]
        where shape.has(prefix + "messages.date") && shape.has(prefix + "messages.type")
            && shape.has(prefix + "type") && shape.has(prefix + "id")
        {
            return true
        }
        return false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(
            entered: ["chats", "left_chats", "list", "messages"], errors: [],
            records: ["date", "date_unixtime", "from_id", "actor_id"], context: ["name", "type", "id"])
        return .elements(Reader(), plan)
    }

    /// Remembers which chat it is in.
    private final class Reader: ObjectReader {
        /// The chat's key, empty where none is known: as it stands for channels and groups, whose numbers are
        /// Telegram's own, and with its type before it for chats that mean something to the exporter alone.
        private var chat: [UInt8] = []
        private var type: [UInt8] = []
        private var isChannel = false

        func meet(_ name: ByteView, _ value: JSONValue) {
            if name.equals("name") {
                (chat, type, isChannel) = ([], [], false)
            } else if name.equals("type") {
                chat = []
                type = value.bytes.array
                isChannel = value.bytes.equals("public_channel") || value.bytes.equals("private_channel")
            } else if value.kind == .number || value.kind == .string {
                let isShared = type.isEmpty || isChannel || type.suffix(10) == Array("supergroup".utf8)[...]
                chat = (isShared ? [] : type) + value.bytes.array
            }
        }

        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .telegram
            var message = Message()
            var members = object.members
            while members.next() { message.take(members.key, members.value) }
            if message.type.bytes.equals("service") {
                throw .passing("service-message", "notices of the service, such as somebody joining; they are no posts")
            }
            try readTime(message, into: &draft, &arena)
            readAuthor(message, into: &draft, &arena)
            draft.identifier = identifier(message.id, &arena)
            draft.replyTarget = identifier(message.reply, &arena)
            let source = message.forwardedID.identifier(&arena)
            let sourceName = message.forwarded.value(&arena)
            draft.repostTarget = source.isEmpty ? sourceName : source
            draft.isRepost = !draft.repostTarget.isEmpty
            readText(message.text, into: &draft, &arena)
            if draft.keepsDetails { readDetails(message, into: &draft, &arena) }
        }

        private func readTime(
            _ message: Message, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            let moment = message.unixtime.text(&arena)
            if !moment.isEmpty {
                draft.time = try Field.time(moment, "date_unixtime")
            } else {
                draft.time = try Field.time(message.date.text(&arena), "date")
                draft.remarks.append(
                    Remark(
                        "local-time",
                        "times without a zone: the exporter's local time, taken for UTC; export again with a newer"
                            + " Telegram Desktop, which writes date_unixtime"))
            }
        }

        /// Users and channels are numbered apart: the word before the number stays.
        private func readAuthor(_ message: Message, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            draft.accountKind = .id
            let author = message.from.identifier(&arena)
            if author.isDigits {
                draft.account = arena.joined(arena.literal("user"), author)
            } else if author.isEmpty, isChannel, !chat.isEmpty {
                for byte in "channel".utf8 { arena.append(byte) }
                for byte in chat { arena.append(byte) }
                draft.account = arena.finish()
            } else {
                draft.account = author
            }
        }

        /// A message is told from others by its chat; without that, or without a number, by nothing.
        private func identifier(_ id: JSONValue, _ arena: inout ScratchArena) -> ByteView {
            let number = id.identifier(&arena)
            if number.isEmpty || chat.isEmpty { return .empty }
            for byte in chat { arena.append(byte) }
            arena.append(UInt8(ascii: "/"))
            arena.append(number)
            return arena.finish()
        }

        /// A string, or an array of strings and of parts with a type; what the parts are need not be guessed then.
        private func readText(_ text: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            guard text.kind == .array else {
                draft.text = text.value(&arena)
                return
            }
            var parts: [ByteView] = []
            var elements = text.elements
            while elements.next() {
                let part = elements.value
                guard part.kind == .object else {
                    parts.append(part.text(&arena))
                    continue
                }
                let words = part.member("text").text(&arena)
                parts.append(words)
                let type = part.member("type").bytes
                if type.equals("link") {
                    draft.urls.append(words)
                } else if type.equals("text_link") {
                    let address = part.member("href").value(&arena)
                    if !address.isEmpty { draft.urls.append(address) }
                } else if type.equals("hashtag") {
                    draft.hashtags.append(words)
                } else if type.equals("mention") {
                    draft.mentions.append(words)
                }
            }
            for part in parts { arena.append(part) }
            draft.text = arena.finish().trimmed
        }

        private func readDetails(_ message: Message, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
            draft.profile.name = message.name.value(&arena)
            var reactions: Int64?
            var elements = message.reactions.elements
            while elements.next() {
                if let count = elements.value.member("count").counter(&arena), count < 1 << 40 {
                    reactions = (reactions ?? 0) &+ count
                }
            }
            draft.counters.likes = reactions
        }
    }

    /// The members of a message.
    private struct Message {
        var type = JSONValue.null
        var id = JSONValue.null
        var date = JSONValue.null
        var unixtime = JSONValue.null
        var name = JSONValue.null
        var from = JSONValue.null
        var text = JSONValue.null
        var reply = JSONValue.null
        var forwarded = JSONValue.null
        var forwardedID = JSONValue.null
        var reactions = JSONValue.null

        mutating func take(_ key: ByteView, _ value: JSONValue) {
            if key.equals("type") {
                type = value
            } else if key.equals("id") {
                id = value
            } else if key.equals("date") {
                date = value
            } else if key.equals("date_unixtime") {
                unixtime = value
            } else if key.equals("from") {
                name = value
            } else if key.equals("from_id") {
                from = value
            } else if key.equals("text") {
                text = value
            } else if key.equals("reply_to_message_id") {
                reply = value
            } else if key.equals("forwarded_from") {
                forwarded = value
            } else if key.equals("forwarded_from_id") {
                forwardedID = value
            } else if key.equals("reactions") {
                reactions = value
            }
        }
    }
}
