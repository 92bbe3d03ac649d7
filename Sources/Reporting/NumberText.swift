package import Statistics

/// Numbers as people read them, always the same way: groups of three digits with commas, a point before decimals.
package enum NumberText {
    /// `12,345`.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A number with exactly `places` decimals, halves rounded away from zero. `—` where it is not finite.
    package static func fixed(_ value: Double, places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (value * Double(scale)).rounded(.toNearestOrAwayFromZero)
        guard scaled.isFinite, scaled.magnitude < 9e15 else { return "—" }
        let units = Int(scaled.magnitude)
        let whole = (scaled < 0 ? "−" : "") + grouped(units / scale)
        if places == 0 { return whole }
        let decimals = String(units % scale)
        return whole + "." + String(repeating: "0", count: places - decimals.count) + decimals
    }

    /// For drawings: a tenth of a unit, no group separators, no trailing zero.
    package static func coordinate(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded(.toNearestOrAwayFromZero))
        let sign = tenths < 0 ? "-" : ""
        let rest = tenths.magnitude % 10
        return sign + String(tenths.magnitude / 10) + (rest == 0 ? "" : "." + String(rest))
    }

    /// A share of one as a percentage: `12 %`, with one decimal below ten, `< 0.1 %` instead of a false nought.
    package static func percent(_ share: Double) -> String {
        let percent = share * 100
        if percent > 0 && percent < 0.1 { return "< 0.1\u{A0}%" }
        return fixed(percent, places: percent < 10 && percent != percent.rounded() ? 1 : 0) + "\u{A0}%"
    }

    /// A share of one as a decimal fraction with two significant digits: `0.01`, `1.2e-5`, `0`.
    package static func fraction(_ share: Double) -> String { Probability(min(1, max(0, share))).text(digits: 2) }

    /// A probability to two significant digits: `0.034`, `2.1e-7`.
    package static func probability(_ value: Probability) -> String { value.text(digits: 2) }

    /// Sizes of files: `812 bytes`, `3.4 kB`, `1.2 GB` (powers of ten).
    package static func bytes(_ count: Int) -> String {
        let units = ["kB", "MB", "GB", "TB"]
        guard count >= 1000 else { return count == 1 ? "1 byte" : "\(count) bytes" }
        var value = Double(count) / 1000
        var unit = 0
        while value >= 999.95 && unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\(fixed(value, places: 1))\u{A0}\(units[unit])"
    }
}
