import Oversight
import Records

/// Accounts, networks, and what posts point to.
extension MISPDocument {
    static func identifier(_ key: AssetKey) -> NamedUUID { NamedUUID("object", name(key)) }

    private static func name(_ key: AssetKey) -> String { "account \(key)" }

    func writeAssets() throws(ExchangeError) {
        for asset in dossier.assets { try write(object(asset)) }
    }

    private func object(_ asset: Dossier.Asset) -> MISPObject {
        let template = MISPTemplate(asset)
        var object = MISPObject(template, Self.name(asset.key), tags: tags(asset.marking))
        let id = asset.key.isProvisional ? nil : asset.key.id
        let handle = asset.handle
        let created = asset.created.flatMap { $0.fineness <= .day ? $0.earliest : nil }
        switch template {
        case .domain:
            if HostName.isPlain(asset.key.id) { object.add("domain", asset.key.id, as: .domain) }
            object.add("registration-date", created)
        case .facebookAccount, .instagramAccount, .redditAccount:
            object.add("account-id", id)
            object.add("account-name", handle ?? asset.name)
            object.add("link", asset.page, as: .link)
        case .facebookPage:
            object.add("page-id", id)
            object.add("page-name", asset.name ?? handle)
            object.add("link", asset.page, as: .link)
        case .facebookGroup:
            object.add("id", id)
            object.add("group-name", asset.name ?? handle)
            object.add("link", asset.page, as: .link)
        case .telegramAccount:
            object.add("id", id)
            object.add("username", handle)
            object.add("first_name", asset.name)
        case .twitterAccount:
            object.add("id", id)
            object.add("name", handle)
            object.add("displayed-name", asset.name)
            object.add("joined-date", created)
            object.add("followers", asset.reach.map { "\($0)" })
            object.add("link", asset.page, as: .link)
        case .youtubeChannel:
            object.add("channel-id", id)
            object.add("channel-name", asset.name ?? handle)
            object.add("link", asset.page, as: .link)
        case .socialMediaGroup:
            object.add("group-name", asset.name ?? handle ?? asset.key.id)
            object.add("group-alias", handle)
            object.add("platform", asset.key.platform.title)
            object.add("link", asset.page, as: .link)
            object.add("description", id.map { "\(asset.kind.rawValue), id \($0)" })
        default:
            object.add("user-id", id)
            object.add("username", handle)
            object.add("display-name", asset.name)
            object.add("account-type", asset.key.platform == .x ? "twitter" : asset.key.platform.name)
            object.add("created", created)
            object.add("link", asset.page, as: .link)
        }
        // Nothing of it can be kept in the template's words: a domain that is no host, a name of blanks.
        if !object.isComplete {
            object = MISPObject(.userAccount, Self.name(asset.key), tags: tags(asset.marking))
            object.add("username", "\(asset.key)")
        }
        object.comment = comment(asset)
        for network in memberships[asset.key] ?? [] {
            object.refer(to: Self.identifier(network: network), .member)
        }
        for edge in ties[asset.key] ?? [] where assetKeys.contains(edge.b) {
            object.refer(to: Self.identifier(edge.b), .connected, edge.words)
        }
        return object
    }

    /// What the template has no place for.
    private func comment(_ asset: Dossier.Asset) -> String {
        var parts = ["\(asset.key.platform.title) \(asset.kind.rawValue) \(asset.key.id)"]
        if let grade = asset.grade { parts.append("membership \(grade.rawValue)") }
        let earlier = asset.handles.map(\.handle).filter { $0 != asset.handle }
        if !earlier.isEmpty { parts.append("earlier handles \(earlier.joined(separator: ", "))") }
        if let created = asset.created { parts.append("created \(created)") }
        if let reach = asset.reach { parts.append("reach \(reach)") }
        if asset.posts > 0 { parts.append("\(asset.posts) posts in the case") }
        let spans = AvailabilitySpan.all(of: asset.key, in: dossier.availability)
        if let words = AvailabilitySpan.words(spans) { parts.append(words) }
        return parts.joined(separator: "; ")
    }

    static func identifier(network identifier: String) -> NamedUUID {
        NamedUUID("object", "network \(identifier)")
    }

    func writeNetworks() throws(ExchangeError) {
        for network in dossier.networks {
            var object = MISPObject(.socialMediaGroup, "network \(network.identifier)", tags: tags(network.marking))
            object.add("group-name", network.identifier, tags: techniques(of: network.identifier))
            object.add("description", network.words)
            object.comment = "Read from what has the SHA-256 \(network.sourceDigest)"
            for platform in Set(network.members.map(\.platform)).sorted() { object.add("platform", platform.title) }
            object.first = network.first
            object.last = network.last.map { max($0, network.first ?? $0) }
            for operation in dossier.operations where operation.networks.contains(network.identifier) {
                object.refer(to: Self.identifier(operation: operation.name), .part)
            }
            try write(object)
        }
    }

    func writeObservables() throws(ExchangeError) {
        for observable in dossier.observables {
            let name = "observable \(observable.kind.rawValue):\(observable.value)"
            // MISP refuses other names as domains.
            let isHost = observable.kind == .domain && HostName.isPlain(observable.value)
            let type: MISPType = observable.kind == .url ? .url : isHost ? .domain : .text
            let value = observable.kind == .hashtag ? "#" + observable.value : observable.value
            guard value.contains(where: { !$0.isWhitespace }) else { continue }
            var attribute = MISPAttribute(
                type, value, id: NamedUUID("attribute", name), tags: tags(observable.marking))
            attribute.comment = "\(observable.posts) posts point to it"
            attribute.first = observable.first
            attribute.last = observable.last
            try write(attribute)
        }
    }
}

extension MISPTemplate {
    /// The platform's own template where there is one, that of any user account otherwise.
    fileprivate init(_ asset: Dossier.Asset) {
        switch (asset.key.platform, asset.kind) {
        case (_, .domain): self = .domain
        case (.facebook, .page): self = .facebookPage
        case (.facebook, .group): self = .facebookGroup
        case (.facebook, _): self = .facebookAccount
        case (.youtube, _): self = .youtubeChannel
        case (_, .group), (_, .channel): self = .socialMediaGroup
        case (.x, _): self = .twitterAccount
        case (.instagram, _): self = .instagramAccount
        case (.reddit, _): self = .redditAccount
        case (.telegram, _): self = .telegramAccount
        default: self = .userAccount
        }
    }
}
