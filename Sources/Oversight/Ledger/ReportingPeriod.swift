package import Records

/// The days that a report covers.
package struct ReportingPeriod: Codable, Hashable, Sendable, Comparable {
    package var first: Day
    package var last: Day

    /// Nil where it ends before it begins.
    package init?(_ first: Day, _ last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// One day.
    package init(_ day: Day) {
        (first, last) = (day, day)
    }

    /// Reads `2023-Q3`, `2023-Q2-3`, `2023-H1`, `2023-07`, `2023`, also the other way round (`Q3 2023`, `Q2-3 2025`).
    package init?(_ text: some StringProtocol) {
        let words = text.uppercased().split { $0 == " " || $0 == "_" || $0 == "-" }.map(String.init)
        guard let place = words.firstIndex(where: { Self.year($0) != nil }), let year = Self.year(words[place]) else {
            return nil
        }
        let rest = Array(words[..<place] + words[(place + 1)...])
        let months: (first: Int, last: Int)
        switch rest.count {
        case 0: months = (1, 12)
        case 1:
            if let quarter = Self.quarter(rest[0]) {
                months = (quarter * 3 - 2, quarter * 3)
            } else if rest[0] == "H1" || rest[0] == "H2" {
                months = rest[0] == "H1" ? (1, 6) : (7, 12)
            } else if place == 0, rest[0].count == 2, let month = Int(rest[0]), (1...12).contains(month) {
                months = (month, month)
            } else {
                return nil
            }
        case 2:
            guard let from = Self.quarter(rest[0]), let to = Self.quarter(rest[1]) ?? Self.quarter("Q" + rest[1]) else {
                return nil
            }
            // From the fourth quarter to the first: it began the year before.
            months = (from > to ? from * 3 - 14 : from * 3 - 2, to * 3)
        default: return nil
        }
        guard let period = Self.months(from: months.first, to: months.last, of: year) else { return nil }
        self = period
    }

    /// A calendar quarter, 1 to 4.
    package init?(year: Int64, quarter: Int) {
        guard (1...4).contains(quarter), let period = Self.months(from: quarter * 3 - 2, to: quarter * 3, of: year)
        else { return nil }
        self = period
    }

    /// Whole months; a month below 1 lies in the year before.
    private static func months(from: Int, to: Int, of year: Int64) -> ReportingPeriod? {
        let first = Day(year: from < 1 ? year - 1 : year, month: from < 1 ? from + 12 : from, day: 1)
        let next = Day(year: to == 12 ? year + 1 : year, month: to == 12 ? 1 : to + 1, day: 1)
        guard let first, let next else { return nil }
        return ReportingPeriod(first, next + -1)
    }

    package func overlaps(_ other: ReportingPeriod) -> Bool { first <= other.last && other.first <= last }

    package func contains(_ other: ReportingPeriod) -> Bool { first <= other.first && other.last <= last }

    package static func < (left: ReportingPeriod, right: ReportingPeriod) -> Bool {
        (left.first, left.last) < (right.first, right.last)
    }

    static func year(_ word: String) -> Int64? {
        guard word.utf8.count == 4, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(word)
    }

    static func quarter(_ word: String) -> Int? {
        guard word.count == 2, word.first == "Q", let quarter = word.last?.wholeNumberValue else { return nil }
        return (1...4).contains(quarter) ? quarter : nil
    }
}

extension ReportingPeriod: CustomStringConvertible {
    /// `2022-07-01/2022-09-30`
    package var description: String { "\(first)/\(last)" }
}

/// What the names of reports have in common, and which of them name the same report.
package enum ReportTitle {
    /// A report's name without its period: reports of one series follow each other. What stands in parentheses is no part
    /// of it.
    package static func series(_ report: String) -> String {
        var depth = 0
        var plain = ""
        for character in report {
            if character == "(" { depth += 1 }
            if depth == 0 { plain.append(character) }
            if character == ")", depth > 0 { depth -= 1 }
        }
        return plain.split(separator: " ").filter { !namesPeriod(String($0)) }.joined(separator: " ")
    }

    /// The period that a report is known by, where it goes by two: Meta's tables call "Q2-3 2025" and "Q4-1 2026" what
    /// its pages call "H2 2025" and "H1 2026". A report's name is given back with the page's period in the place of the
    /// table's, a period (`2025-Q2-3`) as `2025-H2`.
    package static func canonical(_ name: String, platform: String) -> String {
        guard PlatformName.normalised(platform) == PlatformName.meta else { return name }
        for (table, page) in aliases {
            for (written, meant) in [(spoken(table), spoken(page)), (table, page)] {
                guard let range = name.firstRange(of: written) else { continue }
                return name.replacingCharacters(in: range, with: meant)
            }
        }
        return name
    }

    private static let aliases = [("2025-Q2-3", "2025-H2"), ("2026-Q4-1", "2026-H1")]

    /// `2025-Q2-3` as names of reports have it: `Q2-3 2025`.
    private static func spoken(_ period: String) -> String { period.dropFirst(5) + " " + period.prefix(4) }

    private static func namesPeriod(_ word: String) -> Bool {
        if ReportingPeriod.year(word) != nil { return true }
        let parts = word.uppercased().split(separator: "-").map(String.init)
        guard let first = parts.first else { return false }
        return first == "H1" || first == "H2" || ReportingPeriod.quarter(first) != nil
            || parts.allSatisfy(months.contains)
    }

    private static let months: Set<String> = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "JANUARY", "FEBRUARY",
        "MARCH", "APRIL", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
    ]
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
