package import Bytes

/// Share events row by row, as the peers' programs see them: nothing joined, folded or rounded, input order kept.
package struct ShareTable: Sendable {
    /// Object of each row; `missing` where the source has none.
    package private(set) var objects: [UInt32] = []
    package private(set) var accounts: [UInt32] = []
    package private(set) var contents: [UInt32] = []
    /// Number of the record that each row came from: a post with two links gives two rows of one record.
    package private(set) var records: [UInt32] = []
    /// Seconds as the source writes them, fractions included.
    package private(set) var times: [Double] = []
    private var objectNames = Interner()
    private var accountNames = Interner()
    private var contentNames = Interner()

    /// The index that stands for a missing value.
    package static let missing = UInt32.max

    package init() {}

    package var count: Int { objects.count }
    package var accountCount: Int { accountNames.count }
    package var objectCount: Int { objectNames.count }
    package var contentCount: Int { contentNames.count }

    /// Adds a row; a nil object, account or content is missing.
    /// - Parameters:
    ///   - time: seconds; NaN where missing.
    ///   - continuesRecord: whether the row comes from the same record as the one before.
    package mutating func append(
        object: ByteView?, account: ByteView?, content: ByteView?, time: Double, continuesRecord: Bool = false
    ) {
        let previous = records.last ?? 0
        records.append(continuesRecord ? previous : previous &+ 1)
        objects.append(object.map { objectNames.intern($0) } ?? Self.missing)
        accounts.append(account.map { accountNames.intern($0) } ?? Self.missing)
        contents.append(content.map { contentNames.intern($0) } ?? Self.missing)
        times.append(time)
    }

    package func object(_ index: UInt32) -> String { objectNames.names.string(index) }
    package func account(_ index: UInt32) -> String { accountNames.names.string(index) }
    package func content(_ index: UInt32) -> String { contentNames.names.string(index) }

    /// The index that `object` has among contents, if it occurs there: peers drop the share of a post by itself.
    package func contentIndex(ofObject object: UInt32) -> UInt32? {
        objectNames.names.withBytes(object) { contentNames.find($0) }
    }
}
