package import Bytes
package import Records

/// Where records go that were read.
package protocol RecordSink {
    /// Whether values are wanted as other programs read them.
    static var readsAsPeers: Bool { get }

    /// Whether counters, profiles and the like are wanted, or only what a search needs.
    static var keepsDetails: Bool { get }

    /// Whether reading must stop: the sink failed, or was told to.
    var isStopped: Bool { get }

    /// Whether the record at that row is wanted; others are framed and counted, but not looked at. Asked once for each
    /// record, in their order and before it is read: whoever works in batches may end one here.
    func wants(row: UInt32) -> Bool

    /// Takes a record. False where it was met before and adds nothing.
    mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool

    /// Takes a statement. False where it was met before.
    mutating func take(_ statement: Statement, _ citation: Citation) -> Bool
}

extension RecordSink {
    package static var readsAsPeers: Bool { false }

    package static var keepsDetails: Bool { false }

    package var isStopped: Bool { false }

    package func wants(row: UInt32) -> Bool { true }

    /// Searches have no use for statements.
    package mutating func take(_ statement: Statement, _ citation: Citation) -> Bool { true }
}
