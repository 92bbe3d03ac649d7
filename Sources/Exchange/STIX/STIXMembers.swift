/// The members of a STIX object, or of one inside it.
typealias STIXMembers = JSONMembers

extension JSONMembers {
    /// What every object of STIX begins with.
    init(_ id: STIXIdentifier) {
        self.init()
        text("type", id.type)
        text("spec_version", "2.1")
        reference("id", id)
    }

    mutating func reference(_ name: String, _ id: STIXIdentifier?) {
        guard let id else { return }
        value(name) { bytes in Self.append(id, to: &bytes) }
    }

    mutating func references(_ name: String, _ ids: [STIXIdentifier]) {
        list(name, ids) { id, bytes in Self.append(id, to: &bytes) }
    }

    /// Appends an id in quotes: its letters need no escapes.
    static func append(_ id: STIXIdentifier, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes += id.type.utf8
        bytes += "--".utf8
        id.uuid.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}
