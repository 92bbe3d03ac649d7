/// A probability, kept as its natural logarithm: forty links within seconds have one that no `Double` can hold.
package struct Probability: Sendable, Hashable, Comparable {
    /// The natural logarithm, 0 or less.
    package let logarithm: Double

    package init(logarithm: Double) {
        self.logarithm = Swift.min(0, logarithm)
    }

    /// - Parameter value: from 0 to 1.
    package init(_ value: Double) {
        precondition((0...1).contains(value), "a probability lies between 0 and 1")
        self.init(logarithm: value == 0 ? -.infinity : PlainMath.log(value))
    }

    package static let certain = Probability(logarithm: 0)

    /// As a number from 0 to 1; 0 below 10⁻³⁰⁴.
    package var value: Double { logarithm <= -700 ? 0 : PlainMath.exp(logarithm) }

    package static func < (left: Probability, right: Probability) -> Bool { left.logarithm < right.logarithm }
}

extension Probability: CustomStringConvertible {
    /// With four significant digits: `0.04213`, `3.21e-12`, `1.05e-812`.
    package var description: String { text(digits: 4) }

    /// As a decimal fraction down to a thousandth, with a power of ten below; without trailing zeros.
    /// - Parameter count: significant digits, from 1 to 15.
    package func text(digits count: Int) -> String {
        precondition((1...15).contains(count))
        let scale = (1..<count).reduce(1.0) { product, _ in product * 10 }
        if logarithm == -.infinity { return "0" }
        if logarithm == 0 { return "1" }
        let ten = 2.302_585_092_994_046
        var exponent = Int((logarithm / ten).rounded(.down))
        var digits = Int((PlainMath.exp(logarithm - Double(exponent) * ten) * scale).rounded())
        // 9.9996 rounds to the next power of ten, and a power of ten may come out just below itself.
        if digits >= Int(scale) * 10 {
            digits /= 10
            exponent += 1
        } else if digits < Int(scale) {
            digits *= 10
            exponent -= 1
        }
        var text = Array("\(digits)".utf8)
        while text.count > 1, text.last == UInt8(ascii: "0") { text.removeLast() }
        let significant = String(decoding: text, as: UTF8.self)
        if exponent >= 0 { return significant }
        if exponent >= -3 { return "0." + String(repeating: "0", count: -exponent - 1) + significant }
        return significant.prefix(1) + (significant.count > 1 ? "." + significant.dropFirst() : "") + "e\(exponent)"
    }
}
