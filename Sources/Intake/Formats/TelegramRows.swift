import Bytes
import Records
import Traces

/// Telegram messages as rows: `channel_id, channel_name, msg_id, message, cleaned_message, date, msg_link …`, the 49
/// columns of the collectors that build on Telethon and pandas.
///
/// Seen in real rows: ids as floats (`6776.0`), which are exact below 2⁵³ and no ids above it; `message` empty and the
/// text in `cleaned_message`; the sender only in groups; a forward that names its channel and message in a link, or only
/// its channel, or neither.
struct TelegramRows: Format {
    let description = FormatDescription(
        id: "telegram-rows", title: "Telegram messages (CSV)",
        summary: "channel_id, channel_name, msg_id, message, date, msg_link …; collectors built on Telethon")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("channel_id", "msg_id", "date", "is_forward") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                channel: try table.required("channel_id"), channelName: table.index("channel_name"),
                message: try table.required("msg_id"), time: try table.required("date"),
                text: table.index("message"), cleanedText: table.index("cleaned_message"),
                address: table.index("msg_link"), senderType: table.index("msg_from_peer"),
                sender: table.index("msg_from_id"), isForward: table.index("is_forward"),
                forwardPeer: table.index("forward_msg_from_peer_id"), forwardLink: table.index("forward_msg_link"),
                reply: table.index("reply_to_msg_id"), url: table.index("url"), views: table.index("views"),
                replies: table.index("number_replies"), forwards: table.index("number_forwards")))
    }

    private struct Reader: TableReader {
        let channel: Int
        let channelName: Int?
        let message: Int
        let time: Int
        let text: Int?
        let cleanedText: Int?
        let address: Int?
        let senderType: Int?
        let sender: Int?
        let isForward: Int?
        let forwardPeer: Int?
        let forwardLink: Int?
        let reply: Int?
        let url: Int?
        let views: Int?
        let replies: Int?
        let forwards: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .telegram
            draft.time = try Field.time(row[time], "date")
            let chat = number(row[channel], draft, arena)
            guard !chat.isEmpty else {
                throw RecordFault(
                    "missing-account", field: "channel_id", "\(row[channel].quoted) is no id of a channel")
            }
            draft.accountKind = .id
            let author = number(row.field(sender), draft, arena)
            if author.isEmpty {
                draft.account = arena.joined(arena.literal("channel"), chat)
                draft.handle = draft.value(row.field(channelName))
            } else {
                let isChannel = row.field(senderType).trimmed.equals("PeerChannel")
                draft.account = arena.joined(isChannel ? arena.literal("channel") : arena.literal("user"), author)
            }
            draft.identifier = key(chat, number(row[message], draft, arena), &arena)
            draft.replyTarget = key(chat, number(row.field(reply), draft, arena), &arena)
            draft.isRepost = Field.isTrue(row.field(isForward))
            draft.repostTarget = key(
                number(row.field(forwardPeer), draft, arena), draft.value(row.field(forwardLink)).lastSegment, &arena)
            draft.text = draft.value(row.field(text))
            if draft.text.isEmpty { draft.text = draft.value(row.field(cleanedText)) }
            draft.address = draft.value(row.field(address))
            FieldList.appendAddresses(row.field(url), to: &draft.urls)
            guard draft.keepsDetails else { return }
            draft.counters.views = draft.counter(row.field(views))
            draft.counters.comments = draft.counter(row.field(replies))
            draft.counters.shares = draft.counter(row.field(forwards))
        }

        /// An id, empty where it is none or lost digits.
        private func number(_ field: ByteView, _ draft: RecordDraft, _ arena: borrowing ScratchArena) -> ByteView {
            let value = arena.plainInteger(draft.identifier(field))
            return value.isDigits ? value : .empty
        }

        private func key(_ chat: ByteView, _ message: ByteView, _ arena: inout ScratchArena) -> ByteView {
            if chat.isEmpty || !message.isDigits { return .empty }
            arena.append(chat)
            arena.append(UInt8(ascii: "/"))
            arena.append(message)
            return arena.finish()
        }
    }
}
