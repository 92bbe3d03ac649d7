import Bytes
package import Coordination
package import Corpus
import Records
import Statistics

/// `edges.csv`: a row for each edge of each trace and window, in the order trace name, window, weight descending,
/// names by UTF-8 bytes. Each layer's edges come in the last two orders already.
package struct EdgeTable {
    package static let header = [
        "trace", "window_s", "platform_a", "account_a", "platform_b", "account_b", "weight", "pairs", "posts_a",
        "posts_b", "first", "last", "median_gap_s", "p_value", "q_value",
    ]

    private var table: CSVWriter
    private let names: AccountFields

    /// Writes the header.
    /// - Parameter accounts: the table that the edges' indexes point into.
    package init(_ sink: TextSink, accounts: AccountTable) throws(ExchangeError) {
        table = try CSVWriter(sink, header: Self.header)
        names = AccountFields(accounts)
    }

    /// Writes all edges of `layers`.
    package mutating func write(_ layers: [EdgeLayer]) throws(ExchangeError) {
        let ordered = layers.sorted { ($0.trace.name, $0.window) < ($1.trace.name, $1.window) }
        for layer in ordered { try write(layer) }
    }

    /// Writes the edges of one layer.
    package mutating func write(_ layer: EdgeLayer) throws(ExchangeError) {
        let trace = layer.trace.name
        let window = layer.window.secondsText
        for edge in layer.edges {
            table.field(trace)
            table.field(window)
            names.write(edge.a, to: &table)
            names.write(edge.b, to: &table)
            table.field(edge.weight)
            table.field(edge.pairs)
            table.field(edge.postsA)
            table.field(edge.postsB)
            table.field(Instant(milliseconds: edge.first))
            table.field(Instant(milliseconds: edge.last))
            table.field(seconds: edge.medianGap)
            table.field(edge.pValue?.description ?? "")
            table.field(edge.qValue?.description ?? "")
            try table.endRow()
        }
    }
}

/// `platform,account` of every account, encoded once: an account stands in many rows.
struct AccountFields {
    private var names = NameTable()

    init(_ accounts: AccountTable) {
        var field: [UInt8] = []
        for index in 0..<UInt32(accounts.count) {
            field.removeAll(keepingCapacity: true)
            CSVWriter.append(accounts.platform(index).name, to: &field)
            field.append(UInt8(ascii: ","))
            CSVWriter.append(accounts.value(index), to: &field)
            ByteView.with(field) { _ = names.append($0) }
        }
    }

    func write(_ account: UInt32, to table: inout CSVWriter) {
        names.withBytes(account) { table.fields(encoded: $0, count: 2) }
    }
}
