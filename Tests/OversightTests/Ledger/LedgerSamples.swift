import Foundation
import Oversight
import Records

/// Rows and tables of tests.
enum LedgerSamples {
    static func row(_ values: [String: String], number: UInt64 = 1) -> NamedRow {
        NamedRow(number: number, values: values)
    }

    static func disclosure(_ values: [String: String]) throws -> Disclosure {
        var all = ["platform": "TikTok", "report": "Report Q1 2023", "source_url": "https://example.org/r"]
        all.merge(values) { $1 }
        return try Disclosure(reading: row(all))
    }

    static func days(_ first: String, _ last: String) throws -> ReportingPeriod {
        guard let first = Day(first), let last = Day(last), let period = ReportingPeriod(first, last) else {
            throw SampleError.badDays
        }
        return period
    }

    static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw SampleError.badDays }
        return day
    }

    static func time(_ text: String) throws -> StatedTime { try StatedTime(reading: text) }

    /// Records of a CSV file with quoted fields and a header, by the names of its columns.
    static func table(_ path: String) throws -> [NamedRow] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var (rows, fields, field, isQuoted) = ([[String]](), [String](), "", false)
        for character in text {
            switch (character, isQuoted) {
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                fields.append(field)
                field = ""
            case ("\n", false), ("\r\n", false):
                rows.append(fields + [field])
                (fields, field) = ([], "")
            default: field.append(character)
            }
        }
        if !fields.isEmpty { rows.append(fields + [field]) }
        let header = rows[0]
        return rows.dropFirst().enumerated().map { index, fields in
            var values: [String: String] = [:]
            for (name, value) in zip(header, fields) {
                let trimmed = value.trimmingCharacters(in: .whitespaces)
                if !trimmed.isEmpty { values[name] = trimmed }
            }
            return NamedRow(number: UInt64(index) + 1, values: values)
        }
    }

    enum SampleError: Error {
        case badDays
    }
}

extension Oversight.Measurement {
    func figure(_ label: String) -> Figure? { figures.first { $0.label == label } }
}
