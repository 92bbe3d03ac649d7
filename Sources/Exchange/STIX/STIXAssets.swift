import Bytes
import Oversight
import Records

/// Accounts, and what they point to.
extension STIXDocument {
    /// The object that stands for an asset in relationships and lists: a channel, or a domain's name.
    func identifier(_ key: AssetKey) -> STIXIdentifier {
        if domains.contains(key) { return STIXIdentifier("domain-name", [("value", key.id)]) }
        return STIXIdentifier("channel", named: key.description)
    }

    func writeAssets() throws(ExchangeError) {
        for asset in dossier.assets {
            if asset.kind == .domain {
                try writeDomain(asset.key.id, marking: asset.marking)
            } else {
                try writeChannel(asset)
            }
        }
    }

    /// A channel is what OpenCTI relates to everything else; its id there hangs on the name alone, so that the name is
    /// the asset's key and no alias says what accounts of other platforms say, too.
    private func writeChannel(_ asset: Dossier.Asset) throws(ExchangeError) {
        let channel = identifier(asset.key)
        var members = self.members(channel, marking: asset.marking)
        members.text("name", asset.key.description)
        members.text("description", Self.description(of: asset))
        members.texts("channel_types", [asset.key.platform.title])
        members.integer("confidence", asset.grade.map(Self.confidence))
        members.isNew("new-sdo", by: STIXExtension.openCTIObjects)
        try write(channel, members)
        let account = Self.account(asset)
        try writeShared(account, Self.account(asset, account))
        try relate(channel, "related-to", account, marking: asset.marking)
    }

    /// STIX 2.1, section 6.18. What counts for the id are the platform and the lasting id, or the handle while none is
    /// known: an account that changes its handle stays one object.
    private static func account(_ asset: Dossier.Asset) -> STIXIdentifier {
        STIXIdentifier(
            "user-account",
            asset.key.isProvisional
                ? [
                    ("account_login", String(asset.key.id.dropFirst())),
                    ("account_type", asset.key.platform.accountType),
                ]
                : [("account_type", asset.key.platform.accountType), ("user_id", asset.key.id)])
    }

    private static func account(_ asset: Dossier.Asset, _ id: STIXIdentifier) -> STIXMembers {
        var members = STIXMembers(id)
        members.text("user_id", asset.key.isProvisional ? nil : asset.key.id)
        members.text("account_login", asset.handle)
        members.text("account_type", asset.key.platform.accountType)
        members.text("display_name", asset.name)
        // Only what is known to the moment or the day is a time.
        if let created = asset.created, created.fineness <= .day { members.time("account_created", created.earliest) }
        members.references("object_marking_refs", [STIXMarking.identifier(asset.marking ?? .unmarked)])
        return members
    }

    /// The scale of STIX 2.1, appendix A: low, medium, high.
    private static func confidence(_ grade: MembershipGrade) -> Int64 {
        switch grade {
        case .confirmed: 85
        case .probable: 50
        case .possible: 15
        }
    }

    private static func description(of asset: Dossier.Asset) -> String {
        var parts = ["\(asset.key.platform.title) \(asset.kind.rawValue) \(asset.key.id)"]
        if let name = asset.name { parts.append("shown name: \(name)") }
        let handles = asset.handles.map { period in
            guard let first = period.first, let last = period.last else { return "@\(period.handle)" }
            return "@\(period.handle) (seen \(Day(of: first)) to \(Day(of: last)))"
        }
        // A handle without a period that is the key itself says nothing more.
        if !handles.isEmpty, handles != [asset.key.id] { parts.append("handles: \(handles.joined(separator: ", "))") }
        if let created = asset.created { parts.append("created \(created)") }
        if let grade = asset.grade { parts.append("membership \(grade.rawValue)") }
        if let reach = asset.reach { parts.append("reach \(reach)") }
        if asset.posts > 0 { parts.append("\(asset.posts) posts in the case") }
        return parts.joined(separator: "; ") + "."
    }

    func writeObservables() throws(ExchangeError) {
        for observable in dossier.observables {
            guard let id = Self.identifier(observable.kind, observable.value) else { continue }
            switch observable.kind {
            case .domain: try writeDomain(observable.value, marking: observable.marking)
            case .url, .hashtag:
                var members = STIXMembers(id)
                members.text("value", Self.value(observable.kind, observable.value))
                members.references("object_marking_refs", [STIXMarking.identifier(observable.marking ?? .unmarked)])
                if observable.kind == .hashtag { members.isNew("new-sco", by: STIXExtension.openCTIObservables) }
                try writeShared(id, members)
            }
            try writeObserved(observable, id)
        }
    }

    /// How often posts point to it, and when: STIX keeps that apart from the thing itself.
    private func writeObserved(_ observable: Dossier.Observable, _ id: STIXIdentifier) throws(ExchangeError) {
        guard let first = observable.first, let last = observable.last, observable.posts > 0 else { return }
        let observed = STIXIdentifier(
            "observed-data", [("object", id.description), ("producer", producer.description)])
        var members = self.members(observed, marking: observable.marking)
        members.time("first_observed", first)
        members.time("last_observed", last)
        members.integer("number_observed", Int64(min(observable.posts, 999_999_999)))
        members.references("object_refs", [id])
        try write(observed, members)
    }

    private func writeDomain(_ name: String, marking: TrafficLight?) throws(ExchangeError) {
        let id = STIXIdentifier("domain-name", [("value", name)])
        var members = STIXMembers(id)
        members.text("value", name)
        members.references("object_marking_refs", [STIXMarking.identifier(marking ?? .unmarked)])
        try writeShared(id, members)
    }

    /// The observable's id; nil for what makes no valid one.
    static func identifier(_ kind: Dossier.Observable.Kind, _ value: String) -> STIXIdentifier? {
        if value.isEmpty { return nil }
        let type =
            switch kind {
            case .domain: "domain-name"
            case .hashtag: "text"
            case .url: "url"
            }
        return STIXIdentifier(type, [("value", Self.value(kind, value))])
    }

    private static func value(_ kind: Dossier.Observable.Kind, _ value: String) -> String {
        switch kind {
        case .domain: value
        case .hashtag: "#" + value
        case .url: escaped(value)
        }
    }

    /// The address with what a URI may not hold (RFC 3986) as percent escapes.
    static func escaped(_ address: String) -> String {
        var bytes: [UInt8] = []
        var isChanged = false
        let source = Array(address.utf8)
        for (index, byte) in source.enumerated() {
            let isPlain =
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "%"):
                    index + 2 < source.count && source[(index + 1)...(index + 2)].allSatisfy(Self.isHexadecimal)
                default: Self.plain.contains(byte)
                }
            if isPlain {
                bytes.append(byte)
            } else {
                isChanged = true
                bytes += "%".utf8
                bytes += [byte].hexadecimal.uppercased().utf8
            }
        }
        return isChanged ? String(decoding: bytes, as: UTF8.self) : address
    }

    private static let plain = Set("-._~:/?#@!$&'()*+,;=".utf8)

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}

extension Platform {
    /// For people.
    var title: String {
        switch self {
        case .tiktok: "TikTok"
        case .vk: "VK"
        case .youtube: "YouTube"
        case .unstated: "unstated platform"
        default: name.prefix(1).uppercased() + name.dropFirst()
        }
    }

    /// In the vocabulary of STIX 2.1, section 10.1, where it has a word.
    fileprivate var accountType: String { self == .x ? "twitter" : name }
}
