/// A published list of techniques, as it was read from the user's file: its ids mean nothing without its version.
package struct Taxonomy: Sendable, Hashable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// DISARM's red framework (CC BY-SA 4.0: it comes with the user's file).
        case disarm
        /// Meta's Online Operations Kill Chain; ids are its d.d.d numbers.
        case metaKillChain = "meta_kill_chain"
        /// B. Nimmo's Breakout Scale, six steps that are built in.
        case breakoutScale = "breakout_scale"
        /// CheckFirst's RADAR, free labels.
        case radar

        package var title: String {
            switch self {
            case .disarm: "DISARM"
            case .metaKillChain: "Meta Online Operations Kill Chain"
            case .breakoutScale: "Breakout Scale"
            case .radar: "RADAR"
            }
        }
    }

    package struct Technique: Sendable, Hashable {
        package var id: String
        package var title: String
        /// The technique that this one is part of.
        package var parent: String?
        /// The phase or tactic.
        package var phase: String?

        package init(id: String, title: String, parent: String? = nil, phase: String? = nil) {
            self.id = id
            self.title = title
            self.parent = parent
            self.phase = phase
        }
    }

    package var kind: Kind
    package var version: String
    /// SHA-256 of the file, hexadecimal; nil for what is built in.
    package var sha256: String?
    package var techniques: [Technique]

    package init(kind: Kind, version: String, sha256: String?, techniques: [Technique]) {
        self.kind = kind
        self.version = version
        self.sha256 = sha256
        self.techniques = techniques
    }

    package func technique(_ id: String) -> Technique? { techniques.first { $0.id == id } }
}

/// How far an operation reached: the six steps of B. Nimmo, "The Breakout Scale: Measuring the impact of influence
/// operations" (Brookings, 2020), in our words.
package enum BreakoutStep: Int, Codable, Sendable, CaseIterable {
    case oneCommunity = 1
    case severalCommunitiesOrPlatforms
    case severalCommunitiesAndPlatforms
    case mainstreamMedia
    case prominentPeople
    case policyOrViolence

    package var meaning: String {
        switch self {
        case .oneCommunity: "stays in one community on one platform"
        case .severalCommunitiesOrPlatforms:
            "one community on several platforms, or several communities on one platform"
        case .severalCommunitiesAndPlatforms: "several communities on several platforms"
        case .mainstreamMedia: "taken up by mainstream media, outside social media"
        case .prominentPeople: "amplified by people whom very many follow: politicians, celebrities"
        case .policyOrViolence: "brings about a reaction of policy or another concrete act, or calls for violence"
        }
    }
}
