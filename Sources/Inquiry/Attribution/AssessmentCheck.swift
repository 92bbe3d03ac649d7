package import Attribution
package import Seals
package import Workspace

/// Whether an assessment of a case still is what was signed, and what it rests on is what it cites.
package struct AssessmentCheck: Sendable {
    package let assessment: Registered<Assessment>
    package let signer: KeyName
    /// Approvals that hold, in the order in which they were given.
    package let approvals: [(approval: Approval, key: KeyName)]
    /// The assessments of the layers below, the nearest first.
    package let below: [AssessmentCheck]
    package let examination: QuestionExamination
    /// What was entered since in place of something that it cites.
    package let outdated: [String]
    /// What rows for and against it rest on and the case does not have, as sentences.
    package let missing: [String]
    /// What each row for and against it rests on, in words, by the row's name.
    package let records: [String: [String]]

    /// Whether a second person stands behind it.
    package var isApproved: Bool { !approvals.isEmpty }

    /// - Parameters:
    ///   - name: its name, or the beginning of its digest.
    ///   - key: the signer's public key, where it is known from elsewhere.
    /// - Throws: `CaseError`, and `AttributionError.unverified` for the first thing that does not hold.
    package static func verify(_ folder: CaseFolder, _ name: String, with key: VerifyingKey? = nil) throws
        -> AssessmentCheck
    {
        try verify(folder, try folder.entry(Assessment.self, called: name), with: key, depth: 0)
    }

    private static func verify(
        _ folder: CaseFolder, _ assessment: Registered<Assessment>, with key: VerifyingKey?, depth: Int
    ) throws -> AssessmentCheck {
        let statement = assessment.entry.statement
        let what = "the assessment '\(statement.name)'"
        let signer = try assessment.entry.verify(with: key)
        let digest = try statement.digest()
        let given = try folder.current(Approval.self).map(\.entry).filter {
            $0.assessment == statement.name && $0.digest == digest
        }
        let approvals = try given.map { ($0, try $0.verify(assessment.entry)) }
        let examination = try QuestionExamination.examine(folder, asCitedBy: statement)
        let outcomes = zip(examination.question.entry.hypotheses, examination.run.posterior).map {
            AssessmentStatement.Outcome($0, $1)
        }
        guard outcomes == statement.outcomes else {
            throw AttributionError.unverified(
                what: what, reason: "its probabilities are not what its question and rows give")
        }
        let cited = try CitedEvidence(folder)
        let rows = statement.supporting + statement.contradicting
        return AssessmentCheck(
            assessment: assessment, signer: signer, approvals: approvals,
            below: try below(folder, statement, depth: depth), examination: examination,
            outdated: try outdated(folder, examination), missing: cited.missing(rows),
            records: Dictionary(rows.map { ($0.row, $0.records.flatMap(cited.words)) }) { first, _ in first })
    }

    private static func below(
        _ folder: CaseFolder, _ statement: AssessmentStatement, depth: Int
    ) throws -> [AssessmentCheck] {
        func fails(_ reason: String) -> AttributionError {
            .unverified(what: "the assessment '\(statement.name)'", reason: reason)
        }
        guard let layer = statement.layer.below else { return [] }
        guard let digest = statement.restsOn else { throw fails("it rests on no assessment of the layer below") }
        let all = try folder.entries(Assessment.self)
        guard let found = try all.last(where: { try $0.entry.statement.digest() == digest }) else {
            throw fails("the assessment that it rests on, \(digest), is not in the case")
        }
        guard found.entry.statement.layer == layer, depth < AttributionLayer.allCases.count else {
            throw fails("what it rests on is not of the layer below")
        }
        let check = try verify(folder, found, with: nil, depth: depth + 1)
        return [check] + check.below
    }

    private static func outdated(_ folder: CaseFolder, _ examination: QuestionExamination) throws -> [String] {
        var names: [String] = []
        let question = examination.question
        if try folder.entries(AttributionQuestion.self, named: question.entry.name).last?.digest != question.digest {
            names.append("the question '\(question.entry.name)'")
        }
        for row in examination.rows
        where try folder.entries(EvidenceRow.self, named: row.entry.name).last?.digest != row.digest {
            names.append("the row '\(row.entry.id)'")
        }
        let cited = Set(examination.rows.map(\.entry.name))
        let added = try folder.current(EvidenceRow.self).map(\.entry).filter {
            $0.question == question.entry.name && !cited.contains($0.name)
        }
        return names + added.map { "the row '\($0.id)', which is new" }
    }
}
