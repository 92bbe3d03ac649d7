/// Reads one JSON value in a single pass and writes its nodes.
///
/// Letters are let through more freely than RFC 8259 wants: a number is any run of digits, signs, points and `e`, and a
/// string may hold bare control characters other than a line feed. What is harmless is not refused.
struct JSONTapeWriter {
    enum Outcome {
        /// The whole value was read; it ends before this place.
        case value(UnsafePointer<UInt8>)
        /// It is an object to go into, and was not read further.
        case wrapper
        /// The bytes end inside the value, which may be whole with more of them.
        case ranOut
        /// It is not JSON, or nested too deeply.
        case malformed
    }

    /// Deepest nesting that is read; no export of this field comes near it.
    static let maximumDepth = 64

    private let tape: JSONTape
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var nodes: UnsafeMutablePointer<JSONNode>
    private var capacity: Int
    private var count = 0

    init(tape: JSONTape, start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        self.tape = tape
        self.start = start
        self.end = end
        nodes = tape.nodes
        capacity = tape.capacity
    }

    mutating func write(_ plan: JSONElementScanner.Plan?) -> Outcome {
        var position = start
        // The innermost open container; while it is open, its span is the place of the one around it.
        var parent = 0
        var isInObject = false
        var depth = 0
        var isUndecided = plan != nil
        while true {
            if isInObject {
                guard position < end else { return .ranOut }
                guard position.pointee == 0x22 else { return .malformed }
                if let failure = string(&position) { return failure }
                if isUndecided, depth == 1, let role = plan?.role(of: lastText) {
                    if role == .wrapper { return .wrapper }
                    isUndecided = false
                }
                position = Self.skipBlanks(from: position, to: end)
                guard position < end else { return .ranOut }
                guard position.pointee == 0x3A else { return .malformed }
                position = Self.skipBlanks(from: position + 1, to: end)
            }
            guard position < end else { return .ranOut }
            let byte = position.pointee
            switch byte {
            case 0x22:
                if let failure = string(&position) { return failure }
            case 0x2D, 0x30...0x39:
                let stop = Self.endOfNumber(from: position, to: end)
                append(.number, from: position, to: stop)
                position = stop
            case 0x7B, 0x5B:
                guard depth < Self.maximumDepth else { return .malformed }
                let container = count
                append(byte == 0x7B ? .object : .array, from: position, to: position)
                position = Self.skipBlanks(from: position + 1, to: end)
                guard position < end else { return .ranOut }
                // The brackets of a kind lie two apart.
                if position.pointee == byte + 2 {
                    position += 1
                    close(container, before: position)
                    break
                }
                nodes[container].span = UInt32(truncatingIfNeeded: parent)
                parent = container
                isInObject = byte == 0x7B
                depth += 1
                continue
            case 0x74:
                if let failure = word("true", .boolean, &position) { return failure }
            case 0x66:
                if let failure = word("false", .boolean, &position) { return failure }
            case 0x6E:
                if let failure = word("null", .null, &position) { return failure }
            default:
                return .malformed
            }
            // Behind a value: the next one, or the ends of containers.
            while true {
                if depth == 0 { return .value(position) }
                position = Self.skipBlanks(from: position, to: end)
                guard position < end else { return .ranOut }
                let byte = position.pointee
                position += 1
                if byte == 0x2C {
                    position = Self.skipBlanks(from: position, to: end)
                    break
                }
                guard byte == (isInObject ? 0x7D : 0x5D) else { return .malformed }
                let container = parent
                parent = Int(nodes[container].span)
                close(container, before: position)
                depth -= 1
                isInObject = nodes[parent].kind == .object
            }
        }
    }

    @inline(__always)
    static func skipBlanks(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        var position = start
        while position < end, position.pointee <= 0x20 {
            let byte = position.pointee
            if byte != 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 { break }
            position += 1
        }
        return position
    }

    /// The name or string written last.
    private var lastText: ByteView {
        let node = nodes[count - 1]
        return ByteView(base: start + Int(node.start), count: Int(node.length))
    }

    /// A string, whose quote stands at `position`; what is wrong with it, or nil.
    @inline(__always)
    private mutating func string(_ position: inout UnsafePointer<UInt8>) -> Outcome? {
        let first = position + 1
        var stop = first
        var hasEscapes = false
        while true {
            stop = ByteSearch.firstInString(from: stop, to: end)
            guard stop < end else { return .ranOut }
            let byte = stop.pointee
            if byte == 0x22 { break }
            if byte == 0x0A { return .malformed }
            guard end - stop >= 2 else { return .ranOut }
            hasEscapes = true
            stop += 2
        }
        append(.string, from: first, to: stop, hasEscapes: hasEscapes)
        position = stop + 1
        return nil
    }

    @inline(__always)
    private mutating func word(
        _ word: StaticString, _ kind: JSONValue.Kind, _ position: inout UnsafePointer<UInt8>
    ) -> Outcome? {
        let length = word.utf8CodeUnitCount
        guard end - position >= length else { return .ranOut }
        guard ByteView(base: position, count: length).equals(word) else { return .malformed }
        append(kind, from: position, to: position + length)
        position += length
        return nil
    }

    /// Eight digits at a time: ids have nineteen.
    @inline(__always)
    static func endOfNumber(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        var position = start
        while end - position >= 8, ByteSearch.areDigits(ByteSearch.load(position)) { position += 8 }
        while position < end {
            switch position.pointee {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: position += 1
            default: return position
            }
        }
        return position
    }

    @inline(__always)
    private mutating func append(
        _ kind: JSONValue.Kind, from first: UnsafePointer<UInt8>, to stop: UnsafePointer<UInt8>,
        hasEscapes: Bool = false
    ) {
        if count == capacity { grow() }
        nodes[count] = JSONNode(
            start: UInt32(truncatingIfNeeded: first - start), length: UInt32(truncatingIfNeeded: stop - first),
            span: 1, kind: kind, hasEscapes: hasEscapes)
        count &+= 1
    }

    @inline(__always)
    private func close(_ container: Int, before stop: UnsafePointer<UInt8>) {
        let first = Int(nodes[container].start)
        nodes[container].length = UInt32(truncatingIfNeeded: stop - start - first)
        nodes[container].span = UInt32(truncatingIfNeeded: count - container)
    }

    @inline(__always)
    private mutating func grow() {
        tape.grow(keeping: count)
        nodes = tape.nodes
        capacity = tape.capacity
    }
}
