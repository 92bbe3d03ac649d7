/// Doubles as ECMAScript's `Number::toString` writes them (ECMA-262, section 6.1.6.1.20), which RFC 8785 prescribes.
enum CanonicalNumber {
    /// - Parameter value: finite.
    static func text(_ value: Double) -> String {
        if value == 0 { return "0" }
        if value < 0 { return "-" + text(-value) }
        let (digits, point) = shortest(value)
        let count = digits.count
        if count <= point, point <= 21 { return digits + String(repeating: "0", count: point - count) }
        if 0 < point, point <= 21 { return digits.prefix(point) + "." + digits.dropFirst(point) }
        if -6 < point, point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
        let exponent = point - 1
        let rest = digits.dropFirst()
        return digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e" + (exponent < 0 ? "-" : "+")
            + String(exponent.magnitude)
    }

    /// The fewest digits that give the same double back, of those the nearest, and how many of them (possibly fewer than
    /// none, or more than there are) stand before the point. Swift chooses the digits by the same rule, and lays them
    /// out in its own way.
    private static func shortest(_ value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".")
        var digits = mantissa.joined()[...]
        var point = mantissa[0].count + exponent
        while digits.hasPrefix("0") {
            digits.removeFirst()
            point -= 1
        }
        while digits.hasSuffix("0") { digits.removeLast() }
        return (String(digits), point)
    }
}
