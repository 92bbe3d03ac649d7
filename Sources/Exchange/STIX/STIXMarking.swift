import Records

/// Markings of STIX: the ids that everybody uses for the Traffic Light Protocol.
enum STIXMarking {
    /// The object that defines a marking of TLP 2.0, under the id that OASIS gave it.
    static func identifier(_ light: TrafficLight) -> STIXIdentifier {
        STIXIdentifier(reading: light.stixIdentifier) ?? STIXIdentifier("marking-definition", [("name", light.label)])
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
}
