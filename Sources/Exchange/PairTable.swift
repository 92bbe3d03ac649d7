package import Coordination
package import Corpus
package import Records

/// Weights and pairs only: the first eight columns of `edges.csv`, for tens of millions of rows.
package struct PairTable {
    package static let header = Array(EdgeTable.header.prefix(8))

    private var table: CSVWriter
    private let names: AccountFields

    /// Writes the header.
    /// - Parameter accounts: the table that the pairs' indexes point into.
    package init(_ sink: TextSink, accounts: AccountTable) throws(ExchangeError) {
        table = try CSVWriter(sink, header: Self.header)
        names = AccountFields(accounts)
    }

    /// Writes the pairs of one trace and window, in their order.
    package mutating func write(_ pairs: PairCounts, trace: Trace, window: Window) throws(ExchangeError) {
        let (trace, window) = (trace.name, window.secondsText)
        for index in 0..<pairs.count {
            table.field(trace)
            table.field(window)
            names.write(pairs.a[index], to: &table)
            names.write(pairs.b[index], to: &table)
            table.field(pairs.weights[index])
            table.field(pairs.pairs[index])
            try table.endRow()
        }
    }
}
