package import Records

extension AssessmentStatement {
    /// A question and its rows as their registers keep them.
    package struct Grounds: Sendable {
        package var questionDigest: String
        package var rows: [(row: EvidenceRow, digest: String)]
        /// The digests of raters' judgements.
        package var ratings: [String]
        package var run: PosteriorRun
        /// The assessment of the layer below, whose signature was checked.
        package var below: (digest: String, statement: AssessmentStatement)?

        package init(
            questionDigest: String, rows: [(row: EvidenceRow, digest: String)], ratings: [String], run: PosteriorRun,
            below: (digest: String, statement: AssessmentStatement)?
        ) {
            self.questionDigest = questionDigest
            self.rows = rows
            self.ratings = ratings
            self.run = run
            self.below = below
        }
    }

    /// Makes the statement, or says why it may not be made.
    /// - Throws: `AttributionError.unfit` where the layer below is skipped, nothing supports the sentence, what speaks
    ///   against it is left out, alternatives or limits are missing, likelihood and confidence share a sentence, more
    ///   confidence is stated than the evidence allows, or an origin is taken for a sponsor.
    package init(_ draft: AssessmentDraft, _ grounds: Grounds, at time: Instant) throws(AttributionError) {
        let run = grounds.run
        let question = run.question
        guard let index = question.index(of: draft.hypothesis) else {
            throw .unfit(
                "'\(draft.hypothesis)' is no hypothesis of '\(question.name)'; it has"
                    + " \(question.hypotheses.map(\.id).joined(separator: ", "))")
        }
        try Self.check(draft, question)
        try Self.check(below: grounds.below, question)
        let (supporting, contradicting) = try Self.cited(draft, grounds, index)
        try Self.check(sponsor: draft, question, grounds.rows.map(\.row).filter { supporting.contains($0.id) })
        let ceiling = ConfidenceCeiling(run, for: index)
        guard draft.confidence <= ceiling.level else {
            throw .unfit(
                "\(draft.confidence.rawValue) confidence is more than the evidence allows, which is \(ceiling.level.rawValue):"
                    + " \(ceiling.reasons.joined(separator: "; "))")
        }
        func rows(_ names: [String]) -> [CitedRow] {
            grounds.rows.filter { names.contains($0.row.id) }
                .map { CitedRow(row: $0.row.id, digest: $0.digest, records: $0.row.records) }
                .sorted { CountedRow.precedes($0.row, $1.row) }
        }
        self.init(
            form: Self.form, name: draft.name, author: draft.author, time: StatedTime(time), question: question.name,
            questionDigest: grounds.questionDigest, layer: question.layer, hypothesis: draft.hypothesis,
            sentence: draft.sentence,
            likelihood: run.posterior[index].sentence(that: question.hypotheses[index].text),
            confidence: draft.confidence,
            confidenceSentence: "Confidence is \(draft.confidence.rawValue): \(draft.grounds)",
            outcomes: zip(question.hypotheses, run.posterior).map { Outcome($0, $1) },
            supporting: rows(supporting), contradicting: rows(contradicting),
            neutral: rows(
                grounds.rows.map(\.row.id).filter { !supporting.contains($0) && !contradicting.contains($0) }),
            ratings: grounds.ratings.sorted(), alternatives: draft.alternatives,
            limits: draft.limits, responsibility: draft.responsibility, restsOn: grounds.below?.digest,
            seed: String(run.settings.seed), samples: run.settings.samples)
    }

    private static func check(_ draft: AssessmentDraft, _ question: AttributionQuestion) throws(AttributionError) {
        func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
        if draft.name.contains("/") { throw .unfit("'\(draft.name)' has a slash in it; choose a name without") }
        for (what, text) in [
            ("author", draft.author), ("sentence", draft.sentence), ("reason for the confidence", draft.grounds),
        ]
        where isBlank(text) { throw .unfit("it has no \(what)") }
        if draft.limits.allSatisfy(isBlank) {
            throw .unfit("it states no limits; say what was not seen, what failed, and how the evidence was chosen")
        }
        if draft.alternatives.allSatisfy(isBlank) {
            throw .unfit("it considers no alternative; say of one other explanation at least why it is less likely")
        }
        let said = draft.sentence.lowercased()
        if said.contains("confidence") || said.contains("confident") {
            throw .unfit("its sentence speaks of confidence, which has a sentence of its own; take it out")
        }
        let grounds = draft.grounds.lowercased()
        let words = ["likely", "almost no chance", "even chance", "almost certain", "probab"]
        if let word = words.first(where: { grounds.contains($0) }) {
            throw .unfit(
                "the reason for the confidence speaks of likelihood ('\(word)'), which has a sentence of its own; take it out"
            )
        }
    }

    private static func check(
        below: (digest: String, statement: AssessmentStatement)?, _ question: AttributionQuestion
    ) throws(AttributionError) {
        guard let layer = question.layer.below else {
            if below != nil { throw .unfit("'\(question.name)' is on the first layer, and rests on no other") }
            return
        }
        guard let below else {
            throw .unfit(
                "'\(question.name)' asks from \(question.layer.title), and no signed assessment from \(layer.title) is named;"
                    + " layers are not skipped")
        }
        guard below.statement.layer == layer else {
            throw .unfit(
                "'\(question.name)' asks from \(question.layer.title) and must rest on an assessment from \(layer.title), and"
                    + " '\(below.statement.name)' is one from \(below.statement.layer.title)")
        }
    }

    /// Which rows are for and against it: what the intervals say cannot be left out or turned round.
    private static func cited(
        _ draft: AssessmentDraft, _ grounds: Grounds, _ index: Int
    ) throws(AttributionError) -> (supporting: [String], contradicting: [String]) {
        let matrix = HypothesisMatrix(grounds.run.question, grounds.run.counted)
        func rows(_ cell: HypothesisMatrix.Cell) -> [String] {
            matrix.lines.filter { $0.cells[index] == cell && $0.row.standing != .nonDiagnostic }.map(\.row.row.id)
        }
        let (consistent, inconsistent) = (rows(.consistent), rows(.inconsistent))
        let supporting = draft.supporting ?? consistent
        let contradicting = draft.contradicting ?? inconsistent
        let known = Set(grounds.rows.map(\.row.id))
        if let unknown = (supporting + contradicting).first(where: { !known.contains($0) }) {
            throw .unfit("'\(unknown)' is no row of '\(grounds.run.question.name)'")
        }
        if let both = supporting.first(where: { contradicting.contains($0) }) {
            throw .unfit("'\(both)' cannot speak both for and against it")
        }
        if let turned = supporting.first(where: { inconsistent.contains($0) }) {
            throw .unfit(
                "'\(turned)' speaks against \(draft.hypothesis) by its intervals, and is named in support of it")
        }
        if let left = inconsistent.first(where: { !contradicting.contains($0) }) {
            throw .unfit("'\(left)' speaks against \(draft.hypothesis) and is not named; what contradicts must be told")
        }
        if supporting.isEmpty {
            throw .unfit("no row speaks for \(draft.hypothesis); an assessment rests on one record at least")
        }
        return (supporting, contradicting)
    }

    private static func check(
        sponsor draft: AssessmentDraft, _ question: AttributionQuestion, _ supporting: [EvidenceRow]
    ) throws(AttributionError) {
        guard question.layer == .operatorToSponsor else {
            if draft.responsibility != nil {
                throw .unfit(
                    "a state's responsibility belongs to the layer from operator to sponsor, and this is another")
            }
            return
        }
        if supporting.allSatisfy(\.isOrigin) {
            throw .unfit(
                "all that supports it says where somebody or something comes from; the country of origin is not the sponsor"
            )
        }
    }
}
