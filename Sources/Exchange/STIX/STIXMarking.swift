package import Records

/// Markings of STIX: the ids that everybody uses for the Traffic Light Protocol.
package enum STIXMarking {
    /// The object that defines a marking of TLP 2.0, under the id that OASIS gave it.
    static func identifier(_ light: TrafficLight) -> STIXIdentifier {
        let (high, low): (UInt64, UInt64) =
            switch light {
            case .clear: (0x9486_8C89_83C2_464B, 0x929B_A1A8_AA3C_8487)
            case .green: (0xBAB4_A63C_AED9_4CF5, 0xA766_DFCA_5ABA_C2BB)
            case .amber: (0x55D9_20B0_5E8B_4F79, 0x9EE9_91F8_68D9_B421)
            case .amberStrict: (0x939A_9414_2DDD_4D32, 0xA0CD_375E_A402_B003)
            case .red: (0xE828_B379_4E03_4974, 0x9AC4_E53A_884C_97C1)
            }
        return STIXIdentifier(type: "marking-definition", high: high, low: low)
    }

    /// The extension by which STIX 2.1 carries TLP 2.0.
    private static let tlp2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

    static func definition(_ light: TrafficLight) -> STIXMembers {
        var members = STIXMembers(identifier(light))
        members.text("created", "2022-10-01T00:00:00.000Z")
        members.text("name", light.label)
        members.object("extensions") { extensions in
            extensions.object(tlp2) { definition in
                definition.text("extension_type", "property-extension")
                definition.text("tlp_2_0", light.rawValue)
            }
        }
        return members
    }

    /// The light that an id stands for: of TLP 2.0, of TLP 1.0 as STIX 2.1 defines it in section 7.2.1.4, and the one that
    /// OpenCTI uses for what TLP 1.0 lacked. Nil for any other marking, such as a licence.
    package static func light(_ identifier: String) -> TrafficLight? { known[identifier] }

    private static let known: [String: TrafficLight] = {
        var known: [String: TrafficLight] = [
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": .clear,
            "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": .green,
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": .amber,
            "marking-definition--826578e1-40ad-459f-bc73-ede076f81f37": .amberStrict,
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": .red,
        ]
        for light in TrafficLight.allCases { known[STIXMarking.identifier(light).description] = light }
        return known
    }()
}
