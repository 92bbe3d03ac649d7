import Bytes
package import Records

/// What identifies an asset: the platform and its own lasting id there, or a handle while no id is known.
package struct AssetKey: Hashable, Comparable, Sendable {
    package var platform: Platform
    /// The platform's native id; a handle, provisional, begins with `@`; a domain stands as it is.
    package var id: String

    package init(platform: Platform, id: String) {
        self.platform = platform
        if id.hasPrefix("@") && platform.foldsHandles {
            self.id = id.lowercased()
        } else {
            self.id = id
        }
    }

    /// The asset that an account is.
    package init(_ account: AccountKey) {
        self.init(
            platform: account.platform, id: account.kind == .handle ? "@" + account.value : account.value)
    }

    /// Reads `tiktok:7123456` or `x:@name`.
    package init(reading text: String) throws(FieldFault) {
        guard let key = AssetKey(text) else {
            throw FieldFault(
                "bad-asset", field: "asset",
                "'\(text)' names no asset; write the platform and its id, tiktok:7123456, or while no id is known the"
                    + " handle, x:@name")
        }
        if var fault = key.fault {
            fault.field = "asset"
            throw fault
        }
        self = key
    }

    /// Nil where it is not of that form.
    private init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex, text.index(after: colon) != text.endIndex,
            let platform = Platform(name: String(text[..<colon]))
        else { return nil }
        self.init(platform: platform, id: String(text[text.index(after: colon)...]))
    }

    /// Why no asset can be called so; nil where one can.
    package var fault: FieldFault? { ByteView.with(id) { NativeID.fault(in: $0) } }

    /// Whether only a handle is known, which may change hands.
    package var isProvisional: Bool { id.hasPrefix("@") }

    package static func < (left: AssetKey, right: AssetKey) -> Bool {
        (left.platform.name, left.id) < (right.platform.name, right.id)
    }
}

extension AssetKey: CustomStringConvertible {
    package var description: String { "\(platform.name):\(id)" }
}

extension AssetKey: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        // What was entered before there was a limit is still what was entered.
        guard let key = AssetKey(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' names no asset")
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// How sure it is that an asset belongs to the network.
package enum MembershipGrade: String, Codable, Sendable, CaseIterable, Comparable {
    case confirmed
    case probable
    case possible

    package static func < (left: MembershipGrade, right: MembershipGrade) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .confirmed: 0
        case .probable: 1
        case .possible: 2
        }
    }
}

/// An account, page, channel, domain or group that belongs to a network under examination.
package struct Asset: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case account
        case page
        case group
        case channel
        case domain
        case advertisement
    }

    package var key: AssetKey
    package var kind: Kind
    package var grade: MembershipGrade
    /// The handle when the cohort was frozen; an attribute, never the key.
    package var handle: String?
    package var created: StatedTime?
    /// When it first took part in the operation.
    package var firstPost: StatedTime?
    /// The part of the network that it belongs to.
    package var cluster: String?
    /// Followers, members or subscribers when the cohort was frozen.
    package var reach: Int64?
    /// Why it may not be held out of a notice: a threat to life, a duty to report.
    package var mustReport: String?

    package init(
        _ key: AssetKey, kind: Kind = .account, grade: MembershipGrade, handle: String? = nil,
        created: StatedTime? = nil, firstPost: StatedTime? = nil, cluster: String? = nil, reach: Int64? = nil,
        mustReport: String? = nil
    ) {
        self.key = key
        self.kind = kind
        self.grade = grade
        self.handle = handle
        self.created = created
        self.firstPost = firstPost
        self.cluster = cluster
        self.reach = reach
        self.mustReport = mustReport
    }

    /// The columns of a table of assets.
    package static let columns = [
        "platform", "id", "asset", "handle", "account_id", "account", "native_id", "username", "kind", "grade",
        "created",
        "first_post", "cluster", "reach", "must_report",
    ]

    /// Reads a row: `platform` and `id` (or `handle` while no id is known), or `asset` (`tiktok:7123456`); `kind`, `grade`,
    /// `created`, `first_post`, `cluster`, `reach`, `must_report`.
    /// - Parameter grade: of rows that state none.
    package init(_ row: NamedRow, grade: MembershipGrade?) throws(FieldFault) {
        let key: AssetKey
        if let text = row.text("asset") {
            key = try AssetKey(reading: text)
        } else {
            guard let platform = try row.platform("platform") else {
                throw FieldFault(
                    "missing-platform", field: "platform", "the row does not say on which platform the asset is")
            }
            let handle = row.text("handle", "username").map { $0.hasPrefix("@") ? $0 : "@" + $0 }
            guard let id = row.text("id", "account_id", "account", "native_id") ?? handle else {
                throw FieldFault(
                    "missing-id", field: "id", "the row names no asset: give its id, or a handle while none is known")
            }
            if id.contains("E+") || id.contains("e+") {
                throw FieldFault(
                    "rounded-id", field: "id",
                    "'\(id)' was rounded by a spreadsheet and names no asset any more; export ids as text")
            }
            key = AssetKey(platform: platform, id: id)
            if let fault = key.fault { throw fault }
        }
        guard let stated = try row.word("grade", as: MembershipGrade.self) ?? grade else {
            throw FieldFault(
                "missing-grade", field: "grade",
                "the row does not grade the membership: confirmed, probable or possible (or --grade for all rows)")
        }
        self.init(
            key, kind: try row.word("kind", as: Kind.self) ?? .account, grade: stated,
            handle: row.text("handle", "username"), created: try row.time("created"),
            firstPost: try row.time("first_post"), cluster: row.text("cluster", "network"),
            reach: try row.integer("reach"), mustReport: row.text("must_report"))
        if let created, let firstPost, firstPost.isBefore(created) {
            throw FieldFault(
                "post-before-creation", field: "first_post",
                "the first post (\(firstPost)) lies before the asset was created (\(created))")
        }
    }
}
