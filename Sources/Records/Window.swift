/// How far apart two actions may lie and still be one co-action; the border counts as inside.
package struct Window: Hashable, Comparable, Sendable {
    /// Milliseconds; `Int64.max` stands for "at any time".
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = max(0, milliseconds)
    }

    /// At any time.
    package static let unlimited = Window(milliseconds: .max)

    package var isUnlimited: Bool { milliseconds == .max }

    package static func < (left: Window, right: Window) -> Bool { left.milliseconds < right.milliseconds }

    /// Reads `60s`, `250ms`, `10min`, `1h`, `2d`, `none`, or a bare number of seconds. Nil where the text is neither.
    package init?(_ text: String) {
        if text == "none" {
            self = .unlimited
            return
        }
        let units: [(suffix: String, milliseconds: Double)] = [
            ("ms", 1), ("min", 60_000), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1000),
        ]
        for unit in units where text.hasSuffix(unit.suffix) {
            let digits = text.dropLast(unit.suffix.count)
            guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let amount = Double(digits) else {
                return nil
            }
            let milliseconds = amount * unit.milliseconds
            guard milliseconds < 9.0e15, milliseconds == milliseconds.rounded() else { return nil }
            self.init(milliseconds: Int64(milliseconds))
            return
        }
        return nil
    }
}

extension Window: CustomStringConvertible {
    /// In the largest unit that keeps it whole: `60s`, `10min`, `1h`.
    package var description: String {
        if isUnlimited { return "none" }
        switch milliseconds {
        case 0: return "0s"
        case let value where value % 86_400_000 == 0: return "\(value / 86_400_000)d"
        case let value where value % 3_600_000 == 0: return "\(value / 3_600_000)h"
        case let value where value % 60_000 == 0 && value > 60_000: return "\(value / 60_000)min"
        case let value where value % 1000 == 0: return "\(value / 1000)s"
        default: return "\(milliseconds)ms"
        }
    }

    /// Seconds, for columns named `window_s`: `60`, `0.25`, `none`.
    package var secondsText: String {
        if isUnlimited { return "none" }
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
    }
}
