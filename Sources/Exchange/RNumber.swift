import Foundation

/// Numbers as R's `write.csv` prints them, so that tables of the peers' modes can be compared byte for byte:
/// at most 15 significant digits, no trailing zeros, and powers of ten where that is shorter (`1e+05`, `1e-04`).
package enum RNumber {
    package static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
        if value == 0 { return "0" }
        // Whole numbers below 100,000 are never shorter as powers of ten.
        if value == value.rounded(), value.magnitude < 100_000 { return "\(Int(value))" }
        // One digit before the point and fourteen after it, correctly rounded.
        let scientific = String(format: "%.14e", value.magnitude)
        let parts = scientific.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return scientific }
        var digits = parts[0].filter { $0 != "." }
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        let fixed = positional(digits, exponent: exponent)
        let power = powered(digits, exponent: exponent)
        if fixed.count > power.count { return sign + power }
        // R leaves whole numbers of more than 15 digits to the C library, which prints them all.
        return exponent < 15 ? sign + fixed : String(format: "%.0f", value)
    }

    /// Digits with the point where it belongs: 101.5, 0.00101.
    private static func positional(_ digits: String, exponent: Int) -> String {
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole = exponent + 1
        if digits.count <= whole { return digits + String(repeating: "0", count: whole - digits.count) }
        return digits.prefix(whole) + "." + digits.dropFirst(whole)
    }

    /// Digits with an exponent of two digits at least: 1.5e+20.
    private static func powered(_ digits: String, exponent: Int) -> String {
        let magnitude = "\(exponent.magnitude)"
        return digits.prefix(1) + (digits.count > 1 ? "." + digits.dropFirst() : "")
            + (exponent < 0 ? "e-" : "e+") + (magnitude.count < 2 ? "0" : "") + magnitude
    }
}
