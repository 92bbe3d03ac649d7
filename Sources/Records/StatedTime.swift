import Bytes

/// A time as somebody stated it: to the millisecond, the second, the minute, or only to a day, a month or a year.
///
/// What is known only to a day lies somewhere in it: calculations use both ends and give bounds.
package struct StatedTime: Hashable, Sendable {
    package enum Fineness: String, Sendable, Comparable {
        case moment
        case day
        case month
        case year

        package static func < (left: Fineness, right: Fineness) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .moment: 0
            case .day: 1
            case .month: 2
            case .year: 3
            }
        }
    }

    /// As it was stated.
    package let text: String
    package let fineness: Fineness
    /// The earliest moment that it can mean.
    package let earliest: Instant
    /// Where what it can mean ends: the same moment, or 24:00 UTC of the last day.
    package let latest: Instant

    private init(text: String, fineness: Fineness, earliest: Instant, latest: Instant) {
        self.text = text
        self.fineness = fineness
        self.earliest = earliest
        self.latest = latest
    }

    package init(_ instant: Instant) {
        self.init(text: instant.description, fineness: .moment, earliest: instant, latest: instant)
    }

    package init(_ day: Day) {
        self.init(text: day.description, fineness: .day, earliest: day.start, latest: day.end)
    }

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a moment of ISO 8601 with its zone (`Z` or `+02:00`).
    /// - Throws: what is wrong: a zone is never guessed.
    package init(reading text: String) throws(FieldFault) {
        if let day = Day(text) {
            self.init(day)
            return
        }
        if let whole = Self.wholePeriod(text) {
            self.init(text: text, fineness: whole.fineness, earliest: whole.first.start, latest: whole.last.end)
            return
        }
        let isSpeltOut = text.utf8.count > 10 && Day(text.prefix(10)) != nil
        if isSpeltOut, Self.statesZone(text.dropFirst(10)), let time = ByteView.with(text, { TimeParser.parse($0) }) {
            let instant = Instant(milliseconds: time.milliseconds)
            self.init(text: text, fineness: .moment, earliest: instant, latest: instant)
            return
        }
        if isSpeltOut, let offset = Self.offset(in: text) {
            throw FieldFault(
                "bad-zone",
                "'\(text)' has the offset \(offset), which no time zone has: offsets go from -12:00 to +14:00")
        }
        // Down to the seconds it is right: what follows is no zone.
        if isSpeltOut, ByteView.with(String(text.prefix(19)), { TimeParser.parse($0) }) != nil {
            throw FieldFault(
                "unknown-zone",
                "'\(text)' does not say by Z or an offset of which time zone it is; end it with Z for UTC or with an offset"
                    + " such as +02:00, or give the day alone")
        }
        throw FieldFault(
            "bad-time",
            "'\(text)' is no time; write YYYY-MM-DD, YYYY-MM, YYYY, or 2024-11-24T18:00:00Z with its zone")
    }

    /// What follows a time that is right but for it; nil where nothing does, or more is wrong.
    private static func offset(in text: String) -> Substring? {
        guard let sign = text.dropFirst(10).lastIndex(where: { $0 == "+" || $0 == "-" }),
            ByteView.with(String(text[..<sign]), { TimeParser.parse($0) }) != nil
        else { return nil }
        return text[sign...]
    }

    /// A zone is never guessed, and a bare number is a count of seconds to one source and of milliseconds to another.
    private static func statesZone(_ clock: Substring) -> Bool {
        clock.hasSuffix("Z") || clock.hasSuffix("z") || clock.contains("+") || clock.contains("-")
    }

    private static func wholePeriod(_ text: String) -> (fineness: Fineness, first: Day, last: Day)? {
        if text.utf8.count == 4, let first = Day(text + "-01-01"), let last = Day(text + "-12-31") {
            return (.year, first, last)
        }
        guard text.utf8.count == 7, let first = Day(text + "-01") else { return nil }
        let (year, month, _) = first.civil
        let next = Day(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
        return next.map { (.month, first, $0 + -1) }
    }

    /// Whether it lies before another, whatever the two mean. A day ends where the next begins.
    package func isBefore(_ other: StatedTime) -> Bool {
        fineness == .moment ? latest < other.earliest : latest <= other.earliest
    }

    /// Whether nothing can have been posted, noticed or exposed on a platform then: the year is a slip.
    package var isBeforePlatforms: Bool { firstDay < Self.firstPlatforms }

    /// 1990-01-01.
    private static let firstPlatforms = Day(7305)

    /// The first day that it can mean, in UTC.
    package var firstDay: Day { Day(of: earliest) }
    /// The last day that it can mean, in UTC.
    package var lastDay: Day {
        fineness == .moment ? firstDay : Day(of: latest) + -1
    }
}

extension StatedTime: CustomStringConvertible {
    package var description: String { text }
}

extension StatedTime: Codable {
    /// As it was stated.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(FieldFault) {
            self = try StatedTime(reading: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.detail)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
