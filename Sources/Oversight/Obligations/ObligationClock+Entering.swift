package import Records

extension ObligationClock {
    /// Reads a row whose times are neither slips of the year nor events of the future.
    /// - Parameter now: what happened later is refused.
    /// - Throws: the first field that cannot be taken.
    package init(_ row: NamedRow, by now: Instant) throws(FieldFault) {
        self = try ObligationClock(row: row)
        if let reason = start.slip(by: now) { throw FieldFault("bad-time", field: "start", reason) }
        for event in events {
            if let reason = event.implausibility(by: now) {
                throw FieldFault(
                    "bad-time", field: event.kind == .extended ? "extended_to" : event.kind.rawValue, reason)
            }
        }
    }

    /// What is owed, in words: its own, or else its provision's.
    package var owed: String? { provision ?? rule.flatMap { ShippedObligations.rule($0)?.duty } }

    /// Who owes it.
    package var who: String? { debtor ?? platform?.name }
}

extension ObligationEvent {
    /// Why it cannot have happened so; nil where it can.
    package func implausibility(by now: Instant) -> String? {
        if kind != .extended, time.earliest > now {
            return "\(time) lies in the future; an event is entered when it has happened"
        }
        return time.slip(by: now)
    }
}

extension ObligationReading {
    /// Days to the latest end that is possible, less than nothing where it is over: whole days of periods in days,
    /// hundredths of days of others. Nil where the duty was done or is never due.
    package var daysLeft: Double? {
        guard met == nil, let due else { return nil }
        if let days = due.lastDays { return Double(days.upperBound - calendar.zone.day(of: now)) }
        return (Self.days(from: now, to: due.latest) * 100).rounded() / 100
    }
}

extension StatedTime {
    /// Why the year is a slip; nil where it is none. A duty may begin or end in years to come, and not in a century.
    fileprivate func slip(by now: Instant) -> String? {
        if isBeforePlatforms { return "\(self) lies before there were platforms; is the year right?" }
        if firstDay - Day(of: now) > 36_525 {
            return "\(self) lies more than a hundred years ahead; is the year right?"
        }
        return nil
    }
}
