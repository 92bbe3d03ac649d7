package import Records
package import Seals

/// A number or a statement that somebody made about a platform's conduct.
///
/// Numbers that disagree stay side by side, each with its speaker: the register takes no side.
package struct StatedClaim: RegisterEntry {
    package static var kind: RegisterKind { .claim }

    /// A short id, unique in the register.
    package var name: String
    package var speaker: String
    /// To whom it was said; nil where it was said to everybody.
    package var audience: String?
    package var scope: ClaimScope
    /// What is counted: `accounts removed`, `accounts in the network`.
    package var quantity: String
    package var wording: ClaimWording
    /// The number, or a range's lower end; nil for "none" and "no evidence".
    package var number: Double?
    /// A range's upper end.
    package var upper: Double?
    package var date: StatedTime
    /// Where it can be read: an address or a reference.
    package var source: String
    /// SHA-256 of the statement's captured text, hexadecimal.
    package var textSHA256: String?
    package var note: String?
    /// How well it is vouched for: a grade's letter (P primary, R parsed from the publisher's file, S secondary, C from a
    /// compilation, U unstated), and a remark after a colon.
    package var verification: String

    package init(
        name: String, speaker: String, audience: String? = nil, scope: ClaimScope, quantity: String,
        wording: ClaimWording, number: Double? = nil, upper: Double? = nil, date: StatedTime, source: String,
        textSHA256: String? = nil, note: String? = nil, verification: String = "U"
    ) {
        self.name = name
        self.speaker = speaker
        self.audience = audience
        self.scope = scope
        self.quantity = quantity
        self.wording = wording
        self.number = number
        self.upper = upper
        self.date = date
        self.source = source
        self.textSHA256 = textSHA256
        self.note = note
        self.verification = verification
    }

    /// The numbers that the wording admits; nil where it admits any.
    package func interval(aboutShare: Double) -> ImpliedInterval? {
        ImpliedInterval(wording, number: number, upper: upper, aboutShare: aboutShare)
    }

    /// One number to compare by: a range's middle, zero for "none", nil for "no evidence".
    package var representative: Double? {
        switch wording {
        case .noEvidence: nil
        case .none: 0
        case .range: number.map { ($0 + (upper ?? $0)) / 2 }
        default: number
        }
    }

    /// As people would say it: `about 25000`, `no evidence`.
    package var statement: String {
        let first = number.map(Self.spelled) ?? ""
        switch wording {
        case .exact: return first
        case .about: return "about \(first)"
        case .moreThan: return "more than \(first)"
        case .lessThan: return "less than \(first)"
        case .atLeast: return "at least \(first)"
        case .atMost: return "at most \(first)"
        case .range: return "between \(first) and \(Self.spelled(upper ?? number ?? 0))"
        case .none: return "none"
        case .noEvidence: return "no evidence"
        }
    }

    private static func spelled(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }
}

/// What a claim is about, apart from its quantity.
package struct ClaimScope: Codable, Hashable, Sendable {
    package var platform: Platform?
    /// What happened: an election, a network, a campaign.
    package var event: String
    /// The time that the number covers, in the register keeper's words: `December 2024`.
    package var period: String?
    /// The places that it covers.
    package var territory: String?
    /// What is counted in and out: `one network`, `all networks removed`.
    package var coverage: String?

    package init(
        platform: Platform?, event: String, period: String? = nil, territory: String? = nil, coverage: String? = nil
    ) {
        self.platform = platform
        self.event = event
        self.period = period
        self.territory = territory
        self.coverage = coverage
    }

    /// Which parts differ from another claim's about the same event. What one says and the other leaves out differs:
    /// nobody may be called contradicted on a guess.
    package func differences(from other: ClaimScope) -> [String] {
        var parts: [String] = []
        if Self.folded(period) != Self.folded(other.period) { parts.append("period") }
        if Self.folded(territory) != Self.folded(other.territory) { parts.append("territory") }
        if Self.folded(coverage) != Self.folded(other.coverage) { parts.append("coverage") }
        return parts
    }

    /// Without case and superfluous blanks, so that spelling alone makes no other scope.
    static func folded(_ text: String?) -> String {
        (text ?? "").lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
