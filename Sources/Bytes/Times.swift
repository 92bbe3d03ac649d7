/// A moment as a source spells it.
package struct SpelledTime: Sendable, Equatable {
    /// How finely the spelling states the moment.
    package enum Fineness: UInt8, Sendable {
        case millisecond
        case second
        case minute
        case day
    }

    /// Milliseconds since 1970 UTC, rounded down.
    package var milliseconds: Int64
    package var fineness: Fineness
    /// Whether the spelling was finer than a millisecond, and something was rounded away.
    package var isRounded: Bool
    /// The time as programs read it that calculate in floating point: a plain number is itself, milliseconds too, and
    /// any other spelling is its seconds since 1970 UTC.
    package var seconds: Double

    package static let epoch = SpelledTime(milliseconds: 0, fineness: .second)

    init(milliseconds: Int64, fineness: Fineness, isRounded: Bool = false, seconds: Double? = nil) {
        self.milliseconds = milliseconds
        self.fineness = fineness
        self.isRounded = isRounded
        self.seconds = seconds ?? Double(milliseconds) / 1000
    }
}

/// Reads times from bytes, without a calendar library: digits and days-from-civil. A time without a zone is UTC.
package enum TimeParser {
    /// A moment in any of the spellings that exports use, told apart by their shape:
    /// epoch seconds or milliseconds (a whole number from 10¹¹ on is milliseconds; seconds may have decimals),
    /// `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS[.fff]]` with a blank or `T` and an optional `Z` or `±hh[:]mm`,
    /// US `M/D/YYYY H:MM[:SS]`, and X's `Wed Jan 07 04:38:02 +0000 2009`. Nil where the bytes are none of these, or name
    /// a day or hour that does not exist.
    package static func parse(_ bytes: ByteView) -> SpelledTime? {
        let count = bytes.count
        if count < 1 || count > 40 { return nil }
        if count >= 8, bytes[4] == 0x2D, bytes[0] != 0x2D { return calendar(bytes) }
        if count >= 8, bytes[1] == 0x2F || bytes[2] == 0x2F { return american(bytes) }
        if count == 30, bytes[3] == 0x20, bytes[19] == 0x20 { return stamped(bytes) }
        return epoch(bytes)
    }

    /// Epoch seconds or milliseconds.
    package static func epoch(_ bytes: ByteView) -> SpelledTime? {
        if let whole = bytes.int64 {
            if whole > -100_000_000_000, whole < 100_000_000_000 {
                return SpelledTime(milliseconds: whole * 1000, fineness: .second, seconds: Double(whole))
            }
            guard isPlausible(whole) else { return nil }
            return SpelledTime(milliseconds: whole, fineness: .millisecond, seconds: Double(whole))
        }
        guard !bytes.isFloatNotation, let seconds = bytes.double, abs(seconds) < 100_000_000_000 else { return nil }
        // A decimal such as 1.005 has no exact binary form: round to the microsecond before cutting.
        let microseconds = Int64((seconds * 1_000_000).rounded())
        let milliseconds = floorDivided(microseconds, 1000)
        return SpelledTime(
            milliseconds: milliseconds, fineness: microseconds % 1_000_000 == 0 ? .second : .millisecond,
            isRounded: microseconds != milliseconds * 1000, seconds: seconds)
    }

    /// Before the year 10000 and after the year 0.
    private static func isPlausible(_ milliseconds: Int64) -> Bool {
        milliseconds > -62_167_219_200_000 && milliseconds < 253_402_300_800_000
    }

    private static func calendar(_ bytes: ByteView) -> SpelledTime? {
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2), let day = digits(bytes, 8, 2),
            let days = days(year, month, day)
        else { return nil }
        if bytes.count == 10 { return SpelledTime(milliseconds: days * 86_400_000, fineness: .day) }
        guard bytes.count >= 16, bytes[10] == 0x20 || bytes[10] | 0x20 == 0x74, bytes[13] == 0x3A,
            let hour = digits(bytes, 11, 2), let minute = digits(bytes, 14, 2), hour < 24, minute < 60
        else { return nil }
        return clock(bytes, from: 16, days: days, hour: hour, minute: minute)
    }

    private static func american(_ bytes: ByteView) -> SpelledTime? {
        var position = 0
        guard let month = number(bytes, &position, atMost: 2), skip(bytes, &position, 0x2F),
            let day = number(bytes, &position, atMost: 2), skip(bytes, &position, 0x2F),
            let year = number(bytes, &position, atMost: 4), year > 999,
            let days = days(year, month, day)
        else { return nil }
        if position == bytes.count { return SpelledTime(milliseconds: days * 86_400_000, fineness: .day) }
        guard skip(bytes, &position, 0x20), let hour = number(bytes, &position, atMost: 2),
            skip(bytes, &position, 0x3A), let minute = digits(bytes, position, 2), hour < 24, minute < 60
        else { return nil }
        return clock(bytes, from: position + 2, days: days, hour: hour, minute: minute)
    }

    /// The spelling of X's first interface, English in every language. The name of the day is not looked at: the date
    /// says it already.
    private static func stamped(_ bytes: ByteView) -> SpelledTime? {
        guard let month = month(bytes[4..<7]), bytes[7] == 0x20, let day = digits(bytes, 8, 2), bytes[10] == 0x20,
            let hour = digits(bytes, 11, 2), bytes[13] == 0x3A, let minute = digits(bytes, 14, 2), bytes[16] == 0x3A,
            let second = digits(bytes, 17, 2), hour < 24, minute < 60, second <= 60,
            let offset = zone(bytes[0..<25], from: 20), bytes[25] == 0x20, let year = digits(bytes, 26, 4),
            let days = days(year, month, day)
        else { return nil }
        let minutes = days * 1440 + hour * 60 + minute - offset
        return SpelledTime(milliseconds: minutes * 60_000 + second * 1000, fineness: .second)
    }

    private static func month(_ name: ByteView) -> Int64? {
        let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
        let letters = ByteView(base: names.utf8Start, count: names.utf8CodeUnitCount)
        for month in 0..<12 where letters[month * 3..<month * 3 + 3].equals(name) { return Int64(month) + 1 }
        return nil
    }

    /// What follows the minutes: seconds, their fraction and the zone.
    private static func clock(
        _ bytes: ByteView, from start: Int, days: Int64, hour: Int64, minute: Int64
    ) -> SpelledTime? {
        var position = start
        var milliseconds = days * 86_400_000 + hour * 3_600_000 + minute * 60_000
        var fineness = SpelledTime.Fineness.minute
        var isRounded = false
        if skip(bytes, &position, 0x3A) {
            // A leap second is the first of the next minute.
            guard let second = digits(bytes, position, 2), second <= 60 else { return nil }
            position += 2
            milliseconds += second * 1000
            fineness = .second
            if skip(bytes, &position, 0x2E) || skip(bytes, &position, 0x2C) {
                var scale: Int64 = 100
                let first = position
                while position < bytes.count, let digit = digits(bytes, position, 1) {
                    milliseconds += digit * scale
                    if scale == 0, digit > 0 { isRounded = true }
                    if digit > 0 { fineness = .millisecond }
                    scale /= 10
                    position += 1
                }
                if position == first { return nil }
            }
        }
        if position < bytes.count, bytes[position] == 0x20 { position += 1 }
        if position < bytes.count {
            guard let offset = zone(bytes, from: position) else { return nil }
            milliseconds -= offset * 60_000
        }
        return SpelledTime(milliseconds: milliseconds, fineness: fineness, isRounded: isRounded)
    }

    /// Minutes east of UTC: `Z`, `UTC`, `EST`, `EDT`, `+hh:mm`, `+hhmm`, `+hh`.
    private static func zone(_ bytes: ByteView, from start: Int) -> Int64? {
        let zone = bytes[start..<bytes.count]
        if zone.count == 1, zone[0] | 0x20 == 0x7A { return 0 }
        if zone.equals("UTC") || zone.equals("GMT") { return 0 }
        // New York's, which CrowdTangle writes.
        if zone.equals("EST") { return -300 }
        if zone.equals("EDT") { return -240 }
        guard zone[0] == 0x2B || zone[0] == 0x2D, let hours = digits(zone, 1, 2), hours <= 18 else { return nil }
        var minutes: Int64 = 0
        switch zone.count {
        case 3: break
        case 5: minutes = digits(zone, 3, 2) ?? 60
        case 6: minutes = zone[3] == 0x3A ? digits(zone, 4, 2) ?? 60 : 60
        default: return nil
        }
        guard minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (zone[0] == 0x2D ? -1 : 1)
    }

    /// Days since 1970-01-01 (H. Hinnant, days_from_civil); nil where the calendar has no such day.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard month >= 1, month <= 12, day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length: Int64 = month == 2 ? (isLeap ? 29 : 28) : 30 + (month + month / 8) % 2
        guard day <= length else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivided(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func floorDivided(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    @inline(__always)
    private static func digits(_ bytes: ByteView, _ start: Int, _ length: Int) -> Int64? {
        guard start + length <= bytes.count else { return nil }
        var value: Int64 = 0
        for index in start..<start + length {
            let digit = bytes[index] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    private static func number(_ bytes: ByteView, _ position: inout Int, atMost length: Int) -> Int64? {
        let start = position
        while position < bytes.count, position - start < length, bytes[position] &- 0x30 <= 9 { position += 1 }
        return position == start ? nil : digits(bytes, start, position - start)
    }

    private static func skip(_ bytes: ByteView, _ position: inout Int, _ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
