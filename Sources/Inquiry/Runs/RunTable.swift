import Bytes
import Records
import Statistics

/// A row of one of a run's tables.
struct TableRow {
    let row: CSVRow
    let columns: [String: Int]

    /// The cell of a column; nil where the table has none of that name.
    subscript(column: String) -> String? { self[bytes: column]?.string }

    /// The cell's bytes, valid until the next row.
    subscript(bytes column: String) -> ByteView? {
        columns[column].flatMap { $0 < row.count ? row[$0] : nil }
    }
}

/// What the cells of a run's tables say.
enum TableCell {
    static func instant(_ text: String) -> Instant? { ByteView.with(text) { instant($0) } }

    static func instant(_ bytes: ByteView) -> Instant? {
        TimeParser.parse(bytes).map { Instant(milliseconds: $0.milliseconds) }
    }

    /// The natural logarithm of a probability as the tables write it, below 10⁻³⁰⁸ too; NaN where the cell is empty, nil
    /// where it holds something else.
    static func logarithm(_ bytes: ByteView) -> Double? {
        if bytes.isEmpty { return .nan }
        let mantissa: Double?
        var exponent = 0.0
        if let sign = bytes.firstIndex(of: UInt8(ascii: "e")) {
            mantissa = bytes[0..<sign].double
            guard let power = bytes[sign + 1..<bytes.count].int64 else { return nil }
            exponent = Double(power)
        } else {
            mantissa = bytes.double
        }
        guard let mantissa, mantissa >= 0, mantissa < 10 else { return nil }
        return mantissa == 0 ? -.infinity : PlainMath.log(mantissa) + exponent * 2.302_585_092_994_046
    }
}

extension StoredRun {
    /// Gives each row of one of the run's tables, after its hash was compared with the manifest's; one row in memory at a
    /// time.
    /// - Parameter body: false where the row cannot be taken.
    func eachRow(of table: String, _ body: (TableRow) throws(InquiryError) -> Bool) throws(InquiryError) {
        guard let expected = manifest.results.first(where: { $0.name == table }) else {
            throw .noRun(folder: folder, reason: "there is no \(table)")
        }
        guard let found = try? ResultFolder.output(table, in: folder) else {
            throw .noRun(folder: folder, reason: "there is no \(table)")
        }
        if found != expected { throw .altered(path: folder + "/" + table) }
        guard let source = try? ByteSource(path: folder + "/" + table) else {
            throw .noRun(folder: folder, reason: "\(table) cannot be read")
        }
        let scanner = CSVScanner(source, delimiter: UInt8(ascii: ","))
        var columns: [String: Int] = [:]
        while true {
            switch scanner.next() {
            case .end: return
            case .fault: throw .noRun(folder: folder, reason: "\(table) is damaged")
            case .row(let row):
                if columns.isEmpty {
                    for index in 0..<row.count { columns[row[index].string] = index }
                } else if try !body(TableRow(row: row, columns: columns)) {
                    throw .noRun(folder: folder, reason: "\(table) is damaged")
                }
            }
        }
    }
}
