import Records

/// An entity of FollowTheMoney while it is filled: a schema's name, and values as text, any number of them a property.
struct FollowTheMoneyEntity {
    enum Schema: String {
        case asset = "Asset"
        case documentation = "Documentation"
        case event = "Event"
        case legalEntity = "LegalEntity"
        case message = "Message"
        case organization = "Organization"
        case plainText = "PlainText"
        case unknownLink = "UnknownLink"
        case userAccount = "UserAccount"
    }

    let schema: Schema
    let id: String
    private var properties: [(name: String, values: [String])] = []

    /// - Parameter name: what no other entity has.
    init(_ schema: Schema, _ name: String) {
        self.schema = schema
        id = Self.identifier(name)
    }

    /// Letters, digits and hyphens, which is all that a reference may be made of.
    static func identifier(_ name: String) -> String { "daylight-" + NamedUUID("entity", name).text }

    /// Adds a value; nothing where it is nil, blank, or there already. FollowTheMoney takes control and format characters
    /// away: a value of nothing else is written as their codes.
    mutating func add(_ property: String, _ value: String?) {
        guard var value, value.contains(where: { !$0.isWhitespace }) else { return }
        if value.unicodeScalars.allSatisfy(Self.isTakenAway) { value = VisibleText.plain(value) }
        if let place = properties.firstIndex(where: { $0.name == property }) {
            if !properties[place].values.contains(value) { properties[place].values.append(value) }
        } else {
            properties.append((property, [value]))
        }
    }

    private static func isTakenAway(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: true
        default: scalar.properties.isWhitespace
        }
    }

    /// Adds a moment, which the format takes to the second and always in UTC.
    mutating func add(_ property: String, _ time: Instant?) {
        add(property, time.map { String($0.description.prefix { $0 != "." }) })
    }

    /// Adds a time as finely as it was stated.
    mutating func add(_ property: String, _ time: StatedTime?) {
        guard let time else { return }
        if time.fineness == .moment { add(property, time.earliest) } else { add(property, time.text) }
    }

    /// Adds an address of the web; others are none to the format.
    mutating func add(address: String?, to property: String) {
        guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return }
        add(property, address)
    }

    /// A line.
    var json: [UInt8] {
        var members = JSONMembers()
        members.text("id", id)
        members.text("schema", schema.rawValue)
        members.object("properties") { properties in
            for property in self.properties { properties.texts(property.name, property.values) }
        }
        return members.json + [UInt8(ascii: "\n")]
    }
}
