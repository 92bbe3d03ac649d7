/// Numbers in sentences, written alike on every machine.
package enum FigureText {
    /// `1,284,310`.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// `1 account`, `1,204 accounts`; `no accounts`.
    package static func count(_ number: Int, _ one: String, _ many: String) -> String {
        number == 0 ? "no \(many)" : "\(grouped(number)) \(number == 1 ? one : many)"
    }

    /// `1,284,310`; `none` for nothing.
    package static func number(_ number: Int) -> String { number == 0 ? "none" : grouped(number) }

    /// The share with one decimal, rounded down: `3.4 %`. What is more than nothing is never called 0.
    package static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0 %" }
        let tenths = Int((Double(part) / Double(whole) * 1000).rounded(.down))
        if tenths == 0, part > 0 { return "less than 0.1 %" }
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The first letter as a capital.
    package static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
