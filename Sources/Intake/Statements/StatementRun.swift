import Bytes
package import Records

/// What one row of a table of statements says.
package struct StatementDraft {
    package var statements: [Statement] = []
    /// What is worth knowing of the row besides; the file's notes count it.
    package var remarks: [Remark] = []

    package init() {}

    mutating func clear() {
        statements.removeAll(keepingCapacity: true)
        remarks.removeAll(keepingCapacity: true)
    }
}

/// Reading tables of statements: indicators and claims.
extension SourceRun {
    mutating func readStatements(
        _ source: ByteSource, _ table: TableHead, _ reader: any StatementReader, _ sink: inout Sink
    ) throws(IntakeError) {
        var draft = StatementDraft()
        var cells: [ByteView] = []
        try eachRow(source, table, &sink) { (run, row, sink) throws(RecordFault) in
            cells.removeAll(keepingCapacity: true)
            for index in 0..<row.count { cells.append(row[index]) }
            try run.take(cells, reader, &draft, &sink)
        }
    }

    mutating func readMarkdown(
        _ source: ByteSource, _ reader: any StatementReader, _ columns: [String], _ sink: inout Sink
    ) throws(IntakeError) {
        var draft = StatementDraft()
        var cells: [ByteView] = []
        var tables = MarkdownTables(columns: columns)
        try eachLine(source, &sink) { (run, line, sink) throws(IntakeError) in
            guard tables.take(line, cells: &cells), try run.begin(wantedBy: sink) else { return }
            do throws(RecordFault) {
                guard cells.count == columns.count else {
                    throw RecordFault(
                        "wrong-column-count", "\(cells.count) cells where the header has \(columns.count)")
                }
                try run.take(cells, reader, &draft, &sink)
            } catch {
                run.report(error)
            }
        }
    }

    mutating func readStated(
        _ source: ByteSource, _ plan: JSONElementScanner.Plan, _ reader: any StatedObjectReader, _ sink: inout Sink
    ) throws(IntakeError) {
        let scanner = JSONElementScanner(source, plan: plan, maximumRecordBytes: options.maximumRecordBytes)
        var draft = StatementDraft()
        while !sink.isStopped {
            switch scanner.next() {
            case .record(let value):
                guard try begin(wantedBy: sink) else { continue }
                do throws(RecordFault) {
                    draft.clear()
                    try reader.read(value, into: &draft)
                    accept(draft, &sink)
                } catch {
                    report(error)
                }
            case .context(let name, let value):
                do throws(RecordFault) {
                    try reader.meet(name, value)
                } catch {
                    // It is the document's, not a record's.
                    tally.flag(error.reason, error.detail)
                    reject(
                        Rejection(
                            file: file.path, row: 0, field: error.field, reason: error.reason, detail: error.detail))
                }
            case .error: continue
            case .fault(let fault):
                if try begin(wantedBy: sink) {
                    report(RecordFault(fault, scanner.skipped, maximum: options.maximumRecordBytes))
                }
            case .end: return
            }
        }
    }

    private mutating func take(
        _ cells: [ByteView], _ reader: any StatementReader, _ draft: inout StatementDraft, _ sink: inout Sink
    ) throws(RecordFault) {
        for (index, cell) in cells.enumerated() {
            if let position = cell.firstInvalidUTF8 {
                throw .notUTF8("column \(index + 1)", cell[position..<cell.count])
            }
        }
        draft.clear()
        try reader.read(cells, into: &draft)
        accept(draft, &sink)
    }

    private mutating func accept(_ draft: StatementDraft, _ sink: inout Sink) {
        var isNew = draft.statements.isEmpty
        for statement in draft.statements where sink.take(statement, citation) { isNew = true }
        tally.accept(draft, isNew: isNew)
    }
}
