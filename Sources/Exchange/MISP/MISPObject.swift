import Records

/// A MISP object while it is filled.
struct MISPObject {
    let template: MISPTemplate
    let id: NamedUUID
    /// What names it.
    private let name: String
    /// What its attributes are tagged with, besides the event's tags.
    private let tags: [String]
    var comment = ""
    var first: Instant?
    var last: Instant?
    private var attributes: [(relation: String, type: MISPType, value: String, tags: [String])] = []
    private var references: [Reference] = []
    private var known: Set<Reference> = []

    private struct Reference: Hashable {
        let target: NamedUUID
        let kind: MISPRelationship
        let comment: String
    }

    /// - Parameter name: what no other object of the event has.
    init(_ template: MISPTemplate, _ name: String, tags: [String]) {
        self.template = template
        self.name = name
        self.tags = tags
        id = NamedUUID("object", name)
    }

    /// Adds an attribute; nothing where the value is nil or blank, which MISP refuses.
    /// - Parameter tags: of this attribute alone.
    mutating func add(_ relation: String, _ value: String?, as type: MISPType = .text, tags: [String] = []) {
        guard let value, value.contains(where: { !$0.isWhitespace }) else { return }
        // The same value twice under one relation says nothing more, and MISP refuses it.
        if attributes.contains(where: { $0.relation == relation && $0.value == value }) { return }
        attributes.append((relation, type, value, tags))
    }

    mutating func add(_ relation: String, _ time: Instant?) {
        add(relation, time?.description, as: .datetime)
    }

    mutating func refer(to target: NamedUUID, _ kind: MISPRelationship, _ comment: String = "") {
        let reference = Reference(target: target, kind: kind, comment: comment)
        // Two runs may find the same tie.
        if known.insert(reference).inserted { references.append(reference) }
    }

    /// Whether it has what its template asks for.
    var isComplete: Bool { attributes.contains { template.required.contains($0.relation) } }

    /// - Parameter timestamp: seconds since 1970.
    func json(timestamp: String) -> [UInt8] {
        var members = JSONMembers()
        members.text("name", template.name)
        members.text("meta-category", template.category)
        members.text("template_uuid", template.uuid)
        members.text("template_version", "\(template.version)")
        members.text("uuid", id.text)
        members.text("timestamp", timestamp)
        // 5: as the event.
        members.text("distribution", "5")
        members.text("comment", comment)
        members.time("first_seen", first)
        members.time("last_seen", last)
        members.flag("deleted", false)
        members.objects("Attribute", attributes) { attribute, members in
            members.text("object_relation", attribute.relation)
            MISPAttribute(
                attribute.type, attribute.value,
                id: NamedUUID("attribute", "\(name) \(attribute.relation) \(attribute.value)"),
                tags: tags + attribute.tags
            ).append(to: &members, timestamp: timestamp)
        }
        members.objects("ObjectReference", references) { reference, members in
            let name = "\(id.text) \(reference.kind.rawValue) \(reference.target.text) \(reference.comment)"
            members.text("uuid", NamedUUID("reference", name).text)
            members.text("timestamp", timestamp)
            members.text("object_uuid", id.text)
            members.text("referenced_uuid", reference.target.text)
            members.text("relationship_type", reference.kind.rawValue)
            members.text("comment", reference.comment)
        }
        return members.json
    }
}

/// An attribute, by itself or in an object.
struct MISPAttribute {
    let type: MISPType
    let value: String
    let id: NamedUUID
    var tags: [String]
    var comment = ""
    var first: Instant?
    var last: Instant?

    init(_ type: MISPType, _ value: String, id: NamedUUID, tags: [String]) {
        self.type = type
        self.value = value
        self.id = id
        self.tags = tags
    }

    func append(to members: inout JSONMembers, timestamp: String) {
        members.text("uuid", id.text)
        members.text("type", type.rawValue)
        members.text("category", type.category)
        members.text("value", value)
        // No rule of an intrusion detection system is made of what people say.
        members.flag("to_ids", false)
        members.text("distribution", "5")
        members.text("timestamp", timestamp)
        members.text("comment", comment)
        members.time("first_seen", first)
        members.time("last_seen", last)
        members.flag("deleted", false)
        members.objects("Tag", tags) { tag, members in members.text("name", tag) }
    }
}
