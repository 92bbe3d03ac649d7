/// A Python value in borrowed bytes, as `repr` writes it: told apart, not yet taken apart.
///
/// Dumps made with pandas hold such texts in their fields: `{'id': 1, 'name': "it's", 'seen': True, 'at':
/// datetime.datetime(2024, 5, 1, 12, 0)}`. JSON's words `true`, `false` and `null` are understood as well, since some
/// programs wrote one and some the other into one column. Nothing is ever run.
package struct PythonValue {
    package enum Kind: UInt8, Sendable {
        case none
        case boolean
        case number
        case string
        /// A list, a tuple or a set.
        case list
        case dictionary
        /// A call or a bare word: `datetime.datetime(2024, 5, 1)`, `nan`.
        case other
    }

    package let kind: Kind
    /// A string's bytes between its quotes, escapes unresolved; any other value as it stands, brackets included.
    package let bytes: ByteView
    /// Whether a string has escapes.
    package let hasEscapes: Bool

    init(kind: Kind, bytes: ByteView, hasEscapes: Bool = false) {
        self.kind = kind
        self.bytes = bytes
        self.hasEscapes = hasEscapes
    }

    package static var none: PythonValue { PythonValue(kind: .none, bytes: .empty) }

    /// The value that these bytes hold, blanks around it allowed; nil where they hold none, or more than one.
    package init?(_ bytes: ByteView) {
        var walker = PythonWalker(bytes)
        walker.skipBlanks()
        guard let value = walker.value() else { return nil }
        walker.skipBlanks()
        guard walker.isAtEnd else { return nil }
        self = value
    }

    /// The members of a dictionary in their order; none for any other kind.
    package var members: PythonMembers { PythonMembers(self) }

    /// The elements of a list in their order; none for any other kind.
    package var elements: PythonElements { PythonElements(self) }

    /// The member of that name; none where there is none. Names are compared as they are written.
    package func member(_ name: StaticString) -> PythonValue {
        var found = PythonValue.none
        var members = members
        while members.next() {
            if members.key.equals(name) { found = members.value }
        }
        return found
    }

    /// The text of a string with its escapes resolved, or a number or boolean as it is written; empty for the others.
    package func text(_ arena: inout ScratchArena) -> ByteView {
        switch kind {
        case .number, .boolean: return bytes
        case .string: return hasEscapes ? PythonEscapes.resolve(bytes, &arena) : bytes
        case .none, .list, .dictionary, .other: return .empty
        }
    }

    /// The moment of a `datetime.datetime(…)` in UTC or without a zone, or of a text that `TimeParser` reads.
    package func time(_ arena: inout ScratchArena) -> SpelledTime? {
        guard kind == .other else { return TimeParser.parse(text(&arena)) }
        guard bytes.hasPrefix("datetime.datetime("), bytes[bytes.count - 1] == UInt8(ascii: ")") else { return nil }
        var parts: [Int64] = []
        let arguments = bytes[18..<bytes.count - 1]
        var position = 0
        while position < arguments.count {
            let rest = arguments[position..<arguments.count]
            let length = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.count
            let argument = rest[0..<length].trimmed
            position += length + 1
            if argument.equals("tzinfo=datetime.timezone.utc") { continue }
            guard let number = argument.int64, number >= 0, number < 1_000_000, parts.count < 7 else { return nil }
            parts.append(number)
        }
        guard parts.count >= 3 else { return nil }
        while parts.count < 7 { parts.append(0) }
        for (part, width) in zip(parts, [4, 2, 2, 2, 2, 2, 6]) {
            if width == 6 {
                arena.append(UInt8(ascii: "."))
            } else if width == 2 {
                arena.append(UInt8(ascii: arena.count < 8 ? "-" : arena.count < 11 ? " " : ":"))
            }
            var divisor: Int64 = 1
            for _ in 1..<width { divisor *= 10 }
            if part >= divisor * 10 {
                arena.abandon()
                return nil
            }
            while divisor > 0 {
                arena.append(UInt8(truncatingIfNeeded: part / divisor % 10) + 0x30)
                divisor /= 10
            }
        }
        return TimeParser.parse(arena.finish())
    }
}

/// The members of a dictionary, one after another.
package struct PythonMembers {
    private var walker: PythonWalker
    private var isFirst = true
    /// The current member's name as it is written, without its quotes, and its value.
    package private(set) var key = ByteView.empty
    package private(set) var value = PythonValue.none
    /// Whether the dictionary turned out to be something else; members before the fault have been given.
    package private(set) var isBroken = false

    init(_ dictionary: PythonValue) {
        walker = PythonWalker(dictionary.kind == .dictionary ? dictionary.bytes.withoutEnds : .empty)
    }

    /// Goes to the next member; false after the last.
    package mutating func next() -> Bool {
        guard walker.goesOn(&isFirst, &isBroken) else { return false }
        guard let name = walker.value() else { return fail() }
        walker.skipBlanks()
        guard walker.take(UInt8(ascii: ":")) else { return fail() }
        walker.skipBlanks()
        guard let found = walker.value() else { return fail() }
        key = name.bytes
        value = found
        return true
    }

    private mutating func fail() -> Bool {
        isBroken = true
        walker.finish()
        return false
    }
}

/// The elements of a list, one after another.
package struct PythonElements {
    private var walker: PythonWalker
    private var isFirst = true
    package private(set) var value = PythonValue.none
    /// Whether the list turned out to be something else; elements before the fault have been given.
    package private(set) var isBroken = false

    init(_ list: PythonValue) {
        walker = PythonWalker(list.kind == .list ? list.bytes.withoutEnds : .empty)
    }

    /// Goes to the next element; false after the last.
    package mutating func next() -> Bool {
        guard walker.goesOn(&isFirst, &isBroken) else { return false }
        guard let found = walker.value() else {
            isBroken = true
            walker.finish()
            return false
        }
        value = found
        return true
    }
}

extension ByteView {
    fileprivate var withoutEnds: ByteView { count < 2 ? .empty : self[1..<count - 1] }
}
