import Records

// Numbers and times as ASCII, straight into bytes: tables of millions of rows spend most of their time here, and the
// general ways through `String` cost several times as much.

extension [UInt8] {
    /// Appends a whole number in decimal.
    mutating func append(decimal value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: value.magnitude)
    }

    /// Appends a whole number in decimal.
    mutating func append(decimal value: UInt64) {
        append(padded: value, width: Self.decimalWidth(value))
    }

    /// Appends the last `width` decimal digits of a number, zeros in front.
    mutating func append(padded value: UInt64, width: Int) {
        append(addingCapacity: width) { $0.append(padded: value, width: width) }
    }

    /// Appends a moment as ISO 8601 in UTC with milliseconds.
    mutating func append(instant: Instant) {
        let days = instant.milliseconds.floorDivided(by: 86_400_000)
        let rest = UInt64(instant.milliseconds - days * 86_400_000)
        let (year, month, day) = CivilDate.civil(fromDays: days)
        guard (0...9999).contains(year) else {
            append(contentsOf: instant.description.utf8)
            return
        }
        append(addingCapacity: 24) { output in
            output.append(padded: UInt64(year), width: 4)
            output.append(UInt8(ascii: "-"))
            output.append(padded: UInt64(month), width: 2)
            output.append(UInt8(ascii: "-"))
            output.append(padded: UInt64(day), width: 2)
            output.append(UInt8(ascii: "T"))
            output.append(padded: rest / 3_600_000, width: 2)
            output.append(UInt8(ascii: ":"))
            output.append(padded: rest / 60_000 % 60, width: 2)
            output.append(UInt8(ascii: ":"))
            output.append(padded: rest / 1000 % 60, width: 2)
            output.append(UInt8(ascii: "."))
            output.append(padded: rest % 1000, width: 3)
            output.append(UInt8(ascii: "Z"))
        }
    }

    /// Appends a span of milliseconds, not below zero, as seconds without needless zeros: 1500.5 becomes `1.5005`.
    mutating func append(seconds milliseconds: Double) {
        // A median lies on a half millisecond at most, so ten-thousandths of a second hold it exactly.
        let tenths = UInt64((milliseconds * 10).rounded())
        append(decimal: tenths / 10_000)
        var fraction = tenths % 10_000
        if fraction == 0 { return }
        var width = 4
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        append(UInt8(ascii: "."))
        append(padded: fraction, width: width)
    }

    private static func decimalWidth(_ value: UInt64) -> Int {
        var width = 1
        var limit: UInt64 = 10
        while width < 19, value >= limit {
            limit &*= 10
            width += 1
        }
        return value >= 10_000_000_000_000_000_000 ? 20 : width
    }
}

extension OutputSpan<UInt8> {
    /// Appends the last `width` decimal digits of a number, at least one, zeros in front.
    @inline(__always)
    fileprivate mutating func append(padded value: UInt64, width: Int) {
        var divisor: UInt64 = 1
        for _ in 1..<width { divisor &*= 10 }
        for _ in 0..<width {
            append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }
}
