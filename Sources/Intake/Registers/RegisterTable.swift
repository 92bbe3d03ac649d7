import Bytes
package import Records

/// A table that people keep by hand (ledger rows, assets, notices, claims, obligations), read whole: CSV with a header
/// (commas, semicolons or tabs), or JSON objects, one a line or in an array.
package struct RegisterTable: Sendable {
    package var rows: [NamedRow] = []
    package var rejected: [Rejection] = []
    /// SHA-256 of the file's bytes as they lie on disk, hexadecimal.
    package var sha256 = ""
    /// Names of columns or members, in the order in which they came up first.
    package var columns: [String] = []

    /// Rows held at most: such tables are written by people.
    package static let mostRows = 1_000_000
    private static let longestRow = 4 << 20
    /// Names of members that are remembered: they are hostile input, too.
    private static let mostColumns = 10_000

    /// Reads a file.
    /// - Throws: where not even its beginning can be read, or it holds no table.
    package static func read(
        _ file: SourceFile, progress: Progress = .silent
    ) throws(IntakeError) -> RegisterTable {
        let digest = FileDigest(label: "reading \(file.name)", progress: progress)
        let source = try FileReading.source(of: file, digest)
        var table = RegisterTable()
        let head = SourceHead(source, path: file.path)
        switch head.content {
        case .empty, .blank:
            throw .unreadable(file, RecordFault("empty", head.unrecognisedDetail))
        case .markdown:
            throw .unreadable(
                file, RecordFault("not-a-table", "it is prose; a table with a header of column names is wanted"))
        case .table(let header): try table.readRows(source, header, file)
        case .json: try table.readObjects(source, file)
        }
        if let failure = source.failure { table.reject(file, 0, failure.reason, failure.description) }
        if (try? source.drain()) != nil { table.sha256 = digest.hexadecimal }
        return table
    }

    private mutating func readRows(
        _ source: ByteSource, _ header: TableHead, _ file: SourceFile
    ) throws(IntakeError) {
        columns = header.columns.map(NamedRow.key)
        if columns.allSatisfy(\.isEmpty) {
            throw .unreadable(
                file,
                RecordFault("not-a-table", "its first row names no column; is a quote opened there and never closed?"))
        }
        var seen: Set<String> = []
        if let repeated = columns.first(where: { !$0.isEmpty && !seen.insert($0).inserted }) {
            throw .unreadable(file, .repeatedColumn(repeated))
        }
        let scanner = CSVScanner(source, delimiter: header.delimiter, maximumRecordBytes: Self.longestRow)
        var number: UInt64 = 0
        _ = scanner.next()
        while true {
            let event = scanner.next()
            if case .end = event { return }
            guard count(&number, file) else { return }
            switch event {
            case .end: return
            case .fault(let fault): reject(file, number, RecordFault(fault, maximum: Self.longestRow))
            case .row(let row):
                if row.count > columns.count,
                    (columns.count..<row.count).contains(where: { !row[$0].trimmed.isEmpty })
                {
                    reject(
                        file, number, "too-many-fields",
                        "the row has \(row.count) fields and the header \(columns.count); quote fields with commas")
                    continue
                }
                if let bad = columns.indices.first(where: { !row[$0].isUTF8 }) {
                    reject(
                        file, number,
                        .notUTF8(columns[bad], row[bad][(row[bad].firstInvalidUTF8 ?? 0)..<row[bad].count]))
                    continue
                }
                var values: [String: String] = [:]
                for (index, name) in columns.enumerated() {
                    let field = row[index].trimmed
                    if !field.isEmpty { values[name] = field.string }
                }
                if !values.isEmpty { rows.append(NamedRow(number: number, values: values)) }
            }
        }
    }

    private mutating func readObjects(_ source: ByteSource, _ file: SourceFile) throws(IntakeError) {
        let scanner = JSONElementScanner(
            source, plan: JSONElementScanner.Plan(entered: [], errors: []), maximumRecordBytes: Self.longestRow)
        var arena = ScratchArena()
        var known: Set<String> = []
        var number: UInt64 = 0
        reading: while true {
            let event = scanner.next()
            if case .end = event { return }
            guard count(&number, file) else { return }
            switch event {
            case .end: return
            case .record(let value):
                arena.reset()
                var values: [String: String] = [:]
                var members = value.members
                while members.next() {
                    let name = NamedRow.key(members.key.string)
                    if known.count < Self.mostColumns, known.insert(name).inserted { columns.append(name) }
                    let text = Self.text(members.value, &arena)
                    if text.isEmpty { continue }
                    if values.updateValue(text, forKey: name) != nil {
                        reject(file, number, .repeatedColumn(name))
                        continue reading
                    }
                }
                if !values.isEmpty { rows.append(NamedRow(number: number, values: values)) }
            case .fault(let fault): reject(file, number, RecordFault(fault, scanner.skipped, maximum: Self.longestRow))
            case .error, .context: continue
            }
        }
    }

    /// Counts a row.
    /// - Returns: false where it is one too many, which is told.
    private mutating func count(_ number: inout UInt64, _ file: SourceFile) -> Bool {
        number += 1
        if number <= Self.mostRows { return true }
        reject(file, number, "too-many-rows", "a register of more than \(Self.mostRows) rows is not read on")
        return false
    }

    /// A list's parts as one text, separated by semicolons, as CSV has them.
    private static func text(_ value: JSONValue, _ arena: inout ScratchArena) -> String {
        guard value.kind == .array else { return value.text(&arena).trimmed.string }
        var parts: [String] = []
        var elements = value.elements
        while elements.next() { parts.append(elements.value.text(&arena).trimmed.string) }
        return parts.joined(separator: "; ")
    }

    private mutating func reject(_ file: SourceFile, _ row: UInt64, _ fault: RecordFault) {
        reject(file, row, fault.reason, fault.detail)
    }

    private mutating func reject(_ file: SourceFile, _ row: UInt64, _ reason: String, _ detail: String) {
        rejected.append(Rejection(file: file.path, row: row, field: nil, reason: reason, detail: detail))
    }

    /// Makes a value of each row, and a rejection of each that makes none.
    package mutating func decode<Value>(
        _ file: String, _ body: (NamedRow) throws(FieldFault) -> Value
    ) -> [(row: UInt64, value: Value)] {
        var values: [(row: UInt64, value: Value)] = []
        for row in rows {
            do throws(FieldFault) {
                values.append((row.number, try body(row)))
            } catch {
                rejected.append(
                    Rejection(
                        file: file, row: row.number, field: error.field, reason: error.reason, detail: error.detail))
            }
        }
        return values
    }
}

extension RecordFault {
    /// Two places for one value: nobody can say which of them is meant.
    static func repeatedColumn(_ name: String) -> RecordFault {
        RecordFault(
            "repeated-column", field: name,
            "'\(name)' stands there more than once, and nobody can say which of them counts; rename or delete the others"
        )
    }
}
