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

extension TrafficLight {
    /// The id under which OASIS defines it for STIX 2.1.
    package var stixIdentifier: String {
        switch self {
        case .clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
        case .green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
        case .amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
        case .amberStrict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
        case .red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
        }
    }

    /// The light that an id of STIX stands for: of TLP 2.0, of TLP 1.0 (STIX 2.1, section 7.2.1.4), or the one that
    /// OpenCTI gives to what TLP 1.0 lacked. Nil for other markings, such as a licence.
    package init?(stixIdentifier: some StringProtocol) {
        if let light = TrafficLight.allCases.first(where: { $0.stixIdentifier == stixIdentifier }) {
            self = light
            return
        }
        switch stixIdentifier {
        case "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": self = .clear
        case "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": self = .green
        case "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": self = .amber
        case "marking-definition--826578e1-40ad-459f-bc73-ede076f81f37": self = .amberStrict
        case "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": self = .red
        default: return nil
        }
    }
}
