import Records

/// Extensions of STIX 2.1 (section 7.3): others' by their ids, and ours with their definitions.
enum STIXExtension {
    /// OpenCTI's types that STIX does not have: channel, narrative, event.
    static let openCTIObjects = "extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba"
    /// OpenCTI's observables that STIX does not have: media-content, text.
    static let openCTIObservables = "extension-definition--f93e2c80-4231-4f9a-af8b-95c9bd566a82"

    /// What no object of STIX carries.
    enum Own: String, CaseIterable {
        case notice = "x-daylight-notice"
        case response = "x-daylight-response"
        case availability = "x-daylight-availability"
        case disclosure = "x-daylight-disclosure"
        case obligation = "x-daylight-obligation"
        /// Properties of a post: where it stands in what was imported.
        case citation = "x-daylight-citation"
        /// Properties of a relationship: how two accounts acted together.
        case coaction = "x-daylight-coaction"

        var isType: Bool { self != .citation && self != .coaction }

        var identifier: STIXIdentifier { STIXIdentifier("extension-definition", [("name", rawValue)]) }

        private var meaning: String {
            switch self {
            case .notice: "What was sent to a platform about assets: when, by whom, on which way, about which of them."
            case .response: "What a platform answered to a notice."
            case .availability:
                "In what state an asset was met, from where and when: readings in a row that agree are one span."
            case .disclosure: "A row of a platform's own report, as it was captured. It is what the platform says."
            case .obligation: "A duty with its clock: who must do what by when, and what happened since."
            case .citation: "The file, by its SHA-256, and the record in it that a post was read from."
            case .coaction:
                "How often two accounts acted on the same objects within a window, and how probable that is by chance."
            }
        }

        /// - Parameter producer: who hands the document out.
        func definition(by producer: STIXIdentifier, marking: TrafficLight) -> STIXMembers {
            var members = STIXMembers(identifier)
            members.reference("created_by_ref", producer)
            // The definition of a version of the program, whenever it is written.
            members.text("created", "2026-01-01T00:00:00.000Z")
            members.text("modified", "2026-01-01T00:00:00.000Z")
            members.text("name", rawValue)
            members.text("description", meaning)
            members.text("schema", "Daylight, docs/stix.md, " + rawValue)
            members.text("version", "1.0.0")
            members.texts("extension_types", [isType ? "new-sdo" : "property-extension"])
            members.references("object_marking_refs", [STIXMarking.identifier(marking)])
            return members
        }
    }
}

extension STIXMembers {
    /// Says that the object's type is defined by an extension.
    mutating func isNew(_ kind: String, by identifier: String) {
        object("extensions") { $0.object(identifier) { $0.text("extension_type", kind) } }
    }

    /// Adds properties by an extension of ours.
    mutating func extend(_ own: STIXExtension.Own, _ body: (inout STIXMembers) -> Void) {
        object("extensions") { extensions in
            extensions.object(own.identifier.description) { properties in
                properties.text("extension_type", "property-extension")
                body(&properties)
            }
        }
    }
}
