package import Records

/// How far a source and what it says are to be believed: the letter and the figure of the Admiralty or NATO system
/// (AJP-2.1), as `B2`.
package struct SourceGrade: Hashable, Sendable {
    /// The source's record.
    package enum Reliability: String, Sendable, CaseIterable {
        case a = "A"
        case b = "B"
        case c = "C"
        case d = "D"
        case e = "E"
        case cannotBeJudged = "F"
    }

    /// What else is known of the information.
    package enum Credibility: Int, Sendable, CaseIterable {
        case confirmed = 1
        case probable = 2
        case possible = 3
        case doubtful = 4
        case improbable = 5
        case cannotBeJudged = 6
    }

    package var reliability: Reliability
    package var credibility: Credibility

    package init(_ reliability: Reliability, _ credibility: Credibility) {
        self.reliability = reliability
        self.credibility = credibility
    }

    /// Reads `B2`.
    package init(reading text: String) throws(FieldFault) {
        let letters = text.uppercased()
        guard letters.count == 2, let reliability = Reliability(rawValue: String(letters.prefix(1))),
            let figure = Int(letters.suffix(1)), let credibility = Credibility(rawValue: figure)
        else {
            throw FieldFault(
                "bad-grade", field: "grade",
                "'\(text)' is no grade; write A to F for the source and 1 to 6 for what it says, as B2")
        }
        self.init(reliability, credibility)
    }

    /// The probability that what the source says is right, as a range.
    ///
    /// The standard gives words and no numbers, and studies find that people read the words differently; these ranges are
    /// this program's convention, and every result prints them. The worse of the two grades counts: they are not
    /// independent (`1` means that others confirm it), so that a product would punish twice. "Cannot be judged" reaches
    /// from the bottom to what "fairly reliable" reaches: not knowing is never better than that. Nothing is certain.
    package var probabilityRight: ClosedRange<Double> {
        let source = Self.range(Reliability.allCases.firstIndex(of: reliability) ?? 5)
        let said = Self.range(credibility.rawValue - 1)
        return min(source.lowerBound, said.lowerBound)...min(source.upperBound, said.upperBound)
    }

    /// Ranges of the steps A or 1 to F or 6.
    private static func range(_ step: Int) -> ClosedRange<Double> {
        switch step {
        case 0: 0.90...0.98
        case 1: 0.70...0.90
        case 2: 0.50...0.70
        case 3: 0.25...0.50
        case 4: 0.05...0.25
        default: 0.05...0.70
        }
    }
}

extension SourceGrade: CustomStringConvertible {
    package var description: String { reliability.rawValue + String(credibility.rawValue) }
}

extension SourceGrade: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(FieldFault) {
            self = try SourceGrade(reading: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.detail)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
