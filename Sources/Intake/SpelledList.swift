import Bytes
import Traces

/// Lists in a table's field, however some program spelled them: as JSON (`["a"]`), as Python (`['a', "it's"]`), between
/// bare brackets (`[a, b]`), or simply separated by commas.
enum SpelledList {
    /// Appends the items; empty ones are left out.
    static func append(_ field: ByteView, to list: inout [ByteView], _ arena: inout ScratchArena) {
        let trimmed = field.trimmed
        if trimmed.isMissing || trimmed.equals("[]") { return }
        if trimmed[0] == UInt8(ascii: "[") {
            if let value = JSONValue(trimmed), value.kind == .array, appendAll(value, to: &list, &arena) { return }
            if let value = PythonValue(trimmed), appendAll(value, to: &list, &arena) { return }
        }
        FieldList.append(trimmed, to: &list)
    }

    /// False, and nothing appended, where the value is no array of texts and numbers.
    private static func appendAll(
        _ value: JSONValue, to list: inout [ByteView], _ arena: inout ScratchArena
    ) -> Bool {
        let before = list.count
        var elements = value.elements
        while elements.next() {
            let text = elements.value.value(&arena)
            if !text.isEmpty { list.append(text) }
        }
        if elements.isBroken { list.removeLast(list.count - before) }
        return !elements.isBroken
    }

    private static func appendAll(
        _ value: PythonValue, to list: inout [ByteView], _ arena: inout ScratchArena
    ) -> Bool {
        let before = list.count
        var elements = value.elements
        var isWhole = value.kind == .list
        while isWhole, elements.next() {
            // A bare word is no Python: the brackets hold something else.
            isWhole = elements.value.kind == .string || elements.value.kind == .number
            let text = elements.value.text(&arena).trimmed
            if !text.isEmpty { list.append(text) }
        }
        if isWhole, !elements.isBroken { return true }
        list.removeLast(list.count - before)
        return false
    }
}
