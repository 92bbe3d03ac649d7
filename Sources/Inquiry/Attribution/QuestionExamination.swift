package import Attribution
import Seals
package import Workspace

/// What a case says of one question: its rows, its raters, and how likely its hypotheses are.
package struct QuestionExamination: Sendable {
    package let question: Registered<AttributionQuestion>
    /// The last of each name, in the order of names.
    package let rows: [Registered<EvidenceRow>]
    package let ratings: [Registered<Rating>]
    package let judging: Judging
    package let run: PosteriorRun

    /// Puts a question to a case.
    /// - Throws: `CaseError` and `AttributionError`.
    package static func examine(
        _ folder: CaseFolder, question name: String, settings: PosteriorRun.Settings
    ) throws -> QuestionExamination {
        let question = try folder.entry(AttributionQuestion.self, called: name)
        let rows = try folder.current(EvidenceRow.self).filter { $0.entry.question == question.entry.name }
        let ids = Set(rows.map(\.entry.id))
        // What was said of a row that is gone is not asked for.
        let ratings = try folder.current(Rating.self).filter {
            $0.entry.question == question.entry.name && ($0.entry.row.map(ids.contains) ?? true)
        }
        return try QuestionExamination(question, rows, ratings, settings)
    }

    private init(
        _ question: Registered<AttributionQuestion>, _ rows: [Registered<EvidenceRow>],
        _ ratings: [Registered<Rating>], _ settings: PosteriorRun.Settings
    ) throws(AttributionError) {
        self.question = question
        self.rows = rows
        self.ratings = ratings
        judging = try Judging(question.entry, rows: rows.map(\.entry), ratings: ratings.map(\.entry))
        run = try PosteriorRun(question.entry, rows: judging.rows, settings: settings)
    }

    /// What a statement about it rests on.
    package func grounds(
        below: (digest: String, statement: AssessmentStatement)?
    ) -> AssessmentStatement.Grounds {
        AssessmentStatement.Grounds(
            questionDigest: question.digest, rows: rows.map { ($0.entry, $0.digest) },
            ratings: ratings.map(\.digest), run: run, below: below)
    }
}

extension QuestionExamination {
    /// The same question as it stood when an assessment was made of it: by the digests that the statement cites.
    /// - Throws: `AttributionError.unverified` where something that is cited is not in the case any more.
    package static func examine(
        _ folder: CaseFolder, asCitedBy statement: AssessmentStatement
    ) throws -> QuestionExamination {
        func found<Entry>(_ entries: [Registered<Entry>], _ digest: String, _ what: String) throws -> Registered<Entry>
        {
            guard let entry = entries.last(where: { $0.digest == digest }) else {
                throw AttributionError.unverified(
                    what: "the assessment '\(statement.name)'",
                    reason: "\(what), which it cites as \(digest), is not in the case")
            }
            return entry
        }
        let question = try found(
            try folder.entries(AttributionQuestion.self), statement.questionDigest,
            "the question '\(statement.question)'")
        let allRows = try folder.entries(EvidenceRow.self)
        let allRatings = try folder.entries(Rating.self)
        let cited = statement.supporting + statement.contradicting + statement.neutral
        let rows = try cited.map { try found(allRows, $0.digest, "the row '\($0.row)'") }
        let ratings = try statement.ratings.map { try found(allRatings, $0, "a rater's judgement") }
        guard let seed = UInt64(statement.seed) else {
            throw AttributionError.unverified(
                what: "the assessment '\(statement.name)'", reason: "its seed is no number")
        }
        return try QuestionExamination(
            question, rows.sorted { $0.entry.name < $1.entry.name }, ratings,
            PosteriorRun.Settings(seed: seed, samples: statement.samples))
    }
}
