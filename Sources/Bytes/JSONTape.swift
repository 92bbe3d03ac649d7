/// Room for one JSON value taken apart: a node for each name and each value in it, in the order in which they begin.
///
/// A value is read once. Reading writes its nodes and so finds its end and checks all of it; whoever then looks into
/// it steps from node to node and touches no byte twice. The room is used again for the next value, and the nodes of
/// the one before are gone.
package final class JSONTape {
    /// The nodes of the value read last, and room behind them.
    private(set) var nodes: UnsafeMutablePointer<JSONNode>
    private(set) var capacity: Int

    /// As many nodes as records of this field have, and more; eight kilobytes.
    private static let usualCapacity = 512
    /// Room beyond this is given back after the value that needed it; sixteen megabytes.
    private static let largestKept = 1 << 20

    package init() {
        capacity = Self.usualCapacity
        nodes = .allocate(capacity: capacity)
    }

    deinit { nodes.deallocate() }

    /// The value that these bytes hold, blanks around it allowed; nil where they hold none, or more than one, or four
    /// gigabytes. Valid until the next call, and as long as the bytes are.
    package func parse(_ bytes: ByteView) -> JSONValue? {
        let end = bytes.base + bytes.count
        let start = JSONTapeWriter.skipBlanks(from: bytes.base, to: end)
        guard start < end, case .value(let stop) = write(from: start, to: end) else { return nil }
        guard JSONTapeWriter.skipBlanks(from: stop, to: end) == end else { return nil }
        return root(at: start)
    }

    /// Reads the value that begins at `start`, before `end`.
    /// - Parameter plan: where one is given, an object that shows itself to be a wrapper is not read on.
    func write(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, plan: JSONElementScanner.Plan? = nil
    ) -> JSONTapeWriter.Outcome {
        guard end - start <= Int(UInt32.max) else { return .malformed }
        if capacity > Self.largestKept { resize(to: Self.usualCapacity, keeping: 0) }
        var writer = JSONTapeWriter(tape: self, start: start, end: end)
        return writer.write(plan)
    }

    /// The value whose nodes were written, and which begins at `start`.
    func root(at start: UnsafePointer<UInt8>) -> JSONValue { JSONValue(base: start, node: UnsafePointer(nodes)) }

    /// Makes room for more nodes behind the first `count`.
    @inline(never)
    func grow(keeping count: Int) { resize(to: capacity * 2, keeping: count) }

    private func resize(to size: Int, keeping count: Int) {
        let room: UnsafeMutablePointer<JSONNode> = .allocate(capacity: size)
        room.update(from: nodes, count: count)
        nodes.deallocate()
        nodes = room
        capacity = size
    }
}

/// A name or a value on a tape, sixteen bytes. The nodes of what is inside a container follow its own.
@usableFromInline
struct JSONNode: BitwiseCopyable {
    /// Where it begins, in bytes from the beginning of the whole value; a string begins behind its quote.
    @usableFromInline var start: UInt32
    /// Number of bytes; those of a string between its quotes, those of a container with its brackets.
    @usableFromInline var length: UInt32
    /// Number of nodes from this one to the next that is not inside it.
    @usableFromInline var span: UInt32
    @usableFromInline var kind: JSONValue.Kind
    /// Whether a string has escapes.
    @usableFromInline var hasEscapes: Bool
}
