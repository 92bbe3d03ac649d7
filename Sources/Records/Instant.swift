/// A moment: milliseconds since 1970-01-01T00:00:00 UTC, without leap seconds.
package struct Instant: Hashable, Comparable, Codable, Sendable {
    /// Milliseconds since the epoch; negative before 1970.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC with milliseconds: `2024-11-24T18:00:00.000Z`.
    package var description: String {
        let milliseconds = self.milliseconds
        let days = milliseconds.floorDivided(by: 86_400_000)
        let rest = milliseconds - days * 86_400_000
        let (year, month, day) = CivilDate.civil(fromDays: days)
        let hour = rest / 3_600_000
        let minute = rest / 60_000 % 60
        let second = rest / 1000 % 60
        return "\(year.padded(4))-\(Int64(month).padded(2))-\(Int64(day).padded(2))T"
            + "\(hour.padded(2)):\(minute.padded(2)):\(second.padded(2)).\((rest % 1000).padded(3))Z"
    }
}

/// How finely a source states its times. A window finer than the data says nothing.
package enum TimeResolution: Int64, Codable, Sendable, Comparable, CaseIterable {
    case millisecond = 1
    case second = 1000
    case minute = 60_000
    case day = 86_400_000

    package static func < (left: TimeResolution, right: TimeResolution) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The word for people: "second", "minute" …
    package var name: String {
        switch self {
        case .millisecond: "millisecond"
        case .second: "second"
        case .minute: "minute"
        case .day: "day"
        }
    }
}

/// Days to calendar dates and back, in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date
/// algorithms").
package enum CivilDate {
    /// Year, month (1-12) and day (1-31) of a day counted from 1970-01-01.
    package static func civil(fromDays days: Int64) -> (year: Int64, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), Int(month), Int(day))
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity. `divisor` must be positive.
    @inlinable
    package func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func padded(_ width: Int) -> String {
        let digits = String(magnitude)
        let zeros = String(repeating: "0", count: Swift.max(0, width - digits.count))
        return (self < 0 ? "-" : "") + zeros + digits
    }
}
