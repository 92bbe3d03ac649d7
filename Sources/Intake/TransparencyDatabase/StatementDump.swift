import Bytes
package import Records

/// A file of the DSA Transparency Database's dump of statements of reasons, after reading: CSV as the database exports
/// it, full (38 columns) or light, plain or packed with gzip or zstd; columns are found by their names.
package struct StatementDump: Sendable, Hashable {
    package var path: String
    /// SHA-256 of the file's bytes as they lie on disk, hexadecimal; empty where they could not be read to their end.
    package var sha256 = ""
    /// Rows met, the header not counted.
    package var rows: UInt64 = 0
    package var accepted: UInt64 = 0
    package var rejected: UInt64 = 0
    /// Columns that are looked for and not there: what they say is unknown for every row.
    package var missingColumns: [String] = []
    /// Why reading ended before the file did, a sentence; nil where it did not.
    package var brokenOff: String?

    init(path: String) {
        self.path = path
    }

    /// A larger record is rejected: statements have texts of a few thousand characters.
    private static let longestRow = 4 << 20

    /// Reads a file, row by row. Memory is that of one row.
    /// - Parameters:
    ///   - take: is given each statement that is right; its views live for the call. False ends the reading.
    ///   - reject: is given each row that is not, and what is wrong with the file (row 0).
    /// - Throws: where the file cannot be read at all, or is no such dump.
    package static func read(
        _ file: SourceFile, options: IntakeOptions = IntakeOptions(), reject: (Rejection) -> Void,
        progress: Progress = .silent, take: (StatementOfReasons) -> Bool
    ) throws(IntakeError) -> StatementDump {
        let digest = FileDigest(label: "reading \(file.name)", progress: progress)
        let source = try FileReading.source(of: file, digest, options)
        digest.total = source.rawSize
        var dump = StatementDump(path: file.path)
        let table: TableHead
        var reader: ReasonsReader
        do throws(RecordFault) {
            table = try head(of: source, file)
            reader = try ReasonsReader(table)
        } catch {
            throw .unreadable(file, source.failure.map { RecordFault($0) } ?? error)
        }
        dump.missingColumns = reader.columns.missing
        let maximum = min(options.maximumRecordBytes, longestRow)
        dump.readRows(source, table, &reader, maximum, reject, take)
        if let failure = source.failure {
            dump.brokenOff = failure.description
            reject(
                Rejection(
                    file: file.path, row: 0, field: nil, reason: failure.reason, detail: failure.description))
        }
        if (try? source.drain()) != nil {
            dump.sha256 = digest.hexadecimal
            digest.finish()
        }
        return dump
    }

    /// The header, where the file is a table at all.
    private static func head(of source: ByteSource, _ file: SourceFile) throws(RecordFault) -> TableHead {
        if source.peek(4).hasPrefix("PK\u{3}\u{4}") {
            throw RecordFault(
                "zip",
                "it is a ZIP archive, as the database offers its dumps; unpack it first (unzip), the archives in it too,"
                    + " and name the CSV files; these may be packed with gzip or zstd")
        }
        let head = SourceHead(source, path: file.path)
        switch head.content {
        case .empty, .blank: throw RecordFault("empty", head.unrecognisedDetail)
        case .json, .markdown:
            throw RecordFault(
                "not-a-table", "it is no CSV table; statements of reasons are read from the database's CSV dumps")
        case .table(let table): return table
        }
    }

    private mutating func readRows(
        _ source: ByteSource, _ table: TableHead, _ reader: inout ReasonsReader, _ maximum: Int,
        _ reject: (Rejection) -> Void, _ take: (StatementOfReasons) -> Bool
    ) {
        let scanner = CSVScanner(source, delimiter: table.delimiter, maximumRecordBytes: maximum)
        _ = scanner.next()
        while true {
            let fault: RecordFault
            switch scanner.next() {
            case .end: return
            case .fault(let broken):
                rows += 1
                fault = RecordFault(broken, maximum: maximum)
            case .row(let row):
                // Parts of a dump that were put end to end bring their headers with them.
                if table.isRepeated(by: row), row.count == table.columns.count { continue }
                rows += 1
                do throws(RecordFault) {
                    try reader.read(row, number: rows)
                    accepted += 1
                    if !take(reader.statement) {
                        brokenOff = "reading was ended at row \(rows) by what takes the statements"
                        return
                    }
                    continue
                } catch {
                    fault = error
                }
            }
            rejected += 1
            reject(
                Rejection(file: path, row: rows, field: fault.field, reason: fault.reason, detail: fault.detail))
        }
    }
}
