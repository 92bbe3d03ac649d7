package import Records

/// M12: what a platform did about assets that another platform had named: notice-to-action and the residual-up rate from
/// that naming on, and whether its own reports say anything of the network.
package enum CrossPlatformGap {
    /// Whether an exposure is another platform's naming: what a platform or its company names of its own is no gap.
    package static func isPeer(_ exposure: Exposure, of platform: Platform) -> Bool {
        exposure.source == .peerNamed && !isItself(exposure.by, platform)
    }

    /// What companies call the parts of themselves that publish.
    private static let ownParts: Set<String> = [
        "newsroom", "policy", "s", "safety", "security", "tag", "threat", "transparency", "trust",
    ]

    /// Whether a name is the platform's or its company's, or one of its part's: `Meta's threat report`, `Google TAG`. Others
    /// have a platform's name in front of their own: `Facebook Papers consortium`.
    private static func isItself(_ name: String, _ platform: Platform) -> Bool {
        let own = PlatformName.normalised(platform.name)
        if PlatformName.normalised(name) == own { return true }
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        guard words.count > 1, ownParts.contains(words[1]) else { return false }
        return PlatformName.normalised(words[0]) == own
    }

    /// - Parameters:
    ///   - named: clocks of the kind `peer_named`, of what others than the platform named.
    ///   - own: how many assets only the platform itself named: its own disclosure, and no gap.
    ///   - omission: M10 of the platform, for the network that was named.
    package static func measurements(
        of subject: String, _ histories: Histories, _ named: Clocks, own: Int, days: [Int], omission: Measurement?,
        inputs: [String]
    ) -> [Measurement] {
        let times = TimeToAction(histories, named)
        let notice = NoticeToAction(times).measurement(
            of: subject, zero: named.zero, inputs: inputs, notes: histories.notes)
        let residual = ResidualUp.measurement(
            of: subject, histories, named, days: days, inputs: inputs, notes: []
        ).measurement
        var notes = ["the naming platform's publication is the latest time at which this platform could know"]
        if own > 0 { notes.append("\(own) assets were named by the platform itself alone and are left out") }
        let unnamed = named.ofAsset.count { $0 == nil } - own
        if unnamed > 0 { notes.append("\(unnamed) assets were named by no other platform and are left out") }
        return ([notice, residual] + [omission].compactMap { $0 }).map { part in
            var part = part
            part.notes += part.metric == .disclosureOmission ? [] : notes
            part.subject = "\(part.metric.rawValue) of \(part.subject)"
            part.metric = .crossPlatformGap
            return part
        }
    }

    /// The network that other platforms named, as a registry of networks would have it: confirmed by everybody who named
    /// it and is not the platform itself. That those do not lean on each other is not known, and said.
    /// - Parameter days: in which its assets were seen.
    package static func network(
        _ name: String, on platform: Platform, assets: [AssetKey], exposures: [Exposure], days: ReportingPeriod
    ) -> NetworkRecord {
        let sources = exposures.filter { !isItself($0.by, platform) }.map {
            NetworkRecord.Source($0.by, address: $0.address ?? "", independenceGroup: PlatformName.normalised($0.by))
        }
        return NetworkRecord(
            name: name, platform: platform.name, assets: Set(assets.map(\.id)), days: days, sources: sources)
    }
}
