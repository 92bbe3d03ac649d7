package import Records

/// The days on which nobody is expected to act, and how periods are counted among them.
package struct HolidayCalendar: Hashable, Sendable {
    /// Where the holidays come from.
    package enum Holidays: Hashable, Sendable {
        case none
        /// The Commission's yearly list for staff in Brussels, computed by its lasting pattern.
        case euInstitutions
        /// The national days of section 115 of the Fair Work Act 2009 that every State and Territory keeps, computed.
        case australia
        /// A list that somebody keeps.
        case listed([Day: String])
    }

    /// How clocks name it: `eu`, `au`, `ro`.
    package var id: String
    package var title: String
    package var holidays: Holidays
    package var counting: PeriodCounting
    package var zone: CivilZone

    package init(id: String, title: String, holidays: Holidays, counting: PeriodCounting, zone: CivilZone) {
        self.id = id
        self.title = title
        self.holidays = holidays
        self.counting = counting
        self.zone = zone
    }

    /// The institutions of the European Union, and periods by Regulation (EEC, Euratom) No 1182/71: what is to be done
    /// towards the Commission. Where it is to be done in a Member State, that State's holidays count (Article 2(1)).
    package static let euInstitutions = HolidayCalendar(
        id: "eu", title: "EU institutions (Brussels)", holidays: .euInstitutions, counting: .european,
        zone: .centralEurope)
    /// Australia's national public holidays, and periods by the Acts Interpretation Act 1901. Holidays of one State or
    /// Territory (the King's Birthday, Labour Day, Canberra Day, substitutes for Anzac Day) need a list of its own.
    package static let australia = HolidayCalendar(
        id: "au", title: "Australia (national holidays)", holidays: .australia, counting: .australian,
        zone: .easternAustralia)
    /// Plain days in UTC: no holidays, and a period ends where it ends.
    package static let plain = HolidayCalendar(
        id: "plain", title: "calendar days, UTC", holidays: .none, counting: .plain, zone: .utc)

    /// The calendars that need no file.
    package static let builtIn: [HolidayCalendar] = [euInstitutions, australia, plain]

    /// What a holiday is called; nil on other days, weekends among them.
    package func holiday(_ day: Day) -> String? {
        switch holidays {
        case .none: nil
        case .euInstitutions: InstitutionHolidays.name(day)
        case .australia: AustralianHolidays.name(day)
        case .listed(let days): days[day]
        }
    }

    package func isWeekend(_ day: Day) -> Bool { day.weekday > 5 }

    package func isWorkingDay(_ day: Day) -> Bool { !isWeekend(day) && holiday(day) == nil }

    /// A year of a span whose holidays are not known, the first; nil where all are, or none are counted.
    package func unknownYear(in days: ClosedRange<Day>) -> Int64? {
        guard counting != .plain, let years else { return nil }
        let (first, last) = (days.lowerBound.civil.year, days.upperBound.civil.year)
        if first < years.lowerBound { return first }
        return last > years.upperBound ? max(first, years.upperBound + 1) : nil
    }

    /// Years of a span whose holidays follow the pattern of other years and were not compared with their own whole list.
    package func patternedYears(in days: ClosedRange<Day>) -> [Int64] {
        guard holidays == .euInstitutions else { return [] }
        return (days.lowerBound.civil.year...days.upperBound.civil.year).filter {
            InstitutionHolidays.years[$0]?.grade != .storedPage
        }
    }

    /// The years whose holidays are known: of a list from its first to its last year, of the Commission's pattern those
    /// that this version answers for; nil where the rule holds for every year.
    package var years: ClosedRange<Int64>? {
        switch holidays {
        case .none, .australia: nil
        case .euInstitutions: Self.span(of: InstitutionHolidays.years.keys)
        case .listed(let days): Self.span(of: days.keys.map(\.civil.year))
        }
    }

    private static func span(of years: some Collection<Int64>) -> ClosedRange<Int64>? {
        years.min().flatMap { first in years.max().map { first...$0 } }
    }
}
