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
            figures.append(span("due after", to: due))
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
        case .late(let days): figures.append(figure("days late", days.lowerBound, days.upperBound))
        case .missed:
            if let due { figures.append(overdue(due)) }
        case .open, .extended, .met, .unknown: break
        }
        return figures
    }

    private func overdue(_ due: DueTime) -> Figure {
        guard let days = due.lastDays else {
            return figure("days over", Self.days(from: due.latest, to: now), Self.days(from: due.earliest, to: now))
        }
        let today = calendar.zone.day(of: now)
        return figure("days over", Double(today - days.upperBound), Double(today - days.lowerBound))
    }

    private func span(_ label: String, to due: DueTime) -> Figure {
        guard let days = due.lastDays else {
            return figure(
                label, Self.days(from: start.earliest, to: due.earliest), Self.days(from: start.latest, to: due.latest),
                remark: "due \(due)")
        }
        return figure(
            label, Double(days.lowerBound - start.firstDay), Double(days.upperBound - start.lastDay),
            remark: "due \(due), 24:00 \(zoneName)")
    }

    /// Whole days of the calendar from the event to a time.
    private func elapsed(_ label: String, _ time: StatedTime) -> Figure {
        let end = LocalSpan(time, in: calendar.zone)
        return figure(label, Double(end.firstDay - start.lastDay), Double(end.lastDay - start.firstDay))
    }

    /// One value, or two bounds where times are known only within them.
    private func figure(_ label: String, _ one: Double, _ other: Double, remark: String? = nil) -> Figure {
        if one == other { return Figure(label, one, unit: "days", remark: remark) }
        let bounds = "bounds: times are known only to a day or less"
        return Figure(
            label, nil, unit: "days", low: min(one, other), high: max(one, other),
            remark: remark.map { "\($0); \(bounds)" } ?? bounds)
    }

    private var notes: [String] {
        var notes = ["state: \(stateInWords)", "event: \(clock.start); allowed: \(clock.allowed); read at \(now)"]
        notes.append("calendar: \(calendar.title); counted by \(countingName); days are those of \(zoneName)")
        if let due, !due.isExact {
            notes.append(
                "the event is known only to a \(clock.start.fineness.rawValue): the end lies between two bounds")
        }
        if let due, let originalDue, due != originalDue { notes.append("extended from \(originalDue)") }
        if let outcome { notes.append(outcome) }
        let patterned = daysCounted.map(calendar.patternedYears) ?? []
        if !patterned.isEmpty {
            notes.append(
                "the holidays of \(patterned.map(String.init).joined(separator: ", ")) follow the pattern of other years:"
                    + " compare them with the published list, or give it with --holidays \(calendar.id)=FILE")
        }
        return notes
    }

    /// What the state rests on where nothing shows that the duty was done.
    private var outcome: String? {
        guard met == nil else { return nil }
        if let looked = events.last(where: { $0.kind == .undisclosed }) {
            return "whether it was done is not known, looked up on \(looked.time)"
        }
        return state == .missed ? "missed as far as the register goes: nothing in it shows that it was done" : nil
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
