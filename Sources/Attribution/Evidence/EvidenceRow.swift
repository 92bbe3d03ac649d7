package import Records
package import Seals

/// What kind of thing was observed.
package enum EvidenceClass: String, Codable, Sendable, CaseIterable {
    /// Keys, infrastructure, code, tracks, marks on the seabed.
    case technical
    /// What was done, when and how.
    case behavioural
    /// Who would gain, who said what, what else was going on.
    case contextual
}

/// Who could check it.
package enum EvidenceAccess: String, Codable, Sendable, CaseIterable {
    case open
    /// A platform's, an operator's, a firm's own.
    case proprietary
    case classified
}

/// How many times as likely an observation is under a hypothesis, measured against whatever the row's other numbers are
/// measured against: only their ratios count.
package struct Likelihood: Codable, Hashable, Sendable {
    package var hypothesis: String
    package var interval: RatioInterval

    package init(hypothesis: String, interval: RatioInterval) {
        self.hypothesis = hypothesis
        self.interval = interval
    }
}

/// Something that was observed, what it rests on, and what it says of each hypothesis.
package struct EvidenceRow: RegisterEntry {
    package static var kind: RegisterKind { .evidenceRow }

    /// What ratios may be: beyond them it is not weighing any more.
    package static let ratioRange = 0.0001...10_000

    /// The question's name.
    package var question: String
    /// The row's own short name.
    package var id: String
    /// What was observed; what is inferred belongs into an assessment.
    package var observed: String
    /// SHA-256 of the records and exhibits that it rests on, hexadecimal; at least one.
    package var records: [String]
    package var source: String
    /// Where it can be read.
    package var address: String?
    /// When it was observed or published.
    package var date: StatedTime?
    package var grade: SourceGrade
    /// Sources of one group are right or wrong together: two papers that print one agency's words.
    package var sourceGroup: String
    /// Rows of one group follow from one another: the ship slowed, and the ship dragged its anchor.
    package var dependencyGroup: String?
    package var evidenceClass: EvidenceClass
    package var access: EvidenceAccess
    /// Whether it says only where somebody or something comes from: a flag, a nationality, a language, a network address.
    package var isOrigin: Bool
    /// One for each hypothesis of the question, in its order; nil where raters are to judge it.
    package var likelihoods: [Likelihood]?
    package var note: String?

    package var name: String { question + "/" + id }

    package init(
        question: String, id: String, observed: String, records: [String], source: String, address: String? = nil,
        date: StatedTime? = nil, grade: SourceGrade, sourceGroup: String? = nil, dependencyGroup: String? = nil,
        evidenceClass: EvidenceClass, access: EvidenceAccess, isOrigin: Bool = false, likelihoods: [Likelihood]?,
        note: String? = nil
    ) {
        self.question = question
        self.id = id
        self.observed = observed
        self.records = records
        self.source = source
        self.address = address
        self.date = date
        self.grade = grade
        self.sourceGroup = sourceGroup ?? source
        self.dependencyGroup = dependencyGroup
        self.evidenceClass = evidenceClass
        self.access = access
        self.isOrigin = isOrigin
        self.likelihoods = likelihoods
        self.note = note
    }
}
