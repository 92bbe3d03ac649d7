package import Records
import Statistics

/// What somebody holds a positive number to lie between: a prior probability, or how many times as likely a thing is.
///
/// Values are drawn log-uniformly: twice and half are equally far from one.
package struct RatioInterval: Codable, Hashable, Sendable {
    /// Above zero.
    package let low: Double
    /// Not below `low`.
    package let high: Double

    /// The interval between two numbers in a range.
    /// - Throws: where they are the wrong way round, or outside the range.
    package init(_ low: Double, _ high: Double, within range: ClosedRange<Double>) throws(FieldFault) {
        guard low <= high else {
            throw FieldFault(
                "bad-interval",
                "'\(Self.text(low))..\(Self.text(high))' ends below where it begins; exchange the numbers")
        }
        guard range.contains(low), range.contains(high) else {
            throw FieldFault(
                "bad-interval",
                "'\(Self.text(low))..\(Self.text(high))' does not lie between \(Self.text(range.lowerBound)) and"
                    + " \(Self.text(range.upperBound)); certainty is not a number that can be entered")
        }
        self.low = low
        self.high = high
    }

    /// An interval of numbers that are known to be good: above zero, in order.
    init(unchecked low: Double, _ high: Double) {
        self.low = low
        self.high = high
    }

    /// Reads `0.5..2`, or one number for both ends.
    package init(reading text: String, within range: ClosedRange<Double>) throws(FieldFault) {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let low = Self.number(parts[0]),
            let high = Self.number(parts[parts.count - 1])
        else {
            throw FieldFault("bad-interval", "'\(text)' is no interval; write two numbers as 0.5..2, or one")
        }
        try self.init(low, high, within: range)
    }

    /// Decimal digits with one point at most: no signs, exponents or words.
    static func number(_ text: some StringProtocol) -> Double? {
        let digits = text.utf8.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }
        guard !digits.isEmpty, digits.count <= 24, digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
        else { return nil }
        return Double(String(decoding: digits.reversed(), as: UTF8.self))
    }

    /// The value at a share of the way, 0 to 1, between the logarithms of the ends.
    package func value(at share: Double) -> Double {
        if low == high { return low }
        let bottom = PlainMath.log(low)
        return PlainMath.exp(bottom + share * (PlainMath.log(high) - bottom))
    }

    /// Whether a common value is possible: the ratio of the two may be one.
    package func overlaps(_ other: RatioInterval) -> Bool { low <= other.high && other.low <= high }

    /// A number without superfluous zeros.
    static func text(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }
}

extension RatioInterval: CustomStringConvertible {
    package var description: String {
        low == high ? Self.text(low) : "\(Self.text(low))..\(Self.text(high))"
    }
}
