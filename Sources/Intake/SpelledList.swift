import Bytes
import Traces

/// Lists in a table's field, however some program spelled them: as JSON (`["a"]`), as Python (`['a', "it's"]`), between
/// bare brackets (`[a, b]`), or simply separated by commas.
struct SpelledList {
    private let tape = JSONTape()

    /// Appends the items; empty ones are left out.
    func append(_ field: ByteView, to list: inout [ByteView], _ arena: inout ScratchArena) {
        let trimmed = field.trimmed
        if trimmed.isMissing || trimmed.equals("[]") { return }
        if trimmed[0] == UInt8(ascii: "[") {
            if let value = tape.parse(trimmed), value.kind == .array {
                return value.appendTexts(to: &list, &arena)
            }
            if let value = PythonValue(trimmed), appendAll(value, to: &list, &arena) { return }
        }
        FieldList.append(trimmed, to: &list)
    }

    /// False, and nothing appended, where the value is no list of texts and numbers.
    private func appendAll(
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
