import Records

extension ObligationReading {
    /// The reading as M20.
    ///
    /// Figures: days allowed from the event to the end (with the end as remark), days used or gone, days late or over.
    /// - Parameter input: the digest of the clock's entry in the register.
    package func measurement(input: String? = nil) -> Measurement {
        Measurement(
            .obligationClock, of: subject, figures: figures, notes: notes, inputs: [input ?? clock.name])
    }

    private var subject: String {
        let who = clock.debtor ?? clock.platform?.name ?? "nobody named"
        let what = [clock.rule, clock.provision].compactMap { $0 }.joined(separator: ", ")
        return "\(clock.name): \(who): \(what)"
    }

    private var start: LocalSpan { LocalSpan(clock.start, in: calendar.zone) }

    private var figures: [Figure] {
        var figures: [Figure] = []
        if let due {
            figures.append(span("due after", to: due, remark: "due \(due) (\(zoneName))"))
        } else {
            figures.append(Figure("due after", nil, unit: "days", remark: "the provision sets no number"))
        }
        for event in events where event.kind == .step {
            figures.append(elapsed("days to \(event.note ?? "a step")", event.time))
        }
        if let met {
            figures.append(elapsed("days to compliance", met))
        } else {
            figures.append(elapsed("days gone", StatedTime(now)))
        }
        switch state {
        case .late(let days):
            let isExact = days.lowerBound == days.upperBound
            figures.append(
                Figure(
                    "days late", isExact ? days.lowerBound : nil, unit: "days", low: days.lowerBound,
                    high: days.upperBound, remark: isExact ? nil : "times known only within bounds"))
        case .missed:
            if let due { figures.append(overdue(due)) }
        case .open, .extended, .met, .unknown: break
        }
        return figures
    }

    private func overdue(_ due: DueTime) -> Figure {
        let low: Double
        let high: Double
        if let days = due.lastDays {
            let today = calendar.zone.day(of: now)
            (low, high) = (Double(today - days.upperBound), Double(today - days.lowerBound))
        } else {
            (low, high) = (Self.days(from: due.latest, to: now), Self.days(from: due.earliest, to: now))
        }
        return Figure("days over", low == high ? low : nil, unit: "days", low: low, high: high)
    }

    private func span(_ label: String, to due: DueTime, remark: String) -> Figure {
        guard let days = due.lastDays else {
            let low = Self.days(from: start.earliest, to: due.earliest)
            let high = Self.days(from: start.latest, to: due.latest)
            return Figure(
                label, due.isExact ? low : nil, unit: "days", low: min(low, high), high: max(low, high), remark: remark)
        }
        let low = days.lowerBound - start.firstDay
        let high = days.upperBound - start.lastDay
        return Figure(
            label, low == high ? Double(low) : nil, unit: "days", low: Double(min(low, high)),
            high: Double(max(low, high)), remark: remark)
    }

    /// Whole days of the calendar from the event to a time.
    private func elapsed(_ label: String, _ time: StatedTime) -> Figure {
        let end = LocalSpan(time, in: calendar.zone)
        let low = Double(end.firstDay - start.lastDay)
        let high = Double(end.lastDay - start.firstDay)
        return Figure(label, low == high ? low : nil, unit: "days", low: low, high: high)
    }

    private var notes: [String] {
        var notes = ["state: \(stateInWords)", "event: \(clock.start); allowed: \(clock.allowed); read at \(now)"]
        notes.append("calendar: \(calendar.title); counted by \(countingName); days are those of \(zoneName)")
        if !clock.start.isExact {
            notes.append(
                "the event is known only to a \(clock.start.fineness.rawValue): both bounds are given where they differ"
            )
        }
        if let due, let originalDue, due != originalDue { notes.append("extended from \(originalDue)") }
        if calendar.counting != .plain, due?.lastDays != nil, let gap = uncoveredYear {
            notes.append(
                "the calendar does not answer for the holidays of \(gap): compare them with a published list, or give one"
            )
        }
        return notes
    }

    private var stateInWords: String {
        guard case .late(let days) = state else { return state.word }
        let isExact = days.lowerBound == days.upperBound
        return isExact
            ? "late by \(Self.spelled(days.lowerBound)) days"
            : "late by \(Self.spelled(days.lowerBound)) to \(Self.spelled(days.upperBound)) days"
    }

    private static func spelled(_ days: Double) -> String {
        let hundredths = (days * 100).rounded()
        guard let whole = Int64(exactly: hundredths) else { return "\(days)" }
        return whole % 100 == 0 ? "\(whole / 100)" : "\(Double(whole) / 100)"
    }

    /// The first year of the period whose holidays the calendar does not know.
    private var uncoveredYear: Int64? {
        guard let years = calendar.years, let due else { return nil }
        let last = calendar.zone.day(of: due.latest).civil.year
        let first = start.firstDay.civil.year
        if !years.contains(first) { return first }
        return last > years.upperBound ? years.upperBound + 1 : nil
    }

    private var countingName: String {
        switch calendar.counting {
        case .european: "Regulation 1182/71"
        case .australian: "the Acts Interpretation Act 1901"
        case .plain: "plain days"
        }
    }

    private var zoneName: String {
        switch calendar.zone {
        case .utc: "UTC"
        case .centralEurope: "Brussels time"
        case .easternEurope: "Bucharest time"
        case .westernEurope: "Dublin time"
        case .easternAustralia: "Canberra time"
        }
    }
}

extension StatedTime {
    fileprivate var isExact: Bool { fineness == .moment }
}
