/// One step from what was seen to who is behind it. Layers are never skipped: what is said on one rests on a signed
/// assessment of the one below.
package enum AttributionLayer: String, Codable, Sendable, CaseIterable {
    /// Accounts, domains or ships belong together.
    case assetToNetwork = "asset_network"
    /// Who runs them.
    case networkToOperator = "network_operator"
    /// On whose behalf. Where somebody or something comes from does not answer this.
    case operatorToSponsor = "operator_sponsor"

    /// The layer that an assessment must rest on; nil for the first.
    package var below: AttributionLayer? {
        switch self {
        case .assetToNetwork: nil
        case .networkToOperator: .assetToNetwork
        case .operatorToSponsor: .networkToOperator
        }
    }

    package var title: String {
        switch self {
        case .assetToNetwork: "asset to network"
        case .networkToOperator: "network to operator"
        case .operatorToSponsor: "operator to sponsor"
        }
    }
}

/// How far a state answers for what was done: the ten degrees of J. Healey, "Beyond Attribution: Seeking National
/// Responsibility for Cyber Attacks" (Atlantic Council, 2011), in our words, from the least to the most.
package enum StateResponsibility: String, Codable, Sendable, CaseIterable, Comparable {
    case prohibited = "state_prohibited"
    case prohibitedButInadequate = "state_prohibited_but_inadequate"
    case ignored = "state_ignored"
    case encouraged = "state_encouraged"
    case shaped = "state_shaped"
    case coordinated = "state_coordinated"
    case ordered = "state_ordered"
    case rogueConducted = "state_rogue_conducted"
    case executed = "state_executed"
    case integrated = "state_integrated"

    package var meaning: String {
        switch self {
        case .prohibited: "others act, and the state helps to stop them"
        case .prohibitedButInadequate: "others act, and the state would stop them but cannot"
        case .ignored: "others act, and the state knows and does nothing"
        case .encouraged: "others act and decide, and the state approves of it as a policy"
        case .shaped: "others act and decide, and the state gives some help"
        case .coordinated: "others act, and the state suggests how and when"
        case .ordered: "others act for the state, on its orders"
        case .rogueConducted: "parts of the state act without being told to"
        case .executed: "the state's own forces act, as they were told to"
        case .integrated: "the state's own forces and others act as one, under its direction"
        }
    }

    package static func < (left: StateResponsibility, right: StateResponsibility) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
