/// Figures as sentences and tables quote them.
package enum FigureWords {
    /// `62.5 % [30.57, 86.32] (5 of 8)`; over several ways of counting `50 to 62.5 % [21.52, 86.32] of 8`; where only limits
    /// are known `29.41 to 41.18 % of 17`, `34 to 398 days`, `3 days or more`.
    package static func words(_ figure: CondensedFigure) -> String {
        var parts: [String] = []
        if let number = numbers(figure) { parts.append(number) }
        if let total = figure.total {
            if let counts = figure.counts, counts.count == 1, figure.values != nil || figure.span == nil {
                let words = "\(counts.lowerBound) of \(total)"
                // Where there are too few for a percentage the remark says the counts; some labels do, too.
                if figure.remark?.hasPrefix(words) != true, !figure.label.contains("(\(words))") {
                    parts.append("(\(words))")
                }
            } else if figure.span != nil {
                parts.append("of \(total)")
            }
        }
        let words = parts.joined(separator: " ")
        guard let remark = figure.remark else { return words }
        return words.isEmpty ? remark : "\(words), \(remark)"
    }

    private static func numbers(_ figure: CondensedFigure) -> String? {
        let scale = figure.unit == "share" ? 100.0 : 1
        let unit = figure.unit == "share" ? "%" : figure.unit
        func text(_ value: Double) -> String { value.isFinite ? number(value * scale) : "…" }
        guard let values = figure.values else {
            guard let span = figure.span else { return nil }
            if span.low == span.high { return "\(text(span.low)) \(unit)" }
            if span.high == .infinity { return span.low.isFinite ? "\(text(span.low)) \(unit) or more" : nil }
            if span.low == -.infinity { return "\(text(span.high)) \(unit) or less" }
            return "\(text(span.low)) to \(text(span.high)) \(unit)"
        }
        let (low, high) = (text(values.lowerBound), text(values.upperBound))
        var words = low == high ? "\(low) \(unit)" : "\(low) to \(high) \(unit)"
        if let span = figure.span, span.low < values.lowerBound || span.high > values.upperBound {
            words += " [\(text(span.low)), \(text(span.high))]"
        }
        return words
    }

    /// Whole numbers as they are, others to four significant places.
    package static func number(_ value: Double) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        guard value.isFinite else { return "\(value)" }
        // By way of the decimal form: scaling would lose the last places of what is very small.
        let digits = Array("\(value.magnitude)".utf8)
        let exponent =
            digits.firstIndex(of: UInt8(ascii: "e")).map { String(decoding: digits[$0...], as: UTF8.self) } ?? ""
        let mantissa = Double(String(decoding: digits, as: UTF8.self).prefix { $0 != "e" }) ?? value.magnitude
        var scale = 1.0
        while mantissa * scale < 1000, scale < 1e9 { scale *= 10 }
        let rounded = (mantissa * scale).rounded() / scale
        // 59.999999 comes out whole.
        let text = rounded == rounded.rounded() && exponent.isEmpty ? String(Int64(rounded)) : "\(rounded)"
        return (value < 0 ? "-" : "") + text + exponent
    }
}
