import Records

/// The members of a STIX object, or of one inside it, while they are written: in the order in which they are given, and
/// none that hold nothing, since STIX knows no null and no empty list.
struct STIXMembers {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    init() {}

    /// What every object begins with.
    init(_ id: STIXIdentifier) {
        text("type", id.type)
        text("spec_version", "2.1")
        reference("id", id)
    }

    mutating func text(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        begin(name)
        JSONText.append(value, to: &bytes)
    }

    mutating func time(_ name: String, _ value: Instant?) { text(name, value?.description) }

    mutating func integer(_ name: String, _ value: Int64?) {
        guard let value else { return }
        begin(name)
        bytes += "\(value)".utf8
    }

    mutating func number(_ name: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        begin(name)
        bytes += "\(value)".utf8
    }

    mutating func flag(_ name: String, _ value: Bool?) {
        guard let value else { return }
        begin(name)
        bytes += (value ? "true" : "false").utf8
    }

    mutating func texts(_ name: String, _ values: [String]) {
        list(name, values) { value, bytes in JSONText.append(value, to: &bytes) }
    }

    mutating func reference(_ name: String, _ id: STIXIdentifier?) {
        guard let id else { return }
        begin(name)
        Self.append(id, to: &bytes)
    }

    mutating func references(_ name: String, _ ids: [STIXIdentifier]) {
        list(name, ids) { id, bytes in Self.append(id, to: &bytes) }
    }

    /// An object with the members that `body` gives it.
    mutating func object(_ name: String, _ body: (inout STIXMembers) -> Void) {
        var members = STIXMembers()
        body(&members)
        begin(name)
        bytes += members.json
    }

    /// A list of objects, each with the members that `body` gives it.
    mutating func objects<Element>(
        _ name: String, _ elements: [Element], _ body: (Element, inout STIXMembers) -> Void
    ) {
        list(name, elements) { element, bytes in
            var members = STIXMembers()
            body(element, &members)
            bytes += members.json
        }
    }

    /// The object whole.
    var json: [UInt8] { bytes + [UInt8(ascii: "}")] }

    private mutating func begin(_ name: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        JSONText.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func list<Element>(
        _ name: String, _ elements: [Element], _ append: (Element, inout [UInt8]) -> Void
    ) {
        if elements.isEmpty { return }
        begin(name)
        var separator = UInt8(ascii: "[")
        for element in elements {
            bytes.append(separator)
            append(element, &bytes)
            separator = UInt8(ascii: ",")
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends an id in quotes: its letters need no escapes.
    static func append(_ id: STIXIdentifier, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes += id.type.utf8
        bytes += "--".utf8
        id.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}
