/// A day of the calendar, without a time zone.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var number: Int32

    package init(_ number: Int32) {
        self.number = number
    }

    /// Beyond every day that has a date.
    package static let latest = Day(.max)

    /// Milliseconds of a day.
    package static let milliseconds: Int64 = 86_400_000

    /// Nil where the calendar has no such day.
    package init?(year: Int64, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * Int64(month > 2 ? month - 3 : month + 9) + 2) / 5 + Int64(day) - 1
        number = Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
        if CivilDate.civil(fromDays: Int64(number)) != (year, month, day) { return nil }
    }

    /// Reads `YYYY-MM-DD`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int64(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The UTC day that holds a moment.
    package init(of instant: Instant) {
        number = Int32(clamping: instant.milliseconds.floorDivided(by: Self.milliseconds))
    }

    /// 00:00 UTC.
    package var start: Instant { Instant(milliseconds: Int64(number) * Self.milliseconds) }
    /// 24:00 UTC.
    package var end: Instant { Instant(milliseconds: (Int64(number) + 1) * Self.milliseconds) }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    package var weekday: Int { Int((Int64(number) + 3) - (Int64(number) + 3).floorDivided(by: 7) * 7) + 1 }

    /// Year, month (1-12) and day (1-31).
    package var civil: (year: Int64, month: Int, day: Int) { CivilDate.civil(fromDays: Int64(number)) }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }
    package static func + (day: Day, days: Int) -> Day { Day(day.number + Int32(clamping: days)) }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String { String(start.description.prefix(while: { $0 != "T" })) }
}

extension Day: Codable {
    /// As text, `YYYY-MM-DD`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no day '\(text)'")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
