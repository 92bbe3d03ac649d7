package import Records

/// How a duty stands.
package enum ObligationState: Hashable, Sendable {
    /// Time is left, or none is counted.
    case open
    case met
    /// Done, so many days after it was due: whole days of periods in days, parts of days of periods in hours. Two bounds
    /// where times are known only to a day or less.
    case late(days: ClosedRange<Double>)
    /// Not done though the time is over.
    case missed
    /// Not done, and the time was extended and is not over.
    case extended
    /// The times are known too coarsely to say, or the outcome is not known.
    case unknown

    /// The word that tables and JSON hold.
    package var word: String {
        switch self {
        case .open: "open"
        case .met: "met"
        case .late: "late"
        case .missed: "missed"
        case .extended: "extended"
        case .unknown: "unknown"
        }
    }
}

/// A clock read at one moment (M20).
package struct ObligationReading: Hashable, Sendable {
    package let clock: ObligationClock
    package let calendar: HolidayCalendar
    package let now: Instant
    /// Nil for a duty without a number that nobody extended to a day.
    package let due: DueTime?
    /// What the provision alone gives, where it was extended.
    package let originalDue: DueTime?
    package let state: ObligationState
    /// The days among which it mattered whether they are holidays, where the provision's own period was counted.
    let daysCounted: ClosedRange<Day>?

    /// - Throws: where no calendar has the id that the clock names, or the calendar does not know the holidays of a year that
    ///   the period touches: to count without them would give a wrong day.
    package init(
        _ clock: ObligationClock, at now: Instant, calendars: [HolidayCalendar] = HolidayCalendar.builtIn
    ) throws(FieldFault) {
        guard let calendar = calendars.first(where: { $0.id == clock.calendar }) else {
            throw FieldFault(
                "unknown-calendar", field: "calendar",
                "no calendar is called '\(clock.calendar)'; known are \(calendars.map(\.id).joined(separator: ", ")); a"
                    + " country's own is read from a file of its holidays: --holidays id=FILE")
        }
        self.clock = clock
        self.calendar = calendar
        self.now = now
        let counted = DueTime(clock.allowed, from: clock.start, in: calendar)
        let unknown = counted.flatMap { Self.daysCounted(clock, to: $0, in: calendar) }.flatMap(calendar.unknownYear)
        let extensions = clock.events.filter { $0.kind == .extended }
        if extensions.isEmpty, let unknown, let years = calendar.years {
            throw FieldFault(
                "unknown-holidays", field: "calendar",
                "the calendar '\(calendar.id)' holds the holidays of \(years.lowerBound) to \(years.upperBound), and the period"
                    + " touches \(unknown); give a list of all years that it touches with --holidays \(calendar.id)=FILE"
                    + " (columns date, name)")
        }
        let original = unknown == nil ? counted : nil
        daysCounted = original.flatMap { Self.daysCounted(clock, to: $0, in: calendar) }
        originalDue = original
        due = extensions.last.map { DueTime(extendedTo: $0.time, in: calendar) } ?? original
        state = Self.state(clock, due, isExtended: !extensions.isEmpty, calendar.zone, now)
    }

    /// Of working days all that were counted; of other periods those at the end, which a holiday defers, and all of a short
    /// one, which must hold two working days. Nil for hours and where holidays defer nothing.
    private static func daysCounted(
        _ clock: ObligationClock, to due: DueTime, in calendar: HolidayCalendar
    ) -> ClosedRange<Day>? {
        guard calendar.counting != .plain, let last = due.lastDays?.upperBound else { return nil }
        let first = clock.start.firstDay + 1
        if case .workingDays = clock.allowed { return min(first, last)...last }
        let end = PeriodCounting.plain.lastDay(clock.allowed, from: clock.start.firstDay, in: calendar) ?? last
        return min(end - first < 14 ? first : end, last)...last
    }

    /// What had happened by then; extensions are in force as soon as they are entered.
    package var events: [ObligationEvent] { Self.events(clock, calendar.zone, now) }

    private static func events(_ clock: ObligationClock, _ zone: CivilZone, _ now: Instant) -> [ObligationEvent] {
        clock.events.filter { $0.kind == .extended || LocalSpan($0.time, in: zone).earliest <= now }
    }

    /// The first time at which the duty was done, so far as known.
    package var met: StatedTime? {
        events.filter { $0.kind == .met }.map(\.time).min { ($0.latest, $0.earliest) < ($1.latest, $1.earliest) }
    }

    /// What the state says of the duty: a duty without a number passes nobody and fails nobody.
    package var verdict: Verdict {
        switch state {
        case .met: due == nil ? .undetermined : .pass
        case .late, .missed: .fail
        case .open, .extended, .unknown: .undetermined
        }
    }

    private static func state(
        _ clock: ObligationClock, _ due: DueTime?, isExtended: Bool, _ zone: CivilZone, _ now: Instant
    ) -> ObligationState {
        let spans = events(clock, zone, now).filter { $0.kind == .met }.map { LocalSpan($0.time, in: zone) }
        guard let due else { return spans.isEmpty ? .open : .met }
        if spans.contains(where: { $0.latest <= due.earliest }) { return .met }
        if let first = spans.min(by: { ($0.latest, $0.earliest) < ($1.latest, $1.earliest) }) {
            let canBeInTime = spans.contains { $0.isMoment ? $0.earliest <= due.latest : $0.earliest < due.latest }
            return canBeInTime ? .unknown : .late(days: delay(of: first, due, zone))
        }
        if now <= due.earliest { return isExtended ? .extended : .open }
        let isUndisclosed = events(clock, zone, now).contains { $0.kind == .undisclosed }
        return now > due.latest && !isUndisclosed ? .missed : .unknown
    }

    private static func delay(of met: LocalSpan, _ due: DueTime, _ zone: CivilZone) -> ClosedRange<Double> {
        let low: Double
        let high: Double
        if let days = due.lastDays {
            (low, high) = (Double(met.firstDay - days.upperBound), Double(met.lastDay - days.lowerBound))
        } else {
            low = Self.days(from: due.latest, to: met.earliest)
            high = Self.days(from: due.earliest, to: met.latest)
        }
        return low...max(low, high)
    }

    static func days(from first: Instant, to last: Instant) -> Double {
        Double(last.milliseconds - first.milliseconds) / Double(Day.milliseconds)
    }
}
