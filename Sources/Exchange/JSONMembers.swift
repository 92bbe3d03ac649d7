import Records

/// The members of a JSON object while they are written: in the order in which they are given, and none that hold nothing,
/// since the formats that are written with them know no null and no empty list.
struct JSONMembers {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    init() {}

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

    /// Adds a value that `append` writes as JSON.
    mutating func value(_ name: String, _ append: (inout [UInt8]) -> Void) {
        begin(name)
        append(&bytes)
    }

    /// An object with the members that `body` gives it.
    mutating func object(_ name: String, _ body: (inout JSONMembers) -> Void) {
        var members = JSONMembers()
        body(&members)
        begin(name)
        bytes += members.json
    }

    /// A list of objects, each with the members that `body` gives it.
    mutating func objects<Element>(
        _ name: String, _ elements: [Element], _ body: (Element, inout JSONMembers) -> Void
    ) {
        list(name, elements) { element, bytes in
            var members = JSONMembers()
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

    /// A list with an element for each of `elements`, which `append` writes as JSON.
    mutating func list<Element>(
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
}
