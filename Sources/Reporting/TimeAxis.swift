import Records

/// Where a time axis has its ticks, and what they say: round moments of the UTC calendar, about as many as asked for.
struct TimeAxis {
    /// A moment worth naming.
    struct Tick: Equatable {
        var time: Instant
        var label: String
        /// A second line where the day or the year begins; empty elsewhere.
        var context: String
    }

    /// How far apart ticks lie.
    private enum Step {
        case milliseconds(Int64)
        case months(Int64)

        var length: Int64 {
            switch self {
            case .milliseconds(let length): length
            case .months(let count): count * 30 * 86_400_000
            }
        }
    }

    private static let second: Int64 = 1000
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    private static let ladder: [Step] =
        [1, 2, 5, 10, 20, 50, 100, 200, 500].map { .milliseconds($0) }
        + [1, 2, 5, 10, 15, 30].map { .milliseconds($0 * second) }
        + [1, 2, 5, 10, 15, 30].map { .milliseconds($0 * minute) }
        + [1, 2, 3, 6, 12].map { .milliseconds($0 * hour) }
        + [1, 2, 7, 14].map { .milliseconds($0 * day) }
        + [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12_000].map { .months($0) }

    let first: Instant
    let last: Instant
    let ticks: [Tick]

    /// An axis from the first to the last moment with at most `most` ticks. A single moment gets a second of room.
    init(from first: Instant, to last: Instant, most: Int = 8) {
        self.first = first
        let end = max(last.milliseconds, first.milliseconds + 1)
        self.last = Instant(milliseconds: end)
        let span = end - first.milliseconds
        var chosen = Step.months(12_000)
        for step in Self.ladder where span / step.length < Int64(max(1, most)) {
            chosen = step
            break
        }
        let times =
            switch chosen {
            case .milliseconds(let step): Self.multiples(of: step, from: first.milliseconds, to: end)
            case .months(let step): Self.months(every: step, from: first.milliseconds, to: end)
            }
        ticks = Self.label(times, step: chosen)
    }

    /// How far along the axis a moment lies, 0 to 1.
    func position(_ time: Instant) -> Double {
        let span = Double(last.milliseconds - first.milliseconds)
        return min(1, max(0, Double(time.milliseconds - first.milliseconds) / span))
    }

    private static func multiples(of step: Int64, from first: Int64, to last: Int64) -> [Int64] {
        // Weeks begin on Monday; 1970-01-01 was a Thursday.
        let offset = step % (7 * day) == 0 ? 4 * day : 0
        var time = (first - offset).floorDivided(by: step) * step + offset
        if time < first { time += step }
        return stride(from: time, through: last, by: Int64.Stride(step)).map { $0 }
    }

    private static func months(every step: Int64, from first: Int64, to last: Int64) -> [Int64] {
        let start = CivilDate.civil(fromDays: first.floorDivided(by: day))
        var month = (start.year * 12 + Int64(start.month) - 1).floorDivided(by: step) * step
        var times: [Int64] = []
        while true {
            let time = monthStart(month) * day
            if time > last { return times }
            if time >= first { times.append(time) }
            month += step
        }
    }

    /// The first day of a month counted from January of the year 0, in days from 1970 (Hinnant's `days_from_civil`).
    private static func monthStart(_ month: Int64) -> Int64 {
        let shifted = month - 2
        let year = shifted.floorDivided(by: 12)
        let era = year.floorDivided(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (shifted - year * 12) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func label(_ times: [Int64], step: Step) -> [Tick] {
        var previous: (year: Int64, month: Int, day: Int)?
        return times.map { milliseconds in
            let time = Instant(milliseconds: milliseconds)
            let date = TimeText.civil(time)
            defer { previous = date }
            var tick = Tick(time: time, label: "", context: "")
            switch step {
            case .months(let count) where count % 12 == 0:
                tick.label = String(date.year)
            case .months:
                tick.label = TimeText.monthName(date.month)
                if previous?.year != date.year { tick.context = String(date.year) }
            case .milliseconds(let length) where length >= day:
                tick.label = TimeText.dayAndMonth(time)
                if previous?.year != date.year { tick.context = String(date.year) }
            case .milliseconds(let length):
                let resolution: TimeResolution = length >= minute ? .minute : length >= second ? .second : .millisecond
                tick.label = TimeText.clock(time, to: resolution)
                if previous.map({ $0 != date }) ?? true { tick.context = TimeText.date(time) }
            }
            return tick
        }
    }
}
