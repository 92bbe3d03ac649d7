package import Records

/// Where a clock starts; always named beside what it measures.
package enum ClockZero: String, Sendable, CaseIterable {
    case created
    case firstPost = "first_io_post"
    case exposed
    case peerNamed = "peer_named"
    case notice
    case press
    case order

    /// For people.
    package var title: String {
        switch self {
        case .created: "its creation"
        case .firstPost: "its first post for the operation"
        case .exposed: "public exposure"
        case .peerNamed: "naming by another platform"
        case .notice: "notice to the platform"
        case .press: "a press question"
        case .order: "an authority's order"
        }
    }
}

/// The clock zeros of a list of assets.
package struct Clocks: Sendable {
    package let zero: ClockZero
    /// By asset: the earliest time of that kind; nil where there is none.
    package let ofAsset: [StatedTime?]
    /// Digests of the entries that clocks were taken from.
    package let inputs: [String]

    /// - Parameters:
    ///   - notices: with their digests, about the cohort.
    ///   - exposures: likewise.
    package init(
        _ zero: ClockZero, of assets: [Asset], notices: [(digest: String, entry: Notice)],
        exposures: [(digest: String, entry: Exposure)]
    ) {
        self.zero = zero
        var used: Set<String> = []
        let relevant: [Event]
        switch zero {
        case .created, .firstPost: relevant = []
        case .notice:
            relevant = notices.filter { $0.entry.channel.asksToAct }.map { Event($0.digest, $0.entry) }
        case .press:
            relevant =
                notices.filter { $0.entry.channel == .pressQuestion }.map { Event($0.digest, $0.entry) }
                + exposures.filter { $0.entry.source == .press }.map { Event($0.digest, $0.entry) }
        case .order:
            relevant =
                notices.filter { $0.entry.channel == .order }.map { Event($0.digest, $0.entry) }
                + exposures.filter { $0.entry.source == .order }.map { Event($0.digest, $0.entry) }
        case .exposed:
            relevant = exposures.filter { $0.entry.source == .exposed }.map { Event($0.digest, $0.entry) }
        case .peerNamed:
            relevant = exposures.filter { $0.entry.source == .peerNamed }.map { Event($0.digest, $0.entry) }
        }
        ofAsset = assets.map { asset in
            switch zero {
            case .created: return asset.created
            case .firstPost: return asset.firstPost
            default: break
            }
            let first = relevant.filter { $0.concerns(asset.key) }.min { $0.precedes($1) }
            if let first { used.insert(first.digest) }
            return first?.time
        }
        inputs = used.sorted()
    }

    /// Something that starts a clock.
    private struct Event {
        var digest: String
        var time: StatedTime
        var platform: Platform?
        /// Nil for all.
        var assets: Set<AssetKey>?

        init(_ digest: String, _ notice: Notice) {
            self.digest = digest
            time = notice.sent
            platform = notice.platform
            assets = notice.assets.map { Set($0) }
        }

        init(_ digest: String, _ exposure: Exposure) {
            self.digest = digest
            time = exposure.at
            assets = exposure.assets.map { Set($0) }
        }

        func concerns(_ key: AssetKey) -> Bool {
            (platform == nil || platform == key.platform) && (assets?.contains(key) ?? true)
        }

        func precedes(_ other: Event) -> Bool {
            (time.earliest, time.latest, digest) < (other.time.earliest, other.time.latest, other.digest)
        }
    }
}
