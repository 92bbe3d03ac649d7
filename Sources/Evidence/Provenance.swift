/// How good a source is, by the grades of the NATO system (AJP-2.1, the "Admiralty code"), and whom it depends on.
package struct Provenance: Codable, Hashable, Sendable {
    /// How reliable the source is.
    package enum Reliability: String, Codable, Sendable, CaseIterable {
        case completely = "A"
        case usually = "B"
        case fairly = "C"
        case notUsually = "D"
        case unreliable = "E"
        case cannotBeJudged = "F"
    }

    /// How credible what it says is.
    package enum Credibility: Int, Codable, Sendable, CaseIterable {
        case confirmed = 1
        case probablyTrue
        case possiblyTrue
        case doubtful
        case improbable
        case cannotBeJudged
    }

    package var reliability: Reliability
    package var credibility: Credibility
    /// Who says it: an export of the platform, a witness, a researcher.
    package var source: String?
    /// Sources that hang on one another bear one name here, and count once.
    package var independenceGroup: String?

    package init(
        reliability: Reliability = .cannotBeJudged, credibility: Credibility = .cannotBeJudged, source: String? = nil,
        independenceGroup: String? = nil
    ) {
        self.reliability = reliability
        self.credibility = credibility
        self.source = source
        self.independenceGroup = independenceGroup
    }

    /// Reads a grade as people write it: `B2`.
    package init(grade: String, source: String? = nil, independenceGroup: String? = nil) throws(EvidenceError) {
        guard grade.count == 2, let letter = grade.first, let reliability = Reliability(rawValue: letter.uppercased()),
            let digit = grade.last?.wholeNumberValue, let credibility = Credibility(rawValue: digit)
        else {
            throw .refused(
                field: "grade",
                reason:
                    "'\(grade)' is no grade; write the source's reliability A to F and its word's credibility 1 to 6,"
                    + " as B2; F6 where neither can be judged")
        }
        self.init(
            reliability: reliability, credibility: credibility, source: source, independenceGroup: independenceGroup)
    }

    /// `B2`.
    package var grade: String { reliability.rawValue + String(credibility.rawValue) }

    func check() throws(EvidenceError) {
        if let source { try StatedText.check(source, "provenance.source") }
        if let independenceGroup { try StatedText.checkName(independenceGroup, "provenance.independence_group") }
    }

    /// How many sources speak independently of one another. Sources of one group count once; one without a group stands
    /// for its own name, and those that state neither count as one: that they are independent is for somebody to say.
    package static func independentSources(_ provenances: [Provenance]) -> Int {
        Set(
            provenances.map { provenance in
                if let group = provenance.independenceGroup { return "group " + group }
                return provenance.source.map { "source " + $0 } ?? ""
            }
        ).count
    }
}

extension Provenance {
    private enum CodingKeys: String, CodingKey {
        case reliability
        case credibility
        case source
        case independenceGroup = "independence_group"
    }
}
