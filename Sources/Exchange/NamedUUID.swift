/// The UUID of something that a document holds: made of what names it (UUIDv5), so that the same thing has it in every
/// export, and a second import changes the objects of the first instead of adding to them.
struct NamedUUID: Hashable {
    private let identifier: STIXIdentifier

    /// - Parameters:
    ///   - kind: what is named: `object`, `attribute`, `event`.
    ///   - name: what no other of that kind has.
    init(_ kind: String, _ name: String) {
        identifier = STIXIdentifier("x-daylight", [("kind", kind), ("name", name)])
    }

    var text: String { identifier.uuid.text }
}
