package import Records
package import Seals

/// One of the explanations that exclude one another.
package struct Hypothesis: Codable, Hashable, Sendable {
    package enum Role: String, Codable, Sendable, CaseIterable {
        /// Somebody meant it.
        case rival
        /// An accident, negligence, or things that have nothing to do with one another.
        case innocent
        /// What nobody has thought of.
        case other
    }

    /// What priors may be: nobody is certain beforehand.
    package static let priorRange = 0.001...0.99
    package static let longestIdentifier = 20

    /// A short name: a letter, then letters, digits and underscores.
    package var id: String
    /// What would be the case, as a clause that can follow "that".
    package var text: String
    package var role: Role
    /// How likely it is held to be before any evidence.
    package var prior: RatioInterval

    package init(id: String, text: String, role: Role, prior: RatioInterval) throws(FieldFault) {
        try Self.check(id)
        if text.allSatisfy(\.isWhitespace) {
            throw FieldFault("missing-text", field: "text", "hypothesis \(id) does not say what would be the case")
        }
        self.id = id
        self.text = text
        self.role = role
        self.prior = prior
    }

    /// Reads a row of a table with the columns `hypothesis`, `text`, `prior` and, unless it is a rival, `role`.
    package init(row: NamedRow) throws(FieldFault) {
        guard let id = row.text("hypothesis", "id") else {
            throw FieldFault("missing-hypothesis", field: "hypothesis", "the row has no short name such as H1")
        }
        let stated = try row.required("prior")
        let prior: RatioInterval
        do throws(FieldFault) {
            prior = try RatioInterval(reading: stated, within: Self.priorRange)
        } catch {
            throw FieldFault(error.reason, field: "prior", error.detail)
        }
        try self.init(
            id: id, text: try row.required("text"), role: try row.word("role", as: Role.self) ?? .rival, prior: prior)
    }

    static func check(_ id: String) throws(FieldFault) {
        let letters = id.utf8
        let isWord = letters.allSatisfy {
            (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
        guard let first = letters.first, isWord, first >= 0x41, first != 0x5F, letters.count <= longestIdentifier,
            !["rest", "not"].contains(id.lowercased())
        else {
            throw FieldFault(
                "bad-hypothesis", field: "hypothesis",
                "'\(id)' is no short name for a hypothesis; write a letter, then letters, digits and underscores, at most"
                    + " \(longestIdentifier), and neither 'rest' nor 'not'")
        }
    }
}

/// A question on one layer, with explanations that exclude one another and together leave nothing out.
package struct AttributionQuestion: RegisterEntry {
    package static var kind: RegisterKind { .question }

    package static let mostHypotheses = 24

    package var name: String
    /// What is asked.
    package var text: String
    package var layer: AttributionLayer
    package var hypotheses: [Hypothesis]
    /// The network that is asked about, as a case calls it: `run 3 N1`, `ferry version 2`; nil where none is named.
    package var network: String?
    package var note: String?

    /// - Throws: where an explanation is missing that must always be there, or the priors cannot add up to one.
    package init(
        name: String, text: String, layer: AttributionLayer, hypotheses: [Hypothesis], network: String? = nil,
        note: String? = nil
    ) throws(FieldFault) {
        try Self.check(name: name)
        if text.allSatisfy(\.isWhitespace) {
            throw FieldFault("empty-text", field: "text", "the question is empty; write what is asked")
        }
        guard (3...Self.mostHypotheses).contains(hypotheses.count) else {
            throw FieldFault(
                "too-few-hypotheses", field: "hypothesis",
                "a question has 3 to \(Self.mostHypotheses) hypotheses, and this has \(hypotheses.count): name what is"
                    + " suspected, accident or unrelated, and other")
        }
        for (index, hypothesis) in hypotheses.enumerated()
        where hypotheses[..<index].contains(where: { $0.id.lowercased() == hypothesis.id.lowercased() }) {
            throw FieldFault(
                "repeated-hypothesis", field: "hypothesis", "\(hypothesis.id) stands twice; give each its own name")
        }
        guard hypotheses.contains(where: { $0.role == .innocent }) else {
            throw FieldFault(
                "no-innocent-hypothesis", field: "role",
                "no hypothesis has the role 'innocent'; accident or unrelated must always be among the explanations")
        }
        guard hypotheses.count(where: { $0.role == .other }) == 1 else {
            throw FieldFault(
                "no-other-hypothesis", field: "role",
                "one hypothesis must have the role 'other': what nobody has thought of is always possible")
        }
        let lows = hypotheses.reduce(0) { $0 + $1.prior.low }
        let highs = hypotheses.reduce(0) { $0 + $1.prior.high }
        guard lows <= 1.000001, highs >= 0.999999 else {
            throw FieldFault(
                "bad-priors", field: "prior",
                "the priors cannot add up to one: their lower ends add up to \(Self.rounded(lows)) and their upper ends to"
                    + " \(Self.rounded(highs)); one must lie between them")
        }
        self.name = name
        self.text = text
        self.layer = layer
        self.hypotheses = hypotheses
        self.network = network
        self.note = note
    }

    private static func rounded(_ value: Double) -> String { String((value * 1000).rounded() / 1000) }

    /// Names of rows and raters are put behind a question's with a slash.
    static func check(name: String) throws(FieldFault) {
        if name.contains("/") {
            throw FieldFault("bad-name", field: "name", "'\(name)' has a slash in it; leave it out")
        }
    }

    /// Where a hypothesis stands.
    package func index(of id: String) -> Int? { hypotheses.firstIndex { $0.id == id } }

    /// - Throws: which hypotheses there are, where there is no such one.
    package func requiredIndex(of id: String) throws(FieldFault) -> Int {
        guard let index = index(of: id) else {
            throw FieldFault(
                "unknown-hypothesis", field: "hypothesis",
                "'\(id)' is no hypothesis of '\(name)'; it has \(hypotheses.map(\.id).joined(separator: ", "))")
        }
        return index
    }
}
