package import Records

/// When a period ends: both bounds where its event is known only to a day or less.
package struct DueTime: Hashable, Sendable {
    package let earliest: Instant
    package let latest: Instant
    /// The last days, of periods in days or more, in the calendar's zone.
    package let lastDays: ClosedRange<Day>?

    package var isExact: Bool { earliest == latest }

    init(earliest: Instant, latest: Instant, lastDays: ClosedRange<Day>? = nil) {
        self.earliest = earliest
        self.latest = latest
        self.lastDays = lastDays
    }

    /// - Returns: nil for a duty without a number, and for ends beyond the year 9999.
    package init?(_ allowed: AllowedTime, from start: StatedTime, in calendar: HolidayCalendar) {
        let span = LocalSpan(start, in: calendar.zone)
        if case .hours(let hours) = allowed {
            // The span of a day ends where the next begins: its last millisecond is still in it.
            let last = span.isMoment ? span.latest : Instant(milliseconds: span.latest.milliseconds - 1)
            self.init(
                earliest: calendar.counting.end(hours: hours, from: span.earliest),
                latest: calendar.counting.end(hours: hours, from: last))
            return
        }
        guard let first = calendar.counting.lastDay(allowed, from: span.firstDay, in: calendar),
            let last = calendar.counting.lastDay(allowed, from: span.lastDay, in: calendar)
        else { return nil }
        self.init(ending: first...max(first, last), in: calendar)
    }

    /// A period that an extension ends: at a moment, or with a day.
    init(extendedTo time: StatedTime, in calendar: HolidayCalendar) {
        let span = LocalSpan(time, in: calendar.zone)
        if span.isMoment {
            self.init(earliest: span.earliest, latest: span.latest)
        } else if time.fineness == .day {
            self.init(ending: span.lastDay...span.lastDay, in: calendar)
        } else {
            self.init(ending: span.firstDay...span.lastDay, in: calendar)
        }
    }

    private init(ending days: ClosedRange<Day>, in calendar: HolidayCalendar) {
        self.init(
            earliest: calendar.zone.end(of: days.lowerBound), latest: calendar.zone.end(of: days.upperBound),
            lastDays: days)
    }
}

extension DueTime: CustomStringConvertible {
    /// `2026-03-11`, `2026-03-11 to 2026-03-12`, or moments.
    package var description: String {
        if let lastDays {
            return isExact ? "\(lastDays.lowerBound)" : "\(lastDays.lowerBound) to \(lastDays.upperBound)"
        }
        return isExact ? "\(earliest)" : "\(earliest) to \(latest)"
    }
}

/// What a stated time can mean at a place: a day is that place's day, since its law counts its own days.
struct LocalSpan {
    let earliest: Instant
    /// The moment itself, or where the last day ends.
    let latest: Instant
    let firstDay: Day
    let lastDay: Day
    let isMoment: Bool

    init(_ time: StatedTime, in zone: CivilZone) {
        isMoment = time.fineness == .moment
        if isMoment {
            (earliest, latest) = (time.earliest, time.latest)
            firstDay = zone.day(of: time.earliest)
            lastDay = firstDay
        } else {
            (firstDay, lastDay) = (time.firstDay, time.lastDay)
            (earliest, latest) = (zone.start(of: time.firstDay), zone.end(of: time.lastDay))
        }
    }
}
