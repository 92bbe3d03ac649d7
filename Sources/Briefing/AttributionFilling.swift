import Attribution
package import Inquiry
package import Records
package import Reporting
import Seals
package import Workspace

/// From a question or an assessment to what its page shows.
package enum AttributionFilling {
    /// - Parameters:
    ///   - check: of the assessment that the page shows; nil for a question that nobody has answered yet.
    ///   - version: of the program: `0.1.0`.
    package static func view(
        _ examination: QuestionExamination, _ check: AssessmentCheck?, version: String, _ now: Instant
    ) -> AttributionView {
        AttributionView(
            version: "daylight \(version)", made: now.description, question: examination.question.entry,
            questionDigest: examination.question.digest, signed: check.flatMap { signed($0) }, run: examination.run,
            rows: examination.rows.map { ($0.entry, $0.digest) },
            pools: [examination.judging.pool].compactMap { $0 } + examination.judging.rowPools)
    }

    private static func signed(_ check: AssessmentCheck) -> AttributionView.Signed? {
        let statement = check.assessment.entry.statement
        guard let digest = try? statement.digest() else { return nil }
        return AttributionView.Signed(
            statement: statement, digest: digest, signer: check.signer.description,
            approvals: check.approvals.map { "\($0.approval.approver), with \($0.key), \($0.approval.time)" },
            restsOn: check.below.map { below in
                let statement = below.assessment.entry.statement
                return "\(statement.name): \(statement.sentence)"
            }, outdated: check.outdated, records: check.records)
    }
}
