package import Records
package import Seals

/// What one rater said: of the explanations, how likely each is; or of a row, how likely it would be under each.
package struct Rating: RegisterEntry {
    package static var kind: RegisterKind { .rating }

    package struct Judgement: Codable, Hashable, Sendable {
        /// The hypotheses, in the question's order; several mean that one of them is true.
        package var hypotheses: [String]
        /// Whether the contrary is judged: that none of them is true, or that the row would not be seen.
        package var isContrary: Bool
        /// From 0 to 1.
        package var probability: Double
    }

    package var question: String
    package var rater: String
    /// The row whose likelihoods these are; nil where the explanations are judged.
    package var row: String?
    package var judgements: [Judgement]
    package var note: String?

    package var name: String { ([question] + [row, rater].compactMap { $0 }).joined(separator: "/") }

    /// Reads judgements as they are typed: `H1=0.4`, `H1+H2=0.5`, `not H3=0.7`.
    /// - Throws: where one cannot be read, stands twice, or a hypothesis is not judged by itself.
    package init(
        question: AttributionQuestion, rater: String, row: String?, stated: [String], note: String? = nil
    ) throws(FieldFault) {
        try AttributionQuestion.check(name: rater)
        var judgements: [Judgement] = []
        for text in stated {
            let judgement = try Self.judgement(text, question)
            if row != nil, judgement.hypotheses.count > 1 {
                throw FieldFault(
                    "bad-judgement", field: "judge",
                    "'\(text)': a row's likelihood is judged under one hypothesis at a time")
            }
            let isKnown = judgements.contains {
                $0.hypotheses == judgement.hypotheses && $0.isContrary == judgement.isContrary
            }
            if isKnown { throw FieldFault("repeated-judgement", field: "judge", "'\(text)' judges what was judged") }
            judgements.append(judgement)
        }
        for hypothesis in question.hypotheses
        where !judgements.contains(where: { $0.hypotheses == [hypothesis.id] && !$0.isContrary }) {
            throw FieldFault(
                "missing-judgement", field: "judge",
                "\(hypothesis.id) is not judged by itself; give every hypothesis its number, the contraries and pairs on top"
            )
        }
        self.question = question.name
        self.rater = rater
        self.row = row
        self.judgements = judgements
        self.note = note
    }

    private static func judgement(_ text: String, _ question: AttributionQuestion) throws(FieldFault) -> Judgement {
        var (event, value) = try EvidenceRow.pair(text, "judge")
        let isContrary = event.lowercased().hasPrefix("not ")
        if isContrary { event = String(event.dropFirst(4)) }
        var members: Set<Int> = []
        for part in event.split(separator: "+", omittingEmptySubsequences: false) {
            members.insert(try question.requiredIndex(of: String(part.drop { $0 == " " }.prefix { $0 != " " })))
        }
        guard let probability = RatioInterval.number(value), probability <= 1 else {
            throw FieldFault(
                "bad-judgement", field: "judge", "'\(text)': '\(value)' is no probability from 0 to 1, such as 0.25")
        }
        return Judgement(
            hypotheses: members.sorted().map { question.hypotheses[$0].id }, isContrary: isContrary,
            probability: probability)
    }
}
