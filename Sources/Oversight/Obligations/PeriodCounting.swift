package import Records

/// By which law a period's end is found.
package enum PeriodCounting: String, Codable, Sendable, CaseIterable {
    /// Regulation (EEC, Euratom) No 1182/71, Article 3.
    ///
    /// The hour or the day of the event is not counted (3(1)). Days, weeks, months and years include holidays and weekends
    /// (3(3)); weeks end on the same weekday, months and years on the same date as the event's, or on the last day of a
    /// month that has no such date (3(2)(c)). A period other than in hours that would end on a Saturday, Sunday or holiday
    /// ends with the next working day (3(4)); one of two days or more holds at least two working days (3(5)). Working
    /// days are all days but Saturdays, Sundays and holidays (2(2)).
    case european
    /// Acts Interpretation Act 1901 (Cth): the day of the event is not counted (section 36(1)); what falls due on a
    /// Saturday, Sunday or public holiday may be done on the next other day (36(2)); a month begins with the first day
    /// counted and ends before the corresponding day of the next (2G).
    case australian
    /// The day of the event is not counted; hours run from the moment; a period ends where it ends.
    case plain

    /// The last day of a period in days or more.
    /// - Parameter start: the day of the event.
    /// - Returns: nil for hours, for a duty without a number, and beyond the year 9999.
    package func lastDay(_ allowed: AllowedTime, from start: Day, in calendar: HolidayCalendar) -> Day? {
        let end: Day?
        let holdsTwoDays: Bool
        switch allowed {
        case .hours, .unstated: return nil
        case .workingDays(let count): return Self.workingDay(count, after: start, in: calendar)
        case .days(let count): (end, holdsTwoDays) = (start + count, count >= 2)
        case .weeks(let count): (end, holdsTwoDays) = (start + 7 * count, true)
        case .months(let count): (end, holdsTwoDays) = (day(months: count, after: start), true)
        case .years(let count): (end, holdsTwoDays) = (day(months: 12 * count, after: start), true)
        }
        guard var last = end, last.civil.year <= 9999 else { return nil }
        if self == .european, holdsTwoDays, let second = Self.workingDay(2, after: start, in: calendar), last < second {
            last = second
        }
        if self != .plain {
            while !calendar.isWorkingDay(last), last - start < Self.farthest { last = last + 1 }
        }
        return last
    }

    /// The end of a period in hours.
    package func end(hours: Int, from start: Instant) -> Instant {
        let hour: Int64 = 3_600_000
        let first = self == .european ? (start.milliseconds.floorDivided(by: hour) + 1) * hour : start.milliseconds
        return Instant(milliseconds: first + Int64(hours) * hour)
    }

    private func day(months: Int, after start: Day) -> Day? {
        // In Australia months are counted from the first day that is, and end before the corresponding day.
        guard self == .australian else { return Self.sameDate(months: months, after: start).day }
        let corresponding = Self.sameDate(months: months, after: start + 1)
        return corresponding.day.map { corresponding.isClipped ? $0 : $0 + -1 }
    }

    /// The same date so many months on, or the last day of a month that has no such date.
    private static func sameDate(months: Int, after start: Day) -> (day: Day?, isClipped: Bool) {
        let (year, month, date) = start.civil
        let index = year * 12 + Int64(month - 1) + Int64(months)
        let (targetYear, targetMonth) = (index / 12, Int(index % 12) + 1)
        for candidate in stride(from: date, through: 28, by: -1) {
            if let day = Day(year: targetYear, month: targetMonth, day: candidate) { return (day, candidate != date) }
        }
        return (Day(year: targetYear, month: targetMonth, day: date), false)
    }

    private static func workingDay(_ count: Int, after start: Day, in calendar: HolidayCalendar) -> Day? {
        var (day, left) = (start, count)
        // A list of holidays may name every day there is.
        let limit = start + (count * 2 + farthest)
        while left > 0, day < limit {
            day = day + 1
            if calendar.isWorkingDay(day) { left -= 1 }
        }
        return left == 0 && day.civil.year <= 9999 ? day : nil
    }

    /// Days to look for a working day in.
    private static let farthest = 400
}
