/// A JSON value on a tape: borrowed, and known to be well-formed with all that is in it.
///
/// Valid until the tape's owner reads the next one.
public struct JSONValue {
    /// What a value is.
    public enum Kind: UInt8, BitwiseCopyable, Sendable {
        case null
        case boolean
        case number
        case string
        case array
        case object
    }

    /// Where the whole value begins that this one is part of.
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline let node: UnsafePointer<JSONNode>

    @inlinable @inline(__always)
    init(base: UnsafePointer<UInt8>, node: UnsafePointer<JSONNode>) {
        self.base = base
        self.node = node
    }

    /// A null that stands nowhere.
    @inlinable
    public static var null: JSONValue { JSONValue(base: ByteView.empty.base, node: nowhere.node) }

    /// What the value is.
    @inlinable @inline(__always)
    public var kind: Kind { node.pointee.kind }

    /// A string's bytes between its quotes, escapes unresolved; any other value as it stands, brackets included.
    @inlinable @inline(__always)
    public var bytes: ByteView {
        ByteView(base: base + Int(node.pointee.start), count: Int(node.pointee.length))
    }

    /// Whether a string has escapes.
    @inlinable
    public var hasEscapes: Bool { node.pointee.hasEscapes }

    /// Whether it is a null, or nothing.
    @inlinable
    public var isNull: Bool { kind == .null }

    /// The members of an object in their order; none for any other kind.
    @inlinable
    public var members: JSONMembers { JSONMembers(self) }

    /// The elements of an array in their order; none for any other kind.
    @inlinable
    public var elements: JSONElements { JSONElements(self) }

    /// The member of that name; the last where the object has several, null where it has none.
    /// Names are compared as they are written: a name with escapes equals no literal.
    @inlinable
    public func member(_ name: StaticString) -> JSONValue {
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
    @inlinable
    public func text(_ arena: inout ScratchArena) -> ByteView {
        switch kind {
        case .number, .boolean: return bytes
        case .string: return hasEscapes ? JSONEscapes.resolve(bytes, &arena) : bytes
        case .null, .array, .object: return .empty
        }
    }
}

/// The members of an object, one after another. `key` and `value` are those of the member that `next` went to.
public struct JSONMembers {
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline var current: UnsafePointer<JSONNode>
    @usableFromInline var following: UnsafePointer<JSONNode>
    @usableFromInline let end: UnsafePointer<JSONNode>

    @inlinable
    init(_ object: JSONValue) {
        base = object.base
        current = nowhere.node
        end = object.node + Int(object.node.pointee.span)
        following = object.kind == .object ? object.node + 1 : end
    }

    /// Goes to the next member; false after the last.
    @inlinable @inline(__always)
    public mutating func next() -> Bool {
        guard following < end else { return false }
        current = following
        following += 1 + Int(following[1].span)
        return true
    }

    /// The current member's name as it is written.
    @inlinable @inline(__always)
    public var key: ByteView {
        ByteView(base: base + Int(current.pointee.start), count: Int(current.pointee.length))
    }

    /// The current member's value.
    @inlinable @inline(__always)
    public var value: JSONValue { JSONValue(base: base, node: current + 1) }
}

/// The elements of an array, one after another. `value` is the one that `next` went to.
public struct JSONElements {
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline var current: UnsafePointer<JSONNode>
    @usableFromInline var following: UnsafePointer<JSONNode>
    @usableFromInline let end: UnsafePointer<JSONNode>

    @inlinable
    init(_ array: JSONValue) {
        base = array.base
        current = nowhere.node
        end = array.node + Int(array.node.pointee.span)
        following = array.kind == .array ? array.node + 1 : end
    }

    /// Goes to the next element; false after the last.
    @inlinable @inline(__always)
    public mutating func next() -> Bool {
        guard following < end else { return false }
        current = following
        following += Int(following.pointee.span)
        return true
    }

    /// The current element.
    @inlinable @inline(__always)
    public var value: JSONValue { JSONValue(base: base, node: current) }
}

/// Where values and members point that are not there: an empty name, and a null behind it.
@usableFromInline
struct Nowhere: @unchecked Sendable {
    @usableFromInline let node: UnsafePointer<JSONNode>

    init() {
        let cells = UnsafeMutablePointer<JSONNode>.allocate(capacity: 2)
        cells.initialize(
            repeating: JSONNode(start: 0, length: 0, span: 1, kind: .null, hasEscapes: false), count: 2)
        node = UnsafePointer(cells)
    }
}

@usableFromInline let nowhere = Nowhere()
