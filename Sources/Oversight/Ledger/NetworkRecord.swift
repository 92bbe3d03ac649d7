import Records

/// A covert network that others than the platform have documented.
package struct NetworkRecord: Codable, Sendable, Hashable {
    /// Somebody who documents the network.
    package struct Source: Codable, Sendable, Hashable {
        package var name: String
        package var address: String
        /// Sources of one group share their evidence or their authors and confirm each other nothing.
        package var independenceGroup: String

        /// - Parameter independenceGroup: the source's own name where it depends on nobody.
        package init(_ name: String, address: String, independenceGroup: String? = nil) {
            self.name = name
            self.address = address
            self.independenceGroup = independenceGroup ?? name
        }
    }

    package var name: String
    package var aliases: [String]
    /// The platform whose report should name the network.
    package var platform: String
    package var origins: [String]
    package var targets: [String]
    /// Ids of its assets on the platform.
    package var assets: Set<String>
    /// The days in which the network was seen there.
    package var days: ReportingPeriod
    package var sources: [Source]

    package init(
        name: String, aliases: [String] = [], platform: String, origins: [String] = [], targets: [String] = [],
        assets: Set<String>, days: ReportingPeriod, sources: [Source]
    ) {
        self.name = name
        self.aliases = aliases
        self.platform = PlatformName.normalised(platform)
        self.origins = origins.map(CountryName.normalised)
        self.targets = targets.map(CountryName.normalised)
        self.assets = assets
        self.days = days
        self.sources = sources
    }

    /// Sources that do not lean on each other: neither of one group, whatever its case and blanks, nor of one address.
    package var independentSources: Int {
        var clusters: [Set<String>] = []
        for source in sources {
            let group = source.independenceGroup.lowercased().filter { !$0.isWhitespace }
            // An address cannot be mistaken for a group's name: a group holds no blank.
            let marks: Set<String> = [group, "at " + SourceAddress.plain(source.address)]
            let joined = clusters.filter { !$0.isDisjoint(with: marks) }
            clusters.removeAll { !$0.isDisjoint(with: marks) }
            clusters.append(joined.reduce(marks) { $0.union($1) })
        }
        return clusters.count
    }
}

/// How a network was found among a platform's disclosures: the first rung that holds.
package enum MatchRung: Int, Codable, Sendable, CaseIterable, Comparable {
    /// They share an asset's id.
    case assetID = 1
    /// They share the operation's name or an alias.
    case name = 2
    /// They share an origin, at least half of their targets (Jaccard) and some days: possible, and no more.
    case originTargetsPeriod = 3
    case none = 4

    package var label: String {
        switch self {
        case .assetID: "asset id"
        case .name: "operation's name or alias"
        case .originTargetsPeriod: "origin, targets and period"
        case .none: "none"
        }
    }

    package static func < (left: MatchRung, right: MatchRung) -> Bool { left.rawValue < right.rawValue }

    /// The rung at which a row of the ledger names a network.
    /// - Parameter released: ids of assets that the row's source released.
    package init(_ network: NetworkRecord, _ row: Disclosure, released: Set<String>) {
        if !network.assets.isDisjoint(with: released) {
            self = .assetID
            return
        }
        let names = Set(([network.name] + network.aliases).map(Self.folded))
        if row.names.contains(where: { names.contains(Self.folded($0)) }) {
            self = .name
            return
        }
        guard let days = row.days, days.overlaps(network.days), !Set(network.origins).isDisjoint(with: row.origins),
            Self.jaccard(Set(network.targets), Set(row.targets)) >= 0.5
        else {
            self = .none
            return
        }
        self = .originTargetsPeriod
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Members shared of all members; 0 of two empty sets, which share nothing.
    private static func jaccard(_ first: Set<String>, _ second: Set<String>) -> Double {
        let all = first.union(second).count
        return all == 0 ? 0 : Double(first.intersection(second).count) / Double(all)
    }
}
