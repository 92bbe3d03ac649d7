package import Records
import Yams

/// What the columns of an unknown table, or the members of unknown JSON objects, mean.
///
/// Written as `account=user_id,post=id,time=created,text=body`, or as YAML with the same keys. Members of nested
/// objects are dotted paths: `author.id`.
package struct ColumnMapping: Sendable, Equatable {
    /// What a column can mean.
    package enum Role: String, Sendable, CaseIterable {
        /// The account's lasting id.
        case account
        /// The account's handle; with `account`, the name shown beside the id.
        case handle
        /// The post's id.
        case post
        case time
        case text
        /// One address, or several separated by blanks or commas.
        case url
        case hashtags
        case mentions
        case sound
        case effects
        /// What is said in the video.
        case caption
        /// The id of the post that this one answers, repeats, or quotes.
        case reply
        case repost
        case quote
        /// Whether the post is a repost: yes or no.
        case isRepost = "is-repost"
        /// Any other object: the record becomes a share event.
        case object
        /// An address that opens the post.
        case address
        /// What the platform counted for the post.
        case views
        case likes
        case comments
        case shares
        case language
        case region
        /// The program that the post was sent with.
        case client
        /// The name, description and counters of the account, and when it was made.
        case name
        case description
        case followers
        case following
        case created
        /// When the collector saw the record.
        case observed

        /// Whether a record without a time can have it: a profile has no time of its own.
        fileprivate var describesAccount: Bool {
            switch self {
            case .account, .handle, .language, .region, .name, .description, .followers, .following, .created,
                .observed:
                true
            default: false
            }
        }
    }

    package private(set) var columns: [Role: String]
    /// The platform, where the mapping says so.
    package private(set) var platform: Platform?
    /// What separates the items of hashtags, mentions and effects.
    package private(set) var separator: UInt8 = UInt8(ascii: ",")

    /// Reads `role=column` pairs separated by commas; `platform=` and `separator=` besides.
    package init(_ text: String) throws(IntakeError) {
        try self.init(pairs: text.split(separator: ",", omittingEmptySubsequences: true).map(String.init))
    }

    /// Reads `role=column` pairs; `platform=` and `separator=` besides.
    package init(pairs texts: [String]) throws(IntakeError) {
        var pairs: [(String, String)] = []
        for pair in texts {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw .badMapping("\"\(pair)\" is not role=column; roles: \(Self.roles)")
            }
            pairs.append((Self.trimmed(parts[0]), Self.trimmed(parts[1])))
        }
        try self.init(pairs: pairs)
    }

    /// Reads a YAML mapping of roles to columns.
    package init(yaml: String) throws(IntakeError) {
        let node: Node?
        do { node = try Yams.compose(yaml: yaml) } catch { throw .badMapping("not YAML: \(error)") }
        guard let mapping = node?.mapping else {
            throw .badMapping("expected lines of \"role: column\"; roles: \(Self.roles)")
        }
        var pairs: [(String, String)] = []
        for (key, value) in mapping {
            guard let key = key.string, let value = value.string else {
                throw .badMapping("expected lines of \"role: column\"; roles: \(Self.roles)")
            }
            pairs.append((key, value))
        }
        try self.init(pairs: pairs)
    }

    private init(pairs: [(String, String)]) throws(IntakeError) {
        columns = [:]
        for (key, value) in pairs {
            if value.isEmpty { throw .badMapping("\(key) names no column") }
            if key == "platform" {
                guard let platform = Platform(name: value) else {
                    let known = Platform.allCases.map(\.name).joined(separator: ", ")
                    throw .badMapping("there is no platform \"\(value)\"; known: \(known)")
                }
                self.platform = platform
            } else if key == "separator" {
                separator = try Self.separator(value)
            } else if let role = Role(rawValue: key) {
                if columns.updateValue(value, forKey: role) != nil { throw .badMapping("\(key) is given twice") }
            } else {
                throw .badMapping("there is no role \"\(key)\"; roles: \(Self.roles)")
            }
        }
        if columns[.account] == nil, columns[.handle] == nil {
            throw .badMapping("say which column names the account: account=… (an id) or handle=…")
        }
        let describes = [Role.name, .description, .followers, .following, .created].contains { columns[$0] != nil }
        if columns[.time] == nil, !describes || !columns.keys.allSatisfy(\.describesAccount) {
            throw .badMapping("say which column holds the time: time=…")
        }
    }

    /// Whether the records are accounts: without a time, and with what is said of accounts.
    package var readsProfiles: Bool { columns[.time] == nil }

    /// The mapping as `role=column` pairs in a lasting order, from which it can be made again.
    package var pairs: [String] {
        var pairs = columns.map { "\($0.key.rawValue)=\($0.value)" }.sorted()
        if let platform { pairs.append("platform=\(platform.name)") }
        if separator != UInt8(ascii: ",") { pairs.append("separator=\(Self.separatorName(separator))") }
        return pairs
    }

    private static let roles =
        Role.allCases.map(\.rawValue).joined(separator: ", ") + ", platform, separator"

    private static func separator(_ name: String) throws(IntakeError) -> UInt8 {
        switch name {
        case "comma": return UInt8(ascii: ",")
        case "semicolon": return UInt8(ascii: ";")
        case "space": return UInt8(ascii: " ")
        case "tab": return UInt8(ascii: "\t")
        case "pipe": return UInt8(ascii: "|")
        default:
            guard let byte = name.utf8.first, name.utf8.count == 1, byte < 0x80 else {
                throw .badMapping("separator is comma, semicolon, space, tab, pipe, or one ASCII character")
            }
            return byte
        }
    }

    /// The name that gives the separator back: a blank or a comma would be lost among the pairs.
    private static func separatorName(_ separator: UInt8) -> String {
        switch separator {
        case UInt8(ascii: ","): "comma"
        case UInt8(ascii: ";"): "semicolon"
        case UInt8(ascii: " "): "space"
        case UInt8(ascii: "\t"): "tab"
        case UInt8(ascii: "|"): "pipe"
        default: String(Character(Unicode.Scalar(separator)))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
