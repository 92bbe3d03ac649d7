package import Records

/// Where a period's days begin and end: the local time of the authority that counts them.
///
/// The rules are those in force since 1996 (Europe) and 2008 (Australia); periods of interest here are later.
package enum CivilZone: String, Codable, Sendable, CaseIterable {
    case utc
    /// Brussels, Luxembourg, and most of the Union: UTC+1, summer time from the last Sunday of March to the last of
    /// October, changing at 01:00 UTC (Directive 2000/84/EC).
    case centralEurope = "central_europe"
    /// Bucharest, Athens, Helsinki: an hour ahead of Brussels all year.
    case easternEurope = "eastern_europe"
    /// Dublin, Lisbon: an hour behind Brussels all year.
    case westernEurope = "western_europe"
    /// Canberra, Sydney, Melbourne: UTC+10, daylight time from the first Sunday of October to the first of April,
    /// changing at 16:00 UTC of the Saturday.
    case easternAustralia = "eastern_australia"

    /// The local day that holds a moment.
    package func day(of instant: Instant) -> Day {
        Day(of: Instant(milliseconds: instant.milliseconds + offset(at: instant)))
    }

    /// 00:00 of a day, local time.
    package func start(of day: Day) -> Instant {
        // No zone here changes its clock within an hour of midnight, so that the offset before it is the right one.
        let standard = Instant(milliseconds: day.start.milliseconds - standardOffset)
        return Instant(milliseconds: day.start.milliseconds - offset(at: standard))
    }

    /// 24:00 of a day, local time.
    package func end(of day: Day) -> Instant { start(of: day + 1) }

    private static let hour: Int64 = 3_600_000

    private var standardOffset: Int64 {
        switch self {
        case .utc, .westernEurope: 0
        case .centralEurope: Self.hour
        case .easternEurope: 2 * Self.hour
        case .easternAustralia: 10 * Self.hour
        }
    }

    /// Milliseconds ahead of UTC.
    private func offset(at instant: Instant) -> Int64 {
        standardOffset + (isSummerTime(at: instant) ? Self.hour : 0)
    }

    private func isSummerTime(at instant: Instant) -> Bool {
        let year = Day(of: instant).civil.year
        switch self {
        case .utc: return false
        case .centralEurope, .easternEurope, .westernEurope:
            guard let spring = Self.lastSunday(year, 3), let autumn = Self.lastSunday(year, 10) else { return false }
            let change = Self.hour
            return instant.milliseconds >= spring.start.milliseconds + change
                && instant.milliseconds < autumn.start.milliseconds + change
        case .easternAustralia:
            guard let autumn = Self.firstSunday(year, 4), let spring = Self.firstSunday(year, 10) else { return false }
            let change = -8 * Self.hour
            return instant.milliseconds < autumn.start.milliseconds + change
                || instant.milliseconds >= spring.start.milliseconds + change
        }
    }

    private static func lastSunday(_ year: Int64, _ month: Int) -> Day? {
        Day(year: year, month: month, day: 31).map { $0 + -($0.weekday % 7) }
    }

    private static func firstSunday(_ year: Int64, _ month: Int) -> Day? {
        Day(year: year, month: month, day: 1).map { $0 + (7 - $0.weekday) }
    }
}
