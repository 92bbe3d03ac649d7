/// What an `Encodable` value writes, piece by piece; it becomes a `CanonicalValue` when all of it is there.
final class EncodingNode {
    private enum Content {
        case nothing
        case value(CanonicalValue)
        case array
        case object
    }

    private var content = Content.nothing
    /// Beside the content and not in it: taken out to append to, they would be copied for each element.
    private var elements: [EncodingNode] = []
    private var members: [(name: String, node: EncodingNode)] = []

    /// Takes any value. What JSON knows is taken at once, since those would only hand themselves back.
    func encode(_ value: some Encodable, path: [any CodingKey]) throws {
        switch value {
        case let value as String: content = .value(.string(value))
        case let value as Bool: content = .value(.boolean(value))
        case let value as any BinaryInteger:
            guard let integer = Int64(exactly: value), integer.magnitude <= CanonicalJSON.largestInteger.magnitude
            else {
                throw SealError.noCanonicalForm(
                    path: Self.text(path),
                    reason: "the integer \(value) is beyond 2^53, where readers round; write it as a string")
            }
            content = .value(.integer(integer))
        case let value as Double: try take(value, path: path)
        case let value as Float: try take(Double(value), path: path)
        default:
            try value.encode(to: NodeEncoder(node: self, codingPath: path))
            try refuseUnordered(value, path: path)
        }
    }

    private func take(_ value: Double, path: [any CodingKey]) throws(SealError) {
        guard value.isFinite else {
            throw .noCanonicalForm(path: Self.text(path), reason: "\(value) is no number of JSON")
        }
        content = .value(.number(value))
    }

    private func refuseUnordered(_ value: some Encodable, path: [any CodingKey]) throws(SealError) {
        guard case .array = content, value is any Unordered else { return }
        throw .noCanonicalForm(
            path: Self.text(path),
            reason:
                "a \(type(of: value)) has no order, so that its bytes would change from run to run; give a sorted array"
        )
    }

    func encodeNull() { content = .value(.null) }

    /// The node of a new element.
    func append() -> EncodingNode {
        let node = EncodingNode()
        content = .array
        elements.append(node)
        return node
    }

    /// The node of a new member.
    func member(_ name: String) -> EncodingNode {
        let node = EncodingNode()
        content = .object
        members.append((name, node))
        return node
    }

    /// Makes it an array, an empty one until something is appended.
    func becomeArray() { content = .array }

    /// Makes it an object, an empty one until something is added.
    func becomeObject() { content = .object }

    var elementCount: Int { elements.count }

    /// The finished value. A value that wrote nothing is an empty object, as for Foundation's encoder.
    func value(path: [String]) throws(SealError) -> CanonicalValue {
        switch content {
        case .nothing: return .object([])
        case .value(let value): return value
        case .array:
            var values: [CanonicalValue] = []
            values.reserveCapacity(elements.count)
            for (index, node) in elements.enumerated() { values.append(try node.value(path: path + ["\(index)"])) }
            return .array(values)
        case .object:
            var values: [CanonicalMember] = []
            values.reserveCapacity(members.count)
            for (name, node) in members {
                values.append(CanonicalMember(name: name, value: try node.value(path: path + [name])))
            }
            let (sorted, twice) = CanonicalMember.sorted(values)
            if let twice {
                throw .noCanonicalForm(
                    path: path.joined(separator: "."), reason: "it has two members named '\(twice)'")
            }
            return .object(sorted)
        }
    }

    private static func text(_ path: [any CodingKey]) -> String {
        path.map(\.stringValue).joined(separator: ".")
    }
}

/// What encodes itself as an array in no lasting order.
private protocol Unordered {}
extension Set: Unordered {}
extension Dictionary: Unordered {}

private struct NodeEncoder: Encoder {
    let node: EncodingNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.becomeObject()
        return KeyedEncodingContainer(MemberContainer<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.becomeArray()
        return ElementContainer(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ValueContainer(node: node, codingPath: codingPath)
    }
}

/// The place of an element, or of what a superclass writes.
private struct PlainKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }

    static let superclass = PlainKey(stringValue: "super")
}

private struct ValueContainer: SingleValueEncodingContainer {
    let node: EncodingNode
    let codingPath: [any CodingKey]

    func encodeNil() { node.encodeNull() }

    func encode(_ value: some Encodable) throws { try node.encode(value, path: codingPath) }
}

private struct ElementContainer: UnkeyedEncodingContainer {
    let node: EncodingNode
    let codingPath: [any CodingKey]
    var count: Int { node.elementCount }

    private var nextPath: [any CodingKey] { codingPath + [PlainKey(intValue: count)] }

    func encodeNil() { node.append().encodeNull() }

    func encode(_ value: some Encodable) throws {
        let path = nextPath
        try node.append().encode(value, path: path)
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        superEncoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }

    func superEncoder() -> any Encoder {
        let path = nextPath
        return NodeEncoder(node: node.append(), codingPath: path)
    }
}

private struct MemberContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EncodingNode
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { node.member(key.stringValue).encodeNull() }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try node.member(key.stringValue).encode(value, path: codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        superEncoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder(for: PlainKey.superclass) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder(for: key) }

    private func encoder(for key: any CodingKey) -> any Encoder {
        NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
    }
}
