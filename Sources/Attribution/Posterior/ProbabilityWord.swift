/// The words of ICD 203 (Intelligence Community Directive 203, "Analytic Standards", 2015, D.6.e.2.a) and their bands.
package enum ProbabilityWord: String, Codable, Sendable, CaseIterable, Comparable {
    case almostNoChance = "almost no chance"
    case veryUnlikely = "very unlikely"
    case unlikely
    case roughlyEvenChance = "roughly even chance"
    case likely
    case veryLikely = "very likely"
    case almostCertain = "almost certain"

    /// The band's upper end; the bands begin at 0.01 and each where the one before ends.
    package var upperEnd: Double {
        switch self {
        case .almostNoChance: 0.05
        case .veryUnlikely: 0.20
        case .unlikely: 0.45
        case .roughlyEvenChance: 0.55
        case .likely: 0.80
        case .veryLikely: 0.95
        case .almostCertain: 0.99
        }
    }

    /// The words of an interval of probabilities, from the lowest to the highest. An interval that only touches a band is
    /// not in it.
    package static func span(_ low: Double, _ high: Double) -> ClosedRange<ProbabilityWord> {
        let first = allCases.first { low < $0.upperEnd } ?? .almostCertain
        let last = allCases.first { high <= $0.upperEnd } ?? .almostCertain
        return first...max(first, last)
    }

    package static func < (left: ProbabilityWord, right: ProbabilityWord) -> Bool { left.upperEnd < right.upperEnd }
}

extension Estimate {
    /// The words of the shown interval.
    package var words: ClosedRange<ProbabilityWord> { ProbabilityWord.span(shown.low, shown.high) }

    /// `unlikely to likely`, or one word.
    package var wording: String {
        words.lowerBound == words.upperBound
            ? words.lowerBound.rawValue : "\(words.lowerBound.rawValue) to \(words.upperBound.rawValue)"
    }

    /// `12 to 63 %`, never 0 or 100.
    package var percentages: String {
        let (low, high) = (Self.percent(shown.low), Self.percent(shown.high))
        return low == high ? "\(low) %" : "\(low) to \(high) %"
    }

    /// `34 %`.
    package var percentage: String { "\(Self.percent(shown.median)) %" }

    private static func percent(_ value: Double) -> Int { Int((value * 100).rounded()) }

    /// The sentence of likelihood; confidence has one of its own.
    /// - Parameter clause: what can follow "that".
    package func sentence(that clause: String) -> String {
        let numbers = "(\(percentages), median \(percentage))"
        guard words.lowerBound == words.upperBound else {
            return "The probability that \(clause) ranges from \(words.lowerBound.rawValue) to"
                + " \(words.upperBound.rawValue) \(numbers)."
        }
        switch words.lowerBound {
        case .almostNoChance: return "There is almost no chance \(numbers) that \(clause)."
        case .roughlyEvenChance: return "There is a roughly even chance \(numbers) that \(clause)."
        default: return "It is \(words.lowerBound.rawValue) \(numbers) that \(clause)."
        }
    }
}
