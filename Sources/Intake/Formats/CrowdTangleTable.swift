import Bytes
import Records
import Traces

/// Posts as CrowdTangle's website exported them: `Page Name, User Name, Facebook Id, … Post Created, … URL, Message …`.
///
/// Built from what the project danielkingori/phoenix knows of these files, and from memory of their columns; no real
/// file was at hand. There is no column for a
/// post's id. The address holds it mostly, and `account_number` is then the same key that CrowdTangle's interface gives;
/// where it does not, account, time and a hash of the message stand for it. Times end in New York's `EDT` or `EST`,
/// numbers have commas. Instagram's file has no `Facebook Id`.
struct CrowdTangleTable: Format {
    let description = FormatDescription(
        id: "crowdtangle-csv", title: "CrowdTangle posts (CSV)",
        summary: "Page Name, User Name, Facebook Id, Post Created, Total Interactions, URL, Message …")

    func recognises(_ head: SourceHead) -> Bool {
        guard let table = head.table else { return false }
        return table.has("Post Created", "User Name", "Total Interactions")
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        let account = table.index("Facebook Id")
        return .table(
            Reader(
                platform: account == nil ? .instagram : .facebook, account: account,
                handle: try table.required("User Name"), time: try table.required("Post Created"),
                text: table.index("Message") ?? table.index("Description"), address: table.index("URL"),
                link: table.index("Final Link"), shortLink: table.index("Link"),
                region: table.index("Page Admin Top Country"), details: Details(table)))
    }

    /// The columns that only a case asks for.
    private struct Details {
        let name: Int?
        let description: Int?
        let created: Int?
        let followers: Int?
        let likes: Int?
        let comments: Int?
        let shares: Int?
        let views: Int?

        init(_ table: TableHead) {
            name = table.index("Page Name") ?? table.index("Group Name") ?? table.index("Account")
            description = table.index("Page Description")
            created = table.index("Page Created")
            followers = table.index("Followers at Posting")
            likes = table.index("Likes")
            comments = table.index("Comments")
            shares = table.index("Shares")
            views = table.index("Post Views") ?? table.index("Views")
        }
    }

    private struct Reader: TableReader {
        let platform: Platform
        let account: Int?
        let handle: Int
        let time: Int
        let text: Int?
        let address: Int?
        let link: Int?
        let shortLink: Int?
        let region: Int?
        let details: Details

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = platform
            draft.time = try Field.time(row[time], "Post Created")
            try draft.setAccount(id: draft.identifier(row.field(account)), handle: draft.value(row[handle]))
            draft.text = draft.value(row.field(text))
            draft.address = draft.value(row.field(address))
            draft.identifier = identifier(draft, &arena)
            let expanded = draft.value(row.field(link))
            let address = expanded.isEmpty ? draft.value(row.field(shortLink)) : expanded
            if !address.isEmpty { draft.urls.append(address) }
            guard draft.keepsDetails else { return }
            draft.region = draft.value(row.field(region))
            draft.profile.name = draft.value(row.field(details.name))
            draft.profile.description = draft.value(row.field(details.description))
            draft.profile.created = Field.optionalTime(row.field(details.created))
            draft.profile.counters.followers = draft.counter(row.field(details.followers))
            draft.counters.likes = draft.counter(row.field(details.likes))
            draft.counters.comments = draft.counter(row.field(details.comments))
            draft.counters.shares = draft.counter(row.field(details.shares))
            draft.counters.views = draft.counter(row.field(details.views))
        }

        private func identifier(_ draft: RecordDraft, _ arena: inout ScratchArena) -> ByteView {
            if draft.account.isEmpty { return .empty }
            var path = draft.address
            while path.count > 0, path[path.count - 1] == UInt8(ascii: "/") { path = path[0..<path.count - 1] }
            let number = path.lastSegment
            if platform == .facebook, number.isDigits, number.count > 5 {
                return arena.joined(draft.account, arena.literal("_"), number)
            }
            // An Instagram address ends in the post's code.
            if platform == .instagram, path.count > number.count, !number.isEmpty { return number }
            arena.append(draft.account)
            arena.append(UInt8(ascii: ":"))
            arena.append(hexadecimal: UInt64(bitPattern: draft.time.milliseconds))
            arena.append(UInt8(ascii: ":"))
            arena.append(hexadecimal: draft.text.lastingHash)
            return arena.finish()
        }
    }
}

extension ByteView {
    /// FNV-1a with 64 bits: the same wherever and whenever it is computed, since it becomes part of a key.
    fileprivate var lastingHash: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<count { hash = (hash ^ UInt64(self[index])) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}

extension ScratchArena {
    fileprivate mutating func append(hexadecimal value: UInt64) {
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift) & 15)
            append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
