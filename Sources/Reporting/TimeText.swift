package import Records

/// Moments and lengths of time as people read them. All moments are UTC and say so.
package enum TimeText {
    /// `2024-11-24 18:00:03Z`; the milliseconds are shown where they are not nought.
    package static func stamp(_ instant: Instant) -> String {
        let text = exact(instant)
        return instant.milliseconds % 1000 == 0 ? text.dropLast(5) + "Z" : text
    }

    /// `2024-11-24 18:00:03.250Z`: for evidence, always with milliseconds.
    package static func exact(_ instant: Instant) -> String {
        String(instant.description.map { $0 == "T" ? " " : $0 })
    }

    /// As far as the input states it, and no further: `2024-11-24 18:00:03.250Z`, `2024-11-24 18:00:03Z`,
    /// `2024-11-24 18:00Z`, `2024-11-24`.
    static func stated(_ instant: Instant, to resolution: TimeResolution) -> String {
        let text = exact(instant)
        // What stands beyond the stated resolution would be noughts that nobody measured.
        return switch resolution {
        case .millisecond: text
        case .second: text.dropLast(5) + "Z"
        case .minute: text.dropLast(8) + "Z"
        case .day: String(text.dropLast(14))
        }
    }

    /// How far apart two moments are that are stated so finely: `4 s apart`, `the same minute`.
    static func apart(milliseconds: Int64, to resolution: TimeResolution) -> String {
        milliseconds == 0
            ? "the same \(resolution.name)" : duration(milliseconds: Double(milliseconds)) + " apart"
    }

    /// `24 Nov 2024`.
    package static func date(_ instant: Instant) -> String {
        let (year, month, day) = civil(instant)
        return "\(day) \(monthName(month)) \(year)"
    }

    /// `24 Nov`.
    static func dayAndMonth(_ instant: Instant) -> String {
        let (_, month, day) = civil(instant)
        return "\(day) \(monthName(month))"
    }

    /// `18:00`, `18:00:03` or `18:00:03.250`.
    static func clock(_ instant: Instant, to resolution: TimeResolution) -> String {
        let text = instant.description
        let start = text.index(after: text.firstIndex(of: "T") ?? text.startIndex)
        let length =
            switch resolution {
            case .millisecond: 12
            case .second: 8
            case .minute, .day: 5
            }
        return String(text[start...].prefix(length))
    }

    /// `on 24 Nov 2024`, `from 3 to 24 Nov 2024`, `from 28 Dec 2023 to 4 Jan 2024`.
    static func span(_ first: Instant, _ last: Instant) -> String {
        let (from, to) = (civil(first), civil(last))
        if from == to { return "on \(date(last))" }
        if (from.year, from.month) == (to.year, to.month) { return "from \(from.day) to \(date(last))" }
        return "from \(from.year == to.year ? dayAndMonth(first) : date(first)) to \(date(last))"
    }

    /// A length of time in its two largest units: `850 ms`, `3.25 s`, `41 s`, `1 min 20 s`, `2 h 5 min`, `3 d 4 h`.
    package static func duration(milliseconds: Double) -> String {
        guard milliseconds.isFinite, milliseconds.magnitude < 9e15 else { return "—" }
        let sign = milliseconds < 0 ? "−" : ""
        let value = milliseconds.magnitude
        let space = "\u{A0}"
        if value < 1000 {
            let places = value == value.rounded() ? 0 : 1
            return sign + (value == 0 ? "0\(space)s" : NumberText.fixed(value, places: places) + "\(space)ms")
        }
        if value < 60_000 {
            let places = value.truncatingRemainder(dividingBy: 1000) == 0 ? 0 : 2
            let seconds = NumberText.fixed(value / 1000, places: places)
            if seconds == "60.00" { return sign + "1\(space)min" }
            let isWhole = seconds.hasSuffix(".00")
            return sign + seconds.dropLast(isWhole ? 3 : places > 0 && seconds.hasSuffix("0") ? 1 : 0) + "\(space)s"
        }
        let seconds = Int((value / 1000).rounded())
        let (large, largeUnit, small, smallUnit) =
            switch seconds {
            case ..<3600: (seconds / 60, "min", seconds % 60, "s")
            case ..<86_400: (seconds / 3600, "h", seconds % 3600 / 60, "min")
            default: (seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
            }
        let rest = small == 0 ? "" : " \(small)\(space)\(smallUnit)"
        return sign + NumberText.grouped(large) + space + largeUnit + rest
    }

    /// How long a window is: `60 s`, `10 min`, or `any time`.
    package static func window(_ window: Window) -> String {
        if window.isUnlimited { return "any time" }
        // A minute is said as people set it: sixty seconds.
        return window.milliseconds == 60_000
            ? "60\u{A0}s" : duration(milliseconds: Double(window.milliseconds))
    }

    /// The moment as an element that programs can read too.
    package static func element(_ instant: Instant) -> Markup {
        "<time datetime=\"\(instant.description)\">\(stamp(instant))</time>"
    }

    /// The moment as far as the input states it, for evidence.
    static func statedElement(_ instant: Instant, to resolution: TimeResolution) -> Markup {
        "<time datetime=\"\(instant.description)\">\(stated(instant, to: resolution))</time>"
    }

    /// The date alone.
    package static func dateElement(_ instant: Instant) -> Markup {
        "<time datetime=\"\(instant.description)\">\(date(instant))</time>"
    }

    static func civil(_ instant: Instant) -> (year: Int64, month: Int, day: Int) {
        CivilDate.civil(fromDays: instant.milliseconds.floorDivided(by: 86_400_000))
    }

    static func monthName(_ month: Int) -> String {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][(month + 11) % 12]
    }
}
