import Bytes
package import Records

/// One file of a harmonised transparency report (Commission Implementing Regulation (EU) 2024/2835): one of the eleven
/// parts as CSV, recognised by what it holds and not by its name.
package struct TransparencyReport: Sendable {
    package let part: ReportPart
    /// In the order of the rows, and of the columns in each.
    package internal(set) var cells: [ReportCell] = []
    package internal(set) var rejected: [Rejection] = []
    /// Cells that hold nothing, or only what the empty template puts there.
    package internal(set) var emptyCells = 0
    /// SHA-256 of the file's bytes as they lie on disk, hexadecimal.
    package private(set) var sha256 = ""

    /// Rows read at most: the largest part has some hundred for each country.
    package static let mostRows = 1_000_000
    private static let longestRow = 4 << 20

    init(part: ReportPart) {
        self.part = part
    }

    /// Reads a file.
    /// - Throws: where it cannot be read, or is none of the eleven parts; the message says what is wrong with it.
    package static func read(
        _ file: SourceFile, options: IntakeOptions = IntakeOptions(), progress: Progress = .silent
    ) throws(IntakeError) -> TransparencyReport {
        let digest = FileDigest(label: "reading \(file.name)", progress: progress)
        let source = try FileReading.source(of: file, digest, options)
        var report: TransparencyReport
        do throws(RecordFault) {
            report = try read(source, file)
        } catch {
            throw .unreadable(file, source.failure.map { RecordFault($0) } ?? error)
        }
        if let failure = source.failure {
            report.reject(file, 0, RecordFault(failure))
        }
        if (try? source.drain()) != nil { report.sha256 = digest.hexadecimal }
        return report
    }

    private static func read(_ source: ByteSource, _ file: SourceFile) throws(RecordFault) -> TransparencyReport {
        if source.peek(4).hasPrefix("PK\u{3}\u{4}") {
            throw RecordFault("zip", "it is a workbook or a ZIP archive; save each sheet as CSV, or unpack it")
        }
        let head = SourceHead(source, path: file.path)
        guard let table = head.table else {
            throw RecordFault(
                "not-a-table", "it is no CSV table; the parts of harmonised reports are read as CSV with their header")
        }
        let header = try TemplateHeader(table.columns)
        var rows: [(number: UInt64, fields: [String])] = []
        var faults: [(number: UInt64, fault: RecordFault)] = []
        scan(source, table, header, &rows, &faults)
        let part = if let stated = header.part { stated } else { try part(of: rows, header) }
        var report = TransparencyReport(part: part)
        var reading = TemplateReading(part: part, header: header)
        for row in rows {
            do throws(RecordFault) {
                try reading.read(row.fields, number: row.number, into: &report) { fault in
                    faults.append((row.number, fault))
                }
            } catch {
                faults.append((row.number, error))
            }
        }
        // Those of one row stay in the order of its columns.
        for (_, fault) in faults.enumerated().sorted(by: {
            ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
        }) {
            report.reject(file, fault.number, fault.fault)
        }
        return report
    }

    private static func scan(
        _ source: ByteSource, _ table: TableHead, _ header: TemplateHeader,
        _ rows: inout [(number: UInt64, fields: [String])], _ faults: inout [(number: UInt64, fault: RecordFault)]
    ) {
        let scanner = CSVScanner(source, delimiter: table.delimiter, maximumRecordBytes: longestRow)
        _ = scanner.next()
        var number: UInt64 = 0
        while true {
            let event = scanner.next()
            if case .end = event { return }
            number += 1
            if number > mostRows {
                faults.append(
                    (number, RecordFault("too-many-rows", "a part of more than \(mostRows) rows is not read on")))
                return
            }
            switch event {
            case .end: return
            case .fault(let fault): faults.append((number, RecordFault(fault, maximum: longestRow)))
            case .row(let row):
                if (0..<row.count).allSatisfy({ row[$0].trimmed.isEmpty }) { continue }
                if (header.count..<max(header.count, row.count)).contains(where: { !row[$0].trimmed.isEmpty }) {
                    faults.append(
                        (
                            number,
                            RecordFault(
                                "field-count",
                                "the row has \(row.count) fields and the header \(header.count); quote fields with commas"
                            )
                        ))
                    continue
                }
                if let bad = (0..<header.count).first(where: { !row[$0].isUTF8 }) {
                    faults.append((number, .notUTF8(table.columns[bad], .empty)))
                    continue
                }
                rows.append((number, (0..<header.count).map { row[$0].trimmed.string }))
            }
        }
    }

    /// Which of parts 7 to 10: the first row with a section of theirs says it.
    private static func part(
        of rows: [(number: UInt64, fields: [String])], _ header: TemplateHeader
    ) throws(RecordFault) -> ReportPart {
        guard let column = header.section else {
            throw RecordFault("not-a-template", "there is no column \"Section\"")
        }
        for row in rows {
            if let part = TemplateHeader.part(ofSection: row.fields[column]) { return part }
        }
        let sections = rows.prefix(3).map { "\"\($0.fields[column].prefix(60))\"" }.joined(separator: ", ")
        throw RecordFault(
            "not-a-template", field: "Section",
            "it has the header of parts 7 to 10, but no row has a section of theirs (complaints, disputes, suspensions;"
                + " use of automated means; human resources; AMAR)"
                + (rows.isEmpty ? ": there are no rows" : "; the first: \(sections)"))
    }

    private mutating func reject(_ file: SourceFile, _ row: UInt64, _ fault: RecordFault) {
        rejected.append(
            Rejection(file: file.path, row: row, field: fault.field, reason: fault.reason, detail: fault.detail))
    }
}
