package import Bytes
package import Records
import Traces

/// What a record tells of.
package enum RecordKind: UInt8, Sendable {
    /// A post of an account.
    case post
    /// An account, an object and a time; the post's id, where there is one, is not the record's key.
    case shareEvent
    /// A post whose account the source keeps to itself, such as an advertisement in a public library. It is kept, and
    /// coordinates with nobody.
    case anonymousPost
    /// An account as it was seen at some time.
    case profile
    /// The counters of a post that another record describes, as they were seen at some time.
    case counters
}

/// One record as a reader finds it: borrowed bytes, nothing normalised. Reused from record to record.
///
/// An empty view is a missing value; readers of tables give it for the words that `ByteView.isMissing` knows.
package struct RecordDraft {
    package var kind = RecordKind.post
    package var platform = Platform.unstated
    /// Id or handle, as the source writes it.
    package var account = ByteView.empty
    package var accountKind = AccountKind.handle
    /// For an account keyed by its id: its handle.
    package var handle = ByteView.empty
    /// The platform's id of the post.
    package var identifier = ByteView.empty
    package var time = SpelledTime.epoch
    package var text = ByteView.empty
    /// What is said in the video.
    package var caption = ByteView.empty
    package var sound = ByteView.empty
    package var replyTarget = ByteView.empty
    package var repostTarget = ByteView.empty
    package var quotedPost = ByteView.empty
    /// The object that a share event names.
    package var sharedObject = ByteView.empty
    package var address = ByteView.empty
    /// Lists; where one is empty, the text is searched.
    package var hashtags: [ByteView] = []
    package var urls: [ByteView] = []
    package var mentions: [ByteView] = []
    package var effects: [ByteView] = []
    package var isRepost = false
    /// The language that the platform gave the post, as it writes it.
    package var language = ByteView.empty
    /// The country of the post or its account, as the source writes it.
    package var region = ByteView.empty
    /// The program that the post was sent with.
    package var client = ByteView.empty
    package var counters = PostCounters()
    package var profile = ProfileDraft()
    /// When the record was as it says: when a collector saw it. Nil where the source does not tell.
    package var observed: SpelledTime?
    /// What is worth knowing of the record besides; the file's notes count it.
    package var remarks: [Remark] = []
    /// What stands where a counter should, and is none; empty where all could be read.
    private(set) var unreadCounter = ByteView.empty
    /// Whether the post had an id that lost its digits on the way, so that it is no id.
    var hasRoundedIdentifier = false
    /// Whether values are read as other programs read them; stays from record to record.
    let readsAsPeers: Bool
    /// Whether anybody asks for language, region, client, counters, profile and time of observation; stays from record
    /// to record. Readers of large files leave them out where nobody does.
    package let keepsDetails: Bool

    package init(readsAsPeers: Bool = false, keepsDetails: Bool = true) {
        self.readsAsPeers = readsAsPeers
        self.keepsDetails = keepsDetails
    }

    /// The value of a table's field without blanks around it, empty where it is missing: R knows only `NA` for that.
    func value(_ field: ByteView) -> ByteView {
        readsAsPeers ? field.trimmed.unlessMissingInR : Field.value(field)
    }

    /// The same for an identifier, where `0` is missing too, but not to R.
    func identifier(_ field: ByteView) -> ByteView {
        readsAsPeers ? field.trimmed.unlessMissingInR : Field.identifier(field)
    }

    /// An unknown value, byte for byte, empty where it is missing.
    func unchanged(_ field: ByteView) -> ByteView {
        if readsAsPeers { return field.unlessMissingInR }
        return field.isMissing ? .empty : field
    }

    /// A counter of the record or of its account; nil where there is none, and noted where it cannot be read.
    mutating func counter(_ bytes: ByteView) -> Int64? { Field.counter(bytes, unread: &unreadCounter) }

    /// Whatever of the record's counters is none.
    var firstUnreadCounter: ByteView { unreadCounter.isEmpty ? profile.unreadCounter : unreadCounter }

    /// Forgets everything but the memory of the lists.
    mutating func clear() {
        kind = .post
        platform = .unstated
        account = .empty
        accountKind = .handle
        handle = .empty
        identifier = .empty
        time = .epoch
        text = .empty
        caption = .empty
        sound = .empty
        replyTarget = .empty
        repostTarget = .empty
        quotedPost = .empty
        sharedObject = .empty
        address = .empty
        if !hashtags.isEmpty { hashtags.removeAll(keepingCapacity: true) }
        if !urls.isEmpty { urls.removeAll(keepingCapacity: true) }
        if !mentions.isEmpty { mentions.removeAll(keepingCapacity: true) }
        if !effects.isEmpty { effects.removeAll(keepingCapacity: true) }
        isRepost = false
        remarks.removeAll(keepingCapacity: true)
        hasRoundedIdentifier = false
        unreadCounter = .empty
        guard keepsDetails else { return }
        language = .empty
        region = .empty
        client = .empty
        counters = PostCounters()
        profile = ProfileDraft()
        observed = nil
    }
}

/// What a record says of its account besides the name.
package struct ProfileDraft {
    /// The name that people see.
    package var name = ByteView.empty
    package var description = ByteView.empty
    package var location = ByteView.empty
    /// Addresses that the profile gives.
    package var urls: [ByteView] = []
    /// When the account was made.
    package var created: SpelledTime?
    package var counters = AccountCounters()
    package var isVerified: Bool?
    fileprivate var unreadCounter = ByteView.empty

    package init() {}

    /// A counter; nil where there is none, and noted where it cannot be read.
    mutating func counter(_ bytes: ByteView) -> Int64? { Field.counter(bytes, unread: &unreadCounter) }
}

/// Something worth knowing of a record: a file's notes count it.
package struct Remark: Sendable {
    /// A short lasting word.
    package var name: String
    /// What it means, for people, to follow a number.
    package var meaning: String
    /// What the record says itself; of a file's first one it is shown.
    package var example: String?

    package init(_ name: String, _ meaning: String, example: String? = nil) {
        self.name = name
        self.meaning = meaning
        self.example = example
    }
}

/// Why one record is rejected, or passed over.
package struct RecordFault: Error {
    package var reason: String
    package var field: String?
    package var detail: String
    /// Whether there is nothing wrong: the record tells of nothing that is kept, by design of its format, and is
    /// counted in the notes instead.
    package private(set) var isPassing = false

    /// A record that tells of nothing that is kept, such as the notice that somebody joined.
    /// - Parameter meaning: what such records are, for people, to follow a number.
    package static func passing(_ name: String, _ meaning: String) -> RecordFault {
        var fault = RecordFault(name, meaning)
        fault.isPassing = true
        return fault
    }

    package init(_ reason: String, field: String? = nil, _ detail: String) {
        self.reason = reason
        self.field = field
        self.detail = detail
    }

    /// What is wrong with a file's bytes as they come.
    init(_ error: ByteSourceError) { self.init(error.reason, error.description) }
}

extension ByteView {
    /// Empty where R reads a missing value.
    fileprivate var unlessMissingInR: ByteView { equals("NA") ? .empty : self }

    /// The bytes between quotes for a message: at most 80 of them, whatever is not printable ASCII or well-formed
    /// UTF-8 escaped.
    var quoted: String {
        var end = Swift.min(count, 80)
        // Not in the middle of a character.
        while end > 0, end < count, self[end] & 0xC0 == 0x80 { end -= 1 }
        var text = "\""
        for scalar in self[0..<end].string.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                text.unicodeScalars.append(scalar)
            }
        }
        return text + (end < count ? "…\"" : "\"")
    }
}
