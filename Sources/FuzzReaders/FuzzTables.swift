import Bytes
import Intake
import Records

// The readers that yield values instead of filling a corpus: each reads the same bytes in a large window and in a small
// one, and both must say the same.

/// Statements of reasons: every field that is borrowed is looked at.
func fuzzStatementsOfReasons(_ bytes: [UInt8], _ sizes: ByteSource.Sizes, _ small: ByteSource.Sizes) {
    let whole = statements(bytes, sizes)
    precondition(whole == statements(bytes, small), "windows change the statements")
}

private func statements(_ bytes: [UInt8], _ sizes: ByteSource.Sizes) -> [String] {
    var options = IntakeOptions()
    options.sizes = sizes
    options.maximumRecordBytes = (bytes.last ?? 0) % 4 == 3 ? 256 : 4096
    var found: [String] = []
    var rejected: UInt64 = 0
    let dump = try? StatementDump.read(
        SourceFile(path: "input", contents: bytes), options: options,
        reject: {
            if $0.row > 0 { rejected += 1 }
            found.append("\($0.row) \($0.reason)")
        }
    ) { statement in
        var text = statement.platform.string + statement.category.string + statement.uuid.string
        text += statement.platformUID.string + "\(statement.decisions.rawValue) \(statement.applicationDay)"
        text += "\(statement.created) \(statement.contentDay?.number ?? 0) \(statement.earliestEnd?.number ?? 0)"
        for list in [
            statement.keywords, statement.additionalCategories, statement.contentTypes, statement.territories,
        ] {
            var elements = list.elements
            while let element = elements.next() { text += element.string }
        }
        found.append(text)
        return true
    }
    if let dump {
        precondition(dump.rows == dump.accepted + dump.rejected, "a row is neither accepted nor rejected")
        precondition(dump.rejected == rejected, "a rejection was not told")
    }
    return found
}

/// Parts of harmonised reports.
func fuzzHarmonisedReport(_ bytes: [UInt8], _ sizes: ByteSource.Sizes, _ small: ByteSource.Sizes) {
    func read(_ sizes: ByteSource.Sizes) -> [String] {
        var options = IntakeOptions()
        options.sizes = sizes
        guard let report = try? TransparencyReport.read(SourceFile(path: "input", contents: bytes), options: options)
        else { return ["refused"] }
        return ["\(report.part) \(report.emptyCells)"] + report.cells.map { "\($0)" }
            + report.rejected.map { "\($0.row) \($0.reason) \($0.field ?? "")" }
    }
    precondition(read(sizes) == read(small), "windows change the report")
}

/// Tables that people keep by hand.
func fuzzRegister(_ bytes: [UInt8]) {
    guard var table = try? RegisterTable.read(SourceFile(path: "input", contents: bytes)) else { return }
    let before = table.rejected.count
    let decoded = table.decode("input") { row throws(FieldFault) in
        _ = row.list("targets")
        _ = try row.platform("platform")
        _ = try row.integer("accounts")
        _ = try row.time("published")
        return try row.day("day")
    }
    precondition(
        table.rows.count == decoded.count + table.rejected.count - before, "a row is neither decoded nor rejected")
}

/// Lists of techniques.
func fuzzTaxonomy(_ bytes: [UInt8]) {
    guard let list = try? TaxonomyFile.read(SourceFile(path: "input_v1.2", contents: bytes)) else { return }
    precondition(Set(list.entries.map(\.id)).count == list.entries.count, "a technique stands twice")
    precondition(list.entries.allSatisfy { !$0.id.isEmpty } && list.versionInName == "1.2")
}

/// Readings of assets' states.
func fuzzObservations(_ bytes: [UInt8]) {
    var (taken, rejected) = (0, 0)
    let outcome = try? ObservationReader.read(
        SourceFile(path: "input", contents: bytes), platform: nil,
        take: { row -> FieldFault? in
            precondition(!row.id.isEmpty && row.country.count == 2 && (row.until ?? row.time) >= row.time)
            taken += 1
            return nil
        }, reject: { _ in rejected += 1 })
    guard let outcome else { return }
    precondition(outcome.accepted == UInt64(taken), "a reading is counted that nobody was given")
    precondition(UInt64(rejected) + outcome.accepted >= outcome.rows, "a row is neither taken nor rejected")
}
