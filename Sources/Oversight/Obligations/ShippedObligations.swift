import Bytes
import Records

/// The register of provisions that comes with the program: facts in our own words, each with its grade.
package enum ShippedObligations {
    /// All provisions, in the order in which they stand in their texts. A row that could not be read is left out; a test
    /// holds that there is none.
    package static let rules: [ObligationRule] = read(europeanActs + europeanCodes + australian).rules

    /// A provision by its id.
    package static func rule(_ id: String) -> ObligationRule? { rules.first { $0.id == id } }

    /// Reads a table in the form of the shipped one, without its header.
    static func read(_ table: String) -> (rules: [ObligationRule], faults: [FieldFault]) {
        var result: (rules: [ObligationRule], faults: [FieldFault]) = ([], [])
        guard let source = try? ByteSource(bytes: Array(table.utf8)) else { return result }
        let scanner = CSVScanner(source, delimiter: UInt8(ascii: ","))
        while case .row(let row) = scanner.next() {
            do throws(FieldFault) {
                result.rules.append(try ObligationRule(row: named(row, UInt64(result.rules.count + 1))))
            } catch {
                result.faults.append(error)
            }
        }
        return result
    }

    private static func named(_ row: CSVRow, _ number: UInt64) throws(FieldFault) -> NamedRow {
        guard row.count == columns.count else {
            throw FieldFault("wrong-fields", "the row '\(row[0].string)' has \(row.count) fields of \(columns.count)")
        }
        var values: [String: String] = [:]
        for (index, name) in columns.enumerated() where !row[index].trimmed.isEmpty {
            values[name] = row[index].trimmed.string
        }
        return NamedRow(number: number, values: values)
    }

    /// The columns, which tables that people keep have too.
    package static let columns = [
        "id", "framework", "provision", "bound", "duty", "measured_fact", "metrics", "deadline", "allowed", "sanction",
        "status", "status_note", "grade", "source",
    ]
}
