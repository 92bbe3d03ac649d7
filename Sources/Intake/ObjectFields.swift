import Bytes
import Traces

extension JSONValue {
    /// The text of a string or number, blanks around it dropped; empty where the value is null or no text.
    func value(_ arena: inout ScratchArena) -> ByteView { text(&arena).trimmed }

    /// The same for an identifier: `0` is missing too.
    func identifier(_ arena: inout ScratchArena) -> ByteView { Field.typedIdentifier(text(&arena)) }

    /// A counter; nil where there is none.
    func counter(_ arena: inout ScratchArena) -> Int64? { Field.counter(text(&arena)) }

    /// Whether the value is `true`, or a number or text that says so.
    func isTrue(_ arena: inout ScratchArena) -> Bool { Field.isTrue(text(&arena)) }

    /// Appends the texts of an array's elements, or of this value where it is no array; missing ones are left out.
    func appendTexts(to list: inout [ByteView], _ arena: inout ScratchArena) {
        if kind != .array {
            let text = value(&arena)
            if !text.isEmpty { list.append(text) }
            return
        }
        var elements = elements
        while elements.next() {
            let text = elements.value.value(&arena)
            if !text.isEmpty { list.append(text) }
        }
    }

    /// Appends the text of a member of each of an array's objects; missing ones are left out.
    func appendTexts(ofMember name: StaticString, to list: inout [ByteView], _ arena: inout ScratchArena) {
        var elements = elements
        while elements.next() {
            let text = elements.value.member(name).value(&arena)
            if !text.isEmpty { list.append(text) }
        }
    }
}
