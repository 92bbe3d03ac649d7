import Bytes
import Corpus
import Intake
import Records

/// A record with all that its reader found, as values.
struct KeptRecord {
    var kind: RecordKind
    var platform: Platform
    var account: String
    var accountKind: AccountKind
    var handle: String
    var identifier: String
    /// Milliseconds.
    var time: Int64
    var text: String
    var replyTarget: String
    var repostTarget: String
    var quotedPost: String
    var sound: String
    var address: String
    var isRepost: Bool
    var hashtags: [String]
    var urls: [String]
    var mentions: [String]
    var language: String
    var region: String
    var client: String
    var counters: PostCounters
    var name: String
    var about: String
    var location: String
    var links: [String]
    /// Milliseconds.
    var created: Int64?
    var accountCounters: AccountCounters
    var isVerified: Bool?
    /// Milliseconds.
    var observed: Int64?

    init(_ draft: RecordDraft) {
        kind = draft.kind
        platform = draft.platform
        account = draft.account.string
        accountKind = draft.accountKind
        handle = draft.handle.string
        identifier = draft.identifier.string
        time = draft.time.milliseconds
        text = draft.text.string
        replyTarget = draft.replyTarget.string
        repostTarget = draft.repostTarget.string
        quotedPost = draft.quotedPost.string
        sound = draft.sound.string
        address = draft.address.string
        isRepost = draft.isRepost
        hashtags = draft.hashtags.map(\.string)
        urls = draft.urls.map(\.string)
        mentions = draft.mentions.map(\.string)
        language = draft.language.string
        region = draft.region.string
        client = draft.client.string
        counters = draft.counters
        name = draft.profile.name.string
        about = draft.profile.description.string
        location = draft.profile.location.string
        links = draft.profile.urls.map(\.string)
        created = draft.profile.created?.milliseconds
        accountCounters = draft.profile.counters
        isVerified = draft.profile.isVerified
        observed = draft.observed?.milliseconds
    }
}

/// Keeps all that readers find, details included.
struct RecordKeeper: RecordSink {
    static let readsAsPeers = false
    static let keepsDetails = true

    private(set) var records: [KeptRecord] = []
    private(set) var statements = 0

    mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        records.append(KeptRecord(record))
        return true
    }

    mutating func take(_ statement: Statement, _ citation: Citation) -> Bool {
        statements += 1
        return true
    }
}

/// Reads a text as a file, with its details.
func records(
    _ text: String, platform: Platform? = nil, mapping: String? = nil
) throws -> (records: [KeptRecord], file: FileSummary, rejections: [Rejection]) {
    var keeper = RecordKeeper()
    var rejections: [Rejection] = []
    let options = IntakeOptions(platform: platform, mapping: try mapping.map { try ColumnMapping($0) })
    let summary = try Intake.readAll(
        [SourceFile(path: "sample", contents: Array(text.utf8))], options: options, into: &keeper,
        reject: { rejections.append($0) }, progress: .silent)
    return (keeper.records, summary.files[0], rejections)
}
