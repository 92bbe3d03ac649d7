/// A JSON value in borrowed bytes: told apart, not yet taken apart.
package struct JSONValue {
    package enum Kind: UInt8, Sendable {
        case null
        case boolean
        case number
        case string
        case array
        case object
    }

    package let kind: Kind
    /// A string's bytes between its quotes, escapes unresolved; any other value as it stands, brackets included.
    package let bytes: ByteView
    /// Whether a string has escapes.
    package let hasEscapes: Bool

    init(kind: Kind, bytes: ByteView, hasEscapes: Bool) {
        self.kind = kind
        self.bytes = bytes
        self.hasEscapes = hasEscapes
    }

    package static var null: JSONValue { JSONValue(kind: .null, bytes: .empty, hasEscapes: false) }

    /// The value that these bytes hold, blanks around it allowed; nil where they hold none, or more than one.
    package init?(_ bytes: ByteView) {
        let padded = bytes
        let end = padded.base + padded.count
        var walker = JSONWalker(position: padded.base, end: end)
        walker.skipBlanks()
        guard let value = walker.value() else { return nil }
        walker.skipBlanks()
        guard walker.position == end else { return nil }
        self = value
    }

    package var isNull: Bool { kind == .null }

    /// The members of an object in their order; none for any other kind.
    package var members: JSONMembers { JSONMembers(self) }

    /// The elements of an array in their order; none for any other kind.
    package var elements: JSONElements { JSONElements(self) }

    /// The member of that name; the last where the object has several, null where it has none or is broken.
    /// Names are compared as they are written: a name with escapes equals no literal.
    package func member(_ name: StaticString) -> JSONValue {
        var found = JSONValue.null
        var members = members
        while members.next() {
            if members.key.equals(name) { found = members.value }
        }
        return found
    }

    /// The text of a string with its escapes resolved, or a number or boolean as it is written; empty for the others.
    ///
    /// `\u` escapes that make no character (half a surrogate pair, bad digits) and unknown escapes become U+FFFD.
    package func text(_ arena: inout ScratchArena) -> ByteView {
        switch kind {
        case .number, .boolean: return bytes
        case .string: return hasEscapes ? unescaped(&arena) : bytes
        case .null, .array, .object: return .empty
        }
    }

    private func unescaped(_ arena: inout ScratchArena) -> ByteView {
        var position = 0
        while position < bytes.count {
            let rest = bytes[position..<bytes.count]
            guard let backslash = rest.firstIndex(of: 0x5C) else {
                arena.append(rest)
                break
            }
            arena.append(rest[0..<backslash])
            position += backslash + 1
            position += appendEscape(bytes[position..<bytes.count], &arena)
        }
        return arena.finish()
    }

    /// Resolves the escape whose backslash stands before `rest`; gives the number of bytes it takes up.
    private func appendEscape(_ rest: ByteView, _ arena: inout ScratchArena) -> Int {
        guard rest.count > 0 else {
            arena.append(scalar: 0xFFFD)
            return 0
        }
        switch rest[0] {
        case 0x22, 0x5C, 0x2F: arena.append(rest[0])
        case UInt8(ascii: "b"): arena.append(0x08)
        case UInt8(ascii: "f"): arena.append(0x0C)
        case UInt8(ascii: "n"): arena.append(0x0A)
        case UInt8(ascii: "r"): arena.append(0x0D)
        case UInt8(ascii: "t"): arena.append(0x09)
        case UInt8(ascii: "u"):
            guard let unit = Self.hexadecimal(rest, 1) else { break }
            if unit & 0xFC00 == 0xD800, rest.count >= 11, rest[5] == 0x5C, rest[6] == UInt8(ascii: "u"),
                let low = Self.hexadecimal(rest, 7), low & 0xFC00 == 0xDC00
            {
                arena.append(scalar: 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
                return 11
            }
            arena.append(scalar: unit & 0xF800 == 0xD800 ? 0xFFFD : unit)
            return 5
        default: arena.append(scalar: 0xFFFD)
        }
        if rest[0] == UInt8(ascii: "u") { arena.append(scalar: 0xFFFD) }
        return 1
    }

    private static func hexadecimal(_ bytes: ByteView, _ start: Int) -> UInt32? {
        guard bytes.count >= start + 4 else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}

/// The members of an object, one after another, each skipped over once.
package struct JSONMembers {
    private var walker: JSONWalker
    private var isFirst = true
    /// The current member's name as it is written, and its value.
    package private(set) var key = ByteView.empty
    package private(set) var value = JSONValue.null
    /// Whether the object turned out not to be JSON; members before the fault have been given.
    package private(set) var isBroken = false

    init(_ object: JSONValue) {
        let isObject = object.kind == .object
        let base = object.bytes.base
        walker = JSONWalker(position: base + (isObject ? 1 : 0), end: base + (isObject ? object.bytes.count - 1 : 0))
    }

    /// Goes to the next member; false after the last.
    package mutating func next() -> Bool {
        walker.skipBlanks()
        if walker.isAtEnd { return false }
        if !isFirst, !walker.take(0x2C) { return fail() }
        isFirst = false
        walker.skipBlanks()
        guard let name = walker.string() else { return fail() }
        walker.skipBlanks()
        guard walker.take(0x3A) else { return fail() }
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

/// The elements of an array, one after another.
package struct JSONElements {
    private var walker: JSONWalker
    private var isFirst = true
    package private(set) var value = JSONValue.null
    /// Whether the array turned out not to be JSON; elements before the fault have been given.
    package private(set) var isBroken = false

    init(_ array: JSONValue) {
        let isArray = array.kind == .array
        let base = array.bytes.base
        walker = JSONWalker(position: base + (isArray ? 1 : 0), end: base + (isArray ? array.bytes.count - 1 : 0))
    }

    /// Goes to the next element; false after the last.
    package mutating func next() -> Bool {
        walker.skipBlanks()
        if walker.isAtEnd { return false }
        if !isFirst, !walker.take(0x2C) { return fail() }
        isFirst = false
        walker.skipBlanks()
        guard let found = walker.value() else { return fail() }
        value = found
        return true
    }

    private mutating func fail() -> Bool {
        isBroken = true
        walker.finish()
        return false
    }
}
