import Bytes
import Records
import Traces

/// Any CSV table, its columns explained by the user.
struct MappedTable: Format {
    let description = FormatDescription(
        id: "csv", title: "Any CSV table", summary: "a table with a header; say what its columns mean with --map")

    /// Never by itself: nobody but the user knows what the columns mean.
    func recognises(_ head: SourceHead) -> Bool { false }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        guard let mapping = options.mapping else { throw .noMapping }
        var columns: [ColumnMapping.Role: Int] = [:]
        for (role, name) in mapping.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            columns[role] = try table.required(name)
        }
        return .table(Reader(mapping: mapping, columns: columns))
    }

    private struct Reader: TableReader {
        private let platform: Platform
        private let separator: UInt8
        private let timeName: String
        private let account: Int?
        private let handle: Int?
        private let post: Int?
        private let time: Int?
        private let text: Int?
        private let url: Int?
        private let hashtags: Int?
        private let mentions: Int?
        private let sound: Int?
        private let effects: Int?
        private let caption: Int?
        private let reply: Int?
        private let repost: Int?
        private let quote: Int?
        private let isRepost: Int?
        private let object: Int?
        private let address: Int?
        private let readsProfiles: Bool
        private let details: [(role: ColumnMapping.Role, column: Int)]

        init(mapping: ColumnMapping, columns: [ColumnMapping.Role: Int]) {
            platform = mapping.platform ?? .unstated
            separator = mapping.separator
            timeName = mapping.columns[.time] ?? "time"
            account = columns[.account]
            handle = columns[.handle]
            post = columns[.post]
            time = columns[.time]
            text = columns[.text]
            url = columns[.url]
            hashtags = columns[.hashtags]
            mentions = columns[.mentions]
            sound = columns[.sound]
            effects = columns[.effects]
            caption = columns[.caption]
            reply = columns[.reply]
            repost = columns[.repost]
            quote = columns[.quote]
            isRepost = columns[.isRepost]
            object = columns[.object]
            address = columns[.address]
            readsProfiles = mapping.readsProfiles
            details = columns.filter { MappedDetail.roles.contains($0.key) }.sorted { $0.value < $1.value }
                .map { ($0.key, $0.value) }
        }

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = platform
            if readsProfiles {
                draft.kind = .profile
            } else {
                draft.time = try Field.time(row.field(time), timeName)
            }
            try draft.setAccount(id: draft.identifier(row.field(account)), handle: draft.value(row.field(handle)))
            if draft.keepsDetails {
                for (role, column) in details { MappedDetail.assign(draft.value(row[column]), to: role, &draft) }
            }
            if readsProfiles { return }
            draft.identifier = draft.identifier(row.field(post))
            draft.text = draft.value(row.field(text))
            draft.caption = draft.value(row.field(caption))
            draft.sound = draft.identifier(row.field(sound))
            draft.replyTarget = draft.identifier(row.field(reply))
            draft.repostTarget = draft.identifier(row.field(repost))
            draft.quotedPost = draft.identifier(row.field(quote))
            draft.address = draft.value(row.field(address))
            draft.isRepost = Field.isTrue(row.field(isRepost)) || !draft.repostTarget.isEmpty
            FieldList.appendAddresses(row.field(url), to: &draft.urls)
            FieldList.append(row.field(hashtags), separator: separator, to: &draft.hashtags)
            FieldList.append(row.field(mentions), separator: separator, to: &draft.mentions)
            FieldList.append(row.field(effects), separator: separator, to: &draft.effects)
            if object != nil {
                draft.kind = .shareEvent
                draft.sharedObject = draft.unchanged(row.field(object))
            }
        }
    }
}

/// What a mapping can name besides what a search needs.
enum MappedDetail {
    static let roles: Set<ColumnMapping.Role> = [
        .views, .likes, .comments, .shares, .language, .region, .client, .name, .description, .followers, .following,
        .created, .observed,
    ]

    static func assign(_ value: ByteView, to role: ColumnMapping.Role, _ draft: inout RecordDraft) {
        switch role {
        case .views: draft.counters.views = draft.counter(value)
        case .likes: draft.counters.likes = draft.counter(value)
        case .comments: draft.counters.comments = draft.counter(value)
        case .shares: draft.counters.shares = draft.counter(value)
        case .language: draft.language = value
        case .region: draft.region = value
        case .client: draft.client = value
        case .name: draft.profile.name = value
        case .description: draft.profile.description = value
        case .followers: draft.profile.counters.followers = draft.counter(value)
        case .following: draft.profile.counters.following = draft.counter(value)
        case .created: draft.profile.created = Field.optionalTime(value)
        case .observed: draft.observed = Field.optionalTime(value)
        default: break
        }
    }
}

extension RecordFault {
    static let noMapping = RecordFault(
        "no-mapping", "say what the fields mean with --map, for example --map account=user_id,post=id,time=created")
}

extension RecordDraft {
    /// Keys the account by its id, or by its handle where there is no id (an empty view) or the id lost its digits.
    mutating func setAccount(id: ByteView, handle: ByteView) throws(RecordFault) {
        if !id.isEmpty, readsAsPeers || !Field.isRounded(id) {
            account = id
            accountKind = .id
            self.handle = handle
        } else if !handle.isEmpty {
            account = handle
            accountKind = .handle
        } else if !id.isEmpty {
            throw RecordFault(
                "rounded-id", field: "account",
                "\(id.quoted) lost its last digits in some program and may stand for several accounts;"
                    + " export ids as text")
        }
    }
}
