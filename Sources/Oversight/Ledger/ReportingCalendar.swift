import Records

/// When a series of reports was due: the periods that the ledger's reports cover, and between them those of reports that
/// the ledger does not hold.
///
/// A gap between two reports is divided by the longer of their two periods, and what follows the last report by that
/// report's own: where a platform changed from quarters to half-years, the doubt is the platform's to benefit from.
struct ReportingCalendar: Sendable, Hashable {
    /// One period of the series.
    struct Slot: Sendable, Hashable {
        var period: ReportingPeriod
        /// The reports on it, none where the ledger lacks them.
        var reports: [String]
    }

    let series: String
    /// By the ends of the periods; no two end on the same day.
    let slots: [Slot]

    /// - Returns: nil where fewer than so many periods are stated: a single report does not show how often it comes.
    init?(_ series: String, _ reports: [ReportTimes], fewest: Int) {
        var held: [Day: Slot] = [:]
        for report in reports {
            guard let period = report.period else { continue }
            var slot = held[period.last] ?? Slot(period: period, reports: [])
            slot.period = min(slot.period, period)
            slot.reports.append(report.report)
            held[period.last] = slot
        }
        guard held.count >= max(1, fewest) else { return nil }
        var slots: [Slot] = []
        for slot in held.values.sorted(by: { $0.period.last < $1.period.last }) {
            if let before = slots.last {
                let step = max(before.period.step, slot.period.step)
                var next = before.period.following(by: step)
                while next.last < slot.period.first {
                    slots.append(Slot(period: next, reports: []))
                    next = next.following(by: step)
                }
                // What remains of a gap is shorter than a period: another report all the same.
                if next.first < slot.period.first,
                    let rest = ReportingPeriod(next.first, slot.period.first + -1)
                {
                    slots.append(Slot(period: rest, reports: []))
                }
            }
            slots.append(Slot(period: slot.period, reports: slot.reports.sorted()))
        }
        self.series = series
        self.slots = slots
    }

    /// The period that holds a day and so many after it; nil where the series, as far as the ledger goes, had not begun.
    /// Periods after the last report follow in its steps.
    func window(from day: Day, periods: Int) -> [Slot]? {
        guard let first = slots.first, let last = slots.last, day >= first.period.first else { return nil }
        var window = Array(slots.drop { $0.period.last < day }.prefix(periods + 1))
        var end = last.period
        while window.count <= periods {
            end = end.following(by: end.step)
            if end.last >= day { window.append(Slot(period: end, reports: [])) }
        }
        return window
    }
}

extension ReportingPeriod {
    /// How long a period of a calendar is.
    enum Step: Hashable, Comparable {
        case days(Int)
        case months(Int)

        static func < (left: Step, right: Step) -> Bool { left.inDays < right.inDays }

        private var inDays: Int {
            switch self {
            case .days(let count): count
            case .months(let count): count * 30
            }
        }
    }

    /// Whole months where it begins with the first and ends with the last day of one.
    var step: Step {
        let (from, to) = (first.civil, (last + 1).civil)
        let months = Int(to.year - from.year) * 12 + to.month - from.month
        return from.day == 1 && to.day == 1 && months > 0 ? .months(months) : .days(last - first + 1)
    }

    /// The period that begins where this one ends.
    func following(by step: Step) -> ReportingPeriod {
        let start = last + 1
        let end: Day
        switch step {
        case .days(let count): end = start + (count - 1)
        case .months(let count):
            let (year, month, day) = start.civil
            let index = year * 12 + Int64(month - 1 + count)
            // From the 29th on, months without such a day give the days of so many months of thirty.
            end =
                Day(year: index / 12, month: Int(index % 12) + 1, day: day).map { $0 + -1 } ?? start + (count * 30 - 1)
        }
        return ReportingPeriod(start, max(start, end)) ?? ReportingPeriod(start)
    }
}
