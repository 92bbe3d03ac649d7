package import Bytes
package import Records

/// Writes a table as CSV: RFC 4180 with LF line ends, UTF-8 without a byte-order mark, quotes only where a field needs
/// them, and every value exactly as it is. A field that a spreadsheet would take for a formula stays what it was, since
/// these tables are evidence; `docs/threat-model.md` says how to open them safely.
package struct CSVWriter {
    private let sink: TextSink
    private let columns: Int
    private var row: [UInt8] = []
    private var fields = 0

    /// Writes the header row. Each later row must have as many fields.
    package init(_ sink: TextSink, header: [String]) throws(ExchangeError) {
        self.sink = sink
        columns = header.count
        for name in header { field(name) }
        try endRow()
    }

    /// Adds a field of text.
    package mutating func field(_ text: String) {
        begin()
        Self.append(text, to: &row)
    }

    /// Adds a field of bytes, which are not examined for being UTF-8.
    package mutating func field(_ bytes: ByteView) {
        begin()
        if Self.needsQuotes(bytes) { Self.append(bytes.string, to: &row) } else { bytes.append(to: &row) }
    }

    /// Adds a whole number.
    package mutating func field(_ number: some FixedWidthInteger & SignedInteger) {
        begin()
        row.append(decimal: Int64(number))
    }

    /// Adds a whole number.
    package mutating func field(_ number: some FixedWidthInteger & UnsignedInteger) {
        begin()
        row.append(decimal: UInt64(number))
    }

    /// Adds a moment: ISO 8601, UTC, milliseconds.
    package mutating func field(_ instant: Instant) {
        begin()
        row.append(instant: instant)
    }

    /// Adds a probability or another number in its shortest exact form; empty where there is none.
    package mutating func field(_ number: Double?) {
        begin()
        if let number { row.append(contentsOf: "\(number)".utf8) }
    }

    /// Adds a span of milliseconds as seconds.
    mutating func field(seconds milliseconds: Double) {
        begin()
        row.append(seconds: milliseconds)
    }

    /// Adds `count` fields that are encoded already, with the commas between them.
    mutating func fields(encoded bytes: ByteView, count: Int) {
        begin()
        bytes.append(to: &row)
        fields += count - 1
    }

    /// Ends the row.
    package mutating func endRow() throws(ExchangeError) {
        precondition(fields == columns, "a row of \(fields) fields under a header of \(columns)")
        // An empty line would be no row at all to many readers.
        if row.isEmpty { row += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
        row.append(UInt8(ascii: "\n"))
        try sink.write(row)
        row.removeAll(keepingCapacity: true)
        fields = 0
    }

    private mutating func begin() {
        if fields > 0 { row.append(UInt8(ascii: ",")) }
        fields += 1
    }

    /// Appends a field, quoted where it needs to be.
    package static func append(_ text: String, to row: inout [UInt8]) {
        guard text.utf8.contains(where: Self.forcesQuotes) else {
            row.append(contentsOf: text.utf8)
            return
        }
        row.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { row.append(byte) }
            row.append(byte)
        }
        row.append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ bytes: ByteView) -> Bool {
        for index in 0..<bytes.count where forcesQuotes(bytes[index]) { return true }
        return false
    }

    private static func forcesQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
}
