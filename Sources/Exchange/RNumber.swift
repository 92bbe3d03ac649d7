import Foundation

/// Numbers as R's `data.table::fwrite` prints them, with which CooRTweet's tables are exported, so that the peers'
/// modes can be compared byte for byte: at most 15 significant digits, no trailing zeros, and powers of ten where that
/// is shorter (`1e+05`, `1e-04`).
package enum RNumber {
    package static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
        if value == 0 { return "0" }
        // Whole numbers below 100,000 are never shorter as powers of ten.
        if value == value.rounded(), value.magnitude < 100_000 { return "\(Int(value))" }
        var (digits, exponent) = fifteenDigits(value.magnitude)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        let fixed = positional(digits, exponent: exponent)
        let power = powered(digits, exponent: exponent)
        if fixed.count > power.count { return sign + power }
        // R leaves whole numbers of more than 15 digits to the C library, which prints them all.
        return exponent < 15 ? sign + fixed : String(format: "%.0f", value)
    }

    /// The first fifteen digits and the power of ten of the first of them.
    private static func fifteenDigits(_ value: Double) -> (digits: String, exponent: Int) {
        guard (1e-15..<1e15).contains(value) else { return correctlyRounded(value) }
        // fwrite scales the significand to 1...10 and cuts after sixteen digits, the last of which rounds the rest. The
        // product is rounded on its way, so that the fifteenth digit is now and then one too high: 16/29 ends in 35.
        let scale = value.exponent
        var exponent = 0
        var factor: Double
        if scale >= 0 {
            factor = Double(sign: .plus, exponent: scale, significand: 1)
            while exponent < 15, power(exponent + 1) <= factor { exponent += 1 }
            factor /= power(exponent)
        } else {
            while Double(sign: .plus, exponent: scale, significand: power(-exponent)) < 1 { exponent -= 1 }
            factor = Double(sign: .plus, exponent: scale, significand: power(-exponent))
        }
        var scaled = value.significand * factor
        if scaled >= 9.99999999999999 {
            scaled /= 10
            exponent += 1
        }
        var digits = UInt64(scaled * 1e15)
        if digits % 10 >= 5 { digits += 10 }
        return ("\(digits / 10)", exponent)
    }

    /// A power of ten, exact up to 22.
    private static func power(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { product, _ in product * 10 }
    }

    private static func correctlyRounded(_ value: Double) -> (digits: String, exponent: Int) {
        let parts = String(format: "%.14e", value).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return ("0", 0) }
        return (parts[0].filter { $0 != "." }, exponent)
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
