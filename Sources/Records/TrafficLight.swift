/// To whom something may be shown: FIRST's Traffic Light Protocol, version 2.0 (https://www.first.org/tlp/), from the
/// widest circle to the narrowest.
package enum TrafficLight: String, Codable, Sendable, CaseIterable, Comparable {
    /// The world.
    case clear
    /// The community of those who work on it; not the public.
    case green
    /// The recipient's organisation and its clients, on a need-to-know basis.
    case amber
    /// The recipient's organisation alone.
    case amberStrict = "amber+strict"
    /// The people it was shown to, nobody else.
    case red

    /// What nobody has marked is no more public than this.
    package static let unmarked = TrafficLight.amber

    /// Reads a marking as people write it: `TLP:AMBER+STRICT`, `amber`.
    package init?(_ text: String) {
        let bare = text.lowercased()
        self.init(rawValue: bare.hasPrefix("tlp:") ? String(bare.dropFirst(4)) : bare)
    }

    /// The standard's spelling.
    package var label: String { "TLP:" + rawValue.uppercased() }

    /// Whether something marked so may stand in a document that is marked `document`: the document's circle must not be
    /// wider.
    package func isAllowed(in document: TrafficLight) -> Bool { self <= document }

    package static func < (left: TrafficLight, right: TrafficLight) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .clear: 0
        case .green: 1
        case .amber: 2
        case .amberStrict: 3
        case .red: 4
        }
    }
}
