package import Records
import Seals

/// The ledger that the product brings along: numbers, names, dates and addresses that platforms, or others who read their
/// reports, have published, each row with its grade. No sentence of anybody is copied and no account is named.
///
/// It was made of two tables: rows gathered from reports of five platforms, and networks of TikTok's quarterly tables.
/// Rows of TikTok in both that name the same origin, and accounts and followers within 0.3 % of each other, are the same
/// network: one row that gives both sources and, where they differ, both numbers. Where the first table places such a
/// network in a longer period (a report of a half-year), the quarter's table decides.
package enum ShippedLedger {
    /// Rows of the table gathered from reports.
    package static let gatheredRows = 181
    /// Networks of TikTok's quarterly tables, 2022-Q3 to 2023-Q3.
    package static let quarterlyRows = 45
    /// Networks that stand in both.
    package static let matchedRows = 5

    package static let ledger = Ledger(read().rows)

    /// SHA-256 of the rows' canonical JSON: what results that were made of them name as their input.
    package static let digest = (try? CanonicalJSON.encode(ledger.rows)).map(CanonicalJSON.digest) ?? ""

    /// Reports (`Disclosure.reportName`) whose networks the ledger holds all: TikTok's quarterly tables, which were read
    /// whole. Of all others it holds what somebody gathered, and that a network is not among it says nothing.
    package static let wholeReports: Set<String> = Set(
        ["Q3 2022", "Q4 2022", "Q1 2023", "Q2 2023", "Q3 2023"].map {
            "TikTok: Community Guidelines Enforcement Report " + $0
        })

    /// All rows, through the reading that users' tables go through; nothing is rejected.
    package static func read() -> (rows: [Disclosure], rejected: [Rejection]) {
        var rows: [Disclosure] = []
        var rejected: [Rejection] = []
        let tables = [
            ("metaReports", metaReports), ("metaAnnouncements", metaAnnouncements), ("tiktok", tiktok),
            ("others", others),
        ]
        for (name, text) in tables {
            for row in namedRows(text) {
                do throws(FieldFault) {
                    rows.append(try Disclosure(reading: row))
                } catch {
                    rejected.append(
                        Rejection(
                            file: name, row: row.number, field: error.field, reason: error.reason,
                            detail: error.detail))
                }
            }
        }
        return (rows, rejected)
    }

    /// Rows of a table in which no field holds a comma, a quote or a line's end.
    private static func namedRows(_ text: String) -> [NamedRow] {
        let lines = text.split(separator: "\n")
        let columns = lines.first?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
        return lines.dropFirst().enumerated().map { index, line in
            var values: [String: String] = [:]
            for (name, field) in zip(columns, line.split(separator: ",", omittingEmptySubsequences: false))
            where !field.isEmpty {
                values[name] = String(field)
            }
            return NamedRow(number: UInt64(index) + 1, values: values)
        }
    }

    /// Sets of Meta's networks that a platform's origins can be screened against (`OriginScreen`), counted in the shipped
    /// rows. They differ in years and in reports, and so do their answers.
    package static func referenceSets(origin: String) -> [OriginSet] {
        let spans = [
            ("Meta 2018-07 to 2020-05", "2018-07-01", "2020-05-31"), ("Meta 2023", "2023-01-01", "2023-12-31"),
            ("Meta 2023-Q1", "2023-01-01", "2023-03-31"),
        ]
        return spans.compactMap { name, first, last in
            guard let first = Day(first), let last = Day(last), let days = ReportingPeriod(first, last) else {
                return nil
            }
            return OriginSet(name, of: ledger, platform: PlatformName.meta, in: days, origin: origin)
        }
    }
}
